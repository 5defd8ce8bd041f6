//! Published articles and their categories.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::{Cursor, Slug};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::Photo;

use crate::domain::listing::{Part, Start, top};

/// Articles on one page of a list.
pub const PAGE: usize = 12;

/// An article in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewsRow {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    /// Where the body begins, when the author wrote no excerpt.
    pub opening: String,
    pub published_at: Timestamp,
    pub category_slug: Option<String>,
    pub category: Option<String>,
    pub photo: Option<Json<Photo>>,
}

impl NewsRow {
    fn key(&self) -> Cursor {
        Cursor::new(self.published_at, self.id)
    }
}

/// One part of the news, of all categories or of one.
pub async fn list(
    db: &mut PgConnection,
    start: Start,
    category: Option<&Slug>,
    now: Timestamp,
) -> sqlx::Result<Part<NewsRow>> {
    let category = category.map(Slug::as_str);
    if let Start::Newer(cursor) = start {
        let rows = newer(db, cursor, category, now).await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, NewsRow::key) {
            return Ok(part);
        }
    }
    let below = if let Start::Older(cursor) = start {
        cursor
    } else {
        top(now)
    };
    let rows = older(db, below, category, now).await?;
    Ok(Part::below(start, rows, PAGE, NewsRow::key))
}

async fn older(
    db: &mut PgConnection,
    below: Cursor,
    category: Option<&str>,
    now: Timestamp,
) -> sqlx::Result<Vec<NewsRow>> {
    sqlx::query_as!(
        NewsRow,
        r#"
        select a.id, a.slug, a.title, a.excerpt,
            case when a.excerpt = '' then left(a.body_html, 1200) else '' end as "opening!",
            a.published_at as "published_at!",
            c.slug as "category_slug?", c.name as "category?",
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from articles a
        left join categories c on c.id = a.category_id
        left join media m on m.id = a.photo_id and m.status = 'ready'
        where a.status = 'published' and a.published_at <= $1
            and (a.published_at, a.id) < ($2, $3)
            and ($4::text is null or c.slug = $4)
        order by a.published_at desc, a.id desc
        limit 13
        "#,
        now.to_sqlx() as _,
        below.at().to_sqlx() as _,
        below.id(),
        category,
    )
    .fetch_all(db)
    .await
}

/// Oldest first.
async fn newer(
    db: &mut PgConnection,
    above: Cursor,
    category: Option<&str>,
    now: Timestamp,
) -> sqlx::Result<Vec<NewsRow>> {
    sqlx::query_as!(
        NewsRow,
        r#"
        select a.id, a.slug, a.title, a.excerpt,
            case when a.excerpt = '' then left(a.body_html, 1200) else '' end as "opening!",
            a.published_at as "published_at!",
            c.slug as "category_slug?", c.name as "category?",
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from articles a
        left join categories c on c.id = a.category_id
        left join media m on m.id = a.photo_id and m.status = 'ready'
        where a.status = 'published' and a.published_at <= $1
            and (a.published_at, a.id) > ($2, $3)
            and ($4::text is null or c.slug = $4)
        order by a.published_at, a.id
        limit 13
        "#,
        now.to_sqlx() as _,
        above.at().to_sqlx() as _,
        above.id(),
        category,
    )
    .fetch_all(db)
    .await
}

/// A category with the number of its published articles.
#[derive(Debug, Clone)]
pub struct CategoryRow {
    pub slug: String,
    pub name: String,
    pub count: i64,
}

/// All categories, in the village's order.
pub async fn categories(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<Vec<CategoryRow>> {
    sqlx::query_as!(
        CategoryRow,
        r#"
        select c.slug, c.name, count(a.id) as "count!"
        from categories c
        left join articles a on a.category_id = c.id
            and a.status = 'published' and a.published_at <= $1
        group by c.id, c.slug, c.name, c.position
        order by c.position, c.name
        limit 100
        "#,
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// A category's slug today, by one it once had.
pub async fn renamed_category(db: &mut PgConnection, old: &Slug) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select c.slug
        from slug_redirects r
        join categories c on c.slug = r.new_slug
        where r.kind = 'category' and r.old_slug = $1
        "#,
        old.as_str(),
    )
    .fetch_optional(db)
    .await
}

/// An article with what stands around it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleRow {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub author: String,
    pub comments_open: bool,
    pub published_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub category_slug: Option<String>,
    pub category: Option<String>,
    pub photo: Option<Json<Photo>>,
    /// The newest others of its category.
    pub related: Json<Vec<NewsRow>>,
}

/// A published article.
pub async fn find(
    db: &mut PgConnection,
    slug: &Slug,
    now: Timestamp,
) -> sqlx::Result<Option<ArticleRow>> {
    sqlx::query_as!(
        ArticleRow,
        r#"
        select a.id, a.slug, a.title, a.excerpt, a.body_html, a.author, a.comments_open,
            a.published_at as "published_at!", a.created_at, a.updated_at,
            c.slug as "category_slug?", c.name as "category?",
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title,
                        'excerpt', n.excerpt, 'opening', n.opening,
                        'published_at', n.published_at,
                        'category_slug', c.slug, 'category', c.name, 'photo', n.photo)
                    order by n.published_at desc, n.id desc
                )
                from (
                    select o.id, o.slug, o.title, o.excerpt, o.published_at,
                        case when o.excerpt = '' then left(o.body_html, 1200) else '' end
                            as opening,
                        case when p.id is not null then
                            jsonb_build_object('alt', p.alt, 'width', p.width,
                                'height', p.height, 'placeholder', p.placeholder,
                                'focus', array[p.focus_x, p.focus_y], 'variants', p.variants)
                        end as photo
                    from articles o
                    left join media p on p.id = o.photo_id and p.status = 'ready'
                    where o.category_id = a.category_id and o.id <> a.id
                        and o.status = 'published' and o.published_at <= $2
                    order by o.published_at desc, o.id desc
                    limit 3
                ) n
            ), '[]') as "related!: Json<Vec<NewsRow>>"
        from articles a
        left join categories c on c.id = a.category_id
        left join media m on m.id = a.photo_id and m.status = 'ready'
        where a.slug = $1 and a.status = 'published' and a.published_at <= $2
        "#,
        slug.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Where an article or page is today, by a slug it had, here or in the system before.
/// Only what is public has an address, so that no redirect leads in a circle.
pub async fn whereabouts(
    db: &mut PgConnection,
    slug: &Slug,
    now: Timestamp,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select address as "address!"
        from (
            select 1 as rank, '/artikel/' || a.slug as address
            from articles a
            where a.slug = $1 and a.status = 'published' and a.published_at <= $2
            union all
            select 2, '/artikel/' || a.slug
            from slug_redirects r
            join articles a on a.slug = r.new_slug
            where r.kind = 'article' and r.old_slug = $1
                and a.status = 'published' and a.published_at <= $2
            union all
            select 3, '/halaman/' || p.slug
            from pages p
            where p.slug = $1 and p.status = 'published'
            union all
            select 4, '/halaman/' || p.slug
            from slug_redirects r
            join pages p on p.slug = r.new_slug
            where r.kind = 'page' and r.old_slug = $1 and p.status = 'published'
        ) found
        order by rank
        limit 1
        "#,
        slug.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// An article for feed readers.
#[derive(Debug)]
pub struct FeedRow {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub author: String,
    pub category: Option<String>,
    pub published_at: Timestamp,
    pub photo: Option<Json<Photo>>,
}

/// The newest thirty articles, whole.
pub async fn feed(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<Vec<FeedRow>> {
    sqlx::query_as!(
        FeedRow,
        r#"
        select a.slug, a.title, a.excerpt, a.body_html, a.author, c.name as "category?",
            a.published_at as "published_at!",
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from articles a
        left join categories c on c.id = a.category_id
        left join media m on m.id = a.photo_id and m.status = 'ready'
        where a.status = 'published' and a.published_at <= $1
        order by a.published_at desc, a.id desc
        limit 30
        "#,
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// What others need to know of a published article.
pub struct HeadlineRow {
    pub id: Uuid,
    pub title: String,
    pub comments_open: bool,
}

pub async fn headline(
    db: &mut PgConnection,
    slug: &Slug,
    now: Timestamp,
) -> sqlx::Result<Option<HeadlineRow>> {
    sqlx::query_as!(
        HeadlineRow,
        r#"
        select id, title, comments_open
        from articles
        where slug = $1 and status = 'published' and published_at <= $2
        "#,
        slug.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}
