//! One request: made, changed, led from state to state.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::State;

/// A request with its answers closed.
pub struct RequestRow {
    pub id: Uuid,
    pub kind: String,
    pub resident_id: Option<Uuid>,
    pub resident: Option<String>,
    pub asked_by: Option<Uuid>,
    pub asker: Option<String>,
    pub came_by: String,
    pub state: String,
    pub state_since: jiff_sqlx::Timestamp,
    pub answers_sealed: Vec<u8>,
    pub reason: String,
    pub entered_by: String,
    pub version: i64,
    pub made_at: jiff_sqlx::Timestamp,
    pub sent_at: Option<jiff_sqlx::Timestamp>,
}

/// A request by its id.
pub async fn one(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<RequestRow>> {
    sqlx::query_as!(
        RequestRow,
        r#"
        select q.id, q.kind, q.resident_id, r.name as "resident?", q.asked_by, b.name as "asker?",
            q.came_by, q.state, q.state_since as "state_since: jiff_sqlx::Timestamp",
            q.answers_sealed, q.reason, q.entered_by, q.version,
            q.made_at as "made_at: jiff_sqlx::Timestamp",
            q.sent_at as "sent_at: jiff_sqlx::Timestamp"
        from letter_requests q
        left join residents r on r.id = q.resident_id
        left join residents b on b.id = q.asked_by
        where q.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// A request as it is written the first time.
pub struct NewRequest<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub resident: Option<Uuid>,
    pub asked_by: Option<Uuid>,
    pub came_by: &'a str,
    pub state: State,
    pub answers_sealed: &'a [u8],
    /// Of the form: a second sending of it is the same request.
    pub once: Uuid,
    pub link_hash: Option<&'a [u8]>,
    pub entered_by: &'a str,
    pub now: Timestamp,
}

/// Writes it; the request there already is when the form was sent before.
pub async fn add(db: &mut PgConnection, new: &NewRequest<'_>) -> sqlx::Result<Option<Uuid>> {
    let sent_at = (new.state != State::Draft).then_some(new.now);
    let added = sqlx::query!(
        r#"
        insert into letter_requests (id, kind, resident_id, asked_by, came_by, state, state_since,
            answers_sealed, once, link_hash, entered_by, made_at, sent_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $7, $12)
        on conflict (once) do nothing
        "#,
        new.id,
        new.kind,
        new.resident,
        new.asked_by,
        new.came_by,
        new.state.as_str(),
        new.now.to_sqlx() as _,
        new.answers_sealed,
        new.once,
        new.link_hash,
        new.entered_by,
        sent_at.map(ToSqlx::to_sqlx) as _,
    )
    .execute(&mut *db)
    .await?;
    if added.rows_affected() == 1 {
        return Ok(None);
    }
    sqlx::query_scalar!("select id from letter_requests where once = $1", new.once)
        .fetch_optional(db)
        .await
}

/// Keeps new answers of a request its writer still may change, and sends it when `sends`. `false`, and
/// nothing is kept, when it was changed or taken up meanwhile.
pub async fn rewrite(
    db: &mut PgConnection,
    id: Uuid,
    version: i64,
    answers_sealed: &[u8],
    sends: bool,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update letter_requests
        set answers_sealed = $3, version = version + 1,
            state = case when $4 then 'received' else state end,
            state_since = case when $4 then $5 else state_since end,
            sent_at = case when $4 then coalesce(sent_at, $5) else sent_at end,
            reason = case when $4 then '' else reason end
        where id = $1 and version = $2 and state in ('draft', 'returned')
        "#,
        id,
        version,
        answers_sealed,
        sends,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A step from one state to the next.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub from: State,
    pub to: State,
    pub by_name: &'a str,
    pub by_staff: Option<Uuid>,
    /// For the citizen.
    pub reason: &'a str,
    /// For the office alone.
    pub note: &'a str,
    pub now: Timestamp,
}

/// Leads a request on. `false`, and nothing happened, when it is not where the step begins: somebody else
/// was quicker.
pub async fn step(db: &mut PgConnection, id: Uuid, step: &Step<'_>) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update letter_requests
        set state = $3, state_since = $4, reason = $5, version = version + 1
        where id = $1 and state = $2
        "#,
        id,
        step.from.as_str(),
        step.to.as_str(),
        step.now.to_sqlx() as _,
        step.reason,
    )
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    note_step(db, id, step).await?;
    Ok(true)
}

/// Takes a request back; one that was never sent goes with everything it holds. `false` when it is not where
/// the step begins.
pub async fn withdraw(db: &mut PgConnection, id: Uuid, step: &Step<'_>) -> sqlx::Result<bool> {
    if step.from != State::Draft {
        return self::step(db, id, step).await;
    }
    let gone = sqlx::query!(
        "delete from letter_requests where id = $1 and state = 'draft'",
        id,
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// Writes a step down that has been made.
pub async fn note_step(db: &mut PgConnection, id: Uuid, step: &Step<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into letter_steps (id, request_id, state, by_name, by_staff, reason, note, happened_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        "#,
        Uuid::now_v7(),
        id,
        step.to.as_str(),
        step.by_name,
        step.by_staff,
        step.reason,
        step.note,
        step.now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A step that was made.
pub struct StepRow {
    pub state: String,
    pub by_name: String,
    pub reason: String,
    pub note: String,
    pub happened_at: jiff_sqlx::Timestamp,
}

/// All steps of a request, first to last.
pub async fn steps(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Vec<StepRow>> {
    sqlx::query_as!(
        StepRow,
        r#"
        select state, by_name, reason, note, happened_at as "happened_at: jiff_sqlx::Timestamp"
        from letter_steps where request_id = $1 order by happened_at, id limit 200
        "#,
        id,
    )
    .fetch_all(db)
    .await
}

/// The request of somebody's link.
pub async fn of_link(db: &mut PgConnection, hash: &[u8]) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("select id from letter_requests where link_hash = $1", hash)
        .fetch_optional(db)
        .await
}

/// Keeps the hash of the link by which somebody without an account follows her request.
pub async fn set_link(db: &mut PgConnection, id: Uuid, hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        "update letter_requests set link_hash = $2 where id = $1",
        id,
        hash,
    )
    .execute(db)
    .await?;
    Ok(())
}
