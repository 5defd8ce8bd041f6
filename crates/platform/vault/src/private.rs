//! What may be sealed, how it is covered, and what of it can be found.

use kernel::{FamilyCardNumber, Nik, PersonName, Phone};
use zeroize::Zeroizing;

/// A value of a person that lies sealed.
pub trait Private: Sized {
    /// The text that is sealed.
    fn clear(&self) -> Zeroizing<String>;

    /// Reads what [`Private::clear`] wrote.
    fn read(clear: &str) -> Option<Self>;

    /// What may be shown to who is not allowed to see it.
    fn masked(&self) -> String;

    /// As people write it, for who may see it.
    fn shown(&self) -> String {
        self.clear().to_string()
    }
}

/// A value that can be looked up although it is sealed.
pub trait LookedUp: Private {
    /// One text for all ways of writing the value.
    fn normalised(&self) -> Zeroizing<String> {
        self.clear()
    }
}

impl Private for Nik {
    fn clear(&self) -> Zeroizing<String> {
        Zeroizing::new(self.expose().to_owned())
    }

    fn read(clear: &str) -> Option<Self> {
        Self::parse(clear).ok()
    }

    fn masked(&self) -> String {
        Nik::masked(self)
    }
}

impl LookedUp for Nik {}

impl Private for FamilyCardNumber {
    fn clear(&self) -> Zeroizing<String> {
        Zeroizing::new(self.expose().to_owned())
    }

    fn read(clear: &str) -> Option<Self> {
        Self::parse(clear).ok()
    }

    fn masked(&self) -> String {
        FamilyCardNumber::masked(self)
    }
}

impl LookedUp for FamilyCardNumber {}

impl Private for Phone {
    fn clear(&self) -> Zeroizing<String> {
        Zeroizing::new(self.e164().to_owned())
    }

    fn read(clear: &str) -> Option<Self> {
        Self::parse(clear).ok()
    }

    fn masked(&self) -> String {
        Phone::masked(self)
    }

    fn shown(&self) -> String {
        self.national()
    }
}

impl LookedUp for Phone {}

/// Names of parents. They are not looked up: see the README.
impl Private for PersonName {
    fn clear(&self) -> Zeroizing<String> {
        Zeroizing::new(self.as_str().to_owned())
    }

    fn read(clear: &str) -> Option<Self> {
        Self::parse(clear).ok()
    }

    fn masked(&self) -> String {
        PersonName::masked(self)
    }
}
