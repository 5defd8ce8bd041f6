//! The village's wrapped keys.

use sqlx::PgConnection;
use vault::{KeyNumber, Purpose, WrappedKey};

/// All of them, held against deletion until the transaction ends.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<WrappedKey>> {
    let rows = sqlx::query!("select purpose, number, wrapped from vault_keys for key share")
        .fetch_all(db)
        .await?;
    let keys = rows.into_iter().filter_map(|row| {
        Some(WrappedKey {
            purpose: Purpose::from_word(&row.purpose)?,
            number: KeyNumber::new(row.number)?,
            wrapped: row.wrapped,
        })
    });
    Ok(keys.collect())
}

/// Keeps the first keys of a village; whoever is second keeps the first one's.
pub async fn keep(db: &mut PgConnection, keys: &[WrappedKey]) -> sqlx::Result<()> {
    for key in keys {
        sqlx::query!(
            "insert into vault_keys (purpose, number, wrapped) values ($1, $2, $3)
             on conflict do nothing",
            key.purpose.word(),
            key.number.get(),
            key.wrapped,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
