//! Accounts for who tries the service.

use db::PlatformTx;
use identity::DistrictRole;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// An example account.
pub struct Example<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: DistrictRole,
    pub subdistricts: &'a [String],
    pub password_hash: &'a str,
    pub totp_secret: &'a str,
}

/// Makes an example account or renews its secrets. An account of a real person is not touched.
pub async fn put_example(
    tx: &mut PlatformTx,
    example: &Example<'_>,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into platform.district_staff as s
            (id, email, name, role, subdistricts, status, password_hash, totp_secret, is_example,
             created_at, updated_at)
        values ($1, $2, $3, $4, $5, 'active', $6, $7, true, $8, $8)
        on conflict (email) do update
            set password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
                totp_last_step = 0, recovery = '{}', status = 'active', updated_at = excluded.updated_at
            where s.is_example
        "#,
        Uuid::now_v7(),
        example.email,
        example.name,
        example.role.as_str(),
        example.subdistricts,
        example.password_hash,
        example.totp_secret,
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn has_examples(tx: &mut PlatformTx) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from platform.district_staff where is_example) as "any!""#
    )
    .fetch_one(&mut **tx)
    .await
}
