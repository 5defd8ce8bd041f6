//! The village's library of photos: what forms and texts take from it.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::Photo;

/// A photo of the library, as a form or a text that takes it needs it.
#[derive(Debug, Clone)]
pub struct LibraryRow {
    pub id: Uuid,
    pub sha256: String,
    pub alt: String,
    /// Nothing before its sizes are made.
    pub photo: Option<Json<Photo>>,
}

/// The photo made of these bytes.
pub async fn of_bytes(db: &mut PgConnection, sha256: &str) -> sqlx::Result<Option<LibraryRow>> {
    sqlx::query_as!(
        LibraryRow,
        r#"
        select id, sha256, alt,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where sha256 = $1
        "#,
        sha256,
    )
    .fetch_optional(db)
    .await
}

/// A photo.
pub async fn find(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<LibraryRow>> {
    sqlx::query_as!(
        LibraryRow,
        r#"
        select id, sha256, alt,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Those of these photos that are there and can be shown, or soon will be. They stay until the
/// transaction ends: nobody deletes a photo while something that takes it is being saved.
pub async fn hold(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from media where id = any($1) and status <> 'failed' for key share",
        ids,
    )
    .fetch_all(db)
    .await
}

/// Photos by the names of their files (without what says the format) or by their numbers. They stay
/// until the transaction ends.
pub async fn hold_named(
    db: &mut PgConnection,
    files: &[String],
    ids: &[Uuid],
) -> sqlx::Result<Vec<LibraryRow>> {
    sqlx::query_as!(
        LibraryRow,
        r#"
        select id, sha256, alt,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where status <> 'failed' and (
            id = any($2)
            or exists (
                select from jsonb_array_elements(variants) as file
                where split_part(file ->> 'name', '.', 1) = any($1)
            ))
        order by created_at, id
        for key share
        "#,
        files,
        ids,
    )
    .fetch_all(db)
    .await
}

/// Numbers of photos by the hashes of their bytes.
pub async fn of_hashes(
    db: &mut PgConnection,
    hashes: &[String],
) -> sqlx::Result<Vec<(String, Uuid)>> {
    let rows = sqlx::query!(
        "select sha256, id from media where sha256 = any($1)",
        hashes
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sha256, row.id)).collect())
}

/// A photo that was sent.
pub struct NewPhoto<'a> {
    pub id: Uuid,
    pub sha256: &'a str,
    pub file_name: &'a str,
    pub alt: &'a str,
    pub byte_size: i64,
    pub added_by: &'a str,
}

/// Registers a photo. Gives its id and what is said of it, or those of the same bytes sent before; one
/// whose file could not be used, or never came, gets another chance.
pub async fn register(
    db: &mut PgConnection,
    new: &NewPhoto<'_>,
    now: Timestamp,
) -> sqlx::Result<(Uuid, String)> {
    let row = sqlx::query!(
        r#"
        insert into media (id, sha256, file_name, alt, byte_size, added_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (sha256) do update
            set alt = case when media.alt = '' then excluded.alt else media.alt end,
                problem = '',
                status = case when media.status = 'ready' then 'ready' else 'pending' end
        returning id, alt
        "#,
        new.id,
        new.sha256,
        new.file_name,
        new.alt,
        new.byte_size,
        new.added_by,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok((row.id, row.alt))
}

/// Writes the words for those who cannot see a photo. Gives its file's name; nothing when there is
/// no such photo.
pub async fn describe(db: &mut PgConnection, id: Uuid, alt: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "update media set alt = $2 where id = $1 returning file_name",
        id,
        alt,
    )
    .fetch_optional(db)
    .await
}

/// How much room the village's photos take, with the sizes made of them. In bytes.
pub async fn bytes_used(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(byte_size + (
            select coalesce(sum((variant ->> 'bytes')::bigint), 0)
            from jsonb_array_elements(variants) variant
        )), 0)::bigint as "bytes!"
        from media
        "#
    )
    .fetch_one(db)
    .await
}
