//! The library of photos as the office looks after it: the list, where a photo is used, what goes.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::{Photo, PhotoFile};

use crate::domain::listing::{Part, Start};

/// Photos of one part of the list.
const PAGE: usize = 24;

/// A photo in the list.
#[derive(Debug, Clone)]
pub struct ShelfRow {
    pub id: Uuid,
    pub file_name: String,
    pub alt: String,
    pub status: String,
    pub photo: Option<Json<Photo>>,
    pub created_at: jiff_sqlx::Timestamp,
}

impl ShelfRow {
    fn key(&self) -> Cursor {
        Cursor::new(self.created_at.to_jiff(), self.id)
    }
}

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Every word has to be in the file's name or in what is said of the photo.
    pub words: Vec<String>,
    /// Only those of which nothing is said.
    pub is_wordless: bool,
    /// Only those that can be shown already.
    pub is_ready: bool,
    /// Not these.
    pub except: Vec<Uuid>,
}

/// One part of the library, the newest first.
pub async fn list(
    db: &mut PgConnection,
    wanted: &Wanted,
    start: Start,
) -> sqlx::Result<Part<ShelfRow>> {
    let patterns: Vec<String> = wanted
        .words
        .iter()
        .map(|word| format!("%{}%", like(word)))
        .collect();
    if let Start::Newer(cursor) = start {
        let rows = newer(db, wanted, &patterns, cursor).await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, ShelfRow::key) {
            return Ok(part);
        }
    }
    let (start, below) = match start {
        Start::Older(cursor) => (start, cursor),
        // Nothing is younger than what a replica whose clock is ahead has just taken in.
        _ => (Start::First, Cursor::new(END_OF_TIME, Uuid::max())),
    };
    let rows = older(db, wanted, &patterns, below).await?;
    Ok(Part::below(start, rows, PAGE, ShelfRow::key))
}

/// Within what Postgres can keep: the year 5138.
const END_OF_TIME: Timestamp = Timestamp::constant(99_999_999_999, 0);

async fn older(
    db: &mut PgConnection,
    wanted: &Wanted,
    patterns: &[String],
    below: Cursor,
) -> sqlx::Result<Vec<ShelfRow>> {
    sqlx::query_as!(
        ShelfRow,
        r#"
        select id, file_name, alt, status, created_at,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where (created_at, id) < ($1, $2)
            and (file_name || ' ' || alt) ilike all($3)
            and (alt = '' or not $4) and (status = 'ready' or not $5) and id <> all($6)
        order by created_at desc, id desc
        limit $7
        "#,
        below.at().to_sqlx() as _,
        below.id(),
        patterns,
        wanted.is_wordless,
        wanted.is_ready,
        &wanted.except,
        PAGE as i64 + 1,
    )
    .fetch_all(db)
    .await
}

/// Oldest first.
async fn newer(
    db: &mut PgConnection,
    wanted: &Wanted,
    patterns: &[String],
    above: Cursor,
) -> sqlx::Result<Vec<ShelfRow>> {
    sqlx::query_as!(
        ShelfRow,
        r#"
        select id, file_name, alt, status, created_at,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where (created_at, id) > ($1, $2)
            and (file_name || ' ' || alt) ilike all($3)
            and (alt = '' or not $4) and (status = 'ready' or not $5) and id <> all($6)
        order by created_at, id
        limit $7
        "#,
        above.at().to_sqlx() as _,
        above.id(),
        patterns,
        wanted.is_wordless,
        wanted.is_ready,
        &wanted.except,
        PAGE as i64 + 1,
    )
    .fetch_all(db)
    .await
}

/// Letters that mean something to LIKE are taken as they are.
fn like(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// How many photos there are, and of how many nothing is said.
pub async fn counts(db: &mut PgConnection) -> sqlx::Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"
        select count(*) as "all!", count(*) filter (where alt = '') as "wordless!" from media
        "#
    )
    .fetch_one(db)
    .await?;
    Ok((row.all, row.wordless))
}

/// Those of these photos, or of all when nothing is given, that something uses: as its photo, in an
/// album, on the front page, or inside a text, whatever state that is in.
///
/// Texts name the files of a photo, or hold a mark with its hash while it is being made ready. They
/// are read once for all photos.
pub async fn in_use(db: &mut PgConnection, ids: Option<&[Uuid]>) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"
        with texts as (
            select body_html from articles
            union all select body_html from pages
            union all select body_html from events
        ), named as materialized (
            select distinct found[1] as name
            from texts, regexp_matches(body_html, '(?:/media/|data-media=")([0-9a-f]{32,64})', 'g')
                as found
            where strpos(body_html, '/media/') > 0 or strpos(body_html, 'data-media="') > 0
        )
        select m.id
        from media m
        where ($1::uuid[] is null or m.id = any($1)) and (
            exists (select from articles where photo_id = m.id)
            or exists (select from pages where photo_id = m.id)
            or exists (select from officials where photo_id = m.id)
            or exists (select from album_photos where media_id = m.id)
            or exists (select from site where hero_media = m.id or logo_media = m.id)
            or m.sha256 in (select name from named)
            or exists (
                select from jsonb_array_elements(m.variants) as file
                where split_part(file ->> 'name', '.', 1) in (select name from named)
            ))
        "#,
        ids,
    )
    .fetch_all(db)
    .await
}

/// Something that uses a photo.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UseRow {
    /// "article", "page", "event", "album", "official", "hero" or "logo"
    pub kind: String,
    pub id: Option<Uuid>,
    pub title: String,
}

/// What uses a photo, a hundred things at most.
pub async fn uses(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Vec<UseRow>> {
    sqlx::query_as!(
        UseRow,
        r#"
        with names as (
            select split_part(file ->> 'name', '.', 1) as name
            from media m, jsonb_array_elements(m.variants) as file
            where m.id = $1
            union all
            select sha256 from media where id = $1
        )
        select 'hero' as "kind!", null::uuid as "id", '' as "title!" from site where hero_media = $1
        union all
        select 'logo', null, '' from site where logo_media = $1
        union all
        select 'article', a.id, a.title from articles a
        where a.photo_id = $1
            or exists (select from names n where strpos(a.body_html, n.name) > 0)
        union all
        select 'page', p.id, p.title from pages p
        where p.photo_id = $1
            or exists (select from names n where strpos(p.body_html, n.name) > 0)
        union all
        select 'event', e.id, e.title from events e
        where exists (select from names n where strpos(e.body_html, n.name) > 0)
        union all
        select 'album', b.id, b.title from albums b
        where exists (select from album_photos i where i.album_id = b.id and i.media_id = $1)
        union all
        select 'official', o.id, o.name from officials o where o.photo_id = $1
        limit 100
        "#,
        id,
    )
    .fetch_all(db)
    .await
}

/// A photo on its own page.
#[derive(Debug, Clone)]
pub struct PhotoRow {
    pub id: Uuid,
    pub file_name: String,
    pub alt: String,
    pub status: String,
    pub problem: String,
    pub byte_size: i64,
    pub focus_x: i16,
    pub focus_y: i16,
    pub added_by: String,
    pub photo: Option<Json<Photo>>,
    pub created_at: jiff_sqlx::Timestamp,
}

/// A photo with everything that is known of it.
pub async fn whole(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<PhotoRow>> {
    sqlx::query_as!(
        PhotoRow,
        r#"
        select id, file_name, alt, status, problem, byte_size, focus_x, focus_y, added_by, created_at,
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

/// Writes what is said of a photo, and where the eye should fall.
pub async fn change(
    db: &mut PgConnection,
    id: Uuid,
    alt: &str,
    (x, y): (i16, i16),
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update media set alt = $2, focus_x = $3, focus_y = $4 where id = $1",
        id,
        alt,
        x,
        y,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A photo that is about to go.
#[derive(Debug, Clone)]
pub struct GoingRow {
    pub id: Uuid,
    pub file_name: String,
    pub alt: String,
    pub photo: Option<Json<Photo>>,
}

/// These photos, held against everybody: what begins to use one waits, and then finds none.
pub async fn seize(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<GoingRow>> {
    sqlx::query_as!(
        GoingRow,
        r#"
        select id, file_name, alt,
            case when status = 'ready' then
                jsonb_build_object('alt', alt, 'width', width, 'height', height,
                    'placeholder', placeholder, 'focus', array[focus_x, focus_y],
                    'variants', variants)
            end as "photo: Json<Photo>"
        from media
        where id = any($1)
        order by created_at desc, id desc
        for update
        "#,
        ids,
    )
    .fetch_all(db)
    .await
}

/// The files a photo left behind.
pub struct LeftRow {
    pub sha256: String,
    pub variants: Json<Vec<PhotoFile>>,
}

/// Deletes photos.
pub async fn delete(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<LeftRow>> {
    sqlx::query_as!(
        LeftRow,
        r#"
        delete from media where id = any($1)
        returning sha256, variants as "variants: Json<Vec<PhotoFile>>"
        "#,
        ids,
    )
    .fetch_all(db)
    .await
}
