//! What a village's own office may change of its entry.

use kernel::VillageCode;
use sqlx::{AssertSqlSafe, PgPool};

use super::ChangeError;
use crate::REGISTER_CHANNEL;

/// Gives a village other colours, as its own office may: the service's login is granted this one
/// column. Writes it to the timeline and tells every replica.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn repaint(
    pool: &PgPool,
    code: &VillageCode,
    palette: &str,
    actor: &str,
) -> Result<(), ChangeError> {
    let mut tx = pool.begin().await?;
    let done = sqlx::query(
        "update platform.villages set palette = $2, updated_at = now() where code = $1",
    )
    .bind(code.dotted())
    .bind(palette)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(ChangeError::Unknown);
    }
    sqlx::query(
        "insert into platform.village_events (village_code, kind, actor) values ($1, $2, $3)",
    )
    .bind(code.dotted())
    .bind("repainted")
    .bind(actor)
    .execute(&mut *tx)
    .await?;
    sqlx::raw_sql(AssertSqlSafe(format!("notify {REGISTER_CHANNEL}")))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Says which features a village does without, as its own office may: the service's login is granted
/// this column. Writes it to the timeline and tells every replica.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn switch_off(
    tx: &mut crate::PlatformTx,
    code: &VillageCode,
    features: &[String],
    actor: &str,
) -> Result<(), ChangeError> {
    let done = sqlx::query(
        "update platform.villages set features = $2, updated_at = now() where code = $1",
    )
    .bind(code.dotted())
    .bind(sqlx::types::Json(features))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(ChangeError::Unknown);
    }
    sqlx::query(
        "insert into platform.village_events (village_code, kind, actor) values ($1, $2, $3)",
    )
    .bind(code.dotted())
    .bind("features_changed")
    .bind(actor)
    .execute(&mut **tx)
    .await?;
    sqlx::raw_sql(AssertSqlSafe(format!("notify {REGISTER_CHANNEL}")))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
