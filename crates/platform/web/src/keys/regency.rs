//! The keys by which values of two villages are compared, and nothing else is done.

use std::collections::BTreeMap;

use anyhow::Context as _;
use db::{Database, PlatformTx};
use vault::{Holder, KeySet, MasterKeys, Purpose, WrappedKey};

use super::Changed;
use crate::store::keys as store;

/// The regency's keys; the first ones are made when there are none. They cannot be taken away before the
/// transaction ends.
///
/// # Errors
/// When the database is away, or no master key here opens them.
pub async fn with(master: &MasterKeys, tx: &mut PlatformTx) -> anyhow::Result<KeySet> {
    let mut rows = store::regency_held(tx).await?;
    if rows.is_empty() {
        for key in WrappedKey::first(master, Holder::Regency) {
            store::regency_add(tx, &key).await?;
        }
        // Somebody else may have been quicker.
        rows = store::regency_held(tx).await?;
    }
    KeySet::unwrap(master, Holder::Regency, &rows).context("the regency's keys do not open")
}

/// How many keys of the regency lie under each master key.
///
/// # Errors
/// When the database is away or no master key here opens a key.
pub async fn status(
    database: &Database,
    master: &MasterKeys,
) -> anyhow::Result<BTreeMap<i32, usize>> {
    let mut tx = database.platform().await?;
    let rows = store::regency_held(&mut tx).await?;
    tx.commit().await?;
    if !rows.is_empty() {
        KeySet::unwrap(master, Holder::Regency, &rows)?;
    }
    let mut keys = BTreeMap::new();
    for number in rows.iter().filter_map(WrappedKey::master) {
        *keys.entry(number.get()).or_default() += 1;
    }
    Ok(keys)
}

/// Wraps the regency's keys with the newest master key.
///
/// # Errors
/// As [`status`].
pub async fn rewrap(database: &Database, master: &MasterKeys) -> anyhow::Result<Changed> {
    let mut tx = database.platform().await?;
    let mut changed = Changed::default();
    for key in store::regency_taken(&mut tx).await? {
        if let Some(anew) = key.rewrapped(master, Holder::Regency)? {
            store::regency_put(&mut tx, &anew).await?;
            changed.keys += 1;
        }
    }
    tx.commit().await?;
    Ok(changed)
}

/// Gives the regency a new key for its index. Marks are made with it when villages are compared next, once
/// a day at the latest; [`take_away`] ends the former one.
///
/// # Errors
/// As [`status`], and when no number is left.
pub async fn rotate(database: &Database, master: &MasterKeys) -> anyhow::Result<Changed> {
    let mut tx = database.platform().await?;
    let mut present = store::regency_taken(&mut tx).await?;
    if present.is_empty() {
        present = WrappedKey::first(master, Holder::Regency).to_vec();
        for key in &present {
            store::regency_add(&mut tx, key).await?;
        }
    }
    let key = WrappedKey::following(master, Holder::Regency, Purpose::Index, &present)?;
    store::regency_put(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(Changed { values: 0, keys: 1 })
}

/// Takes away the keys for the index that are older than this one, with which no mark is left.
///
/// # Errors
/// When the database is away.
pub async fn take_away(tx: &mut PlatformTx, oldest_in_use: i32) -> anyhow::Result<()> {
    for key in store::regency_taken(tx).await? {
        if key.purpose == Purpose::Index && key.number.get() < oldest_in_use {
            store::regency_forget(tx, &key).await?;
        }
    }
    Ok(())
}
