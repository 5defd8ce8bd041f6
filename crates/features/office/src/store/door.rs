//! Who stands at the door: passwords and second factors.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody at the door.
pub struct DoorRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<String>,
    pub status: String,
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_last_step: i64,
    pub recovery: Vec<String>,
    pub is_example: bool,
}

/// Who has this e-mail address (in lower case).
pub async fn by_email(db: &mut PgConnection, email: &str) -> sqlx::Result<Option<DoorRow>> {
    sqlx::query_as!(
        DoorRow,
        r#"
        select id, name, email, roles, status, password_hash, totp_secret, totp_last_step, recovery,
            is_example
        from staff where email = $1
        "#,
        email,
    )
    .fetch_optional(db)
    .await
}

pub async fn by_id(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<DoorRow>> {
    sqlx::query_as!(
        DoorRow,
        r#"
        select id, name, email, roles, status, password_hash, totp_secret, totp_last_step, recovery,
            is_example
        from staff where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Remembers the code that was used, so that it opens nothing again. `false` when it was used.
pub async fn use_step(db: &mut PgConnection, id: Uuid, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update staff set totp_last_step = $2 where id = $1 and totp_last_step < $2",
        id,
        step,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a recovery code away. `false` when it was used before.
pub async fn use_recovery(db: &mut PgConnection, id: Uuid, hash: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update staff set recovery = array_remove(recovery, $2) where id = $1 and $2 = any(recovery)",
        id,
        hash,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps a second factor that is not confirmed yet.
pub async fn set_pending_totp(
    db: &mut PgConnection,
    id: Uuid,
    secret: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update staff set totp_pending = $2 where id = $1",
        id,
        secret
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn pending_totp(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select totp_pending from staff where id = $1", id)
        .fetch_one(db)
        .await
}

/// The pending second factor was confirmed by its first code.
pub async fn confirm_totp(
    db: &mut PgConnection,
    id: Uuid,
    step: i64,
    recovery: &[String],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update staff
        set totp_secret = totp_pending, totp_pending = null, totp_last_step = $2, recovery = $3
        where id = $1 and totp_pending is not null
        "#,
        id,
        step,
        recovery,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A new password; whoever was invited has arrived.
pub async fn set_password(
    db: &mut PgConnection,
    id: Uuid,
    hash: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update staff
        set password_hash = $2, status = case when status = 'invited' then 'active' else status end,
            updated_at = $3
        where id = $1
        "#,
        id,
        hash,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Another name.
pub async fn set_name(
    db: &mut PgConnection,
    id: Uuid,
    name: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update staff set name = $2, updated_at = $3 where id = $1",
        id,
        name,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Other codes on paper, as hashes.
pub async fn set_recovery(db: &mut PgConnection, id: Uuid, hashes: &[String]) -> sqlx::Result<()> {
    sqlx::query!("update staff set recovery = $2 where id = $1", id, hashes)
        .execute(db)
        .await?;
    Ok(())
}
