//! Keys have numbers: the next one is higher.

use std::fmt;

/// The number of a key, from 1 to 65535; fits an `integer` of Postgres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyNumber(u16);

impl KeyNumber {
    pub const FIRST: Self = Self(1);

    /// `None` for what is no number of a key.
    pub fn new(number: i32) -> Option<Self> {
        u16::try_from(number).ok().filter(|n| *n > 0).map(Self)
    }

    pub fn get(self) -> i32 {
        i32::from(self.0)
    }

    /// The next one, as long as there is one.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }

    pub(crate) fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; 2]) -> Option<Self> {
        Self::new(i32::from(u16::from_be_bytes(bytes)))
    }
}

impl fmt::Display for KeyNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
