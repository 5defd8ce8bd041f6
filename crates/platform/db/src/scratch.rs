//! A place to try out an export: the tables of a village that is none, seen through a transaction
//! that nobody can make last.

use std::ops::{Deref, DerefMut};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

use crate::Database;

/// Kept at the version of this build by `migrate`, and always empty for everybody else.
pub(crate) const SCHEMA: &str = "village_drill";
/// May do anything to the rows of that one schema.
pub(crate) const ROLE: &str = "banua_drill";

/// A transaction on the scratch tables. It has no commit: however it ends, also by a crash, nothing
/// of it remains. Its connection is its own and goes with it.
pub struct Scratch {
    connection: PgConnection,
}

impl Scratch {
    /// Undoes everything at once. Dropping it comes to the same a little later.
    ///
    /// # Errors
    /// When the database is away; everything is undone then too.
    pub async fn undo(mut self) -> sqlx::Result<()> {
        sqlx::raw_sql("rollback")
            .execute(&mut self.connection)
            .await?;
        self.connection.close().await
    }
}

impl Deref for Scratch {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Scratch {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Database {
    /// Opens a transaction on the scratch tables.
    ///
    /// # Errors
    /// When the database does not answer, or was not migrated to this build.
    pub async fn scratch(&self) -> sqlx::Result<Scratch> {
        let mut connection = self.control().connect_options().connect().await?;
        let pin = format!(
            "BEGIN; SET LOCAL ROLE \"{ROLE}\"; SET LOCAL search_path = \"{SCHEMA}\"; \
             SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '1min'"
        );
        sqlx::raw_sql(AssertSqlSafe(pin))
            .execute(&mut connection)
            .await?;
        Ok(Scratch { connection })
    }
}

/// What the drill's role may do; after each migration of its schema.
pub(crate) async fn grant(owner: &mut PgConnection) -> sqlx::Result<()> {
    let rights = format!(
        "grant usage on schema \"{SCHEMA}\" to \"{ROLE}\";
         grant select, insert, update, delete on all tables in schema \"{SCHEMA}\" to \"{ROLE}\";
         revoke insert, update, delete on \"{SCHEMA}\"._sqlx_migrations from \"{ROLE}\""
    );
    sqlx::raw_sql(AssertSqlSafe(rights)).execute(owner).await?;
    Ok(())
}
