//! Codes that were sent to phones.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Wrong tries after which a code opens nothing any more.
pub const TRIES: i32 = 5;

/// Keeps a code for an account; the one before opens nothing any more.
pub async fn put(
    db: &mut PgConnection,
    account: Uuid,
    hash: &str,
    until: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into citizen_codes (account_id, code_hash, expires_at) values ($1, $2, $3)
        on conflict (account_id) do update
        set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0
        "#,
        account,
        hash,
        until.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The hash of an account's code, while it opens. The try is counted before it is looked at, so that many
/// at the same moment cannot slip through.
pub async fn take_try(
    db: &mut PgConnection,
    account: Uuid,
    now: Timestamp,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        update citizen_codes set tries = tries + 1
        where account_id = $1 and expires_at > $2 and tries < $3
        returning code_hash
        "#,
        account,
        now.to_sqlx() as _,
        TRIES,
    )
    .fetch_optional(db)
    .await
}

/// A try with the right code does not count.
pub async fn give_back(db: &mut PgConnection, account: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update citizen_codes set tries = tries - 1 where account_id = $1 and tries > 0",
        account,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether the code is still this one: it may have been used, or replaced, in the meantime.
pub async fn is_still(db: &mut PgConnection, account: Uuid, hash: &str) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"
        select 1 as "one!" from citizen_codes where account_id = $1 and code_hash = $2 for update
        "#,
        account,
        hash,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}
