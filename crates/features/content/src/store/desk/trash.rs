//! The end of what was thrown away.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// What was deleted for good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Emptied {
    pub articles: u64,
    pub pages: u64,
    pub drafts: u64,
}

pub async fn empty(db: &mut PgConnection, before: Timestamp) -> sqlx::Result<Emptied> {
    let before = before.to_sqlx();
    let articles = sqlx::query!(
        r#"
        with gone as (
            delete from articles where status = 'trashed' and trashed_at < $1 returning id
        ), earlier as (
            delete from revisions where kind = 'article' and item_id in (select id from gone)
        )
        select count(*) as "count!" from gone
        "#,
        before as _,
    )
    .fetch_one(&mut *db)
    .await?;
    let pages = sqlx::query!(
        r#"
        with gone as (
            delete from pages where status = 'trashed' and trashed_at < $1 returning id
        ), earlier as (
            delete from revisions where kind = 'page' and item_id in (select id from gone)
        )
        select count(*) as "count!" from gone
        "#,
        before as _,
    )
    .fetch_one(&mut *db)
    .await?;
    let drafts = sqlx::query!("delete from drafts where saved_at < $1", before as _)
        .execute(db)
        .await?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(Emptied {
        articles: count(articles.count),
        pages: count(pages.count),
        drafts: drafts.rows_affected(),
    })
}
