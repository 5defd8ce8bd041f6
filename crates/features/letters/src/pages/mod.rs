//! What the templates of letters receive.

pub mod agenda;
pub mod citizen;
pub mod counter;
pub mod incoming;
pub mod kinds;
pub mod paper_numbers;
pub mod queue;
pub mod register;
pub mod request;
pub mod rules;
pub mod services;
pub mod verify;

use kernel::time;
use serde::Serialize;

/// Something to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A state in a word, for the badge.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Badge {
    pub kind: &'static str,
    pub label: &'static str,
}

impl Badge {
    /// Of a request.
    pub fn of_request(state: crate::domain::State) -> Self {
        use crate::domain::State;
        let kind = match state {
            State::Draft => "hollow",
            State::Received | State::Checked | State::Verified | State::Signed => "info",
            State::Delivered => "good",
            State::Returned => "warn",
            State::Refused | State::Withdrawn => "bad",
        };
        Self {
            kind,
            label: state.label(),
        }
    }

    /// Of a letter.
    pub fn of_letter(state: crate::domain::LetterState) -> Self {
        use crate::domain::LetterState;
        let kind = match state {
            LetterState::Valid => "good",
            LetterState::Revoked => "bad",
            LetterState::Void => "hollow",
        };
        Self {
            kind,
            label: state.label(),
        }
    }
}

/// "25 November 2026"
pub fn day(date: jiff_sqlx::Date) -> String {
    time::long_date(date.to_jiff())
}

/// A name, or what stands for somebody who is not in the register.
pub fn name_of(resident: Option<&str>) -> String {
    resident.unwrap_or("Bukan penduduk desa").to_owned()
}
