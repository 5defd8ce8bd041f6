//! The register of villages: who exists, where they answer, and what happened to them.

mod change;
mod entry;
mod own;
mod regency;

use std::collections::HashMap;

use kernel::{SchemaName, ShardName, VillageCode, VillageKind, VillageSlug};
use serde::Serialize;
use sqlx::{FromRow as _, PgPool, postgres::PgRow};

use crate::Database;

pub use change::{Change, ChangeError, Seen, change, change_from};
pub use own::{repaint, switch_off};
pub use regency::{Regency, Subdistrict, apply_regency, regency_settings};

/// One village with the names of what it lies in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Village {
    pub code: VillageCode,
    pub name: String,
    pub kind: VillageKind,
    pub slug: VillageSlug,
    pub status: Status,
    pub status_note: String,
    /// When everything of the village will be deleted, RFC 3339; nothing is planned for most.
    pub ends_at: Option<String>,
    pub quotas: Quotas,
    pub palette: String,
    pub features: Vec<String>,
    pub canonical_host: Option<String>,
    pub postal_code: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub area_km2: Option<f64>,
    pub schema: SchemaName,
    pub schema_version: i64,
    /// The database it is in.
    pub shard: ShardName,
    /// The database it is on its way to.
    pub moving_to: Option<ShardName>,
    pub subdistrict_code: String,
    pub subdistrict: String,
    pub subdistrict_slug: String,
    pub regency: String,
    pub province: String,
    /// When the village was provisioned, RFC 3339.
    pub created_at: String,
    /// Further hosts and former labels, in alphabetical order.
    pub hosts: Vec<Host>,
    /// Display names it had before, the last one first.
    pub former_names: Vec<String>,
}

/// Whether a village answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Active,
    /// Off line for a while.
    Suspended,
    /// Off line for good, because it was merged or renamed by law; its data is kept.
    Archived,
}

/// How much a village may use; `None` is the service's usual measure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Quotas {
    /// Bytes of photos and files.
    pub storage_bytes: Option<i64>,
    /// People who may work in its office.
    pub staff: Option<i64>,
    /// Products in its market.
    pub products: Option<i64>,
}

impl Status {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Archived => "archived",
        }
    }
}

/// Another address of a village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Host {
    /// A full host name, or a bare label under the base domain.
    pub host: String,
    pub purpose: HostPurpose,
}

/// Why a village has that address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HostPurpose {
    /// The village's own domain.
    Custom,
    /// A label it had before it was renamed.
    Former,
}

#[derive(sqlx::FromRow)]
struct VillageRow {
    code: String,
    name: String,
    kind: String,
    slug: String,
    status: String,
    status_note: String,
    ends_at: Option<jiff_sqlx::Timestamp>,
    quotas: sqlx::types::Json<Quotas>,
    palette: String,
    features: sqlx::types::Json<Vec<String>>,
    canonical_host: Option<String>,
    postal_code: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    area_km2: Option<f64>,
    schema_name: String,
    schema_version: i64,
    shard: String,
    moving_to: Option<String>,
    subdistrict_code: String,
    subdistrict: String,
    subdistrict_slug: String,
    regency: String,
    province: String,
    created_at: jiff_sqlx::Timestamp,
}

/// Villages that are elsewhere than in the main database.
pub(crate) async fn placements(pool: &PgPool) -> sqlx::Result<Vec<(SchemaName, ShardName)>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select schema_name, shard from platform.villages where shard <> 'main'")
            .fetch_all(pool)
            .await?;
    rows.iter()
        .map(|(schema, shard)| Ok((read(schema)?, read(shard)?)))
        .collect()
}

/// The whole register, by code; from here on every village is looked for where it says. Rows that
/// break the rules of the kernel's words are an error: serving them might serve the wrong village.
///
/// # Errors
/// When the database does not answer or a row is not readable.
pub async fn all(database: &Database) -> sqlx::Result<Vec<Village>> {
    let villages = read_some(database.control(), None).await?;
    database.place(
        villages
            .iter()
            .map(|village| (village.schema, village.shard.clone())),
    );
    Ok(villages)
}

/// What the register says now of the villages of these schemas, by code; one that is no more is left out.
///
/// # Errors
/// As [`all`].
pub async fn some(database: &Database, schemas: &[SchemaName]) -> sqlx::Result<Vec<Village>> {
    let names = schemas.iter().map(SchemaName::to_string).collect();
    let villages = read_some(database.control(), Some(names)).await?;
    database.place_anew(
        schemas,
        villages
            .iter()
            .map(|village| (village.schema, village.shard.clone())),
    );
    Ok(villages)
}

/// The villages of these schemas, or all.
async fn read_some(pool: &PgPool, schemas: Option<Vec<String>>) -> sqlx::Result<Vec<Village>> {
    let rows = sqlx::query(
        "select v.code, v.name, v.kind, v.slug, v.status, v.status_note,
                v.ends_at, v.quotas, v.palette, v.features,
                v.canonical_host, v.postal_code, v.latitude, v.longitude, v.area_km2,
                v.schema_name, v.schema_version, v.shard, v.moving_to, v.subdistrict_code, s.name as subdistrict,
                s.slug as subdistrict_slug, r.name as regency, r.province, v.created_at
         from platform.villages v
         join platform.subdistricts s on s.code = v.subdistrict_code
         join platform.regencies r on r.code = s.regency_code
         where $1::text[] is null or v.schema_name = any($1)
         order by v.code",
    )
    .bind(&schemas)
    .fetch_all(pool)
    .await?;
    let hosts: Vec<(String, String, String)> = sqlx::query_as(
        "select village_code, host, purpose from platform.village_hosts
         where $1::text[] is null or village_code in
             (select code from platform.villages where schema_name = any($1))
         order by host",
    )
    .bind(&schemas)
    .fetch_all(pool)
    .await?;
    let names: Vec<(String, String)> = sqlx::query_as(
        "select village_code, name from platform.village_names
         where $1::text[] is null or village_code in
             (select code from platform.villages where schema_name = any($1))
         order by until desc, name",
    )
    .bind(&schemas)
    .fetch_all(pool)
    .await?;
    // Thousands of villages take a while to be read; those who wait for their pages are not to.
    let reading = tokio::task::spawn_blocking(move || read_rows(&rows, hosts, names));
    reading.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

fn read_rows(
    rows: &[PgRow],
    hosts: Vec<(String, String, String)>,
    names: Vec<(String, String)>,
) -> sqlx::Result<Vec<Village>> {
    // By village at once: thousands of villages times thousands of former names is too much.
    let mut hosts_of: HashMap<String, Vec<Host>> = HashMap::new();
    for (code, host, purpose) in hosts {
        let purpose = if purpose == "custom" {
            HostPurpose::Custom
        } else {
            HostPurpose::Former
        };
        hosts_of
            .entry(code)
            .or_default()
            .push(Host { host, purpose });
    }
    let mut names_of: HashMap<String, Vec<String>> = HashMap::new();
    for (code, name) in names {
        names_of.entry(code).or_default().push(name);
    }
    rows.iter()
        .map(|row| {
            let row = VillageRow::from_row(row)?;
            let hosts = hosts_of.remove(&row.code).unwrap_or_default();
            let names = names_of.remove(&row.code).unwrap_or_default();
            assemble(row, hosts, names)
        })
        .collect()
}

fn read<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    text: &str,
) -> sqlx::Result<T> {
    text.parse()
        .map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

fn assemble(row: VillageRow, hosts: Vec<Host>, names: Vec<String>) -> sqlx::Result<Village> {
    let former_names = names.into_iter().filter(|name| *name != row.name).collect();
    Ok(Village {
        former_names,
        code: read(&row.code)?,
        name: row.name,
        kind: read(&row.kind)?,
        slug: read(&row.slug)?,
        status: match row.status.as_str() {
            "active" => Status::Active,
            "archived" => Status::Archived,
            // Whatever a later version knows, it is not on line.
            _ => Status::Suspended,
        },
        status_note: row.status_note,
        ends_at: row.ends_at.map(|at| at.to_jiff().to_string()),
        quotas: row.quotas.0,
        palette: row.palette,
        features: row.features.0,
        canonical_host: row.canonical_host,
        postal_code: row.postal_code,
        latitude: row.latitude,
        longitude: row.longitude,
        area_km2: row.area_km2,
        schema: read(&row.schema_name)?,
        schema_version: row.schema_version,
        shard: read(&row.shard)?,
        moving_to: row.moving_to.as_deref().map(read).transpose()?,
        subdistrict_code: row.subdistrict_code,
        subdistrict: row.subdistrict,
        subdistrict_slug: row.subdistrict_slug,
        regency: row.regency,
        province: row.province,
        created_at: row.created_at.to_jiff().to_string(),
        hosts,
    })
}

/// One line of a village's timeline.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    pub kind: String,
    pub actor: String,
    pub happened_at: String,
}

/// The latest fifty events of a village, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn timeline(pool: &PgPool, code: &VillageCode) -> sqlx::Result<Vec<Event>> {
    let rows: Vec<(String, String, jiff_sqlx::Timestamp)> = sqlx::query_as(
        "select kind, actor, happened_at from platform.village_events
         where village_code = $1 order by happened_at desc limit 50",
    )
    .bind(code.dotted())
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(kind, actor, at)| Event {
            kind,
            actor,
            happened_at: at.to_jiff().to_string(),
        })
        .collect())
}
