//! The bytes of a sealed value: version, number of the key, mark of the place, nonce, ciphertext.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::number::KeyNumber;

const VERSION: u8 = 1;
const MARK: usize = 8;
/// Values are filled up to whole blocks, so that their length tells little.
const BLOCK: usize = 32;

/// What stands in front of nonce and ciphertext.
pub(crate) struct Header {
    pub(crate) number: KeyNumber,
    pub(crate) mark: [u8; MARK],
}

/// The first bytes of everything sealed with that key, for statements that count or find.
pub(crate) fn prefix(number: KeyNumber) -> [u8; 3] {
    let [high, low] = number.to_bytes();
    [VERSION, high, low]
}

impl Header {
    pub(crate) const LENGTH: usize = 3 + MARK;

    pub(crate) fn new(number: KeyNumber, place: &[u8]) -> Self {
        Self {
            number,
            mark: mark(place),
        }
    }

    pub(crate) fn to_bytes(&self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        bytes[..3].copy_from_slice(&prefix(self.number));
        bytes[3..].copy_from_slice(&self.mark);
        bytes
    }

    /// The header and what follows it; `None` when these bytes are no sealed value.
    pub(crate) fn read(sealed: &[u8]) -> Option<(Self, &[u8])> {
        let (header, rest) = sealed.split_first_chunk::<{ Self::LENGTH }>()?;
        let [VERSION, high, low, mark @ ..] = *header else {
            return None;
        };
        let number = KeyNumber::from_bytes([high, low])?;
        Some((Self { number, mark }, rest))
    }
}

/// Names the mistake when a value lies at the wrong place. It is no secret and proves nothing: the
/// proof is in the ciphertext.
pub(crate) fn mark(place: &[u8]) -> [u8; MARK] {
    let hash = Sha256::digest(place);
    let mut mark = [0; MARK];
    mark.copy_from_slice(&hash[..MARK]);
    mark
}

/// Fills up to a whole block: one byte 0x80, then zeros.
pub(crate) fn padded(plain: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = (plain.len() / BLOCK + 1) * BLOCK;
    let mut out = Zeroizing::new(Vec::with_capacity(length));
    out.extend(plain);
    out.push(0x80);
    out.resize(length, 0);
    out
}

/// Takes away what [`padded`] added.
pub(crate) fn unpadded(mut padded: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    (padded[end] == 0x80).then(|| {
        padded.truncate(end);
        padded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_hidden_and_nothing_is_added_or_lost() {
        for length in 0..100 {
            let plain = vec![0x80; length];
            let filled = padded(&plain);
            assert_eq!(filled.len() % BLOCK, 0);
            assert!(filled.len() > length);
            assert_eq!(*unpadded(filled).unwrap(), plain);
        }
        assert_eq!(*unpadded(padded(&[1, 0, 0])).unwrap(), [1, 0, 0]);
        assert!(unpadded(Zeroizing::new(vec![0; 32])).is_none());
        assert!(unpadded(Zeroizing::new(vec![1; 32])).is_none());
    }
}
