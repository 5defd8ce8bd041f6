//! Every SQL statement about comments.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::Comment;

/// The newest two hundred approved comments of an article, answers included, newest first.
pub async fn approved(db: &mut PgConnection, article: Uuid) -> sqlx::Result<Vec<Comment>> {
    sqlx::query_as!(
        Comment,
        r#"
        select id, parent_id as "parent", author, body, by_office, created_at as "at",
            count(*) over () as "total!"
        from comments
        where article_id = $1 and status = 'approved'
        order by created_at desc, id desc
        limit 200
        "#,
        article,
    )
    .fetch_all(db)
    .await
}
