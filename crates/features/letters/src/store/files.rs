//! Photos of requirements.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// A photo, without its bytes.
pub struct FileRow {
    pub id: Uuid,
    pub requirement: String,
    /// Gone after the time it is kept for.
    pub is_there: bool,
}

/// The photos of a request.
pub async fn of_request(db: &mut PgConnection, request: Uuid) -> sqlx::Result<Vec<FileRow>> {
    sqlx::query_as!(
        FileRow,
        r#"
        select id, requirement, (sealed is not null) as "is_there!"
        from letter_files where request_id = $1 order by sent_at, id limit 100
        "#,
        request,
    )
    .fetch_all(db)
    .await
}

/// A photo that is kept.
pub struct NewFile<'a> {
    pub id: Uuid,
    pub request: Uuid,
    pub requirement: &'a str,
    pub media_type: &'a str,
    pub bytes: i32,
    pub sealed: &'a [u8],
    pub now: Timestamp,
}

/// Keeps a photo.
pub async fn add(db: &mut PgConnection, new: &NewFile<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into letter_files (id, request_id, requirement, media_type, bytes, sealed, sent_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        "#,
        new.id,
        new.request,
        new.requirement,
        new.media_type,
        new.bytes,
        new.sealed,
        new.now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sealed bytes of a photo of that request, with their type.
pub async fn sealed(
    db: &mut PgConnection,
    request: Uuid,
    id: Uuid,
) -> sqlx::Result<Option<(Vec<u8>, String)>> {
    let found = sqlx::query!(
        r#"
        select sealed as "sealed!", media_type from letter_files
        where request_id = $1 and id = $2 and sealed is not null
        "#,
        request,
        id,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| (found.sealed, found.media_type)))
}

/// Takes a photo of a request away that its writer still may change.
pub async fn remove(db: &mut PgConnection, request: Uuid, id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "delete from letter_files where request_id = $1 and id = $2",
        request,
        id,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// Forgets photos of requests that are over since before that time, and drafts nobody sent since then.
pub async fn forget(db: &mut PgConnection, before: Timestamp) -> sqlx::Result<u64> {
    let forgotten = sqlx::query!(
        r#"
        update letter_files f set sealed = null
        from letter_requests q
        where q.id = f.request_id and f.sealed is not null and q.state_since < $1
            and q.state in ('delivered', 'refused', 'withdrawn')
        "#,
        before.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    let drafts = sqlx::query!(
        "delete from letter_requests where state = 'draft' and state_since < $1",
        before.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(forgotten.rows_affected() + drafts.rows_affected())
}
