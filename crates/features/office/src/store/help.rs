//! Help by the district.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Whether the village lets the district help.
pub async fn takes_help(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!("select takes_help from site")
        .fetch_one(db)
        .await
}

pub async fn set_takes_help(db: &mut PgConnection, takes: bool) -> sqlx::Result<()> {
    sqlx::query!("update site set takes_help = $1", takes)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives somebody of the district a place in the office until a moment.
pub async fn put_helper(
    db: &mut PgConnection,
    helper: &web::office::Helper<'_>,
    until: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into staff (id, email, name, roles, status, password_hash, is_helper, helps_until)
        values ($1, $2, $3, array['operator'], 'active', $4, true, $5)
        on conflict (id) do update
            set name = excluded.name, status = 'active', helps_until = excluded.helps_until,
                updated_at = now()
            where staff.is_helper
        "#,
        helper.id,
        format!("{}@bantuan.invalid", helper.id),
        helper.name,
        helper.locked,
        until.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everybody of the district is out from now on. Gives their numbers.
pub async fn end_help(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "update staff set helps_until = $1, updated_at = now()
         where is_helper and helps_until > $1 returning id",
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}
