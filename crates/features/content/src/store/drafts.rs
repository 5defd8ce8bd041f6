//! What somebody was typing and has not saved, and links to read a draft by.

use identity::TokenHash;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::Photo;

pub use crate::domain::written::Kind;

/// The fields of a form as somebody left them.
pub struct DraftRow {
    pub fields: Value,
    pub saved_at: jiff_sqlx::Timestamp,
}

/// Who types.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    pub id: Uuid,
    pub name: &'a str,
}

pub async fn put(
    db: &mut PgConnection,
    kind: Kind,
    item: Uuid,
    writer: Writer<'_>,
    fields: &Value,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into drafts (kind, item_id, staff_id, staff_name, fields, saved_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (kind, item_id, staff_id) do update
            set fields = excluded.fields, saved_at = excluded.saved_at,
                staff_name = excluded.staff_name
        "#,
        kind.as_str(),
        item,
        writer.id,
        writer.name,
        fields,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn mine(
    db: &mut PgConnection,
    kind: Kind,
    item: Uuid,
    staff: Uuid,
) -> sqlx::Result<Option<DraftRow>> {
    sqlx::query_as!(
        DraftRow,
        "select fields, saved_at from drafts where kind = $1 and item_id = $2 and staff_id = $3",
        kind.as_str(),
        item,
        staff,
    )
    .fetch_optional(db)
    .await
}

pub async fn forget(
    db: &mut PgConnection,
    kind: Kind,
    item: Uuid,
    staff: Uuid,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from drafts where kind = $1 and item_id = $2 and staff_id = $3",
        kind.as_str(),
        item,
        staff,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody else who types at the same text.
pub struct OtherRow {
    pub name: String,
    pub saved_at: jiff_sqlx::Timestamp,
}

/// Who else typed at this text after `since`; ten at most.
pub async fn others(
    db: &mut PgConnection,
    kind: Kind,
    item: Uuid,
    staff: Uuid,
    since: Timestamp,
) -> sqlx::Result<Vec<OtherRow>> {
    sqlx::query_as!(
        OtherRow,
        r#"
        select staff_name as name, saved_at
        from drafts
        where kind = $1 and item_id = $2 and staff_id <> $3 and saved_at > $4
        order by saved_at desc
        limit 10
        "#,
        kind.as_str(),
        item,
        staff,
        since.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// A text that was begun and never saved.
pub struct BegunRow {
    pub item_id: Uuid,
    pub title: String,
    pub saved_at: jiff_sqlx::Timestamp,
}

/// Articles somebody began and never saved, the newest first; five at most.
pub async fn begun_articles(db: &mut PgConnection, staff: Uuid) -> sqlx::Result<Vec<BegunRow>> {
    sqlx::query_as!(
        BegunRow,
        r#"
        select d.item_id, coalesce(d.fields ->> 'judul', '') as "title!", d.saved_at
        from drafts d
        where d.kind = 'article' and d.staff_id = $1
            and not exists (select from articles a where a.id = d.item_id)
        order by d.saved_at desc
        limit 5
        "#,
        staff,
    )
    .fetch_all(db)
    .await
}

/// How far an item has come: for the warning that somebody else saved it.
pub async fn version(db: &mut PgConnection, kind: Kind, item: Uuid) -> sqlx::Result<Option<i32>> {
    match kind {
        Kind::Article => {
            sqlx::query_scalar!("select version from articles where id = $1", item)
                .fetch_optional(db)
                .await
        }
        Kind::Page => {
            sqlx::query_scalar!("select version from pages where id = $1", item)
                .fetch_optional(db)
                .await
        }
    }
}

/// Gives an item a new link to read it by; an older link opens nothing any more. Its title, or
/// nothing when there is no such item.
pub async fn set_preview(
    db: &mut PgConnection,
    kind: Kind,
    item: Uuid,
    hash: &TokenHash,
    until: Timestamp,
) -> sqlx::Result<Option<String>> {
    let hash = hash.to_string();
    match kind {
        Kind::Article => {
            sqlx::query_scalar!(
                "update articles set preview_hash = $2, preview_until = $3 where id = $1
                 returning title",
                item,
                hash,
                until.to_sqlx() as _,
            )
            .fetch_optional(db)
            .await
        }
        Kind::Page => {
            sqlx::query_scalar!(
                "update pages set preview_hash = $2, preview_until = $3 where id = $1
                 returning title",
                item,
                hash,
                until.to_sqlx() as _,
            )
            .fetch_optional(db)
            .await
        }
    }
}

/// A text as its preview shows it.
pub struct PreviewRow {
    pub kind: String,
    pub slug: String,
    pub title: String,
    pub body_html: String,
    pub is_public: bool,
    pub photo: Option<Json<Photo>>,
}

/// What a link opens at this moment, if it opens anything.
pub async fn preview(
    db: &mut PgConnection,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<PreviewRow>> {
    sqlx::query_as!(
        PreviewRow,
        r#"
        select t.kind as "kind!", t.slug as "slug!", t.title as "title!",
            t.body_html as "body_html!", t.is_public as "is_public!",
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'variants', m.variants)
            end as "photo: Json<Photo>"
        from (
            select 'article' as kind, slug, title, body_html, photo_id,
                status = 'published' and published_at <= $2 as is_public
            from articles
            where preview_hash = $1 and preview_until > $2 and status <> 'trashed'
            union all
            select 'page', slug, title, body_html, photo_id, status = 'published'
            from pages
            where preview_hash = $1 and preview_until > $2 and status <> 'trashed'
        ) t
        left join media m on m.id = t.photo_id and m.status = 'ready'
        "#,
        hash.to_string(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}
