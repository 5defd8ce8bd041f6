//! Published pages: profile, history, whatever the village tells about itself.

use jiff::Timestamp;
use kernel::Slug;
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use web::view::Photo;

/// A page's title with its address.
#[derive(Debug, Clone, Deserialize)]
pub struct TitleRow {
    pub slug: String,
    pub title: String,
}

/// A page with the titles of all pages.
#[derive(Debug)]
pub struct DocumentRow {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub updated_at: Timestamp,
    pub photo: Option<Json<Photo>>,
    pub siblings: Json<Vec<TitleRow>>,
}

/// A published page.
pub async fn find(db: &mut PgConnection, slug: &Slug) -> sqlx::Result<Option<DocumentRow>> {
    sqlx::query_as!(
        DocumentRow,
        r#"
        select p.slug, p.title, p.excerpt, p.body_html, p.updated_at,
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>",
            coalesce((
                select jsonb_agg(jsonb_build_object('slug', o.slug, 'title', o.title)
                    order by o.position, o.title)
                from (
                    select slug, title, position from pages where status = 'published'
                    order by position, title
                    limit 50
                ) o
            ), '[]') as "siblings!: Json<Vec<TitleRow>>"
        from pages p
        left join media m on m.id = p.photo_id and m.status = 'ready'
        where p.slug = $1 and p.status = 'published'
        "#,
        slug.as_str(),
    )
    .fetch_optional(db)
    .await
}

/// A page's slug today, by one it once had.
pub async fn renamed(db: &mut PgConnection, old: &Slug) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select p.slug
        from slug_redirects r
        join pages p on p.slug = r.new_slug
        where r.kind = 'page' and r.old_slug = $1 and p.status = 'published'
        "#,
        old.as_str(),
    )
    .fetch_optional(db)
    .await
}
