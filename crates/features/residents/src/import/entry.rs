//! A row that can be taken.

use jiff::civil::Date;
use kernel::FamilyCardNumber;

use crate::domain::{Facts, Place, State};

/// One person of the table.
#[derive(Clone)]
pub struct Entry {
    /// As the spreadsheet shows it.
    pub row: u32,
    pub facts: Facts,
    pub card: Option<FamilyCardNumber>,
    pub place: Place,
    /// The address of the family card.
    pub address: String,
    pub state: State,
    /// Since when, for who is not here any more.
    pub since: Option<Date>,
    pub said: Said,
}

/// Which of the things that have a usual value were said. What was not said changes nothing of who is
/// registered already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    pub citizenship: bool,
    pub residency: bool,
    pub state: bool,
}

impl Entry {
    /// Whether she is the head of a family of which there may be one head.
    pub fn is_present_head(&self) -> bool {
        self.facts.is_head() && self.state == State::Present && self.card.is_some()
    }
}
