//! Prepared parts: what a large statement found, kept in the village's own schema as JSON until
//! the village changes.
//!
//! Pooled connections serve one village after the other, and Postgres plans a statement anew for
//! each. Planning the statements behind a page costs several times what running them does; the
//! look-up, sent along with the opening of the transaction, costs next to nothing. See
//! `docs/decisions/0007-prepared-parts.md`.

use db::{PartName, VillageTx};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::{AppResult, store};

/// A part of a page.
#[derive(Debug)]
pub enum Part<T> {
    Ready(T),
    /// It has to be made; then the slot takes it.
    Missing(Slot),
}

/// The place for a part that is about to be made from the tables.
#[derive(Debug)]
pub struct Slot {
    name: PartName,
    generation: i64,
}

impl<T: DeserializeOwned> Part<T> {
    /// The part of this name, if it was asked for at the opening, is good, and has the form this
    /// build knows.
    pub(crate) async fn of(tx: &mut VillageTx, name: PartName) -> AppResult<Self> {
        let ready = tx
            .part(&name)
            .and_then(|body| serde_json::from_str(body).ok());
        Ok(match ready {
            Some(part) => Self::Ready(part),
            None => {
                let generation = store::generation(tx).await?;
                Self::Missing(Slot { name, generation })
            }
        })
    }
}

impl Slot {
    /// Keeps the part until the village changes or `valid_until`. When the village has changed
    /// since the slot was opened, nothing is kept.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn keep<T: Serialize>(
        self,
        tx: &mut VillageTx,
        part: &T,
        valid_until: Timestamp,
    ) -> AppResult<()> {
        let body = serde_json::to_string(part).map_err(anyhow::Error::from)?;
        let name = self.name.as_str();
        Ok(store::keep_part(tx, name, &body, self.generation, valid_until).await?)
    }
}
