//! The SQL of the shell: what surrounds every page, and what the search index holds.

pub(crate) mod citizens;
pub(crate) mod keys;
mod traffic;

use identity::activity::{self, Happened, Hash};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::SchemaName;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

pub(crate) use traffic::{add_traffic, forget_traffic, sum_traffic};

use crate::{
    frame::{HoursRow, MenuRow, RunningRow, SocialRow},
    search_index::Entry,
    view::Photo,
};

/// How often the village has changed: what a part is made at.
pub(crate) async fn generation(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select generation from site")
        .fetch_one(db)
        .await
}

/// Keeps a part, unless the village has changed since `generation` was read or is about to.
pub(crate) async fn keep_part(
    db: &mut PgConnection,
    name: &str,
    body: &str,
    generation: i64,
    valid_until: Timestamp,
) -> sqlx::Result<()> {
    // The shared lock holds a writer's commit back until this row can be seen by its DELETE; a
    // writer who came first is not waited for.
    sqlx::query!(
        r#"
        insert into prepared_parts (name, valid_until, body)
        select $1, $2, $3
        from (select from site where generation = $4 for share skip locked) unchanged
        on conflict (name) do update
            set valid_until = excluded.valid_until, body = excluded.body
        "#,
        name,
        valid_until.to_sqlx() as _,
        body,
        generation,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One row with everything that surrounds a page.
#[derive(Serialize, Deserialize)]
pub(crate) struct FrameRow {
    pub tagline: String,
    pub about: String,
    pub notice: String,
    pub head_title: String,
    pub address: String,
    pub email: String,
    pub phone: String,
    pub whatsapp: String,
    pub maps_url: String,
    pub office_hours: Json<Vec<HoursRow>>,
    pub socials: Json<Vec<SocialRow>>,
    pub menu: Json<Vec<MenuRow>>,
    pub running_text: Json<Vec<RunningRow>>,
    pub hero: Option<Json<Photo>>,
    pub logo: Option<Json<Photo>>,
    pub next_change: Option<jiff_sqlx::Timestamp>,
}

pub(crate) async fn frame(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<FrameRow> {
    sqlx::query_as!(
        FrameRow,
        r#"
        select s.tagline, s.about, s.notice, s.head_title, s.address, s.email, s.phone,
            s.whatsapp, s.maps_url,
            s.office_hours as "office_hours: Json<Vec<HoursRow>>",
            s.socials as "socials: Json<Vec<SocialRow>>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object(
                        'id', m.id, 'parent', m.parent_id, 'label', m.label, 'href', m.href
                    ) order by m.position, m.id
                )
                from menu_items m
            ), '[]') as "menu!: Json<Vec<MenuRow>>",
            coalesce((
                select jsonb_agg(
                    jsonb_build_object('body', t.body, 'href', t.href) order by t.position, t.id
                )
                from running_text t
            ), '[]') as "running_text!: Json<Vec<RunningRow>>",
            (
                select jsonb_build_object('alt', p.alt, 'width', p.width, 'height', p.height,
                    'placeholder', p.placeholder, 'focus', array[p.focus_x, p.focus_y],
                    'variants', p.variants)
                from media p where p.id = s.hero_media and p.status = 'ready'
            ) as "hero: Json<Photo>",
            (
                select jsonb_build_object('alt', p.alt, 'width', p.width, 'height', p.height,
                    'placeholder', p.placeholder, 'focus', array[p.focus_x, p.focus_y],
                    'variants', p.variants)
                from media p where p.id = s.logo_media and p.status = 'ready'
            ) as "logo: Json<Photo>",
            (
                select min(e.public_from) from search_entries e where e.public_from > $1
            ) as "next_change"
        from site s
        "#,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

/// The village's logo; nothing while it has none.
pub(crate) async fn logo(db: &mut PgConnection) -> sqlx::Result<Option<Photo>> {
    let found = sqlx::query_scalar!(
        r#"
        select jsonb_build_object('alt', p.alt, 'width', p.width, 'height', p.height,
            'variants', p.variants) as "logo!: Json<Photo>"
        from site s join media p on p.id = s.logo_media and p.status = 'ready'
        "#,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|logo| logo.0))
}

/// Writes or replaces what the search knows of one address.
pub(crate) async fn put_search_entry(db: &mut PgConnection, entry: &Entry<'_>) -> sqlx::Result<()> {
    let title = kernel::search_text::index_form(entry.title);
    let body = kernel::search_text::index_form(entry.body);
    let folded = kernel::search_text::fold(entry.title);
    sqlx::query!(
        r#"
        insert into search_entries
            (address, kind, title, body, folded, media_id, public_from, document)
        values ($1, $2, $3, $4, $5, $6, $7,
            setweight(to_tsvector('platform.indonesian', $8), 'A')
            || setweight(to_tsvector('platform.indonesian', $9), 'C'))
        on conflict (address) do update
            set kind = excluded.kind, title = excluded.title, body = excluded.body,
                folded = excluded.folded, media_id = excluded.media_id,
                public_from = excluded.public_from, document = excluded.document,
                updated_at = now()
        "#,
        entry.address,
        entry.kind,
        entry.title,
        entry.body,
        folded,
        entry.media,
        entry.public_from.to_sqlx() as _,
        title,
        body,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets an address.
pub(crate) async fn drop_search_entry(db: &mut PgConnection, address: &str) -> sqlx::Result<()> {
    sqlx::query!("delete from search_entries where address = $1", address)
        .execute(db)
        .await?;
    Ok(())
}

/// An address with its last change, for the sitemap.
pub(crate) struct SitemapRow {
    pub address: String,
    pub updated_at: jiff_sqlx::Timestamp,
}

/// Everything public but what is of these kinds, newest change first; a sitemap holds at most 50,000
/// addresses.
pub(crate) async fn sitemap(
    db: &mut PgConnection,
    hidden_kinds: &[String],
    now: Timestamp,
) -> sqlx::Result<Vec<SitemapRow>> {
    sqlx::query_as!(
        SitemapRow,
        r#"
        select address, updated_at
        from search_entries
        where public_from <= $1 and kind <> all($2)
        order by updated_at desc, address
        limit 49000
        "#,
        now.to_sqlx() as _,
        hidden_kinds,
    )
    .fetch_all(db)
    .await
}

/// What a share card says.
pub(crate) struct CardRow {
    pub title: String,
    pub photo: Option<Json<Photo>>,
}

/// The card of a public address.
pub(crate) async fn card(
    db: &mut PgConnection,
    address: &str,
    now: Timestamp,
) -> sqlx::Result<Option<CardRow>> {
    sqlx::query_as!(
        CardRow,
        r#"
        select e.title,
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from search_entries e
        left join media m on m.id = e.media_id and m.status = 'ready'
        where e.address = $1 and e.public_from <= $2
        "#,
        address,
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Somebody who may come in now.
pub(crate) struct AtWorkRow {
    pub name: String,
    pub email: String,
    pub roles: Vec<String>,
    pub has_second_factor: bool,
    /// Who of the district helps in the office now, and until when.
    pub helper: Option<(String, Timestamp)>,
}

#[derive(Debug, Deserialize)]
struct HelperRow {
    name: String,
    until: Timestamp,
}

/// An active member of staff, noted as seen at most every ten minutes.
pub(crate) async fn staff_at_work(
    db: &mut PgConnection,
    id: Uuid,
    now: Timestamp,
) -> sqlx::Result<Option<AtWorkRow>> {
    let row = sqlx::query!(
        r#"
        select name, email, roles, totp_secret is not null as "has_second_factor!",
            coalesce(last_seen_at < $2::timestamptz - interval '10 minutes', true) as "is_stale!",
            (
                select jsonb_build_object('name', h.name, 'until', h.helps_until)
                from staff h
                where h.is_helper and h.status = 'active' and h.helps_until > $2
                order by h.helps_until desc limit 1
            ) as "helper: Json<HelperRow>"
        from staff
        where id = $1 and status = 'active' and (helps_until is null or helps_until > $2)
        "#,
        id,
        now.to_sqlx() as _,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.is_stale {
        sqlx::query!(
            "update staff set last_seen_at = $2 where id = $1",
            id,
            now.to_sqlx() as _
        )
        .execute(db)
        .await?;
    }
    Ok(Some(AtWorkRow {
        name: row.name,
        email: row.email,
        roles: row.roles,
        has_second_factor: row.has_second_factor,
        helper: row.helper.map(|helper| (helper.0.name, helper.0.until)),
    }))
}

/// Adds an entry to the record. Whoever comes second waits at the village's one row, so that the
/// chain has no fork.
pub(crate) async fn append_activity(
    db: &mut PgConnection,
    village: &SchemaName,
    happened: Happened<'_>,
    now: Timestamp,
) -> crate::AppResult<()> {
    sqlx::query!("select only_row from site for update")
        .fetch_one(&mut *db)
        .await?;
    let last = sqlx::query!("select seq, hash from activity order by seq desc limit 1")
        .fetch_optional(&mut *db)
        .await?;
    let (seq, previous) = match last {
        Some(last) => (
            last.seq + 1,
            last.hash.parse::<Hash>().map_err(anyhow::Error::from)?,
        ),
        None => (1, Hash::genesis(village.as_str())),
    };
    let entry = activity::Entry::record(seq, now, happened);
    let hash = activity::link(&previous, &entry);
    sqlx::query!(
        r#"
        insert into activity (seq, at, staff, who, action, subject, detail, address, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        "#,
        seq,
        entry.at.to_sqlx() as _,
        entry.staff,
        entry.who,
        entry.action,
        entry.subject,
        entry.detail,
        entry.address,
        hash.to_string(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Holds a village's roll-ups back while another of it runs: the one that read later publishes later.
pub(crate) async fn take_rollup_turn(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('rollup ' || current_schema(), 0)) as "done: ()""#
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Asks for the roll-up of this village, now or in so many seconds.
pub(crate) async fn ask_rollup(db: &mut PgConnection, after_seconds: f64) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select platform.ask_rollup($1) as "done: ()""#,
        after_seconds
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Publishes this village's figures of one topic.
pub(crate) async fn publish_figures(
    db: &mut PgConnection,
    topic: &str,
    figures: &serde_json::Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select platform.publish_stats($1, $2) as "done: ()""#,
        topic,
        figures,
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Replaces this village's news on the portal.
pub(crate) async fn publish_news(
    db: &mut PgConnection,
    news: &[crate::rollup::NewsItem],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select platform.publish_news($1) as "done: ()""#,
        Json(news) as _,
    )
    .fetch_one(db)
    .await?;
    Ok(())
}
