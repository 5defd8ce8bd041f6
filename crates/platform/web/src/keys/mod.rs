//! A village's keys to what lies closed in its tables, and changing them.

mod rotation;

use anyhow::Context as _;
use db::VillageTx;
use uuid::Uuid;
use vault::{Blind, Column, KeySet, MasterKeys, OpenError, WrappedKey};

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

/// The village's keys, for who reads. A village that has none gets its first ones.
///
/// # Errors
/// When the database is away, or no master key here opens them.
pub async fn of(app: &App, tx: &mut VillageTx) -> AppResult<KeySet> {
    Ok(opened(&app.vault, tx, false).await?)
}

/// The same for who writes: the keys cannot be taken away before the transaction ends.
///
/// # Errors
/// As [`of`].
pub async fn for_writing(app: &App, tx: &mut VillageTx) -> AppResult<KeySet> {
    Ok(opened(&app.vault, tx, true).await?)
}

/// The same without a service: for the command line.
///
/// # Errors
/// As [`of`].
pub async fn with(master: &MasterKeys, tx: &mut VillageTx) -> anyhow::Result<KeySet> {
    opened(master, tx, true).await
}

async fn opened(master: &MasterKeys, tx: &mut VillageTx, is_held: bool) -> anyhow::Result<KeySet> {
    let holder = *tx.schema();
    let mut rows = read(tx, is_held).await?;
    if rows.is_empty() {
        for key in WrappedKey::first(master, holder.into()) {
            store::add(tx, &key).await?;
        }
        // Somebody else may have been quicker.
        rows = read(tx, is_held).await?;
    }
    KeySet::unwrap(master, holder, &rows).context("the village's keys do not open")
}

async fn read(tx: &mut VillageTx, is_held: bool) -> sqlx::Result<Vec<WrappedKey>> {
    if is_held {
        store::held(tx).await
    } else {
        store::all(tx).await
    }
}
