//! Links that open once: an invitation, a new password, a preview.
//!
//! The link carries 32 random bytes; the database keeps only a hash of them, so that who reads the
//! database opens nothing. Whoever redeems a hash deletes its row in the same transaction.

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::random;

/// What a link is for. A token of one purpose has another hash under every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Choose a password and come in. 72 hours.
    Invitation,
    /// Choose a new password. One hour.
    PasswordReset,
    /// Read a draft without an account, as often as wanted. Seven days.
    Preview,
    /// Help in a village's office as somebody of the district. Five minutes.
    Help,
    /// Choose a PIN as a resident. 72 hours.
    Pin,
    /// A browser that is the office's own tablet, until the office ends it.
    Kiosk,
}

impl Purpose {
    /// As it is stored: "invitation", "reset", "preview", "help", "pin", "kiosk".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "reset",
            Self::Preview => "preview",
            Self::Help => "help",
            Self::Pin => "pin",
            Self::Kiosk => "kiosk",
        }
    }

    pub const fn lifetime(self) -> SignedDuration {
        match self {
            Self::Invitation => SignedDuration::from_hours(72),
            Self::PasswordReset => SignedDuration::from_hours(1),
            Self::Preview => SignedDuration::from_hours(7 * 24),
            Self::Help => SignedDuration::from_mins(5),
            Self::Pin => SignedDuration::from_hours(72),
            Self::Kiosk => SignedDuration::from_hours(365 * 24),
        }
    }

    /// When a link made now stops to open.
    pub fn expires_at(self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.lifetime())
            .expect("a duration in whole hours is no calendar unit")
    }
}

/// The secret in a link. Shown once, in the mail or on the screen; never stored, never logged.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

impl Token {
    pub fn generate() -> Self {
        Self(random::bytes())
    }

    /// Reads what stands in an address: exactly 43 letters, digits, `-` and `_`.
    ///
    /// # Errors
    /// When it is anything else. Nothing is trimmed or forgiven.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        random::from_text(text).map(Self).ok_or(TokenError)
    }

    /// For the address in the link.
    pub fn to_text(&self) -> String {
        random::to_text(&self.0)
    }

    /// What is stored, and looked up when the link is opened.
    pub fn hash(&self, purpose: Purpose) -> TokenHash {
        self.hash_for(purpose.as_str())
    }

    /// The hash under a word: a secret of one use is worth nothing under another.
    pub(crate) fn hash_for(&self, word: &str) -> TokenHash {
        let digest = Sha256::new()
            .chain_update(b"banua link\0")
            .chain_update(word)
            .chain_update([0])
            .chain_update(self.0.as_slice());
        TokenHash(digest.finalize().into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// A text that was never a link of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Tautan ini tidak lengkap. Salin seluruhnya, atau minta tautan baru.")]
pub struct TokenError;

/// What the database keeps of a token; as text 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&random::to_hex(&self.0))
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenHash({self})")
    }
}

impl FromStr for TokenHash {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        random::from_hex(text).map(Self).ok_or(TokenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_finds_its_hash_and_no_other_purpose_does() {
        let token = Token::generate();
        let stored = token.hash(Purpose::Invitation).to_string();
        let opened = Token::parse(&token.to_text()).unwrap();
        assert_eq!(opened.hash(Purpose::Invitation).to_string(), stored);
        assert_eq!(stored.parse::<TokenHash>().unwrap().to_string(), stored);
        for other in [Purpose::PasswordReset, Purpose::Preview] {
            assert_ne!(opened.hash(other).to_string(), stored);
        }
        assert!(!stored.contains(&token.to_text()));
    }

    #[test]
    fn only_a_whole_token_is_read() {
        let whole = Token::generate().to_text();
        for wrong in [
            "",
            &whole[1..],
            &format!("{whole}A"),
            &format!(" {whole}"),
            &format!("{whole}="),
            &whole.replace(|_: char| true, "é"),
            &format!("{}\n", &whole[1..]),
        ] {
            assert!(Token::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn links_end_in_time() {
        let now: Timestamp = "2026-11-25T08:00:00Z".parse().unwrap();
        let end = |purpose: Purpose| purpose.expires_at(now).to_string();
        assert_eq!(end(Purpose::Invitation), "2026-11-28T08:00:00Z");
        assert_eq!(end(Purpose::PasswordReset), "2026-11-25T09:00:00Z");
        assert_eq!(end(Purpose::Preview), "2026-12-02T08:00:00Z");
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let token = Token::generate();
        assert_eq!(format!("{token:?}"), "Token(***)");
    }
}
