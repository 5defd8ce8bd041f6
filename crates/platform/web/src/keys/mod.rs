//! A village's keys to what lies closed in its tables, and changing them.

pub mod regency;
mod rotation;

use anyhow::Context as _;
use db::VillageTx;
use uuid::Uuid;
use vault::{Blind, Column, KeyError, KeySet, MasterKeys, OpenError, WrappedKey};

use crate::{App, AppResult, store::keys as store};

pub use rotation::{Changed, rewrap, rotate_index, rotate_seal, status};

/// A column of a feature in which values lie closed, so that changing a key finds all of them.
#[derive(Clone, Copy)]
pub struct Sealed {
    /// As it was named when the values were closed.
    pub column: Column,
    pub table: &'static str,
    /// The uuid that names the row when a value is closed.
    pub row: &'static str,
    pub sealed: &'static str,
    pub index: Option<Indexed>,
}

/// The column by which closed values are found.
#[derive(Clone, Copy)]
pub struct Indexed {
    pub name: &'static str,
    /// The blind index under the newest key, of a value that lies closed.
    pub next: fn(&KeySet, Uuid, &[u8]) -> Result<Blind, OpenError>,
}

/// How often keys are read again that were changed while they were waited for.
const ATTEMPTS: usize = 3;

/// The village's keys. A village that has none gets its first ones. They cannot be taken away, and no
/// value is closed with others, before the transaction ends.
///
/// # Errors
/// When the database is away, or no master key here opens them.
pub async fn of(app: &App, tx: &mut VillageTx) -> AppResult<KeySet> {
    Ok(with(&app.vault, tx).await?)
}

/// The same without a service: for the command line.
///
/// # Errors
/// As [`of`].
pub async fn with(master: &MasterKeys, tx: &mut VillageTx) -> anyhow::Result<KeySet> {
    let holder = *tx.schema();
    let mut rows = store::held(tx).await?;
    if rows.is_empty() {
        for key in WrappedKey::first(master, holder.into()) {
            store::add(tx, &key).await?;
        }
        // Somebody else may have been quicker.
        rows = store::held(tx).await?;
    }
    for _ in 1..ATTEMPTS {
        match KeySet::unwrap(master, holder, &rows) {
            // Who waited while a key was replaced sees that the old one is gone, and not the new one.
            Err(KeyError::Missing(_)) => rows = store::held(tx).await?,
            opened => return opened.context("the village's keys do not open"),
        }
    }
    KeySet::unwrap(master, holder, &rows).context("the village's keys do not open")
}
