//! Keys of 32 bytes, and the one cipher they are used with.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use rand::{TryRng as _, rngs::SysRng};
use zeroize::{Zeroize as _, Zeroizing};

pub(crate) const NONCE: usize = 24;
/// What the cipher adds to prove that nothing was changed.
pub(crate) const TAG: usize = 16;

/// A secret key. It stays at one place in memory and is wiped when dropped.
#[derive(Clone)]
pub(crate) struct Key(Box<Zeroizing<[u8; 32]>>);

impl Key {
    /// Straight from the operating system: a test that could choose a key would be a way to choose
    /// it in production.
    pub(crate) fn random() -> Self {
        let mut key = Self(Box::default());
        random(key.0.as_mut_slice());
        key
    }

    /// Takes the bytes over and wipes the ones that were given.
    pub(crate) fn take(bytes: &mut [u8; 32]) -> Self {
        let mut key = Self(Box::default());
        key.0.copy_from_slice(bytes);
        bytes.zeroize();
        key
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A nonce of 24 random bytes, then the ciphertext with its proof.
    pub(crate) fn encrypt(&self, plain: &[u8], associated: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        random(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: associated,
        };
        let closed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .expect("only texts of 256 gigabytes are too long");
        [nonce.as_slice(), &closed].concat()
    }

    /// The plaintext, when `closed` was made by [`Key::encrypt`] with this key and the same `associated`.
    pub(crate) fn decrypt(&self, closed: &[u8], associated: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, closed) = closed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: closed,
            aad: associated,
        };
        self.cipher()
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()
            .map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.bytes().into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(***)")
    }
}

fn random(bytes: &mut [u8]) {
    SysRng
        .try_fill_bytes(bytes)
        .expect("the operating system always has randomness");
}

/// Joins words so that no two lists of words give the same bytes: each follows its length.
pub(crate) fn joined(words: &[&[u8]]) -> Vec<u8> {
    let length = words.iter().map(|word| word.len() + 4).sum();
    let mut out = Vec::with_capacity(length);
    for word in words {
        let length = u32::try_from(word.len()).expect("names and numbers are short");
        out.extend(length.to_be_bytes());
        out.extend(*word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_print_itself_and_wipes_what_it_was_made_of() {
        let mut bytes = [0xAB; 32];
        let key = Key::take(&mut bytes);
        assert_eq!(bytes, [0; 32]);
        assert_eq!(format!("{key:?}"), "Key(***)");
    }

    #[test]
    fn words_cannot_be_shifted_into_each_other() {
        assert_ne!(joined(&[b"ab", b"c"]), joined(&[b"a", b"bc"]));
        assert_ne!(joined(&[b"ab"]), joined(&[b"ab", b""]));
    }

    #[test]
    fn what_is_closed_twice_looks_different_and_opens_the_same() {
        let key = Key::random();
        let (one, two) = (key.encrypt(b"x", b"here"), key.encrypt(b"x", b"here"));
        assert_ne!(one, two);
        assert_eq!(one.len(), NONCE + 1 + TAG);
        for closed in [one, two] {
            assert_eq!(**key.decrypt(&closed, b"here").unwrap(), *b"x");
            assert!(key.decrypt(&closed, b"there").is_none());
            assert!(Key::random().decrypt(&closed, b"here").is_none());
        }
        assert!(key.decrypt(&[0; 23], b"here").is_none());
    }
}
