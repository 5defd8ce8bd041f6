//! All villages at once: bringing every schema to the version this build needs.
//!
//! One schema is one transaction, four at a time. A village that fails keeps its old schema
//! whole, is named with the reason, and is the only one touched by the next run.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future;
use kernel::SchemaName;
use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection, migrate::Migration};

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

/// A moment of a run, as whoever watches it is told.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A schema that is no village's has its turn.
    Schema(&'a str),
    /// A village goes before the others.
    Canary(&'a str),
    /// A village is through, or was left as it was.
    Village {
        failed: bool,
        done: usize,
        total: usize,
    },
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
    let watch = |step: Step<'_>| {
        if let Step::Village { done, total, .. } = step {
            progress(done, total);
        }
    };
    run(database, &[], watch).await
}

/// The same, step by step. `later` are migrations of villages that come after those of this build:
/// what a newer one beside it brings. Nothing but trials of that meeting has any.
///
/// # Errors
/// As [`migrate`].
pub async fn run(
    database: &Database,
    later: &[Migration],
    watch: impl Fn(Step<'_>),
) -> Result<Outcome, FleetError> {
    let mut owner = database.owner().await?;
    sqlx::query("select pg_advisory_lock($1)")
        .bind(FLEET_LOCK)
        .execute(&mut owner)
        .await?;

    watch(Step::Schema("platform"));
    let mut outcome = Outcome {
        platform: migrate_schema(&mut owner, "platform", History::Platform)
            .await
            .map_err(FleetError::Platform)?,
        ..Outcome::default()
    };
    let course = History::Village(later);
    for schema in [TEMPLATE_SCHEMA, scratch::SCHEMA] {
        watch(Step::Schema(schema));
        migrate_schema(&mut owner, schema, course)
            .await
            .map_err(|source| FleetError::Canary {
                name: schema.to_owned(),
                source,
            })?;
    }

    let (behind, current) = members_before(&mut owner, course.version()).await?;
    outcome.current = current;
    let total = behind.len();
    let mut behind = behind.into_iter();
    // A village with broken data of its own must not hold up the others; three in a row mean
    // that it is the migration which is broken.
    while outcome.migrated.is_empty() {
        let Some(canary) = behind.next() else { break };
        watch(Step::Canary(&canary.slug));
        let result = migrate_village(&mut owner, &canary, course).await;
        watch(Step::Village {
            failed: result.is_err(),
            done: outcome.migrated.len() + outcome.failed.len() + 1,
            total,
        });
        match result {
            Ok(()) => outcome.migrated.push(canary.slug),
            Err(source) if outcome.failed.len() + 1 == CANARIES && total > CANARIES => {
                return Err(FleetError::Canary {
                    name: canary.slug,
                    source,
                });
            }
            Err(error) => outcome.failed.push((canary.slug, error.to_string())),
        }
    }

    let done = AtomicUsize::new(outcome.migrated.len() + outcome.failed.len());
    let told = |failed: bool| {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        watch(Step::Village {
            failed,
            done,
            total,
        });
    };
    let mut work = Vec::with_capacity(WORKERS);
    for share in share_out(behind.collect(), WORKERS) {
        work.push(migrate_share(database, share, course, &told));
    }
    let results = future::join_all(work).await;
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
    members_before(db, required_version()).await
}

async fn members_before(db: &mut PgConnection, needed: i64) -> sqlx::Result<(Vec<Member>, usize)> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select slug, schema_name, schema_version from platform.villages order by code",
    )
    .fetch_all(db)
    .await?;
    let total = rows.len();
    let behind: Vec<Member> = rows
        .into_iter()
        .filter(|(_, _, version)| *version < needed)
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
    course: History<'_>,
    told: &impl Fn(bool),
) -> Vec<(String, Result<(), MigrationError>)> {
    let mut results = Vec::with_capacity(share.len());
    let mut connection = None;
    for member in share {
        let result = async {
            let owner = match &mut connection {
                Some(owner) => owner,
                None => connection.insert(database.owner().await?),
            };
            migrate_village(owner, &member, course).await
        }
        .await;
        let failed = result.is_err();
        if failed {
            // Whatever state it is in, the next village gets a clean one.
            connection = None;
        }
        results.push((member.slug, result));
        told(failed);
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

async fn migrate_village(
    owner: &mut PgConnection,
    member: &Member,
    course: History<'_>,
) -> Result<(), MigrationError> {
    let version = course.version();
    let result = async {
        sqlx::raw_sql("begin").execute(&mut *owner).await?;
        migrations::apply_pending(owner, member.schema.as_str(), course).await?;
        sqlx::query(
            "update platform.villages set schema_version = $2, updated_at = now()
             where schema_name = $1",
        )
        .bind(member.schema.as_str())
        .bind(version)
        .execute(&mut *owner)
        .await?;
        let detail = json!({ "from": member.version, "to": version });
        write_down(owner, member, "upgraded", detail).await?;
        let end = format!("notify {REGISTER_CHANNEL}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut *owner)
            .await?;
        Ok(())
    }
    .await;
    if let Err(error) = &result {
        // The first error is the one to report; a failing rollback means the connection is gone.
        let _ = sqlx::raw_sql("rollback").execute(&mut *owner).await;
        let detail = json!({ "from": member.version, "to": version, "error": in_full(error) });
        if let Err(error) = write_down(owner, member, FAILED, detail).await {
            tracing::warn!(%error, village = %member.slug, "a failed upgrade was not written down");
        }
    }
    result
}

/// The kind of the event that says why a village was left as it was.
pub const FAILED: &str = "upgrade_failed";

/// An error with everything it was caused by, each once.
fn in_full(error: &MigrationError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = deeper.source();
    }
    text
}

/// A line in the village's timeline.
async fn write_down(
    owner: &mut PgConnection,
    member: &Member,
    kind: &str,
    detail: serde_json::Value,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.village_events (village_code, kind, detail, actor)
         select code, $2, $3, 'migrate' from platform.villages where schema_name = $1",
    )
    .bind(member.schema.as_str())
    .bind(kind)
    .bind(detail)
    .execute(owner)
    .await?;
    Ok(())
}

/// A schema that is no village's: made when it is missing, then migrated.
async fn migrate_schema(
    owner: &mut PgConnection,
    schema: &str,
    history: History<'_>,
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
