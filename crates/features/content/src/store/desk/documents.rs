//! Pages as the office reads and writes them.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::{Cursor, Slug};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::articles::{Kept, PAGE, like};
use crate::domain::{
    listing::{Part, Start, top},
    page_draft::PageDraft,
};

/// A row of the office's list.
pub struct PageRow {
    pub id: Uuid,
    pub title: String,
    pub status: String,
    pub position: i32,
    pub updated_at: jiff_sqlx::Timestamp,
}

impl PageRow {
    fn key(&self) -> Cursor {
        Cursor::new(self.updated_at.to_jiff(), self.id)
    }
}

/// One part of the list, what changed last first. `words` narrows it to titles that contain them.
pub async fn list(
    db: &mut PgConnection,
    kept: Kept,
    words: &str,
    start: Start,
    now: Timestamp,
) -> sqlx::Result<Part<PageRow>> {
    let limit = PAGE as i64 + 1;
    let pattern = format!("%{}%", like(words));
    if let Start::Newer(cursor) = start {
        let rows = sqlx::query_as!(
            PageRow,
            r#"
            select id, title, status, position, updated_at
            from pages
            where (updated_at, id) > ($1, $2) and title ilike $3
                and case $4::text
                    when 'public' then status = 'published'
                    when 'drafts' then status = 'draft'
                    when 'trash' then status = 'trashed'
                    else status <> 'trashed' end
            order by updated_at, id
            limit $5
            "#,
            cursor.at().to_sqlx() as _,
            cursor.id(),
            pattern,
            kept.word(),
            limit,
        )
        .fetch_all(&mut *db)
        .await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, PageRow::key) {
            return Ok(part);
        }
    }
    let below = match start {
        Start::Older(cursor) => cursor,
        // Clocks of replicas differ by moments; nothing was changed in a year.
        _ => top(now
            .saturating_add(jiff::SignedDuration::from_hours(8_760))
            .unwrap_or(now)),
    };
    let rows = sqlx::query_as!(
        PageRow,
        r#"
        select id, title, status, position, updated_at
        from pages
        where (updated_at, id) < ($1, $2) and title ilike $3
            and case $4::text
                when 'public' then status = 'published'
                when 'drafts' then status = 'draft'
                when 'trash' then status = 'trashed'
                else status <> 'trashed' end
        order by updated_at desc, id desc
        limit $5
        "#,
        below.at().to_sqlx() as _,
        below.id(),
        pattern,
        kept.word(),
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(Part::below(start, rows, PAGE, PageRow::key))
}

/// A page with everything its form shows.
pub struct EditedPage {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub photo_id: Option<Uuid>,
    pub position: i32,
    pub status: String,
    pub updated_at: jiff_sqlx::Timestamp,
    pub version: i32,
}

pub async fn edited(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<EditedPage>> {
    sqlx::query_as!(
        EditedPage,
        r#"
        select slug, title, excerpt, body_html, photo_id, position, status, updated_at, version
        from pages
        where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// The place after the last page.
pub async fn next_position(db: &mut PgConnection) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"select least(coalesce(max(position), 0) + 1, 999) as "next!" from pages
           where status <> 'trashed'"#
    )
    .fetch_one(db)
    .await
}

/// Makes an empty place for a page; its id is chosen by the form, so that sending twice makes one.
pub async fn add(
    db: &mut PgConnection,
    id: Uuid,
    slug: &Slug,
    title: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into pages (id, slug, title, body_html, created_at, updated_at)
        values ($1, $2, $3, '', $4, $4)
        on conflict (id) do nothing
        "#,
        id,
        slug.as_str(),
        title,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where a page stands after it was saved.
pub struct PlacedPage<'a> {
    pub slug: &'a Slug,
    pub status: &'a str,
    pub position: i32,
    pub guard: &'a Value,
}

/// Saves a page over the version that was opened. `false` when somebody else has saved since.
pub async fn save(
    db: &mut PgConnection,
    id: Uuid,
    version: i32,
    draft: &PageDraft,
    placed: &PlacedPage<'_>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update pages
        set slug = $3, title = $4, excerpt = $5, body_html = $6, photo_id = $7, position = $8,
            status = $9, guard = $10, updated_at = $11, version = version + 1, trashed_at = null
        where id = $1 and version = $2
        "#,
        id,
        version,
        placed.slug.as_str(),
        draft.title,
        draft.excerpt,
        draft.text.html.as_str(),
        draft.photo,
        placed.position,
        placed.status,
        placed.guard,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a page into the trash, or takes it out as a draft. Its slug and title come back.
pub async fn set_trashed(
    db: &mut PgConnection,
    id: Uuid,
    trashed: bool,
    now: Timestamp,
) -> sqlx::Result<Option<(String, String)>> {
    let row = sqlx::query!(
        r#"
        update pages
        set status = case when $2 then 'trashed' else 'draft' end,
            trashed_at = case when $2 then $3::timestamptz end,
            updated_at = $3, version = version + 1
        where id = $1 and (status = 'trashed') <> $2
        returning slug, title
        "#,
        id,
        trashed,
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.slug, row.title)))
}
