#![doc = include_str!("../README.md")]

mod apply;
mod check;
mod manifest;
mod relocate;
mod rows;
mod write;

use media::StoreError;

pub use apply::{Arrival, bring_back, bring_in, rehearse};
pub use check::{Checked, check};
pub use manifest::{FORMAT, FileLine, Manifest, TableLine, VillageFacts};
pub use relocate::{Relocated, relocate};
pub use write::write;

/// A table that travels.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    /// Columns whose values stay behind, each with the SQL that stands in the archive instead.
    pub blanks: &'static [(&'static str, &'static str)],
    /// Columns that stay as they are when a village that lives is brought back to an earlier state.
    pub kept: &'static [&'static str],
}

/// Why an archive was not written or not read in. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("{0}")]
    Damaged(String),
    #[error(
        "the archive was made by a newer version (schema {found}, this is {known}); upgrade first"
    )]
    Newer { found: i64, known: i64 },
    #[error("the archive is of village {found}, not {expected}")]
    OtherVillage { found: String, expected: String },
    #[error("the archive has a table this version does not know: {0}")]
    UnknownTable(String),
    #[error("after reading it in, table {0} is not what the archive says")]
    Differs(String),
    #[error("the village is being written to and does not come to rest; try again")]
    Busy,
    #[error("the table {0} is in the village and nobody says that it travels")]
    Unlisted(String),
    #[error(transparent)]
    Move(#[from] db::moving::MoveError),
    #[error(transparent)]
    Provision(#[from] db::provision::ProvisionError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl ArchiveError {
    /// Whether the archive is to blame, and not what it was tried on.
    pub fn is_of_archive(&self) -> bool {
        match self {
            Self::Damaged(_)
            | Self::Newer { .. }
            | Self::OtherVillage { .. }
            | Self::UnknownTable(_)
            | Self::Differs(_) => true,
            Self::Store(error) => error.is_not_found(),
            // What its rows say is not what the tables take.
            Self::Sql(error) => error
                .as_database_error()
                .and_then(|database| database.code())
                .is_some_and(|code| code.starts_with("22") || code.starts_with("23")),
            Self::Busy | Self::Unlisted(_) | Self::Move(_) | Self::Provision(_) | Self::Io(_) => {
                false
            }
        }
    }
}
