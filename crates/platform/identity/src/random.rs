//! Randomness for secrets, straight from the operating system.
//!
//! It does not come in through `App` like other randomness: a test that could choose a secret
//! would be a way to choose it in production.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::{TryRng as _, rngs::SysRng};
use zeroize::Zeroizing;

/// So many random bytes, wiped when dropped.
pub(crate) fn bytes<const N: usize>() -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    SysRng
        .try_fill_bytes(bytes.as_mut_slice())
        .expect("the operating system always has randomness");
    bytes
}

/// 32 bytes as 43 letters, digits, `-` and `_`.
pub(crate) fn to_text(bytes: &[u8; 32]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads exactly what [`to_text`] writes. Every value has one spelling only.
pub(crate) fn from_text(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    if text.len() != 43 {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    let read = BASE64_URL_SAFE_NO_PAD.decode_slice(text, bytes.as_mut_slice());
    (read == Ok(32)).then_some(bytes)
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing into a String cannot fail");
            text
        })
}

/// Reads exactly what [`to_hex`] writes for 32 bytes: 64 lower-case digits.
pub(crate) fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes();
    if pairs.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(pairs.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_one_spelling() {
        let value = bytes::<32>();
        let text = to_text(&value);
        assert_eq!(from_text(&text).as_deref(), Some(&*value));
        assert_eq!(from_hex(&to_hex(&*value)), Some(*value));
        // The last letter of 43 carries four bits only; the others would be a second spelling.
        assert!(from_text(&"A".repeat(43)).is_some());
        assert!(from_text(&("A".repeat(42) + "B")).is_none());
        for wrong in [
            "",
            "A",
            &"A".repeat(44),
            &("A".repeat(42) + "="),
            &("A".repeat(42) + "+"),
        ] {
            assert!(from_text(wrong).is_none(), "{wrong}");
        }
        assert!(
            from_hex(
                &to_hex(&*value)
                    .to_uppercase()
                    .replace(|c: char| c.is_ascii_digit(), "A")
            )
            .is_none()
        );
    }

    #[test]
    fn two_secrets_are_never_alike() {
        assert_ne!(*bytes::<32>(), *bytes::<32>());
    }
}
