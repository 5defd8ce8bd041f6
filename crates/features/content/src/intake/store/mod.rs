//! The SQL of content that comes from files, and of the media job.

mod lists;
mod pictures;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Album, Article, Comment, Document, Event, Front};

pub(super) use lists::*;
pub(crate) use pictures::*;

pub(super) async fn sources(db: &mut PgConnection) -> sqlx::Result<HashMap<String, String>> {
    let rows = sqlx::query!("select source, sha256 from applied_sources")
        .fetch_all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.source, row.sha256))
        .collect())
}

pub(super) async fn taken(db: &mut PgConnection) -> sqlx::Result<HashSet<(String, String)>> {
    let rows = sqlx::query!(
        r#"
        select 'articles' as "kind!", slug as "slug!" from articles
        union all select 'pages', slug from pages
        union all select 'events', slug from events
        union all select 'albums', slug from albums
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.slug)).collect())
}

pub(super) async fn put_source(
    db: &mut PgConnection,
    source: &str,
    sha256: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into applied_sources (source, sha256) values ($1, $2)
         on conflict (source) do update set sha256 = excluded.sha256, applied_at = now()",
        source,
        sha256,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn update_front(
    db: &mut PgConnection,
    front: &Front,
    hero: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update site
         set tagline = $1, about = $2, notice = $3, head_title = $4, address = $5, email = $6,
             phone = $7, whatsapp = $8, maps_url = $9, office_hours = $10, socials = $11,
             hero_media = $12, updated_at = now()",
        front.tagline,
        front.about,
        front.notice,
        front.head_title,
        front.address,
        front.email,
        front.phone,
        front.whatsapp,
        front.maps_url,
        Json(&front.hours) as _,
        Json(&front.socials) as _,
        hero,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn put_category(
    db: &mut PgConnection,
    slug: &str,
    name: &str,
    position: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into categories (id, slug, name, position) values ($1, $2, $3, $4)
         on conflict (slug) do update set name = excluded.name, position = excluded.position",
        Uuid::now_v7(),
        slug,
        name,
        position,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes an article and returns its id. A new one counts as last changed when it was published.
pub(super) async fn put_article(
    db: &mut PgConnection,
    article: &Article,
    (body, excerpt): (&str, &str),
    photo: Option<Uuid>,
    now: Timestamp,
) -> sqlx::Result<Uuid> {
    sqlx::query_scalar!(
        "insert into articles (id, slug, title, excerpt, body_html, author, category_id, photo_id,
             comments_open, status, published_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, (select id from categories where slug = $7), $8, $9,
             'published', $10, least($10, $11::timestamptz))
         on conflict (slug) do update
             set title = excluded.title, excerpt = excluded.excerpt,
                 body_html = excluded.body_html, author = excluded.author,
                 category_id = excluded.category_id, photo_id = excluded.photo_id,
                 comments_open = excluded.comments_open, status = 'published',
                 published_at = excluded.published_at, updated_at = $11,
                 version = articles.version + 1, trashed_at = null
         returning id",
        Uuid::now_v7(),
        article.slug.as_str(),
        article.title,
        excerpt,
        body,
        article.author,
        article.category.as_ref().map(|slug| slug.as_str()),
        photo,
        article.comments_open,
        article.published.to_sqlx() as _,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

/// Adds a comment unless it is there, and returns its id.
pub(super) async fn put_comment(
    db: &mut PgConnection,
    article: Uuid,
    parent: Option<Uuid>,
    comment: &Comment,
) -> sqlx::Result<Uuid> {
    let known = sqlx::query_scalar!(
        "select id from comments where article_id = $1 and author = $2 and created_at = $3",
        article,
        comment.author,
        comment.at.to_sqlx() as _,
    )
    .fetch_optional(&mut *db)
    .await?;
    if let Some(id) = known {
        return Ok(id);
    }
    sqlx::query_scalar!(
        "insert into comments
             (id, article_id, parent_id, author, body, by_office, status, created_at)
         values ($1, $2, $3, $4, $5, $6, 'approved', $7)
         returning id",
        Uuid::now_v7(),
        article,
        parent,
        comment.author,
        comment.body,
        comment.by_office,
        comment.at.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn put_page(
    db: &mut PgConnection,
    page: &Document,
    body: &str,
    photo: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into pages (id, slug, title, body_html, photo_id, position, status)
         values ($1, $2, $3, $4, $5, $6, 'published')
         on conflict (slug) do update
             set title = excluded.title, body_html = excluded.body_html,
                 photo_id = excluded.photo_id, position = excluded.position,
                 status = 'published', updated_at = now(),
                 version = pages.version + 1, trashed_at = null",
        Uuid::now_v7(),
        page.slug.as_str(),
        page.title,
        body,
        photo,
        page.position,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn put_event(
    db: &mut PgConnection,
    event: &Event,
    body: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into events
             (id, slug, title, body_html, place, organizer, starts_at, ends_at, all_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (slug) do update
             set title = excluded.title, body_html = excluded.body_html, place = excluded.place,
                 organizer = excluded.organizer, starts_at = excluded.starts_at,
                 ends_at = excluded.ends_at, all_day = excluded.all_day, updated_at = now()",
        Uuid::now_v7(),
        event.slug.as_str(),
        event.title,
        body,
        event.place,
        event.organizer,
        event.starts.to_sqlx() as _,
        event.ends.map(|ends| ends.to_sqlx()) as _,
        event.all_day,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes an album, without photos yet, and returns its id.
pub(super) async fn put_album(db: &mut PgConnection, album: &Album) -> sqlx::Result<Uuid> {
    let id = sqlx::query_scalar!(
        "insert into albums (id, slug, title, description, happened_on)
         values ($1, $2, $3, $4, $5)
         on conflict (slug) do update
             set title = excluded.title, description = excluded.description,
                 happened_on = excluded.happened_on, updated_at = now()
         returning id",
        Uuid::now_v7(),
        album.slug.as_str(),
        album.title,
        album.description,
        album.happened_on.to_sqlx() as _,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query!("delete from album_photos where album_id = $1", id)
        .execute(db)
        .await?;
    Ok(id)
}

pub(super) async fn add_album_photo(
    db: &mut PgConnection,
    album: Uuid,
    picture: Uuid,
    position: i32,
    caption: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into album_photos (album_id, media_id, position, caption) values ($1, $2, $3, $4)
         on conflict (album_id, media_id) do nothing",
        album,
        picture,
        position,
        caption,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How much a village would lose with its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inventory {
    pub articles: i64,
    pub pages: i64,
    pub events: i64,
    pub albums: i64,
    pub pictures: i64,
    pub officials: i64,
    pub comments: i64,
}

/// Counts what a village has.
///
/// # Errors
/// When the database does not answer.
pub async fn inventory(db: &mut PgConnection) -> sqlx::Result<Inventory> {
    sqlx::query_as!(
        Inventory,
        r#"
        select (select count(*) from articles) as "articles!",
            (select count(*) from pages) as "pages!",
            (select count(*) from events) as "events!",
            (select count(*) from albums) as "albums!",
            (select count(*) from media) as "pictures!",
            (select count(*) from officials) as "officials!",
            (select count(*) from comments) as "comments!"
        "#
    )
    .fetch_one(db)
    .await
}
