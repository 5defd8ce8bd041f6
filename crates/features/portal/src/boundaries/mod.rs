//! Outlines of villages from a GeoJSON file of the district.
//!
//! The file is examined whole before anything is kept: its size, its kind, whether its coordinates
//! can be degrees of longitude and latitude, whether each outline is a polygon. Each outline is then
//! matched to a village by code, or by name and subdistrict; whoever is left over is named.

mod matching;
mod reading;
#[cfg(test)]
mod tests;

use db::register::Village;
use kernel::VillageCode;
use serde::Serialize;
use sqlx::PgConnection;

pub use reading::FileProblem;

use crate::store;

/// The largest file that is read.
pub const LARGEST_FILE: u64 = 32 * 1024 * 1024;
/// The most points in a whole file.
pub const MOST_POINTS: usize = 2_000_000;
/// The most outlines in a file.
pub const MOST_FEATURES: usize = 20_000;
/// How far a simplified line may stray, in degrees: a good 30 metres.
const TOLERANCE: f64 = 0.000_3;

/// An outline that is fit for the map: rings of longitude and latitude, outer ones and holes alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub rings: Vec<Vec<[f64; 2]>>,
}

impl Shape {
    pub fn points(&self) -> usize {
        self.rings.iter().map(Vec::len).sum()
    }
}

/// A feature of the file that became no outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// Its place in the file, from 1.
    pub feature: usize,
    /// What it calls itself.
    pub name: String,
    pub reason: String,
}

/// What a file has for the register.
#[derive(Debug)]
pub struct Outlines {
    pub matched: Vec<(VillageCode, Shape)>,
    pub unmatched: Vec<Unmatched>,
    /// Points as they came and as they are kept.
    pub points_read: usize,
    pub points_kept: usize,
}

/// Reads a file against the register.
///
/// # Errors
/// When the file as a whole is not what it should be; nothing of it is used then.
pub fn read(bytes: &[u8], villages: &[Village]) -> Result<Outlines, FileProblem> {
    let features = reading::features(bytes)?;
    let points_read = features.iter().map(reading::Feature::points).sum();
    let (matched, unmatched) = matching::match_all(features, villages);
    let points_kept = matched.iter().map(|(_, shape)| shape.points()).sum();
    Ok(Outlines {
        matched,
        unmatched,
        points_read,
        points_kept,
    })
}

/// Keeps the outlines and tells every replica; gives how many are new or different.
///
/// # Errors
/// When the database is away or the login may not.
pub async fn keep(owner: &mut PgConnection, outlines: &Outlines) -> sqlx::Result<u64> {
    let changed = store::put_shapes(owner, &outlines.matched).await?;
    if changed > 0 {
        store::announce(owner).await?;
    }
    Ok(changed)
}
