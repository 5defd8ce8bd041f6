//! One transaction on control data: the register, the district's people, the queue.

use std::ops::{Deref, DerefMut};

use sqlx::{PgConnection, PgPool};

use crate::guarded::Guarded;

/// A transaction that reaches no village: the service's own login has rights on `platform` only,
/// and every statement names that schema.
pub struct PlatformTx {
    guarded: Guarded,
}

impl PlatformTx {
    /// # Errors
    /// When no connection comes free in time or the database does not answer.
    pub async fn begin(pool: &PgPool) -> sqlx::Result<Self> {
        let (guarded, _) = Guarded::begin(pool, "BEGIN").await?;
        Ok(Self { guarded })
    }

    /// Makes the changes last.
    ///
    /// # Errors
    /// When a statement before has failed (nothing is stored then) or the database is away.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        // In a failed transaction a statement is an error, where a bare COMMIT would silently undo.
        self.guarded.end("select 1; COMMIT").await
    }

    /// Ends it where it stands: its owner has something slow to do and puts another one in its
    /// place before the next statement.
    ///
    /// # Errors
    /// As [`PlatformTx::commit`].
    pub async fn pause(&mut self) -> sqlx::Result<()> {
        self.guarded.end("select 1; COMMIT").await
    }
}

impl Deref for PlatformTx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.guarded
    }
}

impl DerefMut for PlatformTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.guarded
    }
}
