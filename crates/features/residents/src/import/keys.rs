//! The keys of a village, until the shell gives them.

use anyhow::Context as _;
use db::VillageTx;
use vault::{KeySet, MasterKeys, WhenMissing, WrappedKey};
use web::{App, AppResult};

use crate::store::import::keys;

/// The keys of the village of this transaction; it gets its first ones where it has none.
///
/// # Errors
/// When there is no master key, or a key of the village does not open with it.
pub async fn of(app: &App, tx: &mut VillageTx) -> AppResult<KeySet> {
    let master = MasterKeys::load(&app.config.vault, WhenMissing::Make)
        .context("the master keys of the vault")?;
    let schema = *tx.schema();
    let mut rows = keys::all(tx).await?;
    if rows.is_empty() {
        keys::keep(tx, &WrappedKey::first(&master, schema.into())).await?;
        rows = keys::all(tx).await?;
    }
    let keys = KeySet::unwrap(&master, schema, &rows).context("the keys of a village")?;
    Ok(keys)
}
