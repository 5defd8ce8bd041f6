//! What a page may say of a private value: the mask, until somebody's look at it was recorded.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::private::Private;

/// An opened value that prints only its mask, whatever it is printed with.
///
/// `Display` and serde give the mask, for pages; `Debug` gives nothing at all, for logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Closed<T>(T);

impl<T: Private> Closed<T> {
    /// Covers a value that did not come out of the vault, such as one just typed.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    pub fn masked(&self) -> String {
        self.0.masked()
    }

    /// The value, for comparing, for the letter and for the export; easy to search for.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// What a page may show after the look was written into the record.
    pub fn show(&self, _: &Recorded) -> Shown {
        Shown(self.0.shown())
    }
}

impl<T: Private> fmt::Display for Closed<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.masked())
    }
}

impl<T> fmt::Debug for Closed<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Closed(***)")
    }
}

impl<T: Private> Serialize for Closed<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.masked())
    }
}

/// Proof that a look at personal data stands in the record: [`Closed::show`] asks for one.
///
/// Made by whoever has just written that entry, in the same transaction.
#[derive(Debug)]
pub struct Recorded {
    entry: i64,
}

impl Recorded {
    /// The number of the entry in the record.
    pub fn as_entry(entry: i64) -> Self {
        Self { entry }
    }

    pub fn entry(&self) -> i64 {
        self.entry
    }
}

/// A private value in clear, for one page that is not kept. Logs still get nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown(String);

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Shown(***)")
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}
