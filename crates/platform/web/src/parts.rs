//! Prepared parts: what a large statement found, kept in the village's own schema as JSON until
//! the village changes.
//!
//! Pooled connections serve one village after the other, and Postgres plans a statement anew for
//! each. Planning the statements behind a page costs several times what running them does; the
//! look-up here is small enough not to matter. See `docs/decisions/0007-prepared-parts.md`.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;

use crate::{AppResult, store};

/// The parts of one page.
#[derive(Debug)]
pub struct Parts {
    generation: i64,
    bodies: HashMap<String, String>,
}

impl Parts {
    pub(crate) async fn read(
        db: &mut PgConnection,
        names: &[&str],
        now: Timestamp,
    ) -> AppResult<Self> {
        let rows = store::parts(db, names, now).await?;
        let generation = rows.first().map_or(0, |row| row.generation);
        let bodies =
            rows.into_iter().filter_map(|row| Some((row.name?, row.body?))).collect();
        Ok(Self { generation, bodies })
    }

    /// A part, if it is there and of the form this build knows.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.bodies.get(name)?).ok()
    }

    /// Keeps a part that had to be made, until the village changes or `valid_until`.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn put<T: Serialize>(
        &self,
        db: &mut PgConnection,
        name: &str,
        part: &T,
        valid_until: Timestamp,
    ) -> AppResult<()> {
        let body = serde_json::to_string(part).map_err(anyhow::Error::from)?;
        Ok(store::put_part(db, name, &body, self.generation, valid_until).await?)
    }
}
