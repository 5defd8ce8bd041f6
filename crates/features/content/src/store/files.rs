//! What the database knows of the files in the object store: which belong to something, which are
//! missing.

use sqlx::PgConnection;

/// Those of these names that no photo has. Two photos that differ in nothing but what is written
/// about them share their files.
pub async fn unused_names(db: &mut PgConnection, names: &[String]) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select file.name as "name!"
        from unnest($1::text[]) as file (name)
        where not exists (
            select from media m, jsonb_array_elements(m.variants) as v
            where v ->> 'name' = file.name)
        "#,
        names,
    )
    .fetch_all(db)
    .await
}

/// Those of these originals that no photo has.
pub async fn unused_originals(
    db: &mut PgConnection,
    hashes: &[String],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select file.sha256 as "sha256!"
        from unnest($1::text[]) as file (sha256)
        where not exists (select from media m where m.sha256 = file.sha256)
        "#,
        hashes,
    )
    .fetch_all(db)
    .await
}

/// Photos that have waited for more than a day, five hundred at most.
pub async fn stranded(db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select sha256 from media
        where status = 'pending' and created_at < now() - interval '1 day'
        order by created_at
        limit 500
        "#
    )
    .fetch_all(db)
    .await
}
