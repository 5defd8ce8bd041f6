//! Proof that a form was sent from our own page.
//!
//! All villages of a regency are *same-site* to each other, so `SameSite` protects nothing between
//! them. Besides the check of Origin, every form of a signed-in person carries a token that
//! belongs to her session, her village and the form's purpose. The token is masked anew in every
//! response, so that compressing the page gives nothing of it away (BREACH).

use std::fmt;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::random;

const MAC: usize = 32;
/// 64 bytes in base64 without padding.
const TOKEN_CHARS: usize = 86;

/// What a session's tokens are made with. It lives in the session's record.
#[derive(Clone)]
pub struct CsrfSecret(Zeroizing<[u8; 32]>);

impl CsrfSecret {
    pub fn generate() -> Self {
        Self(random::bytes())
    }

    /// A token for a form of this village and purpose; 86 characters, different at every call.
    pub fn token(&self, village: &str, purpose: &str) -> String {
        let mask = random::bytes::<MAC>();
        let mut both = [0; 2 * MAC];
        both[..MAC].copy_from_slice(mask.as_slice());
        for (byte, (mac, mask)) in both[MAC..]
            .iter_mut()
            .zip(self.mac(village, purpose).iter().zip(mask.iter()))
        {
            *byte = mac ^ mask;
        }
        BASE64_URL_SAFE_NO_PAD.encode(both)
    }

    /// Whether a token is one of ours for this village and purpose. Takes the same time however
    /// much of it is right.
    pub fn is_own(&self, village: &str, purpose: &str, token: &str) -> bool {
        if token.len() != TOKEN_CHARS {
            return false;
        }
        let mut both = [0; 2 * MAC];
        if BASE64_URL_SAFE_NO_PAD.decode_slice(token, &mut both) != Ok(2 * MAC) {
            return false;
        }
        let (mask, masked) = both.split_at_mut(MAC);
        for (byte, mask) in masked.iter_mut().zip(mask) {
            *byte ^= *mask;
        }
        self.mac(village, purpose).as_slice().ct_eq(masked).into()
    }

    fn mac(&self, village: &str, purpose: &str) -> [u8; MAC] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_slice())
            .expect("HMAC takes keys of any length");
        mac.update(b"banua form\0");
        mac.update(village.as_bytes());
        mac.update(b"\0");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for CsrfSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfSecret(***)")
    }
}

impl Serialize for CsrfSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&random::to_text(&self.0))
    }
}

impl<'de> Deserialize<'de> for CsrfSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let secret = random::from_text(&text).ok_or_else(|| D::Error::custom("not 32 bytes"))?;
        Ok(Self(secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "d_6303042007";

    #[test]
    fn a_token_is_own_to_its_session_village_and_purpose() {
        let secret = CsrfSecret::generate();
        let token = secret.token(HERE, "form");
        assert_eq!(token.len(), TOKEN_CHARS);
        assert!(secret.is_own(HERE, "form", &token));
        assert!(
            !secret.is_own("d_6303042008", "form", &token),
            "another village"
        );
        assert!(!secret.is_own(HERE, "upload", &token), "another purpose");
        assert!(
            !CsrfSecret::generate().is_own(HERE, "form", &token),
            "another session"
        );
        assert!(!secret.is_own("d_630304", "2007\0form", &token));
    }

    #[test]
    fn it_looks_different_each_time_and_stays_good() {
        let secret = CsrfSecret::generate();
        let [one, two] = [secret.token(HERE, "form"), secret.token(HERE, "form")];
        assert_ne!(one, two);
        assert_ne!(one[43..], two[43..], "both halves change");
        assert!(secret.is_own(HERE, "form", &one) && secret.is_own(HERE, "form", &two));
    }

    #[test]
    fn anything_else_is_refused() {
        let secret = CsrfSecret::generate();
        let token = secret.token(HERE, "form");
        for at in [0, 20, 43, 60, 84] {
            let mut bent = token.clone().into_bytes();
            bent[at] = if bent[at] == b'A' { b'B' } else { b'A' };
            let bent = String::from_utf8(bent).unwrap();
            assert!(!secret.is_own(HERE, "form", &bent), "{at}");
        }
        for wrong in [
            "",
            "x",
            &token[..85],
            &format!("{token}="),
            &"A".repeat(86),
            &"é".repeat(43),
        ] {
            assert!(!secret.is_own(HERE, "form", wrong), "{wrong}");
        }
    }

    #[test]
    fn the_secret_survives_its_record_and_does_not_show_itself() {
        let secret = CsrfSecret::generate();
        let json = serde_json::to_string(&secret).unwrap();
        let back: CsrfSecret = serde_json::from_str(&json).unwrap();
        assert!(back.is_own(HERE, "form", &secret.token(HERE, "form")));
        assert!(serde_json::from_str::<CsrfSecret>("\"x\"").is_err());
        assert_eq!(format!("{secret:?}"), "CsrfSecret(***)");
    }
}
