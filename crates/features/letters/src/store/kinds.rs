//! Kinds as the village has them.

use serde_json::Value;
use sqlx::PgConnection;

/// A kind the village switched, changed or made.
pub struct KindRow {
    pub slug: String,
    pub is_on: bool,
    pub definition: Option<Value>,
    pub version: i64,
}

/// All rows of the village: a few dozen at most.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<KindRow>> {
    sqlx::query_as!(
        KindRow,
        "select slug, is_on, definition, version from letter_kinds order by slug limit 300",
    )
    .fetch_all(db)
    .await
}

/// The row of one kind, if the village has one.
pub async fn one(db: &mut PgConnection, slug: &str) -> sqlx::Result<Option<KindRow>> {
    sqlx::query_as!(
        KindRow,
        "select slug, is_on, definition, version from letter_kinds where slug = $1",
        slug,
    )
    .fetch_optional(db)
    .await
}

/// What becomes of a kind.
pub struct Change<'a> {
    pub slug: &'a str,
    pub is_on: bool,
    /// Nothing for the catalogue's words.
    pub definition: Option<&'a Value>,
    /// The version that was read; zero where there was no row.
    pub version: i64,
    pub by: &'a str,
}

/// Keeps a change; `false`, and nothing is kept, when somebody else was quicker.
pub async fn put(db: &mut PgConnection, change: &Change<'_>) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        insert into letter_kinds as k (slug, is_on, definition, changed_by)
        values ($1, $2, $3, $4)
        on conflict (slug) do update
            set is_on = excluded.is_on, definition = excluded.definition, version = k.version + 1,
                changed_by = excluded.changed_by, changed_at = now()
            where k.version = $5
        "#,
        change.slug,
        change.is_on,
        change.definition,
        change.by,
        change.version,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Switches many at once, whatever somebody else does to their words.
pub async fn switch(
    db: &mut PgConnection,
    slugs: &[String],
    is_on: bool,
    by: &str,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        r#"
        insert into letter_kinds as k (slug, is_on, changed_by)
        select slug, $2, $3 from unnest($1::text[]) as slug
        on conflict (slug) do update
            set is_on = excluded.is_on, version = k.version + 1, changed_by = excluded.changed_by,
                changed_at = now()
            where k.is_on <> excluded.is_on
        "#,
        slugs,
        is_on,
        by,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// How many requests of each kind came lately, most first: what the counter offers on top.
pub async fn usual(db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select kind from (
            select kind from letter_requests where sent_at is not null
            order by sent_at desc, id desc limit 500) as lately
        group by kind order by count(*) desc, kind limit 8
        "#,
    )
    .fetch_all(db)
    .await
}
