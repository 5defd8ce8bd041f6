//! What is kept of an import: what was chosen, and what was found and done. No number of a person is
//! in it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sheets::{Findings, Mapping};
use uuid::Uuid;

/// How a table is to be read and taken.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Nothing for the likeliest.
    pub sheet: Option<SheetChoice>,
    /// Nothing for the guess.
    pub mapping: Option<Mapping>,
    /// Nothing is taken when one row is refused.
    pub whole: bool,
    /// People who are registered already get what the table says.
    pub update: bool,
    /// The day of which the table tells; nothing for today.
    pub as_of: Option<Date>,
    /// Who asked for it, for the events.
    pub by: String,
}

/// A sheet and the row of its headers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChoice {
    pub name: String,
    pub header_row: u32,
    pub rows: usize,
}

/// What was found in a table, and what became of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Why it could not be read or carried out.
    pub problem: String,
    pub sheet: SheetChoice,
    pub others: Vec<SheetChoice>,
    pub headers: Vec<String>,
    pub mapping: Mapping,
    pub missing: Vec<String>,
    pub shared: Vec<String>,
    pub unused: Vec<String>,
    pub tally: Tally,
    /// What is different of people who are registered already, and of how many.
    pub fields: BTreeMap<String, usize>,
    pub findings: Option<Findings>,
    pub done: Option<Done>,
    pub undone: Option<Undone>,
}

/// How many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    pub rows: usize,
    /// Rows that can be taken.
    pub good: usize,
    pub stopped: usize,
    pub warned: usize,
    pub new: usize,
    pub unchanged: usize,
    pub changed: usize,
    /// Of those that are different: in another family here.
    pub elsewhere: usize,
    /// Rows whose person is dead, moved or gone in the register.
    pub gone: usize,
    pub families: usize,
    pub areas: usize,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Done {
    pub made: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub left_alone: usize,
    pub families_made: usize,
    pub families_changed: usize,
    pub areas: Vec<Uuid>,
}

/// What an undoing did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Undone {
    pub removed: usize,
    pub restored: usize,
    pub families_removed: usize,
    /// What had to stay, the first few hundred.
    pub kept: Vec<Kept>,
    pub kept_count: usize,
}

/// Somebody, or a family, that could not be undone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub name: String,
    pub why: String,
}
