//! Requests one below the other: the office's queue, and what somebody asked for.

use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

/// A line of the queue.
pub struct QueueRow {
    pub id: Uuid,
    pub kind: String,
    pub resident: Option<String>,
    pub came_by: String,
    pub state: String,
    pub state_since: jiff_sqlx::Timestamp,
    pub sent_at: Option<jiff_sqlx::Timestamp>,
}

/// Which part of the queue.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// States as they are stored.
    pub states: Vec<String>,
    /// Only this kind.
    pub kind: Option<String>,
}

/// What waits, oldest first; one more than `most` if there are more.
pub async fn waiting(
    db: &mut PgConnection,
    queue: &Queue,
    after: Option<&Cursor>,
    most: i64,
) -> sqlx::Result<Vec<QueueRow>> {
    sqlx::query_as!(
        QueueRow,
        r#"
        select q.id, q.kind, r.name as "resident?", q.came_by, q.state,
            q.state_since as "state_since: jiff_sqlx::Timestamp",
            q.sent_at as "sent_at: jiff_sqlx::Timestamp"
        from letter_requests q left join residents r on r.id = q.resident_id
        where q.state = any($1) and ($2::text is null or q.kind = $2)
            and ($3::timestamptz is null or (q.sent_at, q.id) > ($3, $4))
        order by q.sent_at, q.id
        limit $5
        "#,
        &queue.states,
        queue.kind.as_deref(),
        after.map(|after| after.at().to_sqlx()) as _,
        after.map(Cursor::id),
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// Everything that was sent, newest first; one more than `most` if there are more.
pub async fn sent(
    db: &mut PgConnection,
    queue: &Queue,
    below: Option<&Cursor>,
    most: i64,
) -> sqlx::Result<Vec<QueueRow>> {
    sqlx::query_as!(
        QueueRow,
        r#"
        select q.id, q.kind, r.name as "resident?", q.came_by, q.state,
            q.state_since as "state_since: jiff_sqlx::Timestamp",
            q.sent_at as "sent_at: jiff_sqlx::Timestamp"
        from letter_requests q left join residents r on r.id = q.resident_id
        where q.sent_at is not null and q.state = any($1) and ($2::text is null or q.kind = $2)
            and ($3::timestamptz is null or (q.sent_at, q.id) < ($3, $4))
        order by q.sent_at desc, q.id desc
        limit $5
        "#,
        &queue.states,
        queue.kind.as_deref(),
        below.map(|below| below.at().to_sqlx()) as _,
        below.map(Cursor::id),
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// How many wait, by state, and since when the oldest does.
pub struct CountRow {
    pub state: String,
    pub requests: i64,
    pub oldest: Option<jiff_sqlx::Timestamp>,
}

/// What waits in each state.
pub async fn counts(db: &mut PgConnection) -> sqlx::Result<Vec<CountRow>> {
    sqlx::query_as!(
        CountRow,
        r#"
        select state, count(*) as "requests!", min(sent_at) as "oldest: jiff_sqlx::Timestamp"
        from letter_requests
        where state in ('received', 'checked', 'verified', 'returned', 'signed')
        group by state
        "#,
    )
    .fetch_all(db)
    .await
}

/// A request as whoever asked sees it in a list.
pub struct OwnRow {
    pub id: Uuid,
    pub kind: String,
    pub resident: Option<String>,
    pub is_for_other: bool,
    pub state: String,
    pub state_since: jiff_sqlx::Timestamp,
    pub made_at: jiff_sqlx::Timestamp,
}

/// What somebody asked for, for herself or for her family, and what others asked for about her, newest
/// first; one more than `most` if there are more. `came_by` leaves out what came another way.
pub async fn of_resident(
    db: &mut PgConnection,
    resident: Uuid,
    came_by: Option<&str>,
    below: Option<&Cursor>,
    most: i64,
) -> sqlx::Result<Vec<OwnRow>> {
    sqlx::query_as!(
        OwnRow,
        r#"
        select q.id, q.kind, r.name as "resident?", (q.resident_id is distinct from $1) as "is_for_other!",
            q.state, q.state_since as "state_since: jiff_sqlx::Timestamp",
            q.made_at as "made_at: jiff_sqlx::Timestamp"
        from letter_requests q left join residents r on r.id = q.resident_id
        where (q.asked_by = $1 or q.resident_id = $1)
            and ($2::text is null or q.came_by = $2)
            and (q.state <> 'draft' or coalesce(q.asked_by, q.resident_id) = $1)
            and ($3::timestamptz is null or (q.made_at, q.id) < ($3, $4))
        order by q.made_at desc, q.id desc
        limit $5
        "#,
        resident,
        came_by,
        below.map(|below| below.at().to_sqlx()) as _,
        below.map(Cursor::id),
        most + 1,
    )
    .fetch_all(db)
    .await
}
