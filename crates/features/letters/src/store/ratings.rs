//! What people thought of the service, and how fast it was.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Keeps nine answers from 1 to 4, once per request. `false` when there was one.
pub async fn add(
    db: &mut PgConnection,
    request: Uuid,
    scores: &[i16],
    words: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let added = sqlx::query!(
        r#"
        insert into letter_ratings (request_id, scores, words, rated_at) values ($1, $2, $3, $4)
        on conflict (request_id) do nothing
        "#,
        request,
        scores,
        words,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Whether a request was rated.
pub async fn is_there(db: &mut PgConnection, request: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from letter_ratings where request_id = $1) as "is!""#,
        request,
    )
    .fetch_one(db)
    .await
}

/// How the service did since some day.
pub struct ServiceRow {
    pub letters: i64,
    /// Half of the requests were answered within so many seconds.
    pub median_seconds: Option<f64>,
    /// Of the nine answers, from 1 to 4.
    pub satisfaction: Option<f64>,
    pub ratings: i64,
}

/// Letters signed since then for requests, how long it took, and how satisfied people were.
pub async fn service(db: &mut PgConnection, since: Timestamp) -> sqlx::Result<ServiceRow> {
    sqlx::query_as!(
        ServiceRow,
        r#"
        select count(*) as "letters!",
            percentile_cont(0.5) within group (
                order by extract(epoch from l.signed_at - q.sent_at)::float8) as median_seconds,
            avg((select avg(score) from unnest(v.scores) as score))::float8 as satisfaction,
            count(v.request_id) as "ratings!"
        from letters l
        join letter_requests q on q.id = l.request_id
        left join letter_ratings v on v.request_id = q.id
        where l.signed_at >= $1
        "#,
        since.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}
