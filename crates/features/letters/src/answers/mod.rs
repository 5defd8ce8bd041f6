//! What was answered to a kind's questions.
//!
//! A form's fields are called `j_` and the question's key; of people and addresses `j_ayah_nama`,
//! `j_ahli_waris_2_nik`. [`read`] takes them in, [`typed`] fills them again, [`fields`] says how a
//! template shows them, [`shown`] what a page tells of them.

mod fields;
mod notes;
mod number;
mod parsers;
mod people;
mod read;
mod reader;
mod shown;
mod stranger;
mod typed;
mod value;
mod views;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt};

use kernel::Nik;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::facts::Person;

pub use fields::fields;
pub use notes::notes;
pub use number::Decimal;
pub use people::{Official, Particulars, Somebody};
pub use read::read;
pub use shown::{Shown, shown};
pub use stranger::{read_stranger, stranger};
pub use typed::typed;
pub(crate) use value::listed;
pub use value::{Address, Geo, Value};
pub use views::{Choice, FieldView, Group, Input};

/// Most people one question takes.
pub const MOST_PEOPLE: usize = 15;

/// The longest answer of one line, in characters.
pub const LINE: usize = 200;

/// The longest answer of several lines.
pub const LINES: usize = 1_000;

/// Answers by the key of their question. What was not answered is not there.
///
/// They hold numbers and names of people: they are kept sealed, and `Debug` tells their keys only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Value>);

impl fmt::Debug for Answers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.0.keys()).finish()
    }
}

/// Somebody of the applicant's family, as a form lists her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: Uuid,
    pub name: String,
    /// "Istri"
    pub relationship: String,
}

impl Answers {
    /// What was answered to a question.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// Puts an answer in the place of whatever was there.
    pub fn set(&mut self, key: impl Into<String>, value: Value) {
        self.0.insert(key.into(), value);
    }

    /// Everybody among the answers who is named by the register: her facts have to be read there.
    pub fn residents(&self) -> Vec<Uuid> {
        let mut found: Vec<Uuid> = self.0.values().flat_map(Value::residents).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The NIK that were typed for people the register was not asked about.
    pub fn numbers(&self) -> Vec<Nik> {
        let people = self.0.values().flat_map(Value::somebodies);
        people
            .filter(|somebody| somebody.resident.is_none())
            .filter_map(|somebody| somebody.particulars.nik)
            .collect()
    }

    /// Says of people with a NIK who they are in the register.
    pub fn recognise(&mut self, find: impl Fn(&Nik) -> Option<Uuid>) {
        for somebody in self.0.values_mut().flat_map(Value::somebodies_mut) {
            if let (None, Some(nik)) = (somebody.resident, &somebody.particulars.nik) {
                somebody.resident = find(nik);
            }
        }
    }

    /// Everybody among the answers by the key of the question, as a letter needs them: as the
    /// register knows them, else as they were typed.
    pub fn people(&self, register: &BTreeMap<Uuid, Person>) -> BTreeMap<String, Vec<Person>> {
        self.0
            .iter()
            .filter(|(_, value)| value.is_people())
            .map(|(key, value)| (key.clone(), value.people(register)))
            .collect()
    }
}

impl FromIterator<(String, Value)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

/// What the family's list sends for whoever is not in it.
pub(crate) const SOMEBODY_ELSE: &str = "lain";

/// The name of a question's field.
pub(crate) fn field(key: &str) -> String {
    format!("j_{key}")
}

/// The name of a part of it.
pub(crate) fn part(name: &str, part: &str) -> String {
    format!("{name}_{part}")
}
