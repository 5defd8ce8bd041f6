//! Recovery codes: ten words of paper for the day the phone falls into the river.
//!
//! Each opens once in place of the phone's code. They have 40 bits only, so they are kept like
//! passwords. All ten share one salt, so that trying one costs one hash, not ten.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::{IdentityError, Passwords, password::argon2id, random};

/// How many are handed out.
pub const COUNT: usize = 10;
const LENGTH: usize = 8;
/// Lower-case letters and digits that nobody takes for another: no 0 o 1 i l u v.
const ALPHABET: &[u8] = b"23456789abcdefghjkmnpqrstwxyz";
const SALT: usize = 16;
const HASH: usize = 32;

/// One code, written `xxxx-xxxx`. Shown once, when it is handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    fn generate() -> Self {
        let mut code = Zeroizing::new(String::with_capacity(LENGTH));
        while code.len() < LENGTH {
            let byte = usize::from(random::bytes::<1>()[0]);
            // What is left over above a multiple is thrown away, or some letters came more often.
            if byte < 256 - 256 % ALPHABET.len() {
                code.push(char::from(ALPHABET[byte % ALPHABET.len()]));
            }
        }
        Self(code)
    }

    /// Reads what somebody copied from paper: capitals, spaces and the dash do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 64 {
            return None;
        }
        let mut code = Zeroizing::new(String::with_capacity(64));
        code.extend(
            typed
                .chars()
                .filter(|c| !matches!(c, ' ' | '-' | '–' | '\u{a0}'))
                .map(|c| c.to_ascii_lowercase()),
        );
        let known = code.bytes().all(|byte| ALPHABET.contains(&byte));
        (code.len() == LENGTH && known).then_some(Self(code))
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..LENGTH / 2], &self.0[LENGTH / 2..])
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(***)")
    }
}

/// A fresh set: the codes to show now, and what to store instead, in the same order.
#[derive(Debug, Clone)]
pub struct RecoveryCodes {
    pub codes: Vec<RecoveryCode>,
    /// One text each, for a `text[]`. A new set replaces the old one as a whole.
    pub hashes: Vec<String>,
}

impl RecoveryCodes {
    /// Ten new codes. Takes about a quarter of a second.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when no turn came within five seconds.
    pub async fn issue(passwords: &Passwords) -> Result<Self, IdentityError> {
        passwords
            .in_turn(|| {
                let salt = random::bytes::<SALT>();
                let mut codes: Vec<RecoveryCode> = Vec::with_capacity(COUNT);
                while codes.len() < COUNT {
                    let code = RecoveryCode::generate();
                    if !codes.contains(&code) {
                        codes.push(code);
                    }
                }
                let hashes = codes.iter().map(|code| stored(&salt, &hash(code, &salt)));
                Self {
                    hashes: hashes.collect(),
                    codes,
                }
            })
            .await
    }

    /// Which of the stored texts this code is; remove exactly that one, in the transaction that
    /// lets her in, with `where $text = any(recovery)`, and refuse when no row changed. An account
    /// without codes costs the same.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] as above; [`IdentityError::Damaged`] when a stored text is none of
    /// ours.
    pub async fn redeem(
        passwords: &Passwords,
        code: &RecoveryCode,
        hashes: &[String],
    ) -> Result<Option<String>, IdentityError> {
        let kept = hashes
            .iter()
            .map(|text| read(text))
            .collect::<Option<Vec<_>>>();
        let kept = kept.ok_or(IdentityError::Damaged)?;
        let salt = kept.first().map_or([0; SALT], |(salt, _)| *salt);
        if kept.iter().any(|(its, _)| *its != salt) {
            return Err(IdentityError::Damaged);
        }
        let code = code.clone();
        let typed = passwords.in_turn(move || hash(&code, &salt)).await?;
        let mut found = None;
        for (text, (_, one)) in hashes.iter().zip(&kept) {
            if bool::from(one.ct_eq(&typed)) {
                found = Some(text.clone());
            }
        }
        Ok(found)
    }
}

fn hash(code: &RecoveryCode, salt: &[u8; SALT]) -> [u8; HASH] {
    let mut hash = [0; HASH];
    argon2id()
        .hash_password_into(code.0.as_bytes(), salt, &mut hash)
        .expect("code, salt and hash are within argon2's limits");
    hash
}

/// `salt.hash`, both in base64.
fn stored(salt: &[u8; SALT], hash: &[u8; HASH]) -> String {
    let [salt, hash] = [salt.as_slice(), hash].map(|part| BASE64_STANDARD_NO_PAD.encode(part));
    format!("{salt}.{hash}")
}

fn read(text: &str) -> Option<([u8; SALT], [u8; HASH])> {
    let (salt, hash) = text.split_once('.')?;
    let [salt, hash] = [salt, hash].map(|part| BASE64_STANDARD_NO_PAD.decode(part).ok());
    Some((salt?.try_into().ok()?, hash?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        let code = RecoveryCode::parse("abcd-2345").unwrap();
        assert_eq!(code.to_string(), "abcd-2345");
        for same in ["ABCD2345", " abcd - 2345 ", "abcd–2345", "a b c d 2 3 4 5"] {
            assert_eq!(RecoveryCode::parse(same), Some(code.clone()), "{same}");
        }
        for wrong in [
            "",
            "abcd-234",
            "abcd-23455",
            "abcd-0123",
            "abcd-234é",
            &"a".repeat(100),
        ] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "RecoveryCode(***)");
    }

    #[test]
    fn the_alphabet_has_no_twins() {
        for twin in b"0o1iluv" {
            assert!(!ALPHABET.contains(twin));
        }
        for _ in 0..100 {
            let text = RecoveryCode::generate().to_string();
            assert_eq!((text.len(), text.as_bytes()[4]), (9, b'-'), "{text}");
        }
    }

    #[tokio::test]
    async fn each_of_ten_codes_opens_and_then_no_more() {
        let passwords = Passwords::new();
        let RecoveryCodes { codes, mut hashes } = RecoveryCodes::issue(&passwords).await.unwrap();
        assert_eq!((codes.len(), hashes.len()), (COUNT, COUNT));
        for code in [&codes[7], &codes[0]] {
            let typed = RecoveryCode::parse(&code.to_string().to_uppercase()).unwrap();
            let used = RecoveryCodes::redeem(&passwords, &typed, &hashes)
                .await
                .unwrap()
                .unwrap();
            assert!(!used.contains(&code.to_string()));
            hashes.retain(|hash| *hash != used);
            let again = RecoveryCodes::redeem(&passwords, &typed, &hashes)
                .await
                .unwrap();
            assert_eq!(again, None);
        }
        assert_eq!(hashes.len(), COUNT - 2);
        let other = RecoveryCodes::issue(&passwords).await.unwrap();
        let strange = RecoveryCodes::redeem(&passwords, &other.codes[0], &hashes)
            .await
            .unwrap();
        assert_eq!(strange, None);
        assert_eq!(
            RecoveryCodes::redeem(&passwords, &codes[1], &[]).await,
            Ok(None)
        );
        let damaged = vec!["x".to_owned()];
        assert_eq!(
            RecoveryCodes::redeem(&passwords, &codes[1], &damaged).await,
            Err(IdentityError::Damaged)
        );
    }
}
