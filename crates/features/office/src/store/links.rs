//! Links that open once.

use identity::TokenHash;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Keeps a link, and forgets those whose time is over.
pub async fn put_link(
    db: &mut PgConnection,
    staff: Uuid,
    purpose: identity::Purpose,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from staff_links where expires_at <= $1",
        now.to_sqlx() as _
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into staff_links (hash, staff_id, purpose, expires_at) values ($1, $2, $3, $4)",
        hash.to_string(),
        staff,
        purpose.as_str(),
        purpose.expires_at(now).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Every link of somebody stops to open: a password was chosen, or newer links are made.
pub async fn drop_links(db: &mut PgConnection, staff: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from staff_links where staff_id = $1", staff)
        .execute(db)
        .await?;
    Ok(())
}

/// Whom a link is for, while it opens.
pub async fn link(
    db: &mut PgConnection,
    purpose: identity::Purpose,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        select l.staff_id from staff_links l
        join staff s on s.id = l.staff_id and s.status <> 'disabled'
        where l.hash = $1 and l.purpose = $2 and l.expires_at > $3
        "#,
        hash.to_string(),
        purpose.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Uses a link up. `false` when it was used in the meantime.
pub async fn take_link(db: &mut PgConnection, hash: &TokenHash) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from staff_links where hash = $1", hash.to_string())
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
