//! What was agreed with residents, and what they asked to be put right.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{Agreed, GivenBy};

/// Something a resident agreed to.
pub struct ConsentRow {
    pub id: Uuid,
    pub purpose: String,
    pub given_on: jiff_sqlx::Date,
    pub given_by: String,
    pub withdrawn_on: Option<jiff_sqlx::Date>,
    pub made_by: String,
}

/// What somebody agreed to, the last first.
pub async fn consents(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<Vec<ConsentRow>> {
    sqlx::query_as!(
        ConsentRow,
        r#"
        select id, purpose, given_on as "given_on: jiff_sqlx::Date", given_by,
            withdrawn_on as "withdrawn_on: jiff_sqlx::Date", made_by
        from consents where resident_id = $1
        order by given_on desc, id desc limit 100
        "#,
        resident,
    )
    .fetch_all(db)
    .await
}

/// What is written down of an agreement.
#[derive(Debug, Clone, Copy)]
pub struct NewConsent<'a> {
    pub agreed: Agreed,
    pub given_on: Date,
    pub given_by: GivenBy,
    pub by: &'a str,
}

/// Writes an agreement down; `false` when it holds already.
pub async fn agree(
    db: &mut PgConnection,
    resident: Uuid,
    consent: NewConsent<'_>,
) -> sqlx::Result<bool> {
    let written = sqlx::query!(
        r#"
        insert into consents (id, resident_id, purpose, given_on, given_by, made_by)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (resident_id, purpose) where withdrawn_on is null do nothing
        "#,
        Uuid::now_v7(),
        resident,
        consent.agreed.word(),
        consent.given_on.to_sqlx() as _,
        consent.given_by.word(),
        consent.by,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Ends an agreement; what it was, or nothing when there is none that holds.
pub async fn withdraw(
    db: &mut PgConnection,
    resident: Uuid,
    consent: Uuid,
    on: Date,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        update consents set withdrawn_on = greatest($3::date, given_on)
        where id = $1 and resident_id = $2 and withdrawn_on is null
        returning purpose
        "#,
        consent,
        resident,
        on.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Something a resident wants put right.
pub struct RequestRow {
    pub id: Uuid,
    pub wish_sealed: Vec<u8>,
    pub came_by: String,
    pub state: String,
    pub answer: String,
    pub made_by: String,
    pub made_at: jiff_sqlx::Timestamp,
    pub decided_by: String,
    pub decided_at: Option<jiff_sqlx::Timestamp>,
}

/// What somebody asked for, the last first.
pub async fn requests(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<Vec<RequestRow>> {
    sqlx::query_as!(
        RequestRow,
        r#"
        select id, wish_sealed, came_by, state, answer, made_by,
            made_at as "made_at: jiff_sqlx::Timestamp", decided_by,
            decided_at as "decided_at: jiff_sqlx::Timestamp"
        from correction_requests where resident_id = $1
        order by made_at desc, id desc limit 50
        "#,
        resident,
    )
    .fetch_all(db)
    .await
}

/// Who asks, and how it came.
#[derive(Debug, Clone, Copy)]
pub struct NewRequest<'a> {
    pub id: Uuid,
    pub resident: Uuid,
    pub wish_sealed: &'a [u8],
    /// `office` or `online`.
    pub came_by: &'static str,
    pub by: &'a str,
}

/// Most requests of one resident that wait at a time.
pub const MOST_WAITING: i64 = 10;

/// Writes a request down; `false` when ten of hers wait already.
pub async fn ask(db: &mut PgConnection, request: NewRequest<'_>) -> sqlx::Result<bool> {
    let written = sqlx::query!(
        r#"
        insert into correction_requests (id, resident_id, wish_sealed, came_by, made_by)
        select $1, $2, $3, $4, $5
        where (select count(*) from correction_requests
               where resident_id = $2 and state = 'waiting') < $6
        "#,
        request.id,
        request.resident,
        request.wish_sealed,
        request.came_by,
        request.by,
        MOST_WAITING,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// What became of a request.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    pub is_done: bool,
    pub answer: &'a str,
    pub by: &'a str,
}

/// Decides a request that waits; `false` when none does.
pub async fn decide(
    db: &mut PgConnection,
    resident: Uuid,
    request: Uuid,
    decision: Decision<'_>,
) -> sqlx::Result<bool> {
    let decided = sqlx::query!(
        r#"
        update correction_requests
        set state = case when $3 then 'done' else 'refused' end, answer = $4, decided_by = $5,
            decided_at = now()
        where id = $1 and resident_id = $2 and state = 'waiting'
        "#,
        request,
        resident,
        decision.is_done,
        decision.answer,
        decision.by,
    )
    .execute(db)
    .await?;
    Ok(decided.rows_affected() == 1)
}

/// How many requests wait.
pub async fn waiting(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "waiting!" from correction_requests where state = 'waiting'"#
    )
    .fetch_one(db)
    .await
}

/// A line of the list of requests.
pub struct AskedRow {
    pub id: Uuid,
    pub resident_id: Uuid,
    pub name: String,
    pub came_by: String,
    pub state: String,
    pub made_at: jiff_sqlx::Timestamp,
    pub decided_by: String,
}

/// Requests that wait, the oldest first; one more than `most` if there are more.
pub async fn waiting_list(
    db: &mut PgConnection,
    after: Option<Cursor>,
    most: i64,
) -> sqlx::Result<Vec<AskedRow>> {
    let (at, id) = after.map_or((jiff::Timestamp::UNIX_EPOCH, Uuid::nil()), |key| {
        (key.at(), key.id())
    });
    sqlx::query_as!(
        AskedRow,
        r#"
        select c.id, c.resident_id, r.name, c.came_by, c.state,
            c.made_at as "made_at: jiff_sqlx::Timestamp", c.decided_by
        from correction_requests c
        join residents r on r.id = c.resident_id
        where c.state = 'waiting' and (c.made_at, c.id) > ($1, $2)
        order by c.made_at, c.id
        limit $3
        "#,
        at.to_sqlx() as _,
        id,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// Requests that were decided, the newest first; one more than `most` if there are more.
pub async fn decided_list(
    db: &mut PgConnection,
    before: Option<Cursor>,
    most: i64,
) -> sqlx::Result<Vec<AskedRow>> {
    let far = jiff::Timestamp::constant(221_845_392_000, 0);
    let (at, id) = before.map_or((far, Uuid::max()), |key| (key.at(), key.id()));
    sqlx::query_as!(
        AskedRow,
        r#"
        select c.id, c.resident_id, r.name, c.came_by, c.state,
            c.made_at as "made_at: jiff_sqlx::Timestamp", c.decided_by
        from correction_requests c
        join residents r on r.id = c.resident_id
        where c.state <> 'waiting' and (c.made_at, c.id) < ($1, $2)
        order by c.made_at desc, c.id desc
        limit $3
        "#,
        at.to_sqlx() as _,
        id,
        most + 1,
    )
    .fetch_all(db)
    .await
}
