//! Sex as the civil registry records it.

use serde::{Deserialize, Serialize};

/// Sex as written in the civil registry: L (*laki-laki*) or P (*perempuan*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    #[serde(rename = "L")]
    Male,
    #[serde(rename = "P")]
    Female,
}

impl Sex {
    /// The letter used on cards and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "L",
            Self::Female => "P",
        }
    }

    /// The word used on pages and letters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Male => "Laki-laki",
            Self::Female => "Perempuan",
        }
    }
}
