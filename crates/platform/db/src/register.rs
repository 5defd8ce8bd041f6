//! The register of villages: who exists, where they answer, and what happened to them.

use std::collections::HashMap;

use kernel::{SchemaName, ShardName, VillageCode, VillageKind, VillageSlug};
use serde::Serialize;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use crate::{Database, REGISTER_CHANNEL, provision::log_event};

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
    let villages = read_all(database.control()).await?;
    database.place(
        villages
            .iter()
            .map(|village| (village.schema, village.shard.clone())),
    );
    Ok(villages)
}

async fn read_all(pool: &PgPool) -> sqlx::Result<Vec<Village>> {
    let rows: Vec<VillageRow> = sqlx::query_as(
        "select v.code, v.name, v.kind, v.slug, v.status, v.status_note,
                v.ends_at, v.quotas, v.palette, v.features,
                v.canonical_host, v.postal_code, v.latitude, v.longitude, v.area_km2,
                v.schema_name, v.schema_version, v.shard, v.moving_to, v.subdistrict_code, s.name as subdistrict,
                s.slug as subdistrict_slug, r.name as regency, r.province, v.created_at
         from platform.villages v
         join platform.subdistricts s on s.code = v.subdistrict_code
         join platform.regencies r on r.code = s.regency_code
         order by v.code",
    )
    .fetch_all(pool)
    .await?;
    let hosts: Vec<(String, String, String)> = sqlx::query_as(
        "select village_code, host, purpose from platform.village_hosts order by host",
    )
    .fetch_all(pool)
    .await?;
    let names: Vec<(String, String)> = sqlx::query_as(
        "select village_code, name from platform.village_names order by until desc, name",
    )
    .fetch_all(pool)
    .await?;
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
    rows.into_iter()
        .map(|row| {
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

/// Gives a village other colours, as its own office may: the service's login is granted this one
/// column. Writes it to the timeline and tells every replica.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn repaint(
    pool: &PgPool,
    code: &VillageCode,
    palette: &str,
    actor: &str,
) -> Result<(), ChangeError> {
    let mut tx = pool.begin().await?;
    let done = sqlx::query(
        "update platform.villages set palette = $2, updated_at = now() where code = $1",
    )
    .bind(code.dotted())
    .bind(palette)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(ChangeError::Unknown);
    }
    sqlx::query(
        "insert into platform.village_events (village_code, kind, actor) values ($1, $2, $3)",
    )
    .bind(code.dotted())
    .bind("repainted")
    .bind(actor)
    .execute(&mut *tx)
    .await?;
    sqlx::raw_sql(AssertSqlSafe(format!("notify {REGISTER_CHANNEL}")))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Says which features a village does without, as its own office may: the service's login is granted
/// this column. Writes it to the timeline and tells every replica.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn switch_off(
    tx: &mut crate::PlatformTx,
    code: &VillageCode,
    features: &[String],
    actor: &str,
) -> Result<(), ChangeError> {
    let done = sqlx::query(
        "update platform.villages set features = $2, updated_at = now() where code = $1",
    )
    .bind(code.dotted())
    .bind(sqlx::types::Json(features))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(ChangeError::Unknown);
    }
    sqlx::query(
        "insert into platform.village_events (village_code, kind, actor) values ($1, $2, $3)",
    )
    .bind(code.dotted())
    .bind("features_changed")
    .bind(actor)
    .execute(&mut **tx)
    .await?;
    sqlx::raw_sql(AssertSqlSafe(format!("notify {REGISTER_CHANNEL}")))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn change_entry(
    owner: &mut PgConnection,
    code: &VillageCode,
    change: &Change,
) -> Result<(), ChangeError> {
    let code = code.dotted();
    let done =
        match change {
            Change::Suspend { note } => {
                sqlx::query(
                    "update platform.villages
                 set status = 'suspended', status_note = $2, updated_at = now() where code = $1",
                )
                .bind(code)
                .bind(note)
                .execute(owner)
                .await?
            }
            Change::Resume => {
                sqlx::query(
                    "update platform.villages
                 set status = 'active', status_note = '', ends_at = null, updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .execute(owner)
                .await?
            }
            Change::Archive { note } => {
                sqlx::query(
                    "update platform.villages
                 set status = 'archived', status_note = $2, ends_at = null, updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(note)
                .execute(owner)
                .await?
            }
            Change::EndAt { at, note } => {
                sqlx::query(
                    "update platform.villages
                 set status = 'suspended', status_note = $2, ends_at = $3, updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(note)
                .bind(jiff_sqlx::ToSqlx::to_sqlx(*at))
                .execute(owner)
                .await?
            }
            Change::Limit(quotas) => {
                sqlx::query(
                    "update platform.villages set quotas = $2, updated_at = now() where code = $1",
                )
                .bind(code)
                .bind(sqlx::types::Json(quotas))
                .execute(owner)
                .await?
            }
            Change::SwitchOff(features) => sqlx::query(
                "update platform.villages set features = $2, updated_at = now() where code = $1",
            )
            .bind(code)
            .bind(sqlx::types::Json(features))
            .execute(owner)
            .await?,
            Change::RemoveHost { host } => {
                sqlx::query(
                    "delete from platform.village_hosts
                 where village_code = $1 and host = $2 and purpose = 'custom'",
                )
                .bind(&code)
                .bind(host)
                .execute(&mut *owner)
                .await?;
                sqlx::query(
                    "update platform.villages
                 set canonical_host = nullif(canonical_host, $2), updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(host)
                .execute(owner)
                .await?
            }
            Change::Rename { name } => {
                keep_name(owner, &code, name).await?;
                sqlx::query(
                    "update platform.villages set name = $2, updated_at = now() where code = $1",
                )
                .bind(code)
                .bind(name)
                .execute(owner)
                .await?
            }
            Change::Move { slug } => move_address(owner, &code, slug).await?,
            Change::Facts {
                palette,
                postal_code,
                latitude,
                longitude,
                area_km2,
            } => {
                sqlx::query(
                    "update platform.villages
                 set palette = coalesce($2, palette), postal_code = coalesce($3, postal_code),
                     latitude = coalesce($4, latitude), longitude = coalesce($5, longitude),
                     area_km2 = coalesce($6, area_km2), updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(palette)
                .bind(postal_code)
                .bind(latitude)
                .bind(longitude)
                .bind(area_km2)
                .execute(owner)
                .await?
            }
            Change::AddHost { host, canonical } => add_host(owner, &code, host, *canonical).await?,
        };
    if done.rows_affected() == 0 {
        Err(ChangeError::Unknown)
    } else {
        Ok(())
    }
}

/// The name it goes by now is one it had, from here on: people look for it by that.
async fn keep_name(owner: &mut PgConnection, code: &str, next: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.village_names (village_code, name)
         select code, name from platform.villages where code = $1 and name <> $2
         on conflict (village_code, name) do update set until = now()",
    )
    .bind(code)
    .bind(next)
    .execute(owner)
    .await?;
    Ok(())
}

async fn move_address(
    owner: &mut PgConnection,
    code: &str,
    slug: &VillageSlug,
) -> Result<sqlx::postgres::PgQueryResult, ChangeError> {
    let taken: Option<(String,)> =
        sqlx::query_as("select village_code from platform.village_hosts where host = $1")
            .bind(slug.as_str())
            .fetch_optional(&mut *owner)
            .await?;
    match taken {
        Some((holder,)) if holder != code => {
            return Err(ChangeError::AddressTaken(slug.to_string()));
        }
        // Its own former label: it simply goes back.
        Some(_) => {
            sqlx::query("delete from platform.village_hosts where host = $1")
                .bind(slug.as_str())
                .execute(&mut *owner)
                .await?;
        }
        None => {}
    }
    sqlx::query(
        "insert into platform.village_hosts (host, village_code, purpose)
         select slug, code, 'former' from platform.villages where code = $1 and slug <> $2",
    )
    .bind(code)
    .bind(slug.as_str())
    .execute(&mut *owner)
    .await?;
    sqlx::query("update platform.villages set slug = $2, updated_at = now() where code = $1")
        .bind(code)
        .bind(slug.as_str())
        .execute(owner)
        .await
        .map_err(|error| taken_or(error, slug.as_str()))
}

async fn add_host(
    owner: &mut PgConnection,
    code: &str,
    host: &str,
    canonical: bool,
) -> Result<sqlx::postgres::PgQueryResult, ChangeError> {
    let known: Option<(String,)> =
        sqlx::query_as("select village_code from platform.village_hosts where host = $1")
            .bind(host)
            .fetch_optional(&mut *owner)
            .await?;
    // One it has already may still become the canonical one.
    if known.is_none_or(|(holder,)| holder != code) {
        sqlx::query(
            "insert into platform.village_hosts (host, village_code, purpose)
             select $2, code, 'custom' from platform.villages where code = $1",
        )
        .bind(code)
        .bind(host)
        .execute(&mut *owner)
        .await
        .map_err(|error| taken_or(error, host))?;
    }
    Ok(sqlx::query(
        "update platform.villages
         set canonical_host = case when $3 then $2 else canonical_host end, updated_at = now()
         where code = $1",
    )
    .bind(code)
    .bind(host)
    .bind(canonical)
    .execute(owner)
    .await?)
}

fn taken_or(error: sqlx::Error, address: &str) -> ChangeError {
    if error
        .as_database_error()
        .is_some_and(|database| database.is_unique_violation())
    {
        ChangeError::AddressTaken(address.to_owned())
    } else {
        error.into()
    }
}

/// Writes the regency and its subdistricts; existing ones are updated, none is removed.
/// Returns how many rows were new or different.
///
/// # Errors
/// When the database refuses.
pub async fn apply_regency(owner: &mut PgConnection, regency: &Regency) -> sqlx::Result<u64> {
    let mut changed = sqlx::query(
        "insert into platform.regencies as r (code, name, province, settings)
         values ($1, $2, $3, $4)
         on conflict (code) do update
             set name = excluded.name, province = excluded.province, settings = excluded.settings
             where (r.name, r.province, r.settings)
                 is distinct from (excluded.name, excluded.province, excluded.settings)",
    )
    .bind(&regency.code)
    .bind(&regency.name)
    .bind(&regency.province)
    .bind(sqlx::types::Json(&regency.settings))
    .execute(&mut *owner)
    .await?
    .rows_affected();
    for subdistrict in &regency.subdistricts {
        changed += sqlx::query(
            "insert into platform.subdistricts as s
                 (code, regency_code, name, slug, latitude, longitude, area_km2)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (code) do update
                 set name = excluded.name, slug = excluded.slug, latitude = excluded.latitude,
                     longitude = excluded.longitude, area_km2 = excluded.area_km2
                 where (s.name, s.slug, s.latitude, s.longitude, s.area_km2)
                     is distinct from (excluded.name, excluded.slug, excluded.latitude,
                                       excluded.longitude, excluded.area_km2)",
        )
        .bind(&subdistrict.code)
        .bind(&regency.code)
        .bind(&subdistrict.name)
        .bind(&subdistrict.slug)
        .bind(subdistrict.latitude)
        .bind(subdistrict.longitude)
        .bind(subdistrict.area_km2)
        .execute(&mut *owner)
        .await?
        .rows_affected();
    }
    Ok(changed)
}

/// A regency as `tenants/` describes it.
#[derive(Debug, Clone)]
pub struct Regency {
    pub code: String,
    pub name: String,
    pub province: String,
    pub settings: serde_json::Value,
    pub subdistricts: Vec<Subdistrict>,
}

/// A subdistrict (kecamatan) of the regency's list.
#[derive(Debug, Clone)]
pub struct Subdistrict {
    pub code: String,
    pub name: String,
    pub slug: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub area_km2: Option<f64>,
}

/// The settings of the (one) regency: portal name, contact, titles. `None` before the first apply.
///
/// # Errors
/// When the database does not answer.
pub async fn regency_settings(
    pool: &PgPool,
) -> sqlx::Result<Option<(String, String, serde_json::Value)>> {
    let row: Option<(String, String, sqlx::types::Json<serde_json::Value>)> = sqlx::query_as(
        "select name, province, settings from platform.regencies order by code limit 1",
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|(name, province, settings)| (name, province, settings.0)))
}
