//! A village full of fictional people, for who tries the service: always the same ones.
//!
//! Their NIK begin their serials at 9001, which no office gives out.

mod people;

use anyhow::Context as _;
use db::VillageTx;
use jiff::{ToSpan as _, civil::Date};
use kernel::{NikError, VillageCode};
use serde_json::json;
use uuid::Uuid;
use vault::KeySet;

use crate::{
    domain::{EventKind, Happening},
    reach::Reach,
    register::{self, Told},
    store::people as rows,
};

pub use people::{Household, households};

/// Who writes the examples down.
const BY: &str = "Contoh";

/// Fills an empty register with about so many people, and with what happened to some of them in the
/// year before `today`. Says how many there are; nothing is done where somebody is already.
///
/// # Errors
/// When the database is away.
pub async fn fill(
    tx: &mut VillageTx,
    keys: &KeySet,
    code: VillageCode,
    people: usize,
    today: Date,
) -> anyhow::Result<usize> {
    let counts = rows::counts(tx, &Reach::All).await?;
    if counts.permanent + counts.temporary > 0 {
        return Ok(0);
    }
    let began = today.saturating_sub(1.year());
    let mut made = 0;
    for household in households(code, people, today)? {
        for member in &household.members {
            let (kind, day) = member.comes(began);
            let detail = json!({});
            let told = Told {
                happening: Happening {
                    kind,
                    happened_on: day,
                    reported_on: day,
                },
                detail: &detail,
                by: BY,
            };
            let draft = household.draft(member);
            let id = register::admit(tx, keys, &draft, None, told, today).await?;
            made += 1;
            if let Some((kind, day)) = member.leaves {
                leave(tx, id, kind, day, today).await?;
            }
        }
    }
    crate::register::changed(tx).await?;
    Ok(made)
}

async fn leave(
    tx: &mut VillageTx,
    id: Uuid,
    kind: EventKind,
    day: Date,
    today: Date,
) -> anyhow::Result<()> {
    let row = rows::one(tx, &Reach::All, id)
        .await?
        .context("somebody just made is gone")?;
    let detail = json!({});
    let told = Told {
        happening: Happening {
            kind,
            happened_on: day,
            reported_on: day,
        },
        detail: &detail,
        by: BY,
    };
    register::happen(tx, &row, told, today).await?;
    Ok(())
}

/// A number that cannot be made of its parts; nothing the caller can help.
#[derive(Debug, thiserror::Error)]
#[error("an example NIK is none: {0}")]
pub struct NoNik(#[from] NikError);
