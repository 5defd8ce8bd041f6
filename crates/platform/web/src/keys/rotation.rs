//! Changing keys while everybody works (crates/platform/vault/README.md says why in these steps).

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use db::Database;
use kernel::SchemaName;
use vault::{KeyNumber, KeySet, MasterKeys, Purpose, WrappedKey};

use super::Sealed;
use crate::store::keys as store;

/// Values that are sealed anew in one transaction.
const BATCH: i64 = 300;

/// What a change has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changed {
    /// Values sealed or indexed anew.
    pub values: u64,
    /// Keys taken away, or wrapped anew.
    pub keys: u64,
}

/// How many keys of a village lie under each master key; a village without personal data has none.
///
/// # Errors
/// When the database is away or no master key here opens a key.
pub async fn status(
    database: &Database,
    master: &MasterKeys,
    village: &SchemaName,
) -> anyhow::Result<BTreeMap<i32, usize>> {
    let mut tx = database.village(village).await?;
    let rows = store::all(&mut tx).await?;
    tx.finish().await?;
    if !rows.is_empty() {
        KeySet::unwrap(master, *village, &rows)?;
    }
    let mut keys = BTreeMap::new();
    for number in rows.iter().filter_map(WrappedKey::master) {
        *keys.entry(number.get()).or_default() += 1;
    }
    Ok(keys)
}

/// Wraps the keys of a village with the newest master key. No value is touched; a second run changes
/// nothing.
///
/// # Errors
/// When the database is away or no master key here opens a key.
pub async fn rewrap(
    database: &Database,
    master: &MasterKeys,
    village: &SchemaName,
) -> anyhow::Result<Changed> {
    let mut tx = database.village(village).await?;
    let mut changed = Changed::default();
    for key in store::taken(&mut tx).await? {
        if let Some(anew) = key.rewrapped(master, (*village).into())? {
            store::replace(&mut tx, &anew).await?;
            changed.keys += 1;
        }
    }
    tx.finish().await?;
    Ok(changed)
}

/// Gives a village a new key for closing, closes every value with it, and takes the former ones away.
/// What breaks off goes on where it was with the next run.
///
/// # Errors
/// When the database is away, or a value does not open: then its key stays.
pub async fn rotate_seal(
    database: &Database,
    master: &MasterKeys,
    village: &SchemaName,
    columns: &[Sealed],
) -> anyhow::Result<Changed> {
    let mut tx = database.village(village).await?;
    let present = store::taken(&mut tx).await?;
    // A former run that broke off has made its key already: then there is more than one.
    let closing = present.iter().filter(|key| key.purpose == Purpose::Seal);
    if closing.count() == 1 {
        let key = WrappedKey::following(master, (*village).into(), Purpose::Seal, &present)?;
        store::add(&mut tx, &key).await?;
    }
    tx.finish().await?;

    // Who read the keys before this one was there has ended: from here on all know it.
    let mut tx = database.village(village).await?;
    store::taken(&mut tx).await?;
    tx.finish().await?;

    let mut changed = Changed::default();
    // Who had the former keys in hand may close with them until they are taken away.
    for _ in 0..10 {
        for column in columns {
            changed.values += sweep(database, master, village, column).await?;
        }
        if let Some(taken) = take_away(database, master, village, columns).await? {
            changed.keys = taken;
            return Ok(changed);
        }
    }
    bail!("values are still closed with a former key after ten rounds; run it again")
}

/// Closes anew what another key closed, a few hundred values in each transaction.
async fn sweep(
    database: &Database,
    master: &MasterKeys,
    village: &SchemaName,
    column: &Sealed,
) -> anyhow::Result<u64> {
    let mut values = 0;
    loop {
        let mut tx = database.village(village).await?;
        let keys = KeySet::unwrap(master, *village, &store::held(&mut tx).await?)?;
        let rows = store::not_of(&mut tx, column, &keys.current_prefix(), BATCH).await?;
        if rows.is_empty() {
            tx.finish().await?;
            return Ok(values);
        }
        for (row, sealed) in rows {
            let anew = keys
                .reseal(column.column.of(row), &sealed)
                .with_context(|| format!("{} {row}", column.table))?;
            if let Some(anew) = anew {
                store::put(&mut tx, column, row, &sealed, &anew).await?;
                values += 1;
            }
        }
        tx.finish().await?;
    }
}

/// Takes the former keys away when nothing is closed with them any more; `None` when something is.
async fn take_away(
    database: &Database,
    master: &MasterKeys,
    village: &SchemaName,
    columns: &[Sealed],
) -> anyhow::Result<Option<u64>> {
    let mut tx = database.village(village).await?;
    // Waits for everybody who writes with them.
    let present = store::taken(&mut tx).await?;
    let keys = KeySet::unwrap(master, *village, &present)?;
    for column in columns {
        let left = store::not_of(&mut tx, column, &keys.current_prefix(), 1).await?;
        if !left.is_empty() {
            tx.finish().await?;
            return Ok(None);
        }
    }
    let taken = forget_former(&mut tx, &present, Purpose::Seal).await?;
    tx.finish().await?;
    Ok(Some(taken))
}

/// Gives a village a new key for its indexes and writes every index anew, in one transaction: writers
/// wait for it, readers do not. Give processes a minute between two of them.
///
/// # Errors
/// When the database is away or a value does not open; nothing has changed then.
pub async fn rotate_index(
    database: &Database,
    master: &MasterKeys,
    village: &SchemaName,
    columns: &[Sealed],
) -> anyhow::Result<Changed> {
    let mut tx = database.village(village).await?;
    let mut present = store::taken(&mut tx).await?;
    let key = WrappedKey::following(master, (*village).into(), Purpose::Index, &present)?;
    store::add(&mut tx, &key).await?;
    present.push(key);
    let keys = KeySet::unwrap(master, *village, &present)?;
    let mut changed = Changed::default();
    for column in columns {
        let Some(index) = &column.index else { continue };
        for (row, sealed) in store::not_of(&mut tx, column, &[], i64::MAX).await? {
            let next = (index.next)(&keys, row, &sealed)
                .with_context(|| format!("{} {row}", column.table))?;
            store::put_index(&mut tx, column, index.name, row, next.as_bytes()).await?;
            changed.values += 1;
        }
    }
    changed.keys = forget_former(&mut tx, &present, Purpose::Index).await?;
    tx.finish().await?;
    Ok(changed)
}

async fn forget_former(
    tx: &mut db::VillageTx,
    present: &[WrappedKey],
    purpose: Purpose,
) -> anyhow::Result<u64> {
    let of_purpose = || present.iter().filter(|key| key.purpose == purpose);
    let newest: KeyNumber = of_purpose()
        .map(|key| key.number)
        .max()
        .context("the village has no key")?;
    let mut taken = 0;
    for former in of_purpose().filter(|key| key.number < newest) {
        store::forget(tx, former).await?;
        taken += 1;
    }
    Ok(taken)
}
