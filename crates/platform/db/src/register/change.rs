//! Changes of a village's entry, each in one transaction of the owner.

use kernel::{VillageCode, VillageSlug};
use sqlx::{AssertSqlSafe, PgConnection};

use super::{Quotas, entry::change_entry};
use crate::{REGISTER_CHANNEL, provision::log_event};

/// A change of one village's entry, made by the owner in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Suspend {
        note: String,
    },
    Resume,
    /// Takes it off line for good; its data is kept.
    Archive {
        note: String,
    },
    /// Takes it off line and plans the deletion of everything it has.
    EndAt {
        at: jiff::Timestamp,
        note: String,
    },
    /// Gives it quotas; those it had are forgotten.
    Limit(Quotas),
    /// Says which features it has switched off.
    SwitchOff(Vec<String>),
    /// Takes a domain away from it.
    RemoveHost {
        host: String,
    },
    /// A new display name.
    Rename {
        name: String,
    },
    /// A new address label; the old one goes on answering with a redirect.
    Move {
        slug: VillageSlug,
    },
    /// Facts of the regency's list: palette, postal code, position, area. `None` keeps.
    Facts {
        palette: Option<String>,
        postal_code: Option<String>,
        latitude: Option<f64>,
        longitude: Option<f64>,
        area_km2: Option<f64>,
    },
    /// Adds a domain of the village's own; with `canonical` it becomes the address all others
    /// redirect to.
    AddHost {
        host: String,
        canonical: bool,
    },
}

impl Change {
    fn event(&self) -> &'static str {
        match self {
            Self::Suspend { .. } => "suspended",
            Self::Resume => "resumed",
            Self::Archive { .. } => "archived",
            Self::EndAt { .. } => "end_planned",
            Self::Limit(_) => "limited",
            Self::SwitchOff(_) => "features_changed",
            Self::RemoveHost { .. } => "host_removed",
            Self::Rename { .. } => "renamed",
            Self::Move { .. } => "moved",
            Self::Facts { .. } => "facts_changed",
            Self::AddHost { .. } => "host_added",
        }
    }
}

/// Why an entry was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("no such village")]
    Unknown,
    #[error("the address '{0}' belongs to another village")]
    AddressTaken(String),
    /// Somebody else was quicker; the village is called something else now.
    #[error("somebody else changed this village a moment ago")]
    Meanwhile,
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// What the maker of a change had before her eyes.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub name: &'a str,
    pub slug: &'a str,
}

/// Applies several changes at once, if the village still has the name and the address they were
/// thought for; writes each to the timeline and tells every replica.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn change_from(
    owner: &mut PgConnection,
    code: &VillageCode,
    seen: Seen<'_>,
    changes: &[Change],
    actor: &str,
) -> Result<(), ChangeError> {
    sqlx::raw_sql("begin").execute(&mut *owner).await?;
    let result = async {
        let now: Option<(String, String)> =
            sqlx::query_as("select name, slug from platform.villages where code = $1 for update")
                .bind(code.dotted())
                .fetch_optional(&mut *owner)
                .await?;
        let (name, slug) = now.ok_or(ChangeError::Unknown)?;
        if (name.as_str(), slug.as_str()) != (seen.name, seen.slug) {
            return Err(ChangeError::Meanwhile);
        }
        for change in changes {
            change_entry(owner, code, change).await?;
            log_event(owner, code, change.event(), actor).await?;
        }
        let end = format!("notify {REGISTER_CHANNEL}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut *owner)
            .await?;
        Ok(())
    }
    .await;
    if result.is_err() {
        let _ = sqlx::raw_sql("rollback").execute(&mut *owner).await;
    }
    result
}

/// Applies a change, writes it to the timeline and tells every replica.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn change(
    owner: &mut PgConnection,
    code: &VillageCode,
    change: &Change,
    actor: &str,
) -> Result<(), ChangeError> {
    sqlx::raw_sql("begin").execute(&mut *owner).await?;
    let result = async {
        change_entry(owner, code, change).await?;
        log_event(owner, code, change.event(), actor).await?;
        let end = format!("notify {REGISTER_CHANNEL}; commit");
        sqlx::raw_sql(AssertSqlSafe(end))
            .execute(&mut *owner)
            .await?;
        Ok(())
    }
    .await;
    if result.is_err() {
        let _ = sqlx::raw_sql("rollback").execute(&mut *owner).await;
    }
    result
}
