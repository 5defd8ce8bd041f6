//! Keys of programs that act for the district, and what each may do.
//!
//! A key is a secret like a link's, with a mark in front by which people, and programs that look
//! for leaked secrets, know it. The database keeps only a hash.

use std::{fmt, str::FromStr};

use crate::{DistrictRight, Token, TokenError, TokenHash};

/// What every key begins with.
const MARK: &str = "banua_";
/// What keys are hashed for.
const WORD: &str = "program key";

/// The secret of a program. Shown once; never stored, never logged.
#[derive(Debug, Clone)]
pub struct ProgramKey(Token);

impl ProgramKey {
    pub fn generate() -> Self {
        Self(Token::generate())
    }

    /// Reads what a program sent: the mark and exactly 43 letters, digits, `-` and `_`.
    ///
    /// # Errors
    /// When it is anything else. Nothing is trimmed or forgiven.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let secret = text.strip_prefix(MARK).ok_or(TokenError)?;
        Token::parse(secret).map(Self)
    }

    /// For the one time it is shown.
    pub fn to_text(&self) -> String {
        format!("{MARK}{}", self.0.to_text())
    }

    /// What is stored, and looked up with each request.
    pub fn hash(&self) -> TokenHash {
        self.0.hash_for(WORD)
    }
}

/// Something a key may be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    VillagesRead,
    VillagesWrite,
    FleetRead,
    AccountsRead,
}

/// The one table of scopes: as it is stored, as people read it, and the right its maker needs.
const TABLE: [(Scope, &str, &str, DistrictRight); 4] = [
    (
        Scope::VillagesRead,
        "villages:read",
        "Membaca daftar desa dan riwayatnya",
        DistrictRight::Look,
    ),
    (
        Scope::VillagesWrite,
        "villages:write",
        "Membuat, mengubah, dan menghentikan desa; mengundang orang ke kantornya",
        DistrictRight::Run,
    ),
    (
        Scope::FleetRead,
        "fleet:read",
        "Membaca keadaan semua desa: angka dan peringatan",
        DistrictRight::Look,
    ),
    (
        Scope::AccountsRead,
        "accounts:read",
        "Membaca daftar pengguna kabupaten",
        DistrictRight::Audit,
    ),
];

impl Scope {
    pub const ALL: [Self; 4] = [
        Self::VillagesRead,
        Self::VillagesWrite,
        Self::FleetRead,
        Self::AccountsRead,
    ];

    const fn row(self) -> &'static (Self, &'static str, &'static str, DistrictRight) {
        &TABLE[self as usize]
    }

    /// As it is stored and written in the API's document: "villages:read".
    pub const fn as_str(self) -> &'static str {
        self.row().1
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        self.row().2
    }

    /// What whoever made the key must still be allowed to do herself.
    pub const fn needs(self) -> DistrictRight {
        self.row().3
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Pilih izin dari daftar.")]
pub struct UnknownScope;

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or(UnknownScope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Purpose;

    #[test]
    fn the_table_is_in_the_order_of_the_scopes() {
        for (scope, row) in Scope::ALL.into_iter().zip(TABLE) {
            assert_eq!(scope, row.0);
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
        assert!("villages".parse::<Scope>().is_err());
    }

    #[test]
    fn a_key_is_read_whole_and_is_no_link() {
        let key = ProgramKey::generate();
        let text = key.to_text();
        assert_eq!(text.len(), 49);
        assert_eq!(ProgramKey::parse(&text).unwrap().hash(), key.hash());
        let link = Token::parse(&text[MARK.len()..]).unwrap();
        for purpose in [
            Purpose::Invitation,
            Purpose::PasswordReset,
            Purpose::Preview,
        ] {
            assert_ne!(link.hash(purpose), key.hash());
        }
        for wrong in [
            "",
            "banua_",
            &text[MARK.len()..],
            &text[1..],
            &format!("{text}A"),
            &format!(" {text}"),
            &text.replace("banua_", "BANUA_"),
        ] {
            assert!(ProgramKey::parse(wrong).is_err(), "{wrong:?}");
        }
        assert!(!format!("{key:?}").contains(&text[MARK.len()..]));
    }
}
