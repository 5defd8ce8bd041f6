//! A keyed hash by which a sealed value is found.

use std::fmt;

/// Sixteen bytes that are equal for equal values of one column in one village, and tell nothing to
/// who does not have the key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blind([u8; 16]);

impl Blind {
    pub(crate) fn of(hash: &[u8; 32]) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        Self(short)
    }

    /// For the `bytea` column.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Blind {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Nothing: whoever has a log and the table could otherwise join them.
impl fmt::Debug for Blind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Blind(***)")
    }
}
