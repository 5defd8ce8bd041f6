//! A village on its way from one database to another: who may write, which copy lives, and what a
//! move that broke off leaves behind.
//!
//! The register alone says which of two copies lives, and every copy that comes or goes is noted in
//! its own database before anything else happens to it. So whatever breaks off at whatever moment,
//! [`mend`] knows what to do. See `docs/decisions/0013-shards.md`.

mod mend;

use std::time::Duration;

use kernel::{SchemaName, VillageCode};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, types::Json};

use crate::{
    Database, JOBS_CHANNEL, REGISTER_CHANNEL, Shard, Turn, fleet,
    provision::{self, ProvisionError},
    register::Village,
    required_version,
};

/// How long whoever began to write before the village went is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

pub use mend::{Mended, mend, mend_village};

/// Why a village was not moved. It is where it was, and whole.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    #[error("somebody else is moving, restoring or dropping this village")]
    Busy,
    #[error("an upgrade of the villages is running; move when it is done")]
    Upgrading,
    #[error("the village is at version {found}, this build needs {needed}; run `banua migrate`")]
    Behind { found: i64, needed: i64 },
    #[error("the register changed meanwhile; look where the village is, then repeat")]
    Meanwhile,
    #[error("the village is written to and does not come to rest; try again")]
    Restless,
    #[error("the village could not be built there: {0}")]
    Build(#[from] ProvisionError),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// A table, and what may be done with it.
type Right = (String, String);

/// The right to move, restore or drop a village, which one at a time has. `None` when another has it.
///
/// # Errors
/// When the main database does not answer.
pub async fn turn(database: &Database, schema: &SchemaName) -> sqlx::Result<Option<Turn>> {
    database.turn(&format!("village {schema}")).await
}

/// A move under way: connections of the owner to where the village is, to where it goes and to the
/// register.
pub struct Move<'a> {
    village: &'a Village,
    source: &'a Shard,
    target: &'a Shard,
    /// Where the village is.
    pub from: PgConnection,
    /// Where it goes.
    pub to: PgConnection,
    home: PgConnection,
}

impl<'a> Move<'a> {
    /// Looks whether the move can be made, and tells every process that the village goes: from here
    /// on who wants to write waits. The caller has the [`turn`].
    ///
    /// # Errors
    /// See [`MoveError`]; nothing has happened then.
    pub async fn begin(
        database: &'a Database,
        village: &'a Village,
        target: &'a Shard,
    ) -> Result<Self, MoveError> {
        let needed = required_version();
        if village.schema_version != needed {
            return Err(MoveError::Behind {
                found: village.schema_version,
                needed,
            });
        }
        let source = database.shard_of(&village.schema).await?;
        let mut this = Self {
            village,
            source,
            target,
            from: source.owner().await?,
            to: target.owner().await?,
            home: database.owner().await?,
        };
        if !fleet::keep_upgrades_out(&mut this.home).await? {
            return Err(MoveError::Upgrading);
        }
        let announced = sqlx::query(
            "update platform.villages set moving_to = $3, updated_at = now()
             where code = $1 and shard = $2",
        )
        .bind(village.code.dotted())
        .bind(source.name.as_str())
        .bind(target.name.as_str())
        .execute(&mut this.home)
        .await?;
        if announced.rows_affected() == 0 {
            return Err(MoveError::Meanwhile);
        }
        notify(&mut this.home, REGISTER_CHANNEL).await?;
        Ok(this)
    }

    /// Takes the right to write from the village's role, and waits for those who began before. What
    /// readers leave behind (`prepared_parts`) they may go on leaving, and holding `site` while they do:
    /// for that Postgres wants a right to change something of it.
    ///
    /// # Errors
    /// See [`MoveError`]; [`mend`] gives the right back.
    pub async fn still(&mut self) -> Result<(), MoveError> {
        let schema = &self.village.schema;
        let forbidden = rights(&mut self.from, schema).await?;
        let revokes: String = forbidden
            .iter()
            .map(|(table, right)| format!("revoke {right} on {schema}.\"{table}\" from {schema}; "))
            .collect();
        sqlx::raw_sql("begin").execute(&mut self.from).await?;
        sqlx::query("insert into platform.village_copies (schema_name, forbidden) values ($1, $2)")
            .bind(schema.as_str())
            .bind(Json(&forbidden))
            .execute(&mut self.from)
            .await?;
        // Its work waits, too: what began here would not find the way to its end.
        sqlx::query(
            "update platform.jobs set run_at = greatest(run_at, now() + interval '1 minute')
             where village_code = $1 and status = 'waiting'",
        )
        .bind(self.village.code.dotted())
        .execute(&mut self.from)
        .await?;
        let end =
            format!("{revokes} grant update (generation) on {schema}.site to {schema}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut self.from)
            .await?;

        let begun = std::time::Instant::now();
        let tables = tables(&mut self.from, schema).await?;
        for table in tables {
            // One after the other: who writes into two of them must not wait for us in turn. Nobody
            // begins to write any more, so whoever is let through here is the last.
            let left = PATIENCE.saturating_sub(begun.elapsed()).as_millis().max(1);
            let wait = format!(
                "begin; set local lock_timeout = '{left}ms'; \
                 lock table {schema}.\"{table}\" in share mode; commit"
            );
            if let Err(error) = sqlx::raw_sql(AssertSqlSafe(wait))
                .execute(&mut self.from)
                .await
            {
                provision::give_up(&mut self.from).await;
                let is_late = error
                    .as_database_error()
                    .is_some_and(|error| error.code().as_deref() == Some("55P03"));
                return Err(if is_late {
                    MoveError::Restless
                } else {
                    error.into()
                });
            }
        }
        while self.is_at_work().await? && begun.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    /// Whether a job of the village runs. One that does not end in time is done once more there:
    /// every job may be.
    async fn is_at_work(&mut self) -> sqlx::Result<bool> {
        let (running,): (bool,) = sqlx::query_as(
            "select exists (select from platform.jobs
                 where village_code = $1 and status = 'running' and locked_until > now())",
        )
        .bind(self.village.code.dotted())
        .fetch_one(&mut self.from)
        .await?;
        Ok(running)
    }

    /// Begins the transactions in which the rows are read and written: the one sees the village as it
    /// came to rest, the other has its tables, new. Both look at the village's schema.
    ///
    /// # Errors
    /// See [`MoveError`].
    pub async fn open(&mut self) -> Result<(), MoveError> {
        let schema = &self.village.schema;
        note_copy(&mut self.to, schema).await?;
        let look = format!(
            "begin isolation level repeatable read, read only; \
             set local statement_timeout = '10min'; set local search_path = \"{schema}\""
        );
        sqlx::raw_sql(AssertSqlSafe(look))
            .execute(&mut self.from)
            .await?;
        sqlx::raw_sql("begin; set local statement_timeout = '10min'")
            .execute(&mut self.to)
            .await?;
        self.write_itself_down().await?;
        provision::build(&mut self.to, schema)
            .await
            .map_err(ProvisionError::from)?;
        Ok(())
    }

    /// The target's queue knows the villages that are there. The register knows itself.
    async fn write_itself_down(&mut self) -> sqlx::Result<()> {
        if self.target.name.is_main() {
            return Ok(());
        }
        let code = &self.village.code;
        let (subdistrict, regency) = (code.subdistrict(), code.regency());
        sqlx::query(
            "insert into platform.regencies (code, name, province) values ($1, $1, $1)
             on conflict do nothing",
        )
        .bind(regency.dotted())
        .execute(&mut self.to)
        .await?;
        sqlx::query(
            "insert into platform.subdistricts (code, regency_code, name, slug)
             values ($1, $2, $1, $3)
             on conflict do nothing",
        )
        .bind(subdistrict.dotted())
        .bind(regency.dotted())
        .bind(format!("k-{}", subdistrict.digits()))
        .execute(&mut self.to)
        .await?;
        sqlx::query(
            "insert into platform.villages
                 (code, name, kind, subdistrict_code, slug, shard, schema_name, schema_version)
             values ($1, $1, 'desa', $2, $3, $4, $5, $6)",
        )
        .bind(code.dotted())
        .bind(subdistrict.dotted())
        .bind(format!("d-{}", code.digits()))
        .bind(self.target.name.as_str())
        .bind(self.village.schema.as_str())
        .bind(required_version())
        .execute(&mut self.to)
        .await?;
        Ok(())
    }

    /// Ends both transactions: what was copied is there, with the work that waits, and nobody has
    /// seen it yet.
    ///
    /// # Errors
    /// See [`MoveError`].
    pub async fn close(&mut self) -> Result<(), MoveError> {
        let code = self.village.code.dotted();
        let (waiting,): (Value,) = sqlx::query_as(
            "select coalesce(jsonb_agg(to_jsonb(j)), '[]') from platform.jobs j
             where village_code = $1 and status in ('waiting', 'running', 'failed')",
        )
        .bind(&code)
        .fetch_one(&mut self.from)
        .await?;
        // The moment of grace is for the register to be read: until then the work is not found.
        sqlx::query(
            "insert into platform.jobs
                 (id, village_code, kind, payload, dedupe_key, status, attempts, max_attempts,
                  run_at, last_error, created_at, finished_at)
             select id, village_code, kind, payload, dedupe_key,
                 case status when 'running' then 'waiting' else status end, attempts, max_attempts,
                 greatest(run_at, now() + interval '5 seconds'), last_error, created_at, finished_at
             from jsonb_populate_recordset(null::platform.jobs, $1)
             on conflict do nothing",
        )
        .bind(waiting)
        .execute(&mut self.to)
        .await?;
        sqlx::raw_sql("commit").execute(&mut self.from).await?;
        sqlx::raw_sql("commit").execute(&mut self.to).await?;
        Ok(())
    }

    /// From here on the village lives in the other database.
    ///
    /// # Errors
    /// See [`MoveError`]; when the line was cut at this very moment, the register says what holds.
    pub async fn switch(&mut self, actor: &str) -> Result<(), MoveError> {
        let code = self.village.code.dotted();
        sqlx::raw_sql("begin").execute(&mut self.home).await?;
        let switched = sqlx::query(
            "update platform.villages set shard = $3, moving_to = null, updated_at = now()
             where code = $1 and shard = $2 and moving_to = $3 and schema_version = $4",
        )
        .bind(&code)
        .bind(self.source.name.as_str())
        .bind(self.target.name.as_str())
        .bind(required_version())
        .execute(&mut self.home)
        .await?;
        if switched.rows_affected() == 0 {
            provision::give_up(&mut self.home).await;
            return Err(MoveError::Meanwhile);
        }
        provision::note(&mut self.home, &self.village.code, "relocated", actor).await?;
        let end = format!("notify {REGISTER_CHANNEL}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut self.home)
            .await?;
        Ok(())
    }

    /// What is left to do when the village lives there: its work goes on, and the copy here has none.
    /// The copy itself is taken away when nobody reads it any more; see [`mend`].
    ///
    /// # Errors
    /// When a database is away; [`mend`] does it then.
    pub async fn settle(mut self) -> sqlx::Result<()> {
        sqlx::query("delete from platform.village_copies where schema_name = $1")
            .bind(self.village.schema.as_str())
            .execute(&mut self.to)
            .await?;
        notify(&mut self.to, JOBS_CHANNEL).await?;
        forget_work(&mut self.from, &self.village.code).await
    }
}

/// Notes that a copy comes or goes, before anything else happens to it.
pub(crate) async fn note_copy(owner: &mut PgConnection, schema: &SchemaName) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.village_copies (schema_name) values ($1) on conflict do nothing",
    )
    .bind(schema.as_str())
    .execute(owner)
    .await?;
    Ok(())
}

/// Takes a copy away that does not live, with its note.
pub(crate) async fn take_away(shard: &Shard, schema: &SchemaName) -> sqlx::Result<()> {
    let mut owner = shard.owner().await?;
    sqlx::raw_sql("begin").execute(&mut owner).await?;
    let code = schema.village_code().dotted();
    if shard.name.is_main() {
        // Its role stays: in its name the village tells the district what it has.
        let drop = format!("drop schema if exists \"{schema}\" cascade");
        sqlx::raw_sql(AssertSqlSafe(drop))
            .execute(&mut owner)
            .await?;
    } else {
        provision::tear_down(&mut owner, schema).await?;
        sqlx::query("delete from platform.villages where code = $1")
            .bind(code)
            .execute(&mut owner)
            .await?;
    }
    sqlx::query("delete from platform.village_copies where schema_name = $1")
        .bind(schema.as_str())
        .execute(&mut owner)
        .await?;
    sqlx::raw_sql("commit").execute(&mut owner).await?;
    Ok(())
}

/// Its unfinished work is done where the village is now.
async fn forget_work(owner: &mut PgConnection, code: &VillageCode) -> sqlx::Result<()> {
    sqlx::query("delete from platform.jobs where village_code = $1 and status <> 'done'")
        .bind(code.dotted())
        .execute(owner)
        .await?;
    Ok(())
}

/// Every table of the village but what readers leave behind and what migrations keep.
async fn tables(owner: &mut PgConnection, schema: &SchemaName) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select c.relname::text from pg_class c
         where c.relnamespace = $1::text::regnamespace and c.relkind = 'r'
             and c.relname not in ('prepared_parts', '_sqlx_migrations')
         order by c.relname",
    )
    .bind(schema.as_str())
    .fetch_all(owner)
    .await
}

/// What the village's role may change: tables with rights.
async fn rights(owner: &mut PgConnection, schema: &SchemaName) -> sqlx::Result<Vec<Right>> {
    sqlx::query_as(
        "select c.relname::text, a.privilege_type
         from pg_class c
         cross join aclexplode(c.relacl) a
         join pg_roles r on r.oid = a.grantee
         where c.relnamespace = $1::text::regnamespace and c.relkind = 'r'
             and c.relname not in ('prepared_parts', '_sqlx_migrations')
             and r.rolname = $1 and a.privilege_type in ('INSERT', 'UPDATE', 'DELETE')
         order by 1, 2",
    )
    .bind(schema.as_str())
    .fetch_all(owner)
    .await
}

async fn notify(owner: &mut PgConnection, channel: &str) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(format!("notify {channel}")))
        .execute(owner)
        .await?;
    Ok(())
}
