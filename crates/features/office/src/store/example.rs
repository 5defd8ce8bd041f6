//! Accounts for who tries the service.

use identity::Role;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// An example account.
pub struct Example<'a> {
    pub id: Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub password_hash: &'a str,
    pub totp_secret: Option<&'a str>,
}

/// Makes an example account or renews its secrets. An account of a real person is not touched.
pub async fn put_example(
    db: &mut PgConnection,
    example: &Example<'_>,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into staff (id, email, name, roles, status, password_hash, totp_secret, is_example,
            created_at, updated_at)
        values ($1, $2, $3, array[$4], 'active', $5, $6, true, $7, $7)
        on conflict (email) do update
            set password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
                totp_last_step = 0, recovery = '{}', status = 'active', updated_at = excluded.updated_at
            where staff.is_example
        "#,
        example.id,
        example.email,
        example.name,
        example.role.as_str(),
        example.password_hash,
        example.totp_secret,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn has_examples(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from staff where is_example) as "any!""#)
        .fetch_one(db)
        .await
}
