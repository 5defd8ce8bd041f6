//! The office's own tablets.

use identity::TokenHash;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// A tablet.
pub struct KioskRow {
    pub id: Uuid,
    pub name: String,
    pub made_by: String,
    pub made_at: jiff_sqlx::Timestamp,
}

/// Most tablets of one village.
pub const MOST: i64 = 20;

/// All of them, the newest first.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<KioskRow>> {
    sqlx::query_as!(
        KioskRow,
        r#"
        select id, name, made_by, made_at as "made_at: jiff_sqlx::Timestamp"
        from citizen_kiosks order by made_at desc, id desc limit 20
        "#,
    )
    .fetch_all(db)
    .await
}

/// Whether a browser is one of them.
pub async fn is_one(db: &mut PgConnection, hash: &TokenHash) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select 1 as "one!" from citizen_kiosks where token_hash = $1"#,
        hash.as_bytes().as_slice(),
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Makes a browser one of them; `false` when there are too many.
pub async fn add(
    db: &mut PgConnection,
    name: &str,
    hash: &TokenHash,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let made = sqlx::query!(
        r#"
        insert into citizen_kiosks (id, name, token_hash, made_by, made_at)
        select $1, $2, $3, $4, $5 where (select count(*) from citizen_kiosks) < $6
        "#,
        Uuid::now_v7(),
        name,
        hash.as_bytes().as_slice(),
        by,
        now.to_sqlx() as _,
        MOST,
    )
    .execute(db)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// Makes one an ordinary browser again; what it was called.
pub async fn end(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "delete from citizen_kiosks where id = $1 returning name",
        id
    )
    .fetch_optional(db)
    .await
}
