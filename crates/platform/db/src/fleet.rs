//! All villages at once: bringing every schema to the version this build needs.
//!
//! One schema is one transaction, four at a time at most. A village that fails keeps its old schema
//! whole, is named with the reason, and is the only one touched by the next run. Villages of a
//! database that is away fail, all others do not.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use futures::future;
use kernel::{SchemaName, ShardName};
use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection, migrate::Migration};

use crate::{
    Database, REGISTER_CHANNEL, Shard,
    migrations::{self, History, MigrationError},
    required_version, roles, scratch,
};

/// Most schemas that are migrated at the same time.
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
    pub shard: ShardName,
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

    let mut outcome = Outcome::default();
    let course = History::Village(later);
    let mut away = HashMap::new();
    for shard in database.shards() {
        let prepared = prepare(shard, course, &watch).await;
        match prepared {
            Ok(applied) => outcome.platform += applied,
            // The register is there, and it is where a migration that is wrong is met first.
            Err(error) if shard.name.is_main() => return Err(error),
            Err(error) => {
                let name = format!("database {}", shard.name);
                outcome.failed.push((name, error.to_string()));
                away.insert(shard.name.clone(), error.to_string());
            }
        }
    }

    let (behind, current) = members_before(&mut owner, course.version()).await?;
    outcome.current = current;
    let total = behind.len();
    let (behind, unreachable): (Vec<Member>, Vec<Member>) = behind
        .into_iter()
        .partition(|member| !away.contains_key(&member.shard));
    for member in unreachable {
        let why = format!("database {}: {}", member.shard, away[&member.shard]);
        outcome.failed.push((member.slug, why));
    }
    let mut behind = behind.into_iter();
    let mut hands = Hands::new(database);
    let mut tried = 0;
    // A village with broken data of its own must not hold up the others; three in a row mean
    // that it is the migration which is broken.
    while outcome.migrated.is_empty() {
        let Some(canary) = behind.next() else { break };
        watch(Step::Canary(&canary.slug));
        let result = migrate_village(&mut hands, &canary, course).await;
        tried += 1;
        watch(Step::Village {
            failed: result.is_err(),
            done: outcome.migrated.len() + outcome.failed.len() + 1,
            total,
        });
        match result {
            Ok(()) => outcome.migrated.push(canary.slug),
            Err(source) if tried == CANARIES && total > CANARIES => {
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
    let workers = workers();
    let mut work = Vec::with_capacity(workers);
    for share in share_out(behind.collect(), workers) {
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
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "select slug, schema_name, schema_version, shard from platform.villages order by code",
    )
    .fetch_all(db)
    .await?;
    let total = rows.len();
    let behind: Vec<Member> = rows
        .into_iter()
        .filter(|(_, _, version, _)| *version < needed)
        .filter_map(|(slug, schema, version, shard)| {
            Some(Member {
                slug,
                schema: schema.parse().ok()?,
                version,
                shard: shard.parse().ok()?,
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
    let mut hands = Hands::new(database);
    for member in share {
        let result = migrate_village(&mut hands, &member, course).await;
        let failed = result.is_err();
        if failed {
            // Whatever state its connections are in, the next village gets clean ones.
            hands = Hands::new(database);
        }
        results.push((member.slug, result));
        told(failed);
    }
    results
}

/// Half of what the machine has: whoever reads meanwhile needs the rest.
fn workers() -> usize {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    (cores / 2).clamp(1, WORKERS)
}

fn share_out(members: Vec<Member>, workers: usize) -> Vec<Vec<Member>> {
    let mut shares = vec![Vec::new(); workers];
    for (index, member) in members.into_iter().enumerate() {
        shares[index % workers].push(member);
    }
    shares
}

/// Connections of the owner, one to each database that had work.
struct Hands<'a> {
    database: &'a Database,
    open: HashMap<ShardName, PgConnection>,
}

impl<'a> Hands<'a> {
    fn new(database: &'a Database) -> Self {
        let open = HashMap::new();
        Self { database, open }
    }

    async fn at(&mut self, name: &ShardName) -> sqlx::Result<&mut PgConnection> {
        if !self.open.contains_key(name) {
            let owner = self.database.named(name)?.owner().await?;
            self.open.insert(name.clone(), owner);
        }
        Ok(self.open.get_mut(name).expect("just put there"))
    }

    async fn home(&mut self) -> sqlx::Result<&mut PgConnection> {
        self.at(&ShardName::main()).await
    }
}

async fn migrate_village(
    hands: &mut Hands<'_>,
    member: &Member,
    course: History<'_>,
) -> Result<(), MigrationError> {
    let version = course.version();
    let result = async {
        let owner = hands.at(&member.shard).await?;
        sqlx::raw_sql("begin").execute(&mut *owner).await?;
        migrations::apply_pending(owner, member.schema.as_str(), course).await?;
        if !member.shard.is_main() {
            // Its tables first: a run that is cut off here finds nothing to do there next time.
            set_version(owner, member, version).await?;
            sqlx::raw_sql("commit").execute(&mut *owner).await?;
        }
        let home = hands.home().await?;
        if !member.shard.is_main() {
            sqlx::raw_sql("begin").execute(&mut *home).await?;
        }
        set_version(home, member, version).await?;
        let detail = json!({ "from": member.version, "to": version });
        write_down(home, member, "upgraded", detail).await?;
        let end = format!("notify {REGISTER_CHANNEL}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut *home)
            .await?;
        Ok(())
    }
    .await;
    if let Err(error) = &result {
        // The first error is the one to report; a failing rollback means the connection is gone.
        for connection in hands.open.values_mut() {
            let _ = sqlx::raw_sql("rollback").execute(&mut *connection).await;
        }
        let detail = json!({ "from": member.version, "to": version, "error": in_full(error) });
        let written = async { write_down(hands.home().await?, member, FAILED, detail).await };
        if let Err(error) = written.await {
            tracing::warn!(%error, village = %member.slug, "a failed upgrade was not written down");
        }
    }
    result
}

async fn set_version(owner: &mut PgConnection, member: &Member, version: i64) -> sqlx::Result<()> {
    sqlx::query(
        "update platform.villages set schema_version = $2, updated_at = now()
         where schema_name = $1",
    )
    .bind(member.schema.as_str())
    .bind(version)
    .execute(owner)
    .await?;
    Ok(())
}

/// Brings a database's own schema and those of no village to their version. Returns how many
/// migrations of `platform` it took.
async fn prepare(
    shard: &Shard,
    course: History<'_>,
    watch: &impl Fn(Step<'_>),
) -> Result<usize, FleetError> {
    let mut owner = shard.owner().await?;
    watch(Step::Schema("platform"));
    roles::make_shared(&mut owner).await?;
    let applied = migrate_schema(&mut owner, "platform", History::Platform)
        .await
        .map_err(FleetError::Platform)?;
    for schema in [TEMPLATE_SCHEMA, scratch::SCHEMA] {
        watch(Step::Schema(schema));
        migrate_schema(&mut owner, schema, course)
            .await
            .map_err(|source| FleetError::Canary {
                name: schema.to_owned(),
                source,
            })?;
    }
    Ok(applied)
}

/// Whether no upgrade runs; then none begins until the connection is closed.
pub(crate) async fn keep_upgrades_out(home: &mut PgConnection) -> sqlx::Result<bool> {
    let (kept,): (bool,) = sqlx::query_as("select pg_try_advisory_lock_shared($1)")
        .bind(FLEET_LOCK)
        .fetch_one(home)
        .await?;
    Ok(kept)
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
