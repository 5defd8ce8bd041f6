//! Links by which somebody chooses her PIN, once.

use identity::TokenHash;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Keeps a link; those before open nothing any more.
pub async fn put(
    db: &mut PgConnection,
    account: Uuid,
    hash: &TokenHash,
    until: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!("delete from citizen_links where account_id = $1", account,)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into citizen_links (token_hash, account_id, expires_at) values ($1, $2, $3)",
        hash.as_bytes().as_slice(),
        account,
        until.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The account a link is for, while it opens and somebody who is here has it.
pub async fn account(
    db: &mut PgConnection,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<(Uuid, Uuid)>> {
    let row = sqlx::query!(
        r#"
        select a.id, a.resident_id from citizen_links l
        join citizen_accounts a on a.id = l.account_id
        join residents r on r.id = a.resident_id
        where l.token_hash = $1 and l.expires_at > $2 and a.state = 'open' and r.state = 'present'
        "#,
        hash.as_bytes().as_slice(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.id, row.resident_id)))
}

/// Uses a link up; `false` when somebody else was quicker.
pub async fn redeem(db: &mut PgConnection, hash: &TokenHash) -> sqlx::Result<bool> {
    let gone = sqlx::query!(
        "delete from citizen_links where token_hash = $1",
        hash.as_bytes().as_slice(),
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected() == 1)
}
