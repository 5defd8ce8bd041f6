//! How villages fare, from the sums they published; and what happened to one.

use std::{collections::HashMap, str::FromStr};

use db::PlatformTx;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::Value;

use crate::domain::Figures;

/// At which moment figures are asked for, and whose certificate is everybody's.
#[derive(Debug, Clone)]
pub struct Asked {
    pub day: Date,
    /// The portal's host: its certificate covers every village's usual host.
    pub shared_host: String,
}

impl Asked {
    pub fn now(site: &config::Site, now: Timestamp) -> Self {
        Self {
            day: kernel::time::day(now),
            shared_host: site.portal_host(),
        }
    }
}

/// The sums of every village, by its code; one statement however many there are.
pub async fn figures(tx: &mut PlatformTx, asked: &Asked) -> sqlx::Result<HashMap<String, Figures>> {
    Ok(sums(tx, None, asked).await?.into_iter().collect())
}

/// The sums of one village.
pub async fn figures_of(
    tx: &mut PlatformTx,
    code: &str,
    asked: &Asked,
) -> sqlx::Result<Option<Figures>> {
    let found = sums(tx, Some(code), asked).await?;
    Ok(found.into_iter().next().map(|(_, figures)| figures))
}

/// The sums of all villages, added up in one pass each, or of one, found by its key.
async fn sums(
    tx: &mut PlatformTx,
    code: Option<&str>,
    asked: &Asked,
) -> sqlx::Result<Vec<(String, Figures)>> {
    let rows = sqlx::query!(
        r#"
        select v.code, told.articles, told.published, told.storage, told.waiting, told.oldest,
            told.login, told.residents, told.families, coalesce(f.failed, 0) as "failed!",
            coalesce(t.visits, 0) + coalesce(m.visits, 0) as "visits!", coalesce(t.requests, 0) as "requests!",
            coalesce(t.errors, 0) as "errors!",
            least(shared.ends_at, own.ends_at) as "certificate_ends: jiff_sqlx::Timestamp"
        from platform.villages v
        left join platform.host_certificates shared on shared.host = $3
        left join (
            -- One row of a topic at most: all of them are read in one pass.
            select village_code,
                max(figures ->> 'articles') filter (where topic = 'content') as articles,
                max(figures ->> 'last_published_at') filter (where topic = 'content') as published,
                max(figures ->> 'storage_bytes') filter (where topic = 'content') as storage,
                max(figures ->> 'waiting') filter (where topic = 'comments') as waiting,
                max(figures ->> 'oldest_waiting_at') filter (where topic = 'comments') as oldest,
                max(figures ->> 'last_login_at') filter (where topic = 'office') as login,
                max(figures ->> 'total') filter (where topic = 'population') as residents,
                max(figures ->> 'families') filter (where topic = 'population') as families
            from platform.village_stats
            where $1::text is null or village_code = $1
            group by village_code
        ) told on told.village_code = v.code
        left join (
            select village_code, count(*) as failed
            from platform.jobs
            where status = 'failed' and ($1::text is null or village_code = $1)
            group by village_code
        ) f on f.village_code = v.code
        left join (
            select village_code, sum(visits) filter (where t.day >= mark.day)::bigint as visits,
                sum(requests) filter (where t.day > $2::date - 2)::bigint as requests,
                sum(errors) filter (where t.day > $2::date - 2)::bigint as errors
            from platform.village_traffic t
            -- What came before that day is added up already.
            cross join (
                select coalesce(max(before), $2::date - 29) as day
                from platform.village_traffic_months
            ) mark
            where t.day >= least(mark.day, $2::date - 1) and t.day <= $2::date
                and ($1::text is null or village_code = $1)
            group by village_code
        ) t on t.village_code = v.code
        left join platform.village_traffic_months m on m.village_code = v.code
        left join (
            select h.village_code, min(c.ends_at) as ends_at
            from platform.village_hosts h
            join platform.host_certificates c on c.host = h.host
            where h.purpose = 'custom' and ($1::text is null or h.village_code = $1)
            group by h.village_code
        ) own on own.village_code = v.code
        where $1::text is null or v.code = $1
        "#,
        code,
        asked.day.to_sqlx() as _,
        asked.shared_host,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let figures = Figures {
                articles: read(row.articles).unwrap_or(0),
                last_published: read(row.published),
                storage_bytes: read(row.storage).unwrap_or(0),
                waiting_comments: read(row.waiting).unwrap_or(0),
                oldest_waiting: read(row.oldest),
                last_login: read(row.login),
                failed_jobs: row.failed,
                visits: row.visits,
                requests: row.requests,
                errors: row.errors,
                certificate_ends: row.certificate_ends.map(|at| at.to_jiff()),
                residents: read(row.residents),
                families: read(row.families),
            };
            (row.code, figures)
        })
        .collect())
}

/// What was published is read kindly: a figure that is missing or not what it should be is none.
fn read<T: FromStr>(figure: Option<String>) -> Option<T> {
    figure?.parse().ok()
}

/// How often a village's pages were looked at on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayVisits {
    pub day: Date,
    pub visits: i64,
}

/// The last thirty days that have any, the oldest first.
pub async fn visits(
    tx: &mut PlatformTx,
    code: &str,
    asked: &Asked,
) -> sqlx::Result<Vec<DayVisits>> {
    let rows = sqlx::query!(
        r#"
        select day as "day: jiff_sqlx::Date", visits from platform.village_traffic
        where village_code = $1 and day > $2::date - 30 and day <= $2::date
        order by day
        "#,
        code,
        asked.day.to_sqlx() as _,
    )
    .fetch_all(&mut **tx)
    .await?;
    let days = rows.into_iter().map(|row| DayVisits {
        day: row.day.to_jiff(),
        visits: row.visits,
    });
    Ok(days.collect())
}

/// Another village with residents of the same NIK.
#[derive(Debug, Clone)]
pub struct SharedRow {
    pub slug: String,
    pub name: String,
    pub niks: i64,
}

/// How many NIK a village shares with others, by village, the most first; twenty at most.
pub async fn shared_niks(tx: &mut PlatformTx, code: &str) -> sqlx::Result<Vec<SharedRow>> {
    sqlx::query_as!(
        SharedRow,
        r#"
        select v.slug, v.name, count(*) as "niks!"
        from platform.nik_marks m
        join platform.nik_marks o on o.mark = m.mark and o.key_number = m.key_number
            and o.village_code <> m.village_code
        join platform.villages v on v.code = o.village_code and v.status <> 'archived'
        where m.village_code = $1
        group by v.slug, v.name
        order by count(*) desc, v.name
        limit 20
        "#,
        code,
    )
    .fetch_all(&mut **tx)
    .await
}

/// A line of a village's timeline.
pub struct EventRow {
    pub kind: String,
    pub actor: String,
    pub happened_at: jiff_sqlx::Timestamp,
}

/// What happened to a village, newest first; a hundred lines at most.
pub async fn timeline(tx: &mut PlatformTx, code: &str) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select kind, actor, happened_at from platform.village_events
        where village_code = $1 order by happened_at desc limit 100
        "#,
        code,
    )
    .fetch_all(&mut **tx)
    .await
}

/// A job of the district's own, as somebody waits for it.
pub struct JobRow {
    pub status: String,
    pub payload: Value,
    pub last_error: Option<String>,
}

/// One job of this kind.
pub async fn job(tx: &mut PlatformTx, id: uuid::Uuid, kind: &str) -> sqlx::Result<Option<JobRow>> {
    sqlx::query_as!(
        JobRow,
        "select status, payload, last_error from platform.jobs where id = $1 and kind = $2",
        id,
        kind,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Asks for a job and gives its number.
pub async fn start_job(
    tx: &mut PlatformTx,
    kind: &str,
    payload: &Value,
) -> sqlx::Result<uuid::Uuid> {
    let id = sqlx::query_scalar!(
        "insert into platform.jobs (kind, payload) values ($1, $2) returning id",
        kind,
        payload,
    )
    .fetch_one(&mut **tx)
    .await?;
    sqlx::query!("select pg_notify('banua_jobs', $1)", kind)
        .fetch_one(&mut **tx)
        .await?;
    Ok(id)
}

/// Writes down how far a job has come: its payload with what was done.
pub async fn note_progress(
    tx: &mut PlatformTx,
    id: uuid::Uuid,
    payload: &Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update platform.jobs set payload = $2 where id = $1",
        id,
        payload
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a line into a village's timeline.
pub async fn log_event(
    tx: &mut PlatformTx,
    code: &str,
    kind: &str,
    actor: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into platform.village_events (village_code, kind, actor) values ($1, $2, $3)",
        code,
        kind,
        actor,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A line of a village's timeline, as it is paged.
pub struct PastRow {
    pub id: uuid::Uuid,
    pub kind: String,
    pub actor: String,
    pub happened_at: jiff_sqlx::Timestamp,
}

/// What happened to a village before one of its events, newest first; one more than `size` when
/// there is more.
pub async fn past(
    tx: &mut PlatformTx,
    code: &str,
    before: Option<uuid::Uuid>,
    size: i64,
) -> sqlx::Result<Vec<PastRow>> {
    sqlx::query_as!(
        PastRow,
        r#"
        select id, kind, actor, happened_at from platform.village_events
        where village_code = $1
            and ($2::uuid is null or (happened_at, id) < (
                select b.happened_at, b.id from platform.village_events b
                where b.id = $2 and b.village_code = $1))
        order by happened_at desc, id desc
        limit $3
        "#,
        code,
        before,
        size + 1,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether this is an event of this village.
pub async fn has_event(tx: &mut PlatformTx, code: &str, id: uuid::Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from platform.village_events where village_code = $1 and id = $2
        ) as "any!"
        "#,
        code,
        id,
    )
    .fetch_one(&mut **tx)
    .await
}

/// The latest of the district's own jobs of this kind.
pub async fn latest_job(tx: &mut PlatformTx, kind: &str) -> sqlx::Result<Option<JobRow>> {
    sqlx::query_as!(
        JobRow,
        r#"
        select status, payload, last_error from platform.jobs
        where village_code is null and kind = $1
        order by created_at desc
        limit 1
        "#,
        kind,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Why a village was left at its old version.
pub struct FailureRow {
    pub code: String,
    pub error: Option<String>,
    pub happened_at: jiff_sqlx::Timestamp,
}

/// The latest failed upgrade of each of these villages to a version, if any.
pub async fn failed_upgrades(
    tx: &mut PlatformTx,
    codes: &[String],
    version: i64,
) -> sqlx::Result<Vec<FailureRow>> {
    sqlx::query_as!(
        FailureRow,
        r#"
        select distinct on (village_code)
            village_code as code, detail->>'error' as error, happened_at
        from platform.village_events
        where village_code = any($1) and kind = $2 and detail->>'to' = $3
        order by village_code, happened_at desc
        "#,
        codes,
        db::fleet::FAILED,
        version.to_string(),
    )
    .fetch_all(&mut **tx)
    .await
}
