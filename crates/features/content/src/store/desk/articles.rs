//! Articles as the office reads and writes them.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::{Cursor, Slug};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{
    draft::Draft,
    listing::{Part, Start},
};

/// Rows of one part of the list.
pub(super) const PAGE: usize = 25;

/// A row of the office's list.
pub struct ListedRow {
    pub id: Uuid,
    pub title: String,
    pub status: String,
    pub published_at: Option<jiff_sqlx::Timestamp>,
    pub updated_at: jiff_sqlx::Timestamp,
    pub category: Option<String>,
}

impl ListedRow {
    fn key(&self) -> Cursor {
        Cursor::new(self.updated_at.to_jiff(), self.id)
    }
}

/// What the list is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Everything but the trash.
    All,
    Public,
    Scheduled,
    Drafts,
    Trash,
}

impl Kept {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Public => "public",
            Self::Scheduled => "scheduled",
            Self::Drafts => "drafts",
            Self::Trash => "trash",
        }
    }
}

/// One part of the list, what changed last first. `words` narrows it to titles that contain them.
pub async fn list(
    db: &mut PgConnection,
    kept: Kept,
    words: &str,
    start: Start,
    now: Timestamp,
) -> sqlx::Result<Part<ListedRow>> {
    let limit = PAGE as i64 + 1;
    let pattern = format!("%{}%", like(words));
    if let Start::Newer(cursor) = start {
        let rows = sqlx::query_as!(
            ListedRow,
            r#"
            select a.id, a.title, a.status, a.published_at, a.updated_at, c.name as "category?"
            from articles a
            left join categories c on c.id = a.category_id
            where (a.updated_at, a.id) > ($1, $2) and a.title ilike $3
                and case $4::text
                    when 'public' then a.status = 'published' and a.published_at <= $5
                    when 'scheduled' then a.status = 'published' and a.published_at > $5
                    when 'drafts' then a.status = 'draft'
                    when 'trash' then a.status = 'trashed'
                    else a.status <> 'trashed' end
            order by a.updated_at, a.id
            limit $6
            "#,
            cursor.at().to_sqlx() as _,
            cursor.id(),
            pattern,
            kept.word(),
            now.to_sqlx() as _,
            limit,
        )
        .fetch_all(&mut *db)
        .await?;
        if let Some(part) = Part::above(cursor, rows, PAGE, ListedRow::key) {
            return Ok(part);
        }
    }
    let below = match start {
        Start::Older(cursor) => cursor,
        // Clocks of replicas differ by moments; nothing was changed in a year.
        _ => Cursor::new(
            now.saturating_add(jiff::SignedDuration::from_hours(8_760))
                .unwrap_or(now),
            Uuid::max(),
        ),
    };
    let rows = sqlx::query_as!(
        ListedRow,
        r#"
        select a.id, a.title, a.status, a.published_at, a.updated_at, c.name as "category?"
        from articles a
        left join categories c on c.id = a.category_id
        where (a.updated_at, a.id) < ($1, $2) and a.title ilike $3
            and case $4::text
                when 'public' then a.status = 'published' and a.published_at <= $5
                when 'scheduled' then a.status = 'published' and a.published_at > $5
                when 'drafts' then a.status = 'draft'
                when 'trash' then a.status = 'trashed'
                else a.status <> 'trashed' end
        order by a.updated_at desc, a.id desc
        limit $6
        "#,
        below.at().to_sqlx() as _,
        below.id(),
        pattern,
        kept.word(),
        now.to_sqlx() as _,
        limit,
    )
    .fetch_all(db)
    .await?;
    let start = if matches!(start, Start::Older(_)) {
        start
    } else {
        Start::First
    };
    Ok(Part::below(start, rows, PAGE, ListedRow::key))
}

/// Letters that mean something to LIKE are taken as they are.
pub(super) fn like(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

/// An article with everything its form shows.
pub struct EditedRow {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub category_id: Option<Uuid>,
    pub photo_id: Option<Uuid>,
    pub comments_open: bool,
    pub status: String,
    pub published_at: Option<jiff_sqlx::Timestamp>,
    pub updated_at: jiff_sqlx::Timestamp,
    pub version: i32,
}

pub async fn edited(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<EditedRow>> {
    sqlx::query_as!(
        EditedRow,
        r#"
        select slug, title, excerpt, body_html, category_id, photo_id, comments_open, status,
            published_at, updated_at, version
        from articles
        where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Makes an empty place for a text; its id is chosen by the form, so that sending twice makes one.
pub async fn add(
    db: &mut PgConnection,
    id: Uuid,
    slug: &Slug,
    title: &str,
    author: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        insert into articles (id, slug, title, body_html, author, created_at, updated_at)
        values ($1, $2, $3, '', $4, $5, $5)
        on conflict (id) do nothing
        "#,
        id,
        slug.as_str(),
        title,
        author,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where an article stands after it was saved.
pub struct Placed<'a> {
    pub slug: &'a Slug,
    pub status: &'a str,
    pub published_at: Option<Timestamp>,
    pub guard: &'a Value,
}

/// Saves a text over the version that was opened. `false` when somebody else has saved since. A
/// category or photo that was deleted meanwhile is left out.
pub async fn save(
    db: &mut PgConnection,
    id: Uuid,
    version: i32,
    draft: &Draft,
    placed: &Placed<'_>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update articles
        set slug = $3, title = $4, excerpt = $5, body_html = $6,
            category_id = (select id from categories where id = $7),
            photo_id = (select id from media where id = $8), comments_open = $9, status = $10, published_at = $11,
            guard = $12, updated_at = $13, version = version + 1, trashed_at = null
        where id = $1 and version = $2
        "#,
        id,
        version,
        placed.slug.as_str(),
        draft.title,
        draft.excerpt,
        draft.body.as_str(),
        draft.category,
        draft.photo,
        draft.comments_open,
        placed.status,
        placed.published_at.map(|at| at.to_sqlx()) as _,
        placed.guard,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts an article into the trash, or takes it out as a draft.
pub async fn set_trashed(
    db: &mut PgConnection,
    id: Uuid,
    trashed: bool,
    now: Timestamp,
) -> sqlx::Result<Option<(String, String)>> {
    let row = sqlx::query!(
        r#"
        update articles
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

/// Every category, for the form's list.
pub async fn categories(db: &mut PgConnection) -> sqlx::Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from categories order by position, name limit 200")
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Five texts that appear next and five that were worked on last.
pub async fn at_hand(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<Vec<ListedRow>> {
    sqlx::query_as!(
        ListedRow,
        r#"
        (select id as "id!", title as "title!", status as "status!", published_at,
            updated_at as "updated_at!", null::text as "category?"
        from articles
        where status = 'published' and published_at > $1
        order by published_at
        limit 5)
        union all
        (select id, title, status, published_at, updated_at, null
        from articles
        where status = 'draft' or (status = 'published' and published_at <= $1)
        order by updated_at desc
        limit 5)
        "#,
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}
