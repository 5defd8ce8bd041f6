//! Everything the home page shows, in one statement.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};

use crate::store::{albums::AlbumRow, events::EventRow, news::NewsRow, officials::OfficialRow};

/// A page the village tells about itself in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageRow {
    pub slug: String,
    pub title: String,
    #[serde(default)]
    pub excerpt: String,
    pub opening: String,
}

/// What there is to show.
#[derive(Debug, Serialize, Deserialize)]
pub struct HomeRow {
    /// Blocks the village does not want.
    pub hidden: Json<Vec<String>>,
    /// The village's order of blocks; see `domain::blocks`.
    #[serde(default)]
    pub order: Json<Vec<String>>,
    pub news: Json<Vec<NewsRow>>,
    pub events: Json<Vec<EventRow>>,
    /// Whether the agenda holds anything, over or to come.
    pub has_agenda: bool,
    pub officials: Json<Vec<OfficialRow>>,
    pub albums: Json<Vec<AlbumRow>>,
    pub pages: Json<Vec<PageRow>>,
}

/// Reads it. `today` is the beginning of the village's day.
pub async fn read(
    db: &mut PgConnection,
    now: Timestamp,
    today: Timestamp,
) -> sqlx::Result<HomeRow> {
    sqlx::query_as!(
        HomeRow,
        r#"
        select s.hidden_blocks as "hidden: Json<Vec<String>>",
            s.block_order as "order: Json<Vec<String>>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title,
                        'excerpt', n.excerpt, 'opening', n.opening,
                        'published_at', n.published_at, 'category_slug', n.category_slug,
                        'category', n.category, 'photo', n.photo)
                    order by n.published_at desc, n.id desc
                )
                from (
                    select a.id, a.slug, a.title, a.excerpt, a.published_at,
                        case when a.excerpt = '' then left(a.body_html, 1200) else '' end
                            as opening,
                        c.slug as category_slug, c.name as category,
                        case when m.id is not null then
                            jsonb_build_object('alt', m.alt, 'width', m.width,
                                'height', m.height, 'placeholder', m.placeholder,
                                'focus', array[m.focus_x, m.focus_y], 'variants', m.variants)
                        end as photo
                    from articles a
                    left join categories c on c.id = a.category_id
                    left join media m on m.id = a.photo_id and m.status = 'ready'
                    where a.status = 'published' and a.published_at <= $1
                    order by a.published_at desc, a.id desc
                    limit 6
                ) n
            ), '[]') as "news!: Json<Vec<NewsRow>>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('id', e.id, 'slug', e.slug, 'title', e.title,
                        'body_html', '', 'place', e.place, 'organizer', e.organizer,
                        'starts_at', e.starts_at, 'ends_at', e.ends_at, 'all_day', e.all_day,
                        'updated_at', e.updated_at)
                    order by e.starts_at, e.id
                )
                from (
                    select id, slug, title, place, organizer, starts_at, ends_at, all_day,
                        updated_at
                    from events
                    where coalesce(ends_at, starts_at) >= $2
                    order by starts_at, id
                    limit 4
                ) e
            ), '[]') as "events!: Json<Vec<EventRow>>",
            exists (select 1 from events) as "has_agenda!",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('section', o.section, 'name', o.name,
                        'office', o.office, 'term', o.term, 'note', '', 'photo', o.photo)
                    order by o.position, o.name, o.id
                )
                from (
                    select f.id, f.section, f.name, f.office, f.term, f.position,
                        case when m.id is not null then
                            jsonb_build_object('alt', m.alt, 'width', m.width,
                                'height', m.height, 'placeholder', m.placeholder,
                                'focus', array[m.focus_x, m.focus_y], 'variants', m.variants)
                        end as photo
                    from officials f
                    left join media m on m.id = f.photo_id and m.status = 'ready'
                    where f.section = 'pemerintah'
                    order by f.position, f.name, f.id
                    limit 6
                ) o
            ), '[]') as "officials!: Json<Vec<OfficialRow>>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.title,
                        'description', b.description, 'happened_on', b.happened_on,
                        'count', b.count, 'cover', b.cover)
                    order by b.happened_on desc, b.id desc
                )
                from (
                    select a.id, a.slug, a.title, a.description, a.happened_on,
                        (
                            select count(*) from album_photos i
                            join media m on m.id = i.media_id and m.status = 'ready'
                            where i.album_id = a.id
                        ) as count,
                        (
                            select jsonb_build_object('alt', m.alt, 'width', m.width,
                                'height', m.height, 'placeholder', m.placeholder,
                                'focus', array[m.focus_x, m.focus_y], 'variants', m.variants)
                            from album_photos i
                            join media m on m.id = i.media_id and m.status = 'ready'
                            where i.album_id = a.id
                            order by i.position, i.media_id
                            limit 1
                        ) as cover
                    from albums a
                    order by a.happened_on desc, a.id desc
                    limit 3
                ) b
            ), '[]') as "albums!: Json<Vec<AlbumRow>>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('slug', p.slug, 'title', p.title,
                        'excerpt', p.excerpt, 'opening', p.opening)
                    order by p.position, p.title
                )
                from (
                    select slug, title, position, excerpt, left(body_html, 1200) as opening
                    from pages
                    where status = 'published'
                    order by position, title
                    limit 12
                ) p
            ), '[]') as "pages!: Json<Vec<PageRow>>"
        from site s
        "#,
        now.to_sqlx() as _,
        today.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}
