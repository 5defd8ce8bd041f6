//! Events as the office writes them; its lists are those of the public agenda.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Slug;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::event_draft::EventDraft;

/// An event with everything its form shows.
pub struct EditedEvent {
    pub slug: String,
    pub title: String,
    pub body_html: String,
    pub place: String,
    pub organizer: String,
    pub starts_at: jiff_sqlx::Timestamp,
    pub ends_at: Option<jiff_sqlx::Timestamp>,
    pub all_day: bool,
    /// When it was last saved, in microseconds: what somebody has open is told apart by it.
    pub version: i64,
}

pub async fn edited(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<EditedEvent>> {
    sqlx::query_as!(
        EditedEvent,
        r#"
        select slug, title, body_html, place, organizer, starts_at, ends_at, all_day,
            (extract(epoch from updated_at) * 1000000)::bigint as "version!"
        from events
        where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Saves an event over the version that was opened, or adds it. `false` when somebody else has
/// saved since.
pub async fn save(
    db: &mut PgConnection,
    id: Uuid,
    version: i64,
    slug: &Slug,
    draft: &EventDraft,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        insert into events (id, slug, title, body_html, place, organizer, starts_at, ends_at,
            all_day, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do update
            set slug = excluded.slug, title = excluded.title, body_html = excluded.body_html,
                place = excluded.place, organizer = excluded.organizer,
                starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                all_day = excluded.all_day, updated_at = excluded.updated_at
            where (extract(epoch from events.updated_at) * 1000000)::bigint = $11
        "#,
        id,
        slug.as_str(),
        draft.title,
        draft.text.html.as_str(),
        draft.place,
        draft.organizer,
        draft.span.starts.to_sqlx() as _,
        draft.span.ends.map(|ends| ends.to_sqlx()) as _,
        draft.span.all_day,
        now.to_sqlx() as _,
        version,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes an event; its slug and title come back.
pub async fn delete(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<(String, String)>> {
    let row = sqlx::query!("delete from events where id = $1 returning slug, title", id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| (row.slug, row.title)))
}
