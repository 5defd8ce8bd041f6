//! The archive: published articles by title only.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::listing::{Part, Start, top};

/// Titles on one page.
pub const PAGE: usize = 60;

/// A title in the archive.
#[derive(Debug, Clone)]
pub struct TitleRow {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub published_at: Timestamp,
}

impl TitleRow {
    fn key(&self) -> Cursor {
        Cursor::new(self.published_at, self.id)
    }
}

/// One part of the archive.
pub async fn list(
    db: &mut PgConnection,
    start: Start,
    now: Timestamp,
) -> sqlx::Result<Part<TitleRow>> {
    if let Start::Newer(cursor) = start {
        let rows = newer_titles(db, cursor, now).await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, TitleRow::key) {
            return Ok(part);
        }
    }
    let below = if let Start::Older(cursor) = start {
        cursor
    } else {
        top(now)
    };
    let rows = older_titles(db, below, now).await?;
    Ok(Part::below(start, rows, PAGE, TitleRow::key))
}

async fn older_titles(
    db: &mut PgConnection,
    below: Cursor,
    now: Timestamp,
) -> sqlx::Result<Vec<TitleRow>> {
    sqlx::query_as!(
        TitleRow,
        r#"
        select id, slug, title, published_at as "published_at!"
        from articles
        where status = 'published' and published_at <= $1 and (published_at, id) < ($2, $3)
        order by published_at desc, id desc
        limit 61
        "#,
        now.to_sqlx() as _,
        below.at().to_sqlx() as _,
        below.id(),
    )
    .fetch_all(db)
    .await
}

/// Oldest first.
async fn newer_titles(
    db: &mut PgConnection,
    above: Cursor,
    now: Timestamp,
) -> sqlx::Result<Vec<TitleRow>> {
    sqlx::query_as!(
        TitleRow,
        r#"
        select id, slug, title, published_at as "published_at!"
        from articles
        where status = 'published' and published_at <= $1 and (published_at, id) > ($2, $3)
        order by published_at, id
        limit 61
        "#,
        now.to_sqlx() as _,
        above.at().to_sqlx() as _,
        above.id(),
    )
    .fetch_all(db)
    .await
}
