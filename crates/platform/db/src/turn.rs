//! Work that only one at a time may do, whatever process it is in.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::Database;

const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(50);

/// The right to do something alone. It is held by a connection of its own: whoever dies lets go.
pub struct Turn {
    connection: PgConnection,
}

impl Turn {
    /// Lets the next one in. Dropping it comes to the same a little later.
    pub async fn end(mut self) {
        // A connection that is gone holds nothing.
        let _ = sqlx::query("select pg_advisory_unlock_all()")
            .execute(&mut self.connection)
            .await;
        let _ = self.connection.close().await;
    }
}

impl Database {
    /// The turn to do this; `None` when somebody else has it and keeps it for seconds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn turn(&self, what: &str) -> sqlx::Result<Option<Turn>> {
        let mut connection = self.control().connect_options().connect().await?;
        let begun = std::time::Instant::now();
        loop {
            let (taken,): (bool,) =
                sqlx::query_as("select pg_try_advisory_lock(hashtextextended($1, 0))")
                    .bind(what)
                    .fetch_one(&mut connection)
                    .await?;
            if taken {
                return Ok(Some(Turn { connection }));
            }
            if begun.elapsed() > PATIENCE {
                return Ok(None);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
