//! The rows of the queue: asking, claiming, finishing, handing back.

use std::{collections::HashMap, time::Duration};

use db::{Database, Shard, VillageTx};
use kernel::{SchemaName, VillageCode};
use serde::Serialize;
use sqlx::{AssertSqlSafe, PgPool, types::Json};
use uuid::Uuid;

use crate::{Job, JobVillage, worker::Daily};

/// How long another database than the main one is waited for.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long a claimed job belongs to its worker; after that another may take it over.
const LEASE: Duration = Duration::from_secs(5 * 60);

/// Queues a job for the village of this transaction. With a `key`, a job of the same kind and
/// key that still waits is not queued twice.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    tx: &mut VillageTx,
    kind: &str,
    payload: &impl Serialize,
    key: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query("select platform.enqueue($1, $2, $3)")
        .bind(kind)
        .bind(Json(payload))
        .bind(key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many jobs there are in each state that matters to an operator.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Due and not begun: what is asked for later does not pile up.
    pub waiting: i64,
    pub running: i64,
    pub failed: i64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.waiting += other.waiting;
        self.running += other.running;
        self.failed += other.failed;
    }
}

/// Counts unfinished and failed jobs of every database that answers, the main one always.
///
/// # Errors
/// When the main database does not answer.
pub async fn counts(database: &Database) -> sqlx::Result<Counts> {
    let further = further(database).map(|shard| in_time(counts_of(shard.pool())));
    let (home, further) = tokio::join!(
        counts_of(database.control()),
        futures::future::join_all(further)
    );
    let mut all = home?;
    // That one is away is said where databases are looked at.
    for counts in further.into_iter().flatten() {
        all += counts;
    }
    Ok(all)
}

/// The databases beside the main one.
fn further(database: &Database) -> impl Iterator<Item = &Shard> {
    let shards = database.shards().iter();
    shards.filter(|shard| !shard.name.is_main())
}

/// A database that is away holds up nobody.
async fn in_time<T>(answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    tokio::time::timeout(PATIENCE, answer)
        .await
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

async fn counts_of(pool: &PgPool) -> sqlx::Result<Counts> {
    let (waiting, running, failed) = sqlx::query_as(
        "select count(*) filter (where status = 'waiting' and run_at <= now()),
                count(*) filter (where status = 'running'),
                count(*) filter (where status = 'failed')
         from platform.jobs where status <> 'done'",
    )
    .fetch_one(pool)
    .await?;
    Ok(Counts {
        waiting,
        running,
        failed,
    })
}

#[derive(sqlx::FromRow)]
struct Claimed {
    id: Uuid,
    kind: String,
    payload: Json<serde_json::Value>,
    attempts: i32,
    max_attempts: i32,
    village_code: Option<String>,
    schema_name: Option<String>,
}

/// What time the database has; the queue goes by its clock.
pub(crate) async fn now(pool: &PgPool) -> sqlx::Result<jiff_sqlx::Timestamp> {
    let (now,) = sqlx::query_as("select now()").fetch_one(pool).await?;
    Ok(now)
}

/// Takes the next job that is due, or was due at an earlier moment, if any of the known kinds.
pub(crate) async fn claim(
    pool: &PgPool,
    worker: &str,
    kinds: &[String],
    due_by: Option<jiff_sqlx::Timestamp>,
) -> sqlx::Result<Option<Job>> {
    let claimed: Option<Claimed> = sqlx::query_as(
        "update platform.jobs as j
         set status = 'running', attempts = j.attempts + 1, locked_by = $1,
             locked_until = now() + make_interval(secs => $3)
         where j.id = (
             select id from platform.jobs
             where kind = any($2)
               and ((status = 'waiting' and run_at <= coalesce($4, now()))
                    or (status = 'running' and locked_until < now()))
             order by run_at, id
             limit 1
             for update skip locked
         )
         returning j.id, j.kind, j.payload, j.attempts, j.max_attempts, j.village_code,
             (select v.schema_name from platform.villages v where v.code = j.village_code)
                 as schema_name",
    )
    .bind(worker)
    .bind(kinds)
    .bind(LEASE.as_secs_f64())
    .bind(due_by)
    .fetch_optional(pool)
    .await?;
    claimed.map(into_job).transpose()
}

fn into_job(row: Claimed) -> sqlx::Result<Job> {
    let village = match (row.village_code, row.schema_name) {
        (Some(code), Some(schema)) => Some(JobVillage {
            code: code
                .parse::<VillageCode>()
                .map_err(|e| sqlx::Error::Decode(e.into()))?,
            schema: schema
                .parse::<SchemaName>()
                .map_err(|e| sqlx::Error::Decode(e.into()))?,
        }),
        _ => None,
    };
    Ok(Job {
        id: row.id,
        kind: row.kind,
        village,
        payload: row.payload.0,
        attempt: row.attempts,
        last_attempt: row.attempts >= row.max_attempts,
    })
}

pub(crate) async fn finish(pool: &PgPool, id: Uuid) -> sqlx::Result<()> {
    sqlx::query(
        "update platform.jobs
         set status = 'done', finished_at = now(), locked_by = null, locked_until = null,
             last_error = null
         where id = $1",
    )
    .bind(id)
    .execute(pool)
    .await?;
    Ok(())
}

/// Notes the failure; the job waits 10 s, 20 s, 40 s … up to an hour, or has failed for good.
pub(crate) async fn fail(pool: &PgPool, job: &Job, error: &str) -> sqlx::Result<()> {
    let pause = (10_u64 << job.attempt.clamp(1, 9).unsigned_abs()) / 2;
    sqlx::query(
        "update platform.jobs
         set status = case when attempts >= max_attempts then 'failed' else 'waiting' end,
             finished_at = case when attempts >= max_attempts then now() end,
             run_at = now() + make_interval(secs => $2),
             locked_by = null, locked_until = null, last_error = left($3, 2000)
         where id = $1",
    )
    .bind(job.id)
    .bind(pause.min(3600) as f64)
    .bind(error)
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives back what this worker had claimed, as if it had never been tried.
pub(crate) async fn hand_back(pool: &PgPool, worker: &str) -> sqlx::Result<u64> {
    Ok(sqlx::query(
        "update platform.jobs
         set status = 'waiting', attempts = greatest(attempts - 1, 0), locked_by = null,
             locked_until = null
         where status = 'running' and locked_by = $1",
    )
    .bind(worker)
    .execute(pool)
    .await?
    .rows_affected())
}

/// Forgets what was done more than a week ago.
pub(crate) async fn sweep(pool: &PgPool) -> sqlx::Result<u64> {
    Ok(sqlx::query(
        "delete from platform.jobs
         where status = 'done' and finished_at < now() - interval '7 days'",
    )
    .execute(pool)
    .await?
    .rows_affected())
}

/// Makes the lease of a running job longer. `false` when it is not this worker's any more.
pub(crate) async fn renew(pool: &PgPool, id: Uuid, worker: &str) -> sqlx::Result<bool> {
    let renewed = sqlx::query(
        "update platform.jobs set locked_until = now() + make_interval(secs => $3)
         where id = $1 and locked_by = $2 and status = 'running'",
    )
    .bind(id)
    .bind(worker)
    .bind(LEASE.as_secs_f64())
    .execute(pool)
    .await?;
    Ok(renewed.rows_affected() == 1)
}

/// Queues the day's work of a kind for every village of this database that had none for a day, or
/// once for all of them, where the register is. It is spread over an hour, or over the next night's hours, so that nothing urgent waits
/// behind all of it. However many workers ask, each village gets one.
pub(crate) async fn ask_daily(shard: &Shard, daily: &Daily) -> sqlx::Result<u64> {
    // Midnight in the villages is 16:00 in UTC.
    const RUN_AT: &str = "case when $2::int is null then now() + random() * interval '1 hour'
         else date_trunc('day', now() at time zone 'utc' + interval '8 hours' - $2 * interval '1 hour')
                  at time zone 'utc' - interval '8 hours' + interval '1 day'
                  + $2 * interval '1 hour' + random() * ($3 - $2) * interval '1 hour'
         end";
    let statement = if daily.each_village {
        format!(
            "insert into platform.jobs (village_code, kind, dedupe_key, run_at)
             select v.code, $1, 'daily', {RUN_AT}
             from platform.villages v
             where v.shard = $4 and not exists (
                 select from platform.jobs j
                 where j.village_code = v.code and j.kind = $1
                   and j.created_at > now() - interval '23 hours'
             )
             on conflict (village_code, kind, dedupe_key)
                 where dedupe_key is not null and status = 'waiting'
                 do nothing"
        )
    } else {
        format!(
            "insert into platform.jobs (kind, dedupe_key, run_at)
             select $1, 'daily', {RUN_AT}
             where $4::text = 'main'
               and pg_try_advisory_xact_lock(hashtextextended('daily ' || $1, 0))
               and not exists (
                   select from platform.jobs j
                   where j.village_code is null and j.kind = $1
                     and j.created_at > now() - interval '23 hours'
               )"
        )
    };
    Ok(sqlx::query(AssertSqlSafe(statement))
        .bind(&daily.kind)
        .bind(daily.night.map(|(first, _)| i32::from(first)))
        .bind(daily.night.map(|(_, last)| i32::from(last)))
        .bind(shard.name.as_str())
        .execute(shard.pool())
        .await?
        .rows_affected())
}

/// Keys of the jobs of one kind that wait or run, each with the code of its village.
///
/// # Errors
/// When a database does not answer.
pub async fn unfinished_keys(
    database: &Database,
    kind: &str,
) -> sqlx::Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for shard in database.shards() {
        let keys: Vec<(String, String)> = sqlx::query_as(
            "select village_code, dedupe_key from platform.jobs
             where kind = $1 and status in ('waiting', 'running')
               and village_code is not null and dedupe_key is not null",
        )
        .bind(kind)
        .fetch_all(shard.pool())
        .await?;
        all.extend(keys);
    }
    Ok(all)
}

/// Keys of the jobs of one kind that wait or run for one village.
///
/// # Errors
/// When the database the village is in does not answer.
pub async fn unfinished_keys_of(
    database: &Database,
    village: &SchemaName,
    kind: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select dedupe_key from platform.jobs
         where village_code = $1 and kind = $2 and status in ('waiting', 'running')
           and dedupe_key is not null",
    )
    .bind(village.village_code().dotted())
    .bind(kind)
    .fetch_all(database.shard_of(village).await?.pool())
    .await
}

/// Work of a village that failed for good.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Failed {
    pub kind: String,
    pub last_error: Option<String>,
    pub finished_at: Option<jiff_sqlx::Timestamp>,
}

/// The latest failures of a village, ten at most, from the queue of the database it is in.
///
/// # Errors
/// When that database does not answer.
pub async fn failed_of(database: &Database, village: &SchemaName) -> sqlx::Result<Vec<Failed>> {
    let failures = sqlx::query_as(
        "select kind, last_error, finished_at from platform.jobs
         where village_code = $1 and status = 'failed'
         order by finished_at desc nulls last
         limit 10",
    )
    .bind(village.village_code().dotted())
    .fetch_all(database.shard_of(village).await?.pool());
    in_time(failures).await
}

/// How many jobs of each village failed for good, by its code, in the further databases that answer;
/// those beside the register are counted with it.
pub async fn failed_elsewhere(database: &Database) -> HashMap<String, i64> {
    let counting = further(database).map(async |shard| {
        let counted = sqlx::query_as::<_, (String, i64)>(
            "select village_code, count(*) from platform.jobs
             where status = 'failed' and village_code is not null group by village_code",
        )
        .fetch_all(shard.pool());
        in_time(counted).await.unwrap_or_else(|error| {
            tracing::warn!(%error, shard = %shard.name, "a queue was not counted");
            Vec::new()
        })
    });
    let counted = futures::future::join_all(counting).await;
    counted.into_iter().flatten().collect()
}

/// How many jobs of one kind are due now.
///
/// # Errors
/// When a database does not answer.
pub async fn due(database: &Database, kind: &str) -> sqlx::Result<i64> {
    let mut all = 0;
    for shard in database.shards() {
        let (count,): (i64,) = sqlx::query_as(
            "select count(*) from platform.jobs
             where kind = $1 and status = 'waiting' and run_at <= now()",
        )
        .bind(kind)
        .fetch_one(shard.pool())
        .await?;
        all += count;
    }
    Ok(all)
}
