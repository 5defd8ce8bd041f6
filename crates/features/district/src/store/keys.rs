//! Keys of programs. Only hashes are kept.

use db::PlatformTx;
use identity::{Scope, TokenHash};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// A key that is made.
pub struct NewKey<'a> {
    pub id: Uuid,
    pub hash: TokenHash,
    pub name: &'a str,
    pub scopes: &'a [Scope],
    /// Nobody at the command line.
    pub made_by: Option<Uuid>,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn put(tx: &mut PlatformTx, key: &NewKey<'_>) -> sqlx::Result<()> {
    let scopes: Vec<String> = key.scopes.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into platform.district_tokens
             (id, hash, name, scopes, made_by, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key.id,
        key.hash.to_string(),
        key.name,
        scopes.as_slice(),
        key.made_by,
        key.made_at.to_sqlx() as _,
        key.expires_at.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A key as it is listed.
pub struct KeyRow {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<String>,
    pub maker: Option<String>,
    /// Whether whoever made it may not come in any more.
    pub is_orphan: bool,
    pub made_at: jiff_sqlx::Timestamp,
    pub expires_at: jiff_sqlx::Timestamp,
    pub last_used_at: Option<jiff_sqlx::Timestamp>,
    pub revoked_at: Option<jiff_sqlx::Timestamp>,
}

/// Keys made before another, newest first; one more than `size` when there is more.
pub async fn list(
    tx: &mut PlatformTx,
    before: Option<Uuid>,
    size: i64,
) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        r#"
        select t.id, t.name, t.scopes, s.name as "maker?", t.made_at, t.expires_at, t.last_used_at,
            t.revoked_at, coalesce(s.status <> 'active', false) as "is_orphan!"
        from platform.district_tokens t
        left join platform.district_staff s on s.id = t.made_by
        where $1::uuid is null or t.id < $1
        order by t.id desc
        limit $2
        "#,
        before,
        size + 1,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether a key of this number is kept, and its name.
pub async fn name(tx: &mut PlatformTx, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "select name from platform.district_tokens where id = $1",
        id
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Takes a key away. `false` when it was taken away before.
pub async fn revoke(tx: &mut PlatformTx, id: Uuid, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update platform.district_tokens set revoked_at = $2 where id = $1 and revoked_at is null",
        id,
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A key as a request shows it, with whoever made it as her account says at this moment.
pub struct HeldRow {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<String>,
    pub expires_at: jiff_sqlx::Timestamp,
    pub is_revoked: bool,
    pub made_by: Option<Uuid>,
    pub status: Option<String>,
    pub role: Option<String>,
    pub subdistricts: Option<Vec<String>>,
}

/// The key with this hash.
pub async fn held(tx: &mut PlatformTx, hash: &TokenHash) -> sqlx::Result<Option<HeldRow>> {
    sqlx::query_as!(
        HeldRow,
        r#"
        select t.id, t.name, t.scopes, t.expires_at, t.revoked_at is not null as "is_revoked!",
            t.made_by, s.status as "status?", s.role as "role?", s.subdistricts as "subdistricts?"
        from platform.district_tokens t
        left join platform.district_staff s on s.id = t.made_by
        where t.hash = $1
        "#,
        hash.to_string(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Notes that a key was used, at most every minute.
pub async fn note_use(tx: &mut PlatformTx, id: Uuid, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "update platform.district_tokens set last_used_at = $2
         where id = $1
             and coalesce(last_used_at <= $2::timestamptz - interval '1 minute', true)",
        id,
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
