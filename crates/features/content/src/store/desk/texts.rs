//! Long texts and their earlier states: news and pages alike.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::written::Kind;

/// Earlier states that are kept of one text.
const KEPT: i64 = 50;

/// A text as it is.
pub struct TextRow {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub status: String,
    pub photo_id: Option<Uuid>,
    /// News alone appears at a moment of its own.
    pub published_at: Option<jiff_sqlx::Timestamp>,
}

/// Keeps others from saving a text until the transaction is over: what it is now can be put aside
/// and nothing in between is lost.
pub async fn hold(db: &mut PgConnection, kind: Kind, id: Uuid) -> sqlx::Result<()> {
    match kind {
        Kind::Article => {
            sqlx::query!("select id from articles where id = $1 for update", id)
                .fetch_optional(db)
                .await?;
        }
        Kind::Page => {
            sqlx::query!("select id from pages where id = $1 for update", id)
                .fetch_optional(db)
                .await?;
        }
    }
    Ok(())
}

/// A text as it is now.
pub async fn current(db: &mut PgConnection, kind: Kind, id: Uuid) -> sqlx::Result<Option<TextRow>> {
    match kind {
        Kind::Article => {
            sqlx::query_as!(
                TextRow,
                "select slug, title, excerpt, body_html, status, photo_id, published_at
                 from articles where id = $1",
                id,
            )
            .fetch_optional(db)
            .await
        }
        Kind::Page => {
            sqlx::query_as!(
                TextRow,
                r#"select slug, title, excerpt, body_html, status, photo_id,
                     null::timestamptz as published_at
                 from pages where id = $1"#,
                id,
            )
            .fetch_optional(db)
            .await
        }
    }
}

/// Puts other words into a text and leaves where it stands alone.
pub async fn replace_words(
    db: &mut PgConnection,
    kind: Kind,
    id: Uuid,
    words: &Words<'_>,
    now: Timestamp,
) -> sqlx::Result<()> {
    match kind {
        Kind::Article => {
            sqlx::query!(
                "update articles
                 set title = $2, excerpt = $3, body_html = $4, updated_at = $5,
                     version = version + 1
                 where id = $1",
                id,
                words.title,
                words.excerpt,
                words.body_html,
                now.to_sqlx() as _,
            )
            .execute(db)
            .await?
        }
        Kind::Page => {
            sqlx::query!(
                "update pages
                 set title = $2, excerpt = $3, body_html = $4, updated_at = $5,
                     version = version + 1
                 where id = $1",
                id,
                words.title,
                words.excerpt,
                words.body_html,
                now.to_sqlx() as _,
            )
            .execute(db)
            .await?
        }
    };
    Ok(())
}

/// The words of a text.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub title: &'a str,
    pub excerpt: &'a str,
    pub body_html: &'a str,
}

/// Keeps what a text was before it is saved again; of one text the newest fifty.
pub async fn keep_revision(
    db: &mut PgConnection,
    kind: Kind,
    id: Uuid,
    was: &Words<'_>,
    saved_by: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into revisions (id, kind, item_id, title, excerpt, body_html, saved_by, saved_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        "#,
        Uuid::now_v7(),
        kind.as_str(),
        id,
        was.title,
        was.excerpt,
        was.body_html,
        saved_by,
        now.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        delete from revisions
        where kind = $1 and item_id = $2 and id not in (
            select id from revisions where kind = $1 and item_id = $2
            order by saved_at desc, id desc limit $3)
        "#,
        kind.as_str(),
        id,
        KEPT,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An earlier state of a text.
pub struct RevisionRow {
    pub id: Uuid,
    pub title: String,
    pub excerpt: String,
    pub body_html: String,
    pub saved_by: String,
    pub saved_at: jiff_sqlx::Timestamp,
}

/// The earlier states of a text, newest first.
pub async fn revisions(
    db: &mut PgConnection,
    kind: Kind,
    id: Uuid,
) -> sqlx::Result<Vec<RevisionRow>> {
    sqlx::query_as!(
        RevisionRow,
        r#"
        select id, title, excerpt, body_html, saved_by, saved_at
        from revisions
        where kind = $1 and item_id = $2
        order by saved_at desc, id desc
        limit $3
        "#,
        kind.as_str(),
        id,
        KEPT,
    )
    .fetch_all(db)
    .await
}

/// One earlier state, found through its text.
pub async fn revision(
    db: &mut PgConnection,
    kind: Kind,
    id: Uuid,
    revision: Uuid,
) -> sqlx::Result<Option<RevisionRow>> {
    sqlx::query_as!(
        RevisionRow,
        r#"
        select id, title, excerpt, body_html, saved_by, saved_at
        from revisions
        where kind = $1 and item_id = $2 and id = $3
        "#,
        kind.as_str(),
        id,
        revision,
    )
    .fetch_optional(db)
    .await
}
