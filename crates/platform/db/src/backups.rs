//! The list of exports that lie in the object store.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use kernel::VillageCode;
use serde::Serialize;
use sqlx::PgPool;
use uuid::Uuid;

use crate::register::Village;

/// Why an export was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Nightly,
    /// Somebody typed for it.
    Asked,
    /// The state that a restore replaced.
    BeforeRestore,
}

impl Purpose {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nightly => "nightly",
            Self::Asked => "asked",
            Self::BeforeRestore => "before_restore",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "nightly" => Self::Nightly,
            "before_restore" => Self::BeforeRestore,
            _ => Self::Asked,
        }
    }
}

/// What came of restoring an export for trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Good,
    Bad,
}

/// An export that is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Backup {
    #[serde(skip)]
    pub id: Uuid,
    /// With dots.
    pub village_code: String,
    /// The label the village had then.
    pub slug: String,
    pub key: String,
    pub purpose: Purpose,
    pub made_at: Timestamp,
    pub bytes: i64,
    pub rows: i64,
    pub files: i64,
    pub manifest_sha256: String,
    pub schema_version: i64,
    pub verified_at: Option<Timestamp>,
    pub verdict: Option<Verdict>,
    /// What was wrong with it.
    pub reason: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    village_code: String,
    slug: String,
    key: String,
    purpose: String,
    made_at: jiff_sqlx::Timestamp,
    bytes: i64,
    row_count: i64,
    file_count: i64,
    manifest_sha256: String,
    schema_version: i64,
    verified_at: Option<jiff_sqlx::Timestamp>,
    verdict: Option<String>,
    reason: String,
}

impl From<Row> for Backup {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            village_code: row.village_code,
            slug: row.slug,
            key: row.key,
            purpose: Purpose::read(&row.purpose),
            made_at: row.made_at.to_jiff(),
            bytes: row.bytes,
            rows: row.row_count,
            files: row.file_count,
            manifest_sha256: row.manifest_sha256,
            schema_version: row.schema_version,
            verified_at: row.verified_at.map(|at| at.to_jiff()),
            verdict: row.verdict.map(|word| match word.as_str() {
                "good" => Verdict::Good,
                _ => Verdict::Bad,
            }),
            reason: row.reason,
        }
    }
}

/// The columns of a [`Row`]; what was never finished has none of the figures.
macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "select id, village_code, slug, key, purpose, made_at, bytes,
                    coalesce(row_count, 0) as row_count, coalesce(file_count, 0) as file_count,
                    manifest_sha256, schema_version, verified_at, verdict, reason
             from platform.village_backups where status = 'kept' ",
            $rest
        )
    };
}

/// What an export turned out to be.
#[derive(Debug, Clone)]
pub struct Made {
    pub bytes: u64,
    pub rows: u64,
    pub files: u64,
    pub manifest_sha256: String,
    pub schema_version: i64,
}

/// Notes that an export begins. What was begun before for the village and never ended has failed:
/// the caller has the village's turn, so nobody is at it. Returns keys that may lie in the store
/// without being exports.
///
/// # Errors
/// When the database refuses.
pub async fn begin(
    pool: &PgPool,
    village: &Village,
    key: &str,
    purpose: Purpose,
    moment: Timestamp,
) -> sqlx::Result<(Uuid, Vec<String>)> {
    let stale: Vec<(String,)> = sqlx::query_as(
        "update platform.village_backups
         set status = 'failed', reason = 'it was cut off'
         where village_code = $1 and status = 'writing' returning key",
    )
    .bind(village.code.dotted())
    .fetch_all(pool)
    .await?;
    let (id,) = sqlx::query_as(
        "insert into platform.village_backups (village_code, slug, key, purpose, made_at)
         values ($1, $2, $3, $4, $5) returning id",
    )
    .bind(village.code.dotted())
    .bind(village.slug.as_str())
    .bind(key)
    .bind(purpose.as_str())
    .bind(moment.to_sqlx())
    .fetch_one(pool)
    .await?;
    Ok((id, stale.into_iter().map(|(key,)| key).collect()))
}

/// Notes that an export is whole. `false` when its village was dropped meanwhile: files may be
/// missing from it then, and it is not kept.
///
/// # Errors
/// When the database refuses.
pub async fn keep(pool: &PgPool, id: Uuid, made: &Made) -> sqlx::Result<bool> {
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let kept = sqlx::query(
        "update platform.village_backups b
         set status = 'kept', bytes = $2, row_count = $3, file_count = $4, manifest_sha256 = $5,
             schema_version = $6
         where b.id = $1 and b.status = 'writing'
           and exists (select from platform.villages v where v.code = b.village_code)",
    )
    .bind(id)
    .bind(signed(made.bytes))
    .bind(signed(made.rows))
    .bind(signed(made.files))
    .bind(&made.manifest_sha256)
    .bind(made.schema_version)
    .execute(pool)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Notes that an export came to nothing.
///
/// # Errors
/// When the database refuses.
pub async fn fail(pool: &PgPool, id: Uuid, reason: &str) -> sqlx::Result<()> {
    sqlx::query(
        "update platform.village_backups set status = 'failed', reason = left($2, 500)
         where id = $1 and status = 'writing'",
    )
    .bind(id)
    .bind(reason)
    .execute(pool)
    .await?;
    Ok(())
}

/// The kept exports of a village, newest first; retention bounds how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn of_village(pool: &PgPool, code: &VillageCode) -> sqlx::Result<Vec<Backup>> {
    let rows: Vec<Row> = sqlx::query_as(kept!("and village_code = $1 order by made_at desc, id"))
        .bind(code.dotted())
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(Backup::from).collect())
}

/// The newest kept export of each village, dropped ones too, by village.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(pool: &PgPool) -> sqlx::Result<Vec<Backup>> {
    let rows: Vec<Row> = sqlx::query_as(kept!(
        "and id in (select distinct on (village_code) id from platform.village_backups
                    where status = 'kept' order by village_code, made_at desc, id)
         order by village_code"
    ))
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Backup::from).collect())
}

/// The kept export of that key.
///
/// # Errors
/// When the database does not answer.
pub async fn by_key(pool: &PgPool, key: &str) -> sqlx::Result<Option<Backup>> {
    let row: Option<Row> = sqlx::query_as(kept!("and key = $1"))
        .bind(key)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(Backup::from))
}

/// Any kept export.
///
/// # Errors
/// When the database does not answer.
pub async fn random(pool: &PgPool) -> sqlx::Result<Option<Backup>> {
    let row: Option<Row> = sqlx::query_as(kept!("order by random() limit 1"))
        .fetch_optional(pool)
        .await?;
    Ok(row.map(Backup::from))
}

/// Notes what a trial came to.
///
/// # Errors
/// When the database refuses.
pub async fn judge(pool: &PgPool, id: Uuid, verdict: Verdict, reason: &str) -> sqlx::Result<()> {
    let word = match verdict {
        Verdict::Good => "good",
        Verdict::Bad => "bad",
    };
    sqlx::query(
        "update platform.village_backups
         set verified_at = now(), verdict = $2, reason = left($3, 500)
         where id = $1 and status = 'kept'",
    )
    .bind(id)
    .bind(word)
    .bind(reason)
    .execute(pool)
    .await?;
    Ok(())
}

/// Keys that may be forgotten whatever retention says: exports of villages that were dropped longer
/// ago than the grace, and what came to nothing a while ago.
///
/// # Errors
/// When the database does not answer.
pub async fn over(pool: &PgPool, grace_days: u32) -> sqlx::Result<Vec<(Uuid, String)>> {
    sqlx::query_as(
        "select b.id, b.key from platform.village_backups b
         where (not exists (select from platform.villages v where v.code = b.village_code)
                and coalesce((select max(e.happened_at) from platform.village_events e
                              where e.village_code = b.village_code and e.kind = 'dropped'),
                             b.made_at) < now() - make_interval(days => $1::int))
            or (b.status = 'failed' and b.started_at < now() - interval '14 days')
            or (b.status = 'writing' and b.started_at < now() - interval '2 days')
         order by b.made_at limit 1000",
    )
    .bind(i32::try_from(grace_days).unwrap_or(i32::MAX))
    .fetch_all(pool)
    .await
}

/// Takes an export off the list, after it was taken out of the store.
///
/// # Errors
/// When the database refuses.
pub async fn forget(pool: &PgPool, id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from platform.village_backups where id = $1")
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// What the monitoring is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Of the active village whose last good export is oldest; one that has none counts from its
    /// making.
    pub oldest_seconds: f64,
    /// Active villages whose last export failed, and kept exports that a trial found bad.
    pub failed: i64,
}

/// Age and failures over all active villages.
///
/// # Errors
/// When the database does not answer.
pub async fn figures(pool: &PgPool) -> sqlx::Result<Figures> {
    let (oldest_seconds, failed) = sqlx::query_as(
        "with state as (
             select v.created_at,
                 (select max(b.made_at) from platform.village_backups b
                  where b.village_code = v.code and b.status = 'kept'
                    and b.verdict is distinct from 'bad') as good_at,
                 (select b.status = 'failed' from platform.village_backups b
                  where b.village_code = v.code and b.status <> 'writing'
                  order by b.started_at desc limit 1) as has_failed
             from platform.villages v where v.status = 'active'
         )
         select coalesce(max(extract(epoch from now() - coalesce(good_at, created_at))), 0)::float8,
                count(*) filter (where has_failed)
                    + (select count(*) from platform.village_backups
                       where status = 'kept' and verdict = 'bad')
         from state",
    )
    .fetch_one(pool)
    .await?;
    Ok(Figures {
        oldest_seconds,
        failed,
    })
}
