//! Albums and the photos in them. A photo whose sizes are not made yet does not show.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use kernel::{Cursor, Slug, time};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::Photo;

use crate::domain::{
    day::midnight,
    listing::{Part, Start},
};

/// Albums on one page.
pub const PAGE: usize = 24;

/// An album in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AlbumRow {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub happened_on: Date,
    pub count: i64,
    pub cover: Option<Json<Photo>>,
}

impl AlbumRow {
    /// Albums have a day, keys a moment: its beginning stands for it.
    fn key(&self) -> Cursor {
        Cursor::new(midnight(self.happened_on), self.id)
    }
}

/// One part of the gallery.
pub async fn list(db: &mut PgConnection, start: Start) -> sqlx::Result<Part<AlbumRow>> {
    if let Start::Newer(cursor) = start {
        let rows = newer(db, time::day(cursor.at()), cursor.id()).await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, AlbumRow::key) {
            return Ok(part);
        }
    }
    let (day, id) = match start {
        Start::Older(cursor) => (time::day(cursor.at()), cursor.id()),
        _ => (jiff::civil::date(9000, 1, 1), Uuid::max()),
    };
    let rows = older(db, day, id).await?;
    Ok(Part::below(start, rows, PAGE, AlbumRow::key))
}

async fn older(db: &mut PgConnection, day: Date, id: Uuid) -> sqlx::Result<Vec<AlbumRow>> {
    sqlx::query_as!(
        AlbumRow,
        r#"
        select a.id, a.slug, a.title, a.description, a.happened_on,
            (
                select count(*) from album_photos i
                join media m on m.id = i.media_id and m.status = 'ready'
                where i.album_id = a.id
            ) as "count!",
            (
                select jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
                from album_photos i
                join media m on m.id = i.media_id and m.status = 'ready'
                where i.album_id = a.id
                order by i.position, i.media_id
                limit 1
            ) as "cover: Json<Photo>"
        from albums a
        where (a.happened_on, a.id) < ($1, $2)
        order by a.happened_on desc, a.id desc
        limit 25
        "#,
        day.to_sqlx() as _,
        id,
    )
    .fetch_all(db)
    .await
}

/// Oldest first.
async fn newer(db: &mut PgConnection, day: Date, id: Uuid) -> sqlx::Result<Vec<AlbumRow>> {
    sqlx::query_as!(
        AlbumRow,
        r#"
        select a.id, a.slug, a.title, a.description, a.happened_on,
            (
                select count(*) from album_photos i
                join media m on m.id = i.media_id and m.status = 'ready'
                where i.album_id = a.id
            ) as "count!",
            (
                select jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
                from album_photos i
                join media m on m.id = i.media_id and m.status = 'ready'
                where i.album_id = a.id
                order by i.position, i.media_id
                limit 1
            ) as "cover: Json<Photo>"
        from albums a
        where (a.happened_on, a.id) > ($1, $2)
        order by a.happened_on, a.id
        limit 25
        "#,
        day.to_sqlx() as _,
        id,
    )
    .fetch_all(db)
    .await
}

/// A photo of an album.
#[derive(Debug, Clone, Deserialize)]
pub struct ShotRow {
    pub caption: String,
    pub photo: Json<Photo>,
}

/// An album with its photos, two hundred at most.
#[derive(Debug)]
pub struct AlbumWithShots {
    pub slug: String,
    pub title: String,
    pub description: String,
    pub happened_on: Date,
    pub shots: Json<Vec<ShotRow>>,
}

/// An album.
pub async fn find(db: &mut PgConnection, slug: &Slug) -> sqlx::Result<Option<AlbumWithShots>> {
    sqlx::query_as!(
        AlbumWithShots,
        r#"
        select a.slug, a.title, a.description, a.happened_on,
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('caption', s.caption, 'photo', s.photo)
                    order by s.position, s.media_id
                )
                from (
                    select i.caption, i.position, i.media_id,
                        jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                            'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                            'variants', m.variants) as photo
                    from album_photos i
                    join media m on m.id = i.media_id and m.status = 'ready'
                    where i.album_id = a.id
                    order by i.position, i.media_id
                    limit 200
                ) s
            ), '[]') as "shots!: Json<Vec<ShotRow>>"
        from albums a
        where a.slug = $1
        "#,
        slug.as_str(),
    )
    .fetch_optional(db)
    .await
}

/// An album's slug today, by one it once had.
pub async fn renamed(db: &mut PgConnection, old: &Slug) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select a.slug
        from slug_redirects r
        join albums a on a.slug = r.new_slug
        where r.kind = 'album' and r.old_slug = $1
        "#,
        old.as_str(),
    )
    .fetch_optional(db)
    .await
}
