//! A connection with a transaction open, that never goes back to the pool with it.

use std::{
    ops::{Deref, DerefMut},
    time::Duration,
};

use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, pool::PoolConnection, postgres::PgRow};

/// How long an abandoned transaction may take to roll back before its connection is closed.
const ROLLBACK_PATIENCE: Duration = Duration::from_secs(2);

/// The guard exists before the first await on BEGIN. Its connection goes back to the pool only
/// after a confirmed COMMIT or ROLLBACK; whatever else happens to it (a visitor who hangs up, a
/// time-out, an error) ends in a ROLLBACK that is waited for, or in its closing.
pub(crate) struct Guarded {
    connection: Option<PoolConnection<Postgres>>,
}

impl Guarded {
    /// Begins with these statements, in one round trip. Gives the rows they found. Connections that
    /// died while they were idle (Postgres restarted), or do not know of a village that was made a
    /// moment ago, are replaced without bothering the caller.
    pub(crate) async fn begin(pool: &PgPool, opening: &str) -> sqlx::Result<(Self, Vec<PgRow>)> {
        let mut dead = 0;
        loop {
            let mut guarded = Self {
                connection: Some(pool.acquire().await?),
            };
            let opened = sqlx::raw_sql(AssertSqlSafe(opening))
                .fetch_all(&mut *guarded)
                .await;
            match opened {
                Ok(rows) => return Ok((guarded, rows)),
                Err(error) => {
                    guarded.close();
                    dead += 1;
                    let worn_out = matches!(
                        error,
                        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed
                    ) || is_shutdown(&error)
                        || is_unaware(&error);
                    if !worn_out || dead > pool.options().get_max_connections() {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Ends with these statements, the last of which is COMMIT.
    pub(crate) async fn end(&mut self, closing: &str) -> sqlx::Result<()> {
        sqlx::raw_sql(AssertSqlSafe(closing))
            .execute(&mut **self)
            .await?;
        drop(self.connection.take());
        Ok(())
    }

    fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            connection.close_on_drop();
        }
    }
}

impl Deref for Guarded {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.connection
            .as_ref()
            .expect("the connection is taken only when the transaction ends")
    }
}

impl DerefMut for Guarded {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.connection
            .as_mut()
            .expect("the connection is taken only when the transaction ends")
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            connection.close_on_drop();
            return;
        };
        runtime.spawn(async move {
            let rollback = sqlx::raw_sql("ROLLBACK").execute(&mut *connection);
            if !matches!(
                tokio::time::timeout(ROLLBACK_PATIENCE, rollback).await,
                Ok(Ok(_))
            ) {
                connection.close_on_drop();
            }
        });
    }
}

/// `57P01` and its kin: the server is going down or has just come up.
fn is_shutdown(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(|database| database.code())
        .is_some_and(|code| code.starts_with("57P"))
}

/// `42501` at the opening, where nothing but a role is taken. A backend keeps a list of the roles its
/// login is in; one that was drawing it up while a village was made keeps a list without that village
/// until a role is made again. A new backend draws up its own.
fn is_unaware(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|database| database.code().as_deref() == Some("42501"))
}
