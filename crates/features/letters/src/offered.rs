//! Kinds as a village has them: the catalogue, with what it switched, changed and made itself.

use std::collections::HashMap;

use sqlx::PgConnection;
use web::AppResult;

use crate::{
    kind::{self, Kind},
    store::kinds::{self as store, KindRow},
};

/// A kind of this village.
#[derive(Debug, Clone)]
pub struct Offered {
    pub kind: Kind,
    pub is_on: bool,
    /// Made here: the catalogue does not know it.
    pub is_own: bool,
    /// The catalogue's, in the village's own words.
    pub is_changed: bool,
    /// Zero while the village has said nothing.
    pub version: i64,
}

impl Offered {
    /// Whether residents may ask for it themselves. What is about people who are not in the register is
    /// written at the counter, where they stand.
    pub fn is_asked_for_online(&self) -> bool {
        self.is_on && self.kind.online && !self.kind.about.strangers
    }
}

/// All kinds, the catalogue's first and in its order.
///
/// # Errors
/// When the database is away, or what was stored is no kind any more.
pub async fn all(db: &mut PgConnection) -> AppResult<Vec<Offered>> {
    let rows = store::all(db).await?;
    let mut rows: HashMap<String, KindRow> = rows
        .into_iter()
        .map(|row| (row.slug.clone(), row))
        .collect();
    let mut all = Vec::new();
    for kind in kind::catalogue() {
        all.push(merged(Some(kind), rows.remove(&kind.slug))?);
    }
    let mut own: Vec<KindRow> = rows.into_values().collect();
    own.sort_by(|one, other| one.slug.cmp(&other.slug));
    for row in own {
        // A kind the catalogue lost and the village never changed is nothing.
        if row.definition.is_some() {
            all.push(merged(None, Some(row))?);
        }
    }
    Ok(all)
}

/// One kind; nothing when there is none of that name.
///
/// # Errors
/// As [`all`].
pub async fn one(db: &mut PgConnection, slug: &str) -> AppResult<Option<Offered>> {
    let row = store::one(db, slug).await?;
    let known = kind::find(slug);
    let is_nothing = known.is_none() && row.as_ref().is_none_or(|row| row.definition.is_none());
    if is_nothing {
        return Ok(None);
    }
    merged(known, row).map(Some)
}

/// One kind that requests were made of, whether it is on or not; what was asked for stays what it was.
///
/// # Errors
/// As [`all`], and when there is no such kind any more.
pub async fn asked(db: &mut PgConnection, slug: &str) -> AppResult<Kind> {
    let found = one(db, slug).await?;
    let found = found.ok_or_else(|| anyhow::anyhow!("no kind of letter is called {slug}"))?;
    Ok(found.kind)
}

fn merged(known: Option<&Kind>, row: Option<KindRow>) -> AppResult<Offered> {
    let own: Option<Kind> = row
        .as_ref()
        .and_then(|row| row.definition.clone())
        .map(serde_json::from_value)
        .transpose()
        .map_err(anyhow::Error::from)?;
    let is_own = known.is_none();
    let is_changed = own.is_some() && !is_own;
    let kind = own
        .or_else(|| known.cloned())
        .ok_or_else(|| anyhow::anyhow!("a kind is neither the catalogue's nor the village's"))?;
    Ok(Offered {
        is_on: row.as_ref().map_or(kind.starts_on, |row| row.is_on),
        version: row.map_or(0, |row| row.version),
        kind,
        is_own,
        is_changed,
    })
}
