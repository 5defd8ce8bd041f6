//! People among the answers.

use std::fmt;

use jiff::civil::Date;
use kernel::{CodeTable, Nik};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::facts::Person;

/// Somebody an answer names: known to the register, or as she was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Somebody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident: Option<Uuid>,
    #[serde(flatten)]
    pub particulars: Particulars,
}

/// What was typed about somebody; only the name is always there, except of residents.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "digits")]
    pub nik: Option<Nik>,
    /// A code of [`CodeTable::Sex`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sex: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub birth_place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Date>,
    /// A code of [`CodeTable::Religion`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub religion: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub occupation: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relationship: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// Somebody who works in the village's office.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Official {
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// NIP or NIPD, as it was typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
}

impl Somebody {
    /// Somebody of the register.
    pub fn resident(id: Uuid) -> Self {
        Self {
            resident: Some(id),
            ..Self::default()
        }
    }

    /// Somebody with typed particulars.
    pub fn typed(particulars: Particulars) -> Self {
        Self {
            resident: None,
            particulars,
        }
    }
}

impl Particulars {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As a letter writes her.
    pub fn person(&self) -> Person {
        let label = |table: CodeTable, code: &str| {
            let found = table.find(code);
            found
                .map(|found| found.label.to_owned())
                .unwrap_or_default()
        };
        Person {
            name: self.name.clone(),
            nik: self
                .nik
                .map(|nik| nik.expose().to_owned())
                .unwrap_or_default(),
            birth_place: self.birth_place.clone(),
            born_on: self.born_on,
            sex: label(CodeTable::Sex, &self.sex),
            religion: label(CodeTable::Religion, &self.religion),
            occupation: self.occupation.clone(),
            relationship: self.relationship.clone(),
            address: self.address.clone(),
            ..Person::default()
        }
    }
}

/// Written in full: what holds it is sealed.
fn digits<S: Serializer>(nik: &Option<Nik>, to: S) -> Result<S::Ok, S::Error> {
    match nik {
        Some(nik) => to.serialize_str(nik.expose()),
        None => to.serialize_none(),
    }
}

/// Nothing of a person is for logs.
macro_rules! hides {
    ($($kind:ident),*) => {
        $(impl fmt::Debug for $kind {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($kind), "(…)"))
            }
        })*
    };
}

hides!(Somebody, Particulars, Official);
