//! What an archive says of itself.

use db::{provision::NewVillage, register::Village};
use jiff::Timestamp;
use kernel::{SubdistrictCode, VillageCode, VillageKind, VillageSlug};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{ArchiveError, rows};

/// The format this version writes and reads.
pub const FORMAT: u32 = 1;

/// The last entry of an archive, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub made_at: Timestamp,
    /// The newest migration of the village's schema.
    pub schema_version: i64,
    pub village: VillageFacts,
    pub tables: Vec<TableLine>,
    pub files: Vec<FileLine>,
}

/// What the register knows of the village.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VillageFacts {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub subdistrict: String,
    pub slug: String,
    pub palette: String,
    pub postal_code: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub area_km2: Option<f64>,
}

/// A table of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableLine {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// A file of the archive: its key in the store without the village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLine {
    pub key: String,
    pub content_type: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    /// As it stands in the archive.
    ///
    /// # Errors
    /// Never in practice: it holds nothing that JSON does not know.
    pub(crate) fn text(&self) -> std::io::Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(std::io::Error::from)
    }

    /// The hash of it, and so of everything in the archive.
    ///
    /// # Errors
    /// As [`Manifest::text`].
    pub fn sha256(&self) -> std::io::Result<String> {
        Ok(rows::hex(&Sha256::digest(self.text()?)))
    }

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|line| line.rows).sum()
    }
}

impl VillageFacts {
    pub fn of(village: &Village) -> Self {
        Self {
            code: village.code.dotted(),
            name: village.name.clone(),
            kind: village.kind.as_str().to_owned(),
            subdistrict: village.code.subdistrict().dotted(),
            slug: village.slug.to_string(),
            palette: village.palette.clone(),
            postal_code: village.postal_code.clone(),
            latitude: village.latitude,
            longitude: village.longitude,
            area_km2: village.area_km2,
        }
    }

    /// The village to be made of them.
    ///
    /// # Errors
    /// When a word is none of this product's.
    pub fn new_village(&self) -> Result<NewVillage, ArchiveError> {
        let wrong =
            |what: &str| ArchiveError::Damaged(format!("the manifest's {what} is not readable"));
        Ok(NewVillage {
            code: self
                .code
                .parse::<VillageCode>()
                .map_err(|_| wrong("code"))?,
            name: self.name.clone(),
            kind: self
                .kind
                .parse::<VillageKind>()
                .map_err(|_| wrong("kind"))?,
            subdistrict: self
                .subdistrict
                .parse::<SubdistrictCode>()
                .map_err(|_| wrong("subdistrict"))?,
            slug: self
                .slug
                .parse::<VillageSlug>()
                .map_err(|_| wrong("slug"))?,
            palette: self.palette.clone(),
            postal_code: self.postal_code.clone(),
            latitude: self.latitude,
            longitude: self.longitude,
            area_km2: self.area_km2,
        })
    }
}
