//! Every SQL statement about comments.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{Comment, NewComment, Status};

/// Whether the village takes comments at all.
pub async fn comments_enabled(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!("select is_open from comment_rules")
        .fetch_one(db)
        .await
}

/// The newest two hundred approved comments of an article, answers included, newest first, and
/// whether the village takes comments.
pub async fn approved(db: &mut PgConnection, article: Uuid) -> sqlx::Result<(Vec<Comment>, bool)> {
    let rows = sqlx::query!(
        r#"
        select r.is_open, c.id as "id?", c.parent_id, c.author as "author?",
            c.body as "body?", c.by_office as "by_office?",
            c.created_at as "at?: jiff_sqlx::Timestamp", c.total as "total?"
        from comment_rules r
        left join (
            select id, parent_id, author, body, by_office, created_at, count(*) over () as total
            from comments
            where article_id = $1 and status = 'approved'
            order by created_at desc, id desc
            limit 200
        ) c on true
        "#,
        article,
    )
    .fetch_all(db)
    .await?;
    let is_enabled = rows.first().is_some_and(|row| row.is_open);
    let comments = rows
        .into_iter()
        .filter_map(|row| {
            Some(Comment {
                id: row.id?,
                parent: row.parent_id,
                author: row.author?,
                body: row.body?,
                by_office: row.by_office?,
                at: row.at?.to_jiff(),
                total: row.total?,
            })
        })
        .collect();
    Ok((comments, is_enabled))
}

/// What a comment is about.
pub struct Place<'a> {
    pub id: Uuid,
    pub title: &'a str,
    pub path: &'a str,
}

/// Keeps a comment until the office has judged it.
pub async fn add(
    db: &mut PgConnection,
    article: &Place<'_>,
    comment: &NewComment,
    verdict: &guard::Verdict,
    now: Timestamp,
) -> sqlx::Result<Uuid> {
    let id = Uuid::now_v7();
    sqlx::query!(
        r#"
        insert into comments
            (id, article_id, about, path, author, contact, body, guard_score, guard, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        "#,
        id,
        article.id,
        article.title,
        article.path,
        comment.author,
        comment.contact.as_str(),
        comment.body,
        i32::try_from(verdict.score).unwrap_or(i32::MAX),
        serde_json::json!(verdict.reasons),
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// A comment as the office sees it.
pub struct QueuedRow {
    pub id: Uuid,
    pub about: String,
    pub path: String,
    pub author: String,
    pub contact: String,
    pub body: String,
    pub by_office: bool,
    pub status: String,
    pub guard: serde_json::Value,
    pub judged_by: String,
    pub created_at: jiff_sqlx::Timestamp,
}

/// Comments of one status, newest first, below a key; one more than `size` when there are more.
pub async fn queue(
    db: &mut PgConnection,
    status: Status,
    below: Cursor,
    size: i64,
) -> sqlx::Result<Vec<QueuedRow>> {
    sqlx::query_as!(
        QueuedRow,
        r#"
        select id, about, path, author, contact, body, by_office, status, guard,
            judged_by, created_at
        from comments
        where status = $1 and (created_at, id) < ($2, $3)
        order by created_at desc, id desc
        limit $4
        "#,
        status.as_str(),
        below.at().to_sqlx() as _,
        below.id(),
        size + 1,
    )
    .fetch_all(db)
    .await
}

/// How many comments wait.
pub async fn waiting(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from comments where status = 'pending'"#)
        .fetch_one(db)
        .await
}

/// How many comments there are of each status.
pub async fn counts(db: &mut PgConnection) -> sqlx::Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"select status, count(*) as "count!" from comments where not by_office group by status"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.status, row.count))
        .collect())
}

/// Judges comments; returns those whose status changed.
pub async fn judge(
    db: &mut PgConnection,
    ids: &[Uuid],
    status: Status,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"
        update comments
        set status = $2, judged_by = $3, judged_at = $4
        where id = any($1) and status <> $2
        returning id
        "#,
        ids,
        status.as_str(),
        by,
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// Answers a comment as the village, and approves it if it still waited: an answer to something
/// nobody sees helps nobody. Returns the title of the article; `None` when there is no such comment.
pub async fn answer(
    db: &mut PgConnection,
    id: Uuid,
    author: &str,
    body: &str,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<Option<String>> {
    let about = sqlx::query_scalar!(
        r#"
        update comments
        set status = 'approved', judged_by = case when status = 'approved' then judged_by else $2 end,
            judged_at = coalesce(judged_at, $3)
        where id = $1 and status in ('pending', 'approved')
        returning about
        "#,
        id,
        by,
        now.to_sqlx() as _,
    )
    .fetch_optional(&mut *db)
    .await?;
    if about.is_some() {
        sqlx::query!(
            r#"
            insert into comments (id, article_id, parent_id, about, path, author, body, by_office,
                status, judged_by, judged_at, created_at)
            select $2, article_id, id, about, path, $3, $4, true, 'approved', $5, $6, $6
            from comments where id = $1
            "#,
            id,
            Uuid::now_v7(),
            author,
            body,
            by,
            now.to_sqlx() as _,
        )
        .execute(db)
        .await?;
    }
    Ok(about)
}

/// Opens or closes all comments of the village.
pub async fn set_open(db: &mut PgConnection, is_open: bool) -> sqlx::Result<()> {
    sqlx::query!("update comment_rules set is_open = $1", is_open)
        .execute(db)
        .await?;
    Ok(())
}

/// How many comments there are, and since when the first of those that wait does.
pub struct SumsRow {
    pub waiting: i64,
    pub oldest_waiting_at: Option<jiff_sqlx::Timestamp>,
    pub approved: i64,
}

pub async fn sums(db: &mut PgConnection) -> sqlx::Result<SumsRow> {
    sqlx::query_as!(
        SumsRow,
        r#"
        select count(*) filter (where status = 'pending') as "waiting!",
            min(created_at) filter (where status = 'pending') as oldest_waiting_at,
            count(*) filter (where status = 'approved') as "approved!"
        from comments
        "#
    )
    .fetch_one(db)
    .await
}
