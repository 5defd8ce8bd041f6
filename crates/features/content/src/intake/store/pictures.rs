//! Pictures: registered by the intake, made ready by the media job.

use std::collections::HashMap;

use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::{Photo, PhotoFile};

use crate::intake::{PictureFile, PictureHash, PictureState, pictures};

pub(in crate::intake) async fn picture_states(
    db: &mut PgConnection,
) -> sqlx::Result<HashMap<String, PictureState>> {
    let rows = sqlx::query!("select sha256, status, problem from media")
        .fetch_all(db)
        .await?;
    let state = |status: &str, problem| match status {
        "ready" => PictureState::Ready,
        "failed" => PictureState::Failed(problem),
        _ => PictureState::Pending,
    };
    Ok(rows
        .into_iter()
        .map(|row| (row.sha256, state(&row.status, row.problem)))
        .collect())
}

/// Registers a picture. One that is there keeps its files; one that failed gets another chance.
pub(in crate::intake) async fn put_picture(
    db: &mut PgConnection,
    file: &PictureFile,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into media (id, sha256, file_name, alt, byte_size) values ($1, $2, $3, $4, $5)
         on conflict (sha256) do update
             set file_name = excluded.file_name, alt = excluded.alt, problem = '',
                 status = case when media.status = 'ready' then 'ready' else 'pending' end",
        Uuid::now_v7(),
        file.sha256,
        file.file_name,
        file.alt,
        i64::try_from(file.byte_size).unwrap_or(i64::MAX),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A picture as it is now.
pub(in crate::intake) struct PictureRow {
    pub id: Uuid,
    pub sha256: PictureHash,
    pub photo: Option<Json<Photo>>,
}

/// Locks the rows: a picture that comes ready meanwhile waits for the texts that mention it.
pub(in crate::intake) async fn pictures(
    db: &mut PgConnection,
    hashes: &[PictureHash],
) -> sqlx::Result<Vec<PictureRow>> {
    sqlx::query_as!(
        PictureRow,
        r#"
        select id, sha256,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where sha256 = any($1)
        for share
        "#,
        hashes,
    )
    .fetch_all(db)
    .await
}

/// An earlier text, with the pictures that have come ready since in the place of their marks.
pub(crate) async fn filled(db: &mut PgConnection, html: &str) -> sqlx::Result<String> {
    let hashes = pictures::waiting(html);
    if hashes.is_empty() {
        return Ok(html.to_owned());
    }
    let rows = self::pictures(db, &hashes).await?;
    let ready: HashMap<PictureHash, Photo> = rows
        .into_iter()
        .filter_map(|row| Some((row.sha256, row.photo?.0)))
        .collect();
    let filled = pictures::fill(html, |sha256| ready.get(sha256).cloned());
    Ok(filled.unwrap_or_else(|| html.to_owned()))
}

/// "pending", "ready" or "failed"; nothing when the village has no such picture.
pub(crate) async fn picture_status(
    db: &mut PgConnection,
    sha256: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select status from media where sha256 = $1", sha256)
        .fetch_optional(db)
        .await
}

/// A picture as it came out of the workshop.
pub(crate) struct Finished {
    pub width: u32,
    pub height: u32,
    pub placeholder: String,
    pub variants: Vec<PhotoFile>,
}

/// Marks a picture as ready and puts it in the place of its marks in every text of the village.
pub(crate) async fn finish_picture(
    db: &mut PgConnection,
    sha256: &str,
    finished: &Finished,
) -> sqlx::Result<Photo> {
    let size = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    let photo = sqlx::query_scalar!(
        r#"
        update media
        set status = 'ready', problem = '', width = $2, height = $3, placeholder = $4,
            variants = $5
        where sha256 = $1
        returning jsonb_build_object('alt', alt, 'width', width, 'height', height,
            'placeholder', placeholder, 'focus', array[focus_x, focus_y],
            'variants', variants) as "photo!: Json<Photo>"
        "#,
        sha256,
        size(finished.width),
        size(finished.height),
        finished.placeholder,
        Json(&finished.variants) as _,
    )
    .fetch_one(&mut *db)
    .await?;
    fill_marks(db, sha256, &photo.0).await?;
    Ok(photo.0)
}

/// Texts are locked one after the other, so that two pictures of one article that come ready at
/// the same time do not undo each other.
async fn fill_marks(db: &mut PgConnection, sha256: &str, photo: &Photo) -> sqlx::Result<()> {
    let mark = pictures::mark_of(sha256);
    let filled = |body: &str| pictures::fill(body, |hash| (hash == sha256).then(|| photo.clone()));
    let articles = sqlx::query!(
        "select id, body_html from articles where strpos(body_html, $1) > 0 order by id for update",
        mark,
    )
    .fetch_all(&mut *db)
    .await?;
    for text in articles {
        if let Some(body) = filled(&text.body_html) {
            sqlx::query!(
                "update articles set body_html = $2 where id = $1",
                text.id,
                body
            )
            .execute(&mut *db)
            .await?;
        }
    }
    let pages = sqlx::query!(
        "select id, body_html from pages where strpos(body_html, $1) > 0 order by id for update",
        mark,
    )
    .fetch_all(&mut *db)
    .await?;
    for text in pages {
        if let Some(body) = filled(&text.body_html) {
            sqlx::query!(
                "update pages set body_html = $2 where id = $1",
                text.id,
                body
            )
            .execute(&mut *db)
            .await?;
        }
    }
    let events = sqlx::query!(
        "select id, body_html from events where strpos(body_html, $1) > 0 order by id for update",
        mark,
    )
    .fetch_all(&mut *db)
    .await?;
    for text in events {
        if let Some(body) = filled(&text.body_html) {
            sqlx::query!(
                "update events set body_html = $2 where id = $1",
                text.id,
                body
            )
            .execute(&mut *db)
            .await?;
        }
    }
    Ok(())
}

/// Notes why a picture can never be shown.
pub(crate) async fn fail_picture(
    db: &mut PgConnection,
    sha256: &str,
    problem: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update media set status = 'failed', problem = $2 where sha256 = $1 and status <> 'ready'",
        sha256,
        problem,
    )
    .execute(db)
    .await?;
    Ok(())
}
