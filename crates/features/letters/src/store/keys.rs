//! Keys the village signs with.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// A key with its secret closed.
pub struct KeyRow {
    pub id: String,
    pub row_id: Uuid,
    pub public: Vec<u8>,
    pub secret_sealed: Vec<u8>,
    pub made_at: jiff_sqlx::Timestamp,
    pub retired_at: Option<jiff_sqlx::Timestamp>,
}

/// All keys, newest first.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        r#"
        select id, row_id, public, secret_sealed, made_at as "made_at: jiff_sqlx::Timestamp",
            retired_at as "retired_at: jiff_sqlx::Timestamp"
        from letter_keys order by made_at desc, id limit 100
        "#,
    )
    .fetch_all(db)
    .await
}

/// A key that is added.
pub struct NewKey<'a> {
    pub id: &'a str,
    pub row: Uuid,
    pub public: &'a [u8],
    pub secret_sealed: &'a [u8],
    pub now: Timestamp,
}

/// Retires the keys there are and adds a new one.
pub async fn renew(db: &mut PgConnection, new: &NewKey<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "update letter_keys set retired_at = $1 where retired_at is null",
        new.now.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        insert into letter_keys (id, row_id, public, secret_sealed, made_at)
        values ($1, $2, $3, $4, $5)
        "#,
        new.id,
        new.row,
        new.public,
        new.secret_sealed,
        new.now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
