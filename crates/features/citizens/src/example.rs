//! A resident to try Layanan Mandiri with. For a service that is tried, never for production.

use anyhow::Context as _;
use db::VillageTx;
use identity::{Passwords, Pin};
use jiff::Timestamp;
use kernel::time;
use residents::lookup;
use vault::KeySet;

use crate::{
    door::about_known,
    store::{
        accounts::{self, NewAccount},
        example::first,
    },
};

/// Who comes in with what.
pub struct ExampleCitizen {
    pub name: String,
    pub nik: String,
    /// To be changed at the first visit.
    pub pin: Pin,
}

/// Gives an account to the first head of a family who is grown up; nothing when there is nobody, or she has
/// one.
///
/// # Errors
/// When the database is away.
pub async fn make(
    tx: &mut VillageTx,
    keys: &KeySet,
    passwords: &Passwords,
    now: Timestamp,
) -> anyhow::Result<Option<ExampleCitizen>> {
    let Some(resident) = first(tx, time::day(now)).await? else {
        return Ok(None);
    };
    let known = lookup::facts(tx, keys, &[resident])
        .await
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let known = known.into_iter().next().context("a resident is gone")?;
    let pin = Pin::random(&about_known(&known));
    let hash = passwords.hash_digits(pin.expose()).await?;
    let new = NewAccount {
        resident,
        pin_hash: &hash,
        by: "Contoh",
        now,
    };
    let given = accounts::give(tx, new).await?;
    Ok(given.map(|_| ExampleCitizen {
        name: known.name,
        nik: known.nik,
        pin,
    }))
}
