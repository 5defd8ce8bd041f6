//! The running text as the office keeps it.

use sqlx::PgConnection;
use uuid::Uuid;

/// A line.
pub struct LineRow {
    pub id: Uuid,
    pub body: String,
    pub href: String,
}

/// Every line, in the order of the site.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<LineRow>> {
    sqlx::query_as!(
        LineRow,
        "select id, body, href from running_text order by position, id limit 200"
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<LineRow>> {
    sqlx::query_as!(
        LineRow,
        "select id, body, href from running_text where id = $1",
        id,
    )
    .fetch_optional(db)
    .await
}

/// How many lines there are besides this one.
pub async fn others(db: &mut PgConnection, id: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from running_text where id <> $1"#,
        id,
    )
    .fetch_one(db)
    .await
}

/// Adds a line at the end, or changes a known one.
pub async fn save(db: &mut PgConnection, id: Uuid, body: &str, href: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into running_text (id, position, body, href)
        values ($1, (select coalesce(max(position), 0) + 1 from running_text), $2, $3)
        on conflict (id) do update set body = excluded.body, href = excluded.href
        "#,
        id,
        body,
        href,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes a line; its words come back.
pub async fn delete(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("delete from running_text where id = $1 returning body", id)
        .fetch_optional(db)
        .await
}
