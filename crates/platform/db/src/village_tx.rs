//! One transaction, pinned to one village: its role and its schema.
//!
//! Invariant: nothing outside this module changes role or `search_path`.

use std::ops::{Deref, DerefMut};

use jiff::Timestamp;
use kernel::SchemaName;
use sqlx::{PgConnection, PgPool, Row};

use crate::{
    PAGES_CHANNEL,
    guarded::Guarded,
    parts::{self, PartName},
};

/// A transaction that sees exactly one village.
///
/// It dereferences to the connection, so that stores take `&mut PgConnection`. Reading requests
/// end with [`VillageTx::finish`], writing ones with [`VillageTx::commit`], which also tells all
/// replicas to drop that village's cached pages.
pub struct VillageTx {
    guarded: Guarded,
    schema: SchemaName,
    parts: Vec<(String, String)>,
    after_commit: Option<Box<dyn FnOnce() + Send + Sync>>,
}

impl VillageTx {
    /// Opens the transaction in one round trip.
    ///
    /// # Errors
    /// When no connection comes free in time or the database does not answer. Connections that
    /// died while they were idle (Postgres restarted) are replaced without bothering the caller.
    pub async fn begin(pool: &PgPool, schema: &SchemaName) -> sqlx::Result<Self> {
        Self::open(pool, schema, "").await
    }

    /// Opens the transaction and looks up the prepared parts of these names, in one round trip.
    ///
    /// # Errors
    /// As [`VillageTx::begin`].
    pub async fn begin_with_parts(
        pool: &PgPool,
        schema: &SchemaName,
        names: &[&PartName],
        now: Timestamp,
    ) -> sqlx::Result<Self> {
        Self::open(pool, schema, &parts::look_up(names, now)).await
    }

    async fn open(pool: &PgPool, schema: &SchemaName, first: &str) -> sqlx::Result<Self> {
        // A SchemaName is `d_` and ten digits, whatever was typed somewhere; names of parts are
        // quoted.
        let pin = format!(
            "BEGIN; SET LOCAL ROLE \"{schema}\"; SET LOCAL search_path = \"{schema}\"; {first}"
        );
        let (guarded, rows) = Guarded::begin(pool, &pin).await?;
        let mut tx = Self {
            guarded,
            schema: *schema,
            parts: Vec::new(),
            after_commit: None,
        };
        for row in rows {
            tx.parts.push((row.try_get(0)?, row.try_get(1)?));
        }
        Ok(tx)
    }

    /// The schema this transaction is pinned to.
    pub fn schema(&self) -> &SchemaName {
        &self.schema
    }

    /// A prepared part that was asked for at the opening, if there is a good one.
    pub fn part(&self, name: &PartName) -> Option<&str> {
        let found = self.parts.iter().find(|(known, _)| known == name.as_str());
        found.map(|(_, body)| body.as_str())
    }

    /// What to do in this process once the changes are made to last. The announcement reaches other
    /// replicas within moments; whoever asked for the change must see it with the next request.
    pub fn after_commit(&mut self, act: impl FnOnce() + Send + Sync + 'static) {
        self.after_commit = Some(Box::new(act));
    }

    /// Makes the changes last, drops the village's prepared parts, announces the change to every
    /// replica's page cache and asks for the village's roll-up, so that the district learns of it.
    ///
    /// # Errors
    /// When a statement before has failed (nothing is stored then) or the database is away.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        // In a failed transaction the update is an error, where a bare COMMIT would silently undo.
        // It also makes a reader who has just read the old state keep nothing.
        let end = format!(
            "update site set generation = generation + 1; delete from prepared_parts; \
             select platform.ask_rollup(0); NOTIFY {PAGES_CHANNEL}, '{}'; COMMIT",
            self.schema
        );
        self.guarded.end(&end).await?;
        if let Some(act) = self.after_commit.take() {
            act();
        }
        Ok(())
    }

    /// Ends a transaction that only read.
    ///
    /// # Errors
    /// When the database is away; what was read before is good all the same.
    pub async fn finish(mut self) -> sqlx::Result<()> {
        // A reader may leave prepared parts behind; those are worth keeping.
        self.guarded.end("COMMIT").await
    }

    /// Ends a transaction that only read, as [`VillageTx::finish`] does, where it stands: its owner
    /// has something slow to do and puts another one in its place before the next statement.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn pause(&mut self) -> sqlx::Result<()> {
        self.guarded.end("COMMIT").await
    }
}

impl Deref for VillageTx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.guarded
    }
}

impl DerefMut for VillageTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.guarded
    }
}
