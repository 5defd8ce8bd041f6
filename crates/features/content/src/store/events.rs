//! The agenda. An event belongs to what is to come until its last day is over.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::listing::{Part, Start, top};

/// Past events on one page.
pub const PAGE: usize = 12;

/// An event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EventRow {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub body_html: String,
    pub place: String,
    pub organizer: String,
    pub starts_at: Timestamp,
    pub ends_at: Option<jiff_sqlx::Timestamp>,
    pub all_day: bool,
    pub updated_at: Timestamp,
}

impl EventRow {
    /// When it ends, if that is known.
    pub fn ends(&self) -> Option<Timestamp> {
        self.ends_at.map(jiff_sqlx::Timestamp::to_jiff)
    }

    fn key(&self) -> Cursor {
        Cursor::new(self.starts_at, self.id)
    }
}

/// What is to come, the next first. `today` is the beginning of the village's day.
pub async fn upcoming(db: &mut PgConnection, today: Timestamp) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select id, slug, title, body_html, place, organizer, starts_at,
            ends_at as "ends_at?", all_day, updated_at
        from events
        where coalesce(ends_at, starts_at) >= $1
        order by starts_at, id
        limit 100
        "#,
        today.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// One part of what is over, the latest first.
pub async fn past(
    db: &mut PgConnection,
    start: Start,
    today: Timestamp,
) -> sqlx::Result<Part<EventRow>> {
    if let Start::Newer(cursor) = start {
        let rows = past_newer(db, cursor, today).await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, EventRow::key) {
            return Ok(part);
        }
    }
    let below = if let Start::Older(cursor) = start {
        cursor
    } else {
        top(today)
    };
    let rows = past_older(db, below, today).await?;
    Ok(Part::below(start, rows, PAGE, EventRow::key))
}

async fn past_older(
    db: &mut PgConnection,
    below: Cursor,
    today: Timestamp,
) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select id, slug, title, body_html, place, organizer, starts_at,
            ends_at as "ends_at?", all_day, updated_at
        from events
        where coalesce(ends_at, starts_at) < $1 and (starts_at, id) < ($2, $3)
        order by starts_at desc, id desc
        limit 13
        "#,
        today.to_sqlx() as _,
        below.at().to_sqlx() as _,
        below.id(),
    )
    .fetch_all(db)
    .await
}

/// Oldest first.
async fn past_newer(
    db: &mut PgConnection,
    above: Cursor,
    today: Timestamp,
) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select id, slug, title, body_html, place, organizer, starts_at,
            ends_at as "ends_at?", all_day, updated_at
        from events
        where coalesce(ends_at, starts_at) < $1 and (starts_at, id) > ($2, $3)
        order by starts_at, id
        limit 13
        "#,
        today.to_sqlx() as _,
        above.at().to_sqlx() as _,
        above.id(),
    )
    .fetch_all(db)
    .await
}

/// Everything a calendar program wants: from `since` on, the latest five hundred.
pub async fn calendar(db: &mut PgConnection, since: Timestamp) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select id, slug, title, body_html, place, organizer, starts_at,
            ends_at as "ends_at?", all_day, updated_at
        from events
        where coalesce(ends_at, starts_at) >= $1
        order by starts_at desc, id desc
        limit 500
        "#,
        since.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}
