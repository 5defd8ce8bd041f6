//! Sex as the civil registry records it.

use serde::{Deserialize, Serialize};

use crate::codes::CodeTable;

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

    /// Reads a cell: `1`, `L`, `Lk`, `LAKI-LAKI`, `2`, `P`, `Perempuan`.
    pub fn read(text: &str) -> Option<Self> {
        match CodeTable::Sex.read(text)?.code {
            "1" => Some(Self::Male),
            _ => Some(Self::Female),
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
