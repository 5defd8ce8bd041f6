//! What the district is told of the news: sums, and the latest articles.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, types::Json};
use web::view::Photo;

/// Sums of everything the feature keeps.
pub struct SumsRow {
    pub articles: i64,
    pub scheduled: i64,
    pub drafts: i64,
    pub last_published_at: Option<jiff_sqlx::Timestamp>,
    pub pages: i64,
    pub events: i64,
    pub albums: i64,
    pub photos: i64,
    /// Uploads and the sizes made of them.
    pub storage_bytes: i64,
}

pub async fn sums(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<SumsRow> {
    sqlx::query_as!(
        SumsRow,
        r#"
        select a.articles as "articles!", a.scheduled as "scheduled!", a.drafts as "drafts!",
            a.last_published_at, p.pages as "pages!", e.events as "events!",
            g.albums as "albums!", m.photos as "photos!", m.storage_bytes as "storage_bytes!"
        from (
            select count(*) filter (where status = 'published' and published_at <= $1)
                    as articles,
                count(*) filter (where status = 'published' and published_at > $1) as scheduled,
                count(*) filter (where status = 'draft') as drafts,
                max(published_at) filter (where status = 'published' and published_at <= $1)
                    as last_published_at
            from articles
        ) a,
        (select count(*) filter (where status = 'published') as pages from pages) p,
        (select count(*) as events from events) e,
        (select count(*) as albums from albums) g,
        (
            select count(*) filter (where status = 'ready') as photos,
                coalesce(sum(byte_size + (
                    select coalesce(sum((variant ->> 'bytes')::bigint), 0)
                    from jsonb_array_elements(variants) variant
                )), 0)::bigint as storage_bytes
            from media
        ) m
        "#,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

/// An article for the portal.
pub struct LatestRow {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    /// Where the body begins, when the author wrote no excerpt.
    pub opening: String,
    pub published_at: Timestamp,
    pub photo: Option<Json<Photo>>,
}

/// The newest twenty articles; none when the village stays off the portal.
pub async fn latest(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<Vec<LatestRow>> {
    sqlx::query_as!(
        LatestRow,
        r#"
        select a.slug, a.title, a.excerpt,
            case when a.excerpt = '' then left(a.body_html, 1200) else '' end as "opening!",
            a.published_at as "published_at!",
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'focus', array[m.focus_x, m.focus_y], 'variants', m.variants)
            end as "photo: Json<Photo>"
        from articles a
        left join media m on m.id = a.photo_id and m.status = 'ready'
        where a.status = 'published' and a.published_at <= $1 and (select on_portal from site)
        order by a.published_at desc, a.id desc
        limit 20
        "#,
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// When the next scheduled article becomes public.
pub async fn next_scheduled(
    db: &mut PgConnection,
    now: Timestamp,
) -> sqlx::Result<Option<jiff_sqlx::Timestamp>> {
    sqlx::query_scalar!(
        r#"
        select min(published_at) as "next: jiff_sqlx::Timestamp"
        from articles
        where status = 'published' and published_at > $1
        "#,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}
