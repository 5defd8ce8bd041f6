//! All villages at once: bringing every schema to the version this build needs.
//!
//! One schema is one transaction, four at a time. A village that fails keeps its old schema
//! whole, is named with the reason, and is the only one touched by the next run.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures::{StreamExt, stream};
use kernel::SchemaName;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    Database, REGISTER_CHANNEL,
    migrations::{self, History, MigrationError},
    required_version, scratch,
};

/// Schemas migrated at the same time.
const WORKERS: usize = 4;
/// So many villages in a row may fail before the rest is left alone.
const CANARIES: usize = 3;
/// The one lock that keeps two migrators apart ("banua" in hexadecimal).
const FLEET_LOCK: i64 = 0x62_61_6e_75_61;
/// A schema with the village tables and no village: what queries are checked against, and the
/// canary that every migration meets first.
const TEMPLATE_SCHEMA: &str = "village_template";

/// One village as the migrator sees it.
#[derive(Debug, Clone)]
pub struct Member {
    pub slug: String,
    pub schema: SchemaName,
    pub version: i64,
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Platform migrations applied.
    pub platform: usize,
    /// Villages that were brought up to date.
    pub migrated: Vec<String>,
    /// Villages that already were.
    pub current: usize,
    /// Villages left as they were, with the reason.
    pub failed: Vec<(String, String)>,
}

/// Why a run could not begin, or stopped before it reached the fleet.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    #[error("schema platform: {0}")]
    Platform(#[source] MigrationError),
    #[error("the canaries failed, the last of them {name}; no other village was touched: {source}")]
    Canary {
        name: String,
        source: MigrationError,
    },
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// Migrates `platform`, the template and every village that is behind.
///
/// `progress` is called with (done, total) after each village.
///
/// # Errors
/// When `platform` or the canary fails; failures of single villages are in [`Outcome::failed`].
pub async fn migrate(
    database: &Database,
    progress: impl Fn(usize, usize),
) -> Result<Outcome, FleetError> {
    let mut owner = database.owner().await?;
    sqlx::query("select pg_advisory_lock($1)")
        .bind(FLEET_LOCK)
        .execute(&mut owner)
        .await?;

    let mut outcome = Outcome {
        platform: migrate_schema(&mut owner, "platform", History::Platform)
            .await
            .map_err(FleetError::Platform)?,
        ..Outcome::default()
    };
    migrate_schema(&mut owner, TEMPLATE_SCHEMA, History::Village)
        .await
        .map_err(|source| FleetError::Canary {
            name: TEMPLATE_SCHEMA.to_owned(),
            source,
        })?;

    migrate_schema(&mut owner, scratch::SCHEMA, History::Village)
        .await
        .map_err(|source| FleetError::Canary {
            name: scratch::SCHEMA.to_owned(),
            source,
        })?;

    let (behind, current) = members_behind(&mut owner).await?;
    outcome.current = current;
    let total = behind.len();
    let mut behind = behind.into_iter();
    // A village with broken data of its own must not hold up the others; three in a row mean
    // that it is the migration which is broken.
    while outcome.migrated.is_empty() {
        let Some(canary) = behind.next() else { break };
        match migrate_village(&mut owner, &canary).await {
            Ok(()) => outcome.migrated.push(canary.slug),
            Err(source) if outcome.failed.len() + 1 == CANARIES && total > CANARIES => {
                return Err(FleetError::Canary {
                    name: canary.slug,
                    source,
                });
            }
            Err(error) => outcome.failed.push((canary.slug, error.to_string())),
        }
        progress(outcome.migrated.len() + outcome.failed.len(), total);
    }

    let done = Arc::new(AtomicUsize::new(
        outcome.migrated.len() + outcome.failed.len(),
    ));
    let shares = share_out(behind.collect(), WORKERS);
    let results: Vec<_> = stream::iter(shares)
        .map(|share| migrate_share(database, share, done.clone(), total, &progress))
        .buffer_unordered(WORKERS)
        .collect()
        .await;
    for (slug, result) in results.into_iter().flatten() {
        match result {
            Ok(()) => outcome.migrated.push(slug),
            Err(error) => outcome.failed.push((slug, error.to_string())),
        }
    }
    outcome.failed.sort();
    Ok(outcome)
}

/// Villages whose schema is older than this build needs, and how many are not.
///
/// # Errors
/// When the database does not answer.
pub async fn members_behind(db: &mut PgConnection) -> sqlx::Result<(Vec<Member>, usize)> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select slug, schema_name, schema_version from platform.villages order by code",
    )
    .fetch_all(db)
    .await?;
    let total = rows.len();
    let behind: Vec<Member> = rows
        .into_iter()
        .filter(|(_, _, version)| *version < required_version())
        .filter_map(|(slug, schema, version)| {
            Some(Member {
                slug,
                schema: schema.parse().ok()?,
                version,
            })
        })
        .collect();
    let current = total - behind.len();
    Ok((behind, current))
}

/// One worker: its own connection, its share of the villages, one after the other.
async fn migrate_share(
    database: &Database,
    share: Vec<Member>,
    done: Arc<AtomicUsize>,
    total: usize,
    progress: &impl Fn(usize, usize),
) -> Vec<(String, Result<(), MigrationError>)> {
    let mut results = Vec::with_capacity(share.len());
    let mut connection = None;
    for member in share {
        let result = async {
            let owner = match &mut connection {
                Some(owner) => owner,
                None => connection.insert(database.owner().await?),
            };
            migrate_village(owner, &member).await
        }
        .await;
        if result.is_err() {
            // Whatever state it is in, the next village gets a clean one.
            connection = None;
        }
        results.push((member.slug, result));
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
    }
    results
}

fn share_out(members: Vec<Member>, workers: usize) -> Vec<Vec<Member>> {
    let mut shares = vec![Vec::new(); workers];
    for (index, member) in members.into_iter().enumerate() {
        shares[index % workers].push(member);
    }
    shares
}

async fn migrate_village(owner: &mut PgConnection, member: &Member) -> Result<(), MigrationError> {
    let result = async {
        sqlx::raw_sql("begin").execute(&mut *owner).await?;
        migrations::apply_pending(owner, member.schema.as_str(), History::Village).await?;
        sqlx::query(
            "update platform.villages set schema_version = $2, updated_at = now()
             where schema_name = $1",
        )
        .bind(member.schema.as_str())
        .bind(required_version())
        .execute(&mut *owner)
        .await?;
        sqlx::query(
            "insert into platform.village_events (village_code, kind, detail, actor)
             select code, 'upgraded', jsonb_build_object('from', $2, 'to', $3), 'migrate'
             from platform.villages where schema_name = $1",
        )
        .bind(member.schema.as_str())
        .bind(member.version)
        .bind(required_version())
        .execute(&mut *owner)
        .await?;
        let end = format!("notify {REGISTER_CHANNEL}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut *owner)
            .await?;
        Ok(())
    }
    .await;
    if result.is_err() {
        // The first error is the one to report; a failing rollback means the connection is gone.
        let _ = sqlx::raw_sql("rollback").execute(&mut *owner).await;
    }
    result
}

/// A schema that is no village's: made when it is missing, then migrated.
async fn migrate_schema(
    owner: &mut PgConnection,
    schema: &str,
    history: History,
) -> Result<usize, MigrationError> {
    let result = async {
        let begin = format!("begin; create schema if not exists \"{schema}\"");
        sqlx::raw_sql(AssertSqlSafe(begin))
            .execute(&mut *owner)
            .await?;
        migrations::prepare(owner, schema).await?;
        let applied = migrations::apply_pending(owner, schema, history).await?;
        if applied > 0 && schema == scratch::SCHEMA {
            scratch::grant(owner).await?;
        }
        sqlx::raw_sql("commit").execute(&mut *owner).await?;
        Ok(applied)
    }
    .await;
    if result.is_err() {
        let _ = sqlx::raw_sql("rollback").execute(&mut *owner).await;
    }
    result
}

/// Waits until no other process works on the whole register, and keeps others waiting until the
/// connection is closed.
///
/// # Errors
/// When the database does not answer.
pub async fn take_turn(owner: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_lock(hashtextextended('banua village apply', 0))")
        .execute(owner)
        .await?;
    Ok(())
}
