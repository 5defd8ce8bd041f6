//! Making a village and taking one away: one transaction each, so that nothing is ever half-made.

use std::time::Duration;

use kernel::{SchemaName, SubdistrictCode, VillageCode, VillageKind, VillageSlug};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    Database, JOBS_CHANNEL, PAGES_CHANNEL, REGISTER_CHANNEL,
    migrations::{self, History, MigrationError},
    moving, register, required_version,
};

/// What must be known of a village before it can exist.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVillage {
    pub code: VillageCode,
    pub name: String,
    pub kind: VillageKind,
    pub subdistrict: SubdistrictCode,
    pub slug: VillageSlug,
    pub palette: String,
    pub postal_code: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub area_km2: Option<f64>,
}

/// Why a village was not made or dropped. The text tells the operator what to do.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    #[error("a village with code {0} exists already")]
    CodeTaken(VillageCode),
    #[error("the address label '{0}' belongs to another village; choose one with --slug")]
    SlugTaken(VillageSlug),
    #[error("subdistrict {0} is not in the register; apply the regency's data first")]
    UnknownSubdistrict(SubdistrictCode),
    #[error("the village is on its way to another database; try again in a moment")]
    Busy,
    #[error("the village schema could not be built: {0}")]
    Baseline(#[from] MigrationError),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// Of the time that making many villages takes, the part that is waited after each: three rests as long
/// as the making. Nobody waits for the last of three hundred, and readers keep most of the machine.
const RESTS: u32 = 3;

/// Waits after one of many villages, which took this long to make.
pub async fn rest(took: Duration) {
    tokio::time::sleep(took * RESTS).await;
}

/// Makes role, schema, tables and register row in one transaction.
///
/// # Errors
/// See [`ProvisionError`]; whatever the error, nothing was made.
pub async fn add(
    owner: &mut PgConnection,
    village: &NewVillage,
    actor: &str,
) -> Result<(), ProvisionError> {
    let filling = begin(owner, village).await?;
    let finished = finish(owner, filling, "provisioned", actor).await;
    if finished.is_err() {
        give_up(owner).await;
    }
    Ok(finished?)
}

/// A transaction that makes or fills a village, and waits to be finished.
#[derive(Debug, Clone, Copy)]
#[must_use = "a transaction is open"]
pub struct Filling {
    code: VillageCode,
    schema: SchemaName,
}

impl Filling {
    /// For a village that exists; the caller has begun the transaction.
    pub fn over(village: &register::Village) -> Self {
        Self {
            code: village.code,
            schema: village.schema,
        }
    }
}

/// Begins the transaction and makes role, schema, tables and register row in it, so that the caller
/// can fill them before anybody sees the village.
///
/// # Errors
/// See [`ProvisionError`]; the transaction is over then and nothing was made.
pub async fn begin(
    owner: &mut PgConnection,
    village: &NewVillage,
) -> Result<Filling, ProvisionError> {
    let made = make(owner, village).await;
    if made.is_err() {
        give_up(owner).await;
    }
    made
}

/// Rolls back; the connection is good for the next transaction.
pub async fn give_up(owner: &mut PgConnection) {
    let _ = sqlx::raw_sql("rollback").execute(&mut *owner).await;
}

/// Writes what happened into the timeline, makes it last, and tells every replica: of the village,
/// and that its pages are not what they were.
///
/// # Errors
/// When the database refuses; [`give_up`] then.
pub async fn finish(
    owner: &mut PgConnection,
    filling: Filling,
    event: &str,
    actor: &str,
) -> sqlx::Result<()> {
    log_event(owner, &filling.code, event, actor).await?;
    settle(owner, filling).await
}

/// As [`finish`], for a village that is elsewhere than the register: what happened to it is written
/// down there, with [`note`].
///
/// # Errors
/// When the database refuses; [`give_up`] then.
pub async fn settle(owner: &mut PgConnection, filling: Filling) -> sqlx::Result<()> {
    let Filling { code, schema } = filling;
    ask_rollup(owner, &code).await?;
    // Later than any generation the village ever had, whatever was read in.
    let end = format!(
        "update \"{schema}\".site
             set generation = greatest(generation, (extract(epoch from now()) * 1000)::bigint);
         delete from \"{schema}\".prepared_parts;
         notify {PAGES_CHANNEL}, '{schema}'; notify {REGISTER_CHANNEL}, '{schema}';
         notify {JOBS_CHANNEL}, 'rollup'; commit"
    );
    sqlx::raw_sql(AssertSqlSafe(end))
        .execute(&mut *owner)
        .await?;
    Ok(())
}

/// Writes what happened to a village into its timeline; `home` is the owner's connection to the
/// register.
///
/// # Errors
/// When the database refuses.
pub async fn note(
    home: &mut PgConnection,
    code: &VillageCode,
    event: &str,
    actor: &str,
) -> sqlx::Result<()> {
    log_event(home, code, event, actor).await
}

/// What the village has is new to the district, too.
async fn ask_rollup(owner: &mut PgConnection, code: &VillageCode) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.jobs (village_code, kind, dedupe_key) values ($1, 'rollup', 'now')
         on conflict (village_code, kind, dedupe_key)
             where dedupe_key is not null and status = 'waiting'
             do nothing",
    )
    .bind(code.dotted())
    .execute(owner)
    .await?;
    Ok(())
}

async fn make(owner: &mut PgConnection, village: &NewVillage) -> Result<Filling, ProvisionError> {
    let schema = SchemaName::from(village.code);
    sqlx::raw_sql("begin").execute(&mut *owner).await?;
    register_village(owner, village, &schema)
        .await
        .map_err(|error| explain(error, village))?;
    build(owner, &schema).await?;
    Ok(Filling {
        code: village.code,
        schema,
    })
}

/// Makes role, schema and tables in the caller's transaction.
pub(crate) async fn build(
    owner: &mut PgConnection,
    schema: &SchemaName,
) -> Result<(), MigrationError> {
    let foundation = format!("{}; create schema \"{schema}\"", make_role(schema));
    sqlx::raw_sql(AssertSqlSafe(foundation))
        .execute(&mut *owner)
        .await?;
    // Before the default privileges: a village may not rewrite its own history.
    migrations::prepare(owner, schema.as_str()).await?;
    let rights = format!(
        "grant usage on schema \"{schema}\" to \"{schema}\";
         alter default privileges in schema \"{schema}\"
             grant select, insert, update, delete on tables to \"{schema}\";"
    );
    sqlx::raw_sql(AssertSqlSafe(rights))
        .execute(&mut *owner)
        .await?;
    migrations::apply_pending(owner, schema.as_str(), History::Village(&[])).await?;
    Ok(())
}

/// Roles belong to the whole server: one may be left from another database of it, or be made there at
/// this very moment.
fn make_role(schema: &SchemaName) -> String {
    format!(
        "do $$ begin
             begin
                 if not exists (select from pg_roles where rolname = '{schema}') then
                     create role \"{schema}\" nologin in role banua_village;
                 end if;
             exception when duplicate_object or unique_violation then null;
             end;
             begin
                 grant \"{schema}\" to banua_app;
             exception when unique_violation then null;
             end;
         end $$"
    )
}

/// Makes the roles of villages that are about to be made, so that making them makes none. Each new
/// role has every connection of the service draw up its list of roles anew at its next request, which
/// takes 20 microseconds a village; for many villages that is paid once.
///
/// # Errors
/// When the database refuses; no role was made then. A role without a village has no rights.
pub async fn make_roles(owner: &mut PgConnection, codes: &[VillageCode]) -> sqlx::Result<()> {
    let mut all = String::from("begin; set local client_min_messages = warning; ");
    for code in codes {
        all.push_str(&make_role(&SchemaName::from(*code)));
        all.push_str("; ");
    }
    all.push_str("commit");
    let made = sqlx::raw_sql(AssertSqlSafe(all)).execute(&mut *owner).await;
    if made.is_err() {
        give_up(owner).await;
    }
    made.map(drop)
}

async fn register_village(
    owner: &mut PgConnection,
    village: &NewVillage,
    schema: &SchemaName,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.villages
             (code, name, kind, subdistrict_code, slug, palette, postal_code,
              latitude, longitude, area_km2, schema_name, schema_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(village.code.dotted())
    .bind(&village.name)
    .bind(village.kind.as_str())
    .bind(village.subdistrict.dotted())
    .bind(village.slug.as_str())
    .bind(&village.palette)
    .bind(&village.postal_code)
    .bind(village.latitude)
    .bind(village.longitude)
    .bind(village.area_km2)
    .bind(schema.as_str())
    .bind(required_version())
    .execute(owner)
    .await?;
    Ok(())
}

fn explain(error: sqlx::Error, village: &NewVillage) -> ProvisionError {
    match error
        .as_database_error()
        .and_then(|database| database.constraint())
    {
        Some("villages_pkey" | "villages_schema_name_key") => {
            ProvisionError::CodeTaken(village.code)
        }
        Some("villages_slug_key") => ProvisionError::SlugTaken(village.slug.clone()),
        Some("villages_subdistrict_code_fkey") => {
            ProvisionError::UnknownSubdistrict(village.subdistrict)
        }
        _ => error.into(),
    }
}

/// Drops a village's schema, role and register row. There is no way back but a backup.
///
/// # Errors
/// When the database refuses; nothing was dropped then. What a village that is elsewhere leaves there
/// when that database goes away at this moment is tidied up later.
pub async fn drop_village(
    database: &Database,
    code: &VillageCode,
    actor: &str,
) -> Result<(), ProvisionError> {
    let schema = SchemaName::from(*code);
    let Some(turn) = moving::turn(database, &schema).await? else {
        return Err(ProvisionError::Busy);
    };
    let dropped = drop_alone(database, &schema, actor).await;
    turn.end().await;
    Ok(dropped?)
}

async fn drop_alone(database: &Database, schema: &SchemaName, actor: &str) -> sqlx::Result<()> {
    let elsewhere = match database.shard_of(schema).await? {
        shard if shard.name.is_main() => None,
        shard => Some(shard),
    };
    let mut home = database.owner().await?;
    if let Some(shard) = elsewhere {
        // From here on the copy there lives only as long as the register says so.
        moving::note_copy(&mut shard.owner().await?, schema).await?;
    }
    let result = drop_in_transaction(&mut home, schema, actor).await;
    if result.is_err() {
        give_up(&mut home).await;
    }
    result?;
    if let Some(shard) = elsewhere {
        moving::take_away(shard, schema).await?;
    }
    Ok(())
}

async fn drop_in_transaction(
    owner: &mut PgConnection,
    schema: &SchemaName,
    actor: &str,
) -> sqlx::Result<()> {
    let code = schema.village_code();
    sqlx::raw_sql("begin").execute(&mut *owner).await?;
    tear_down(owner, schema).await?;
    sqlx::query("delete from platform.villages where code = $1")
        .bind(code.dotted())
        .execute(&mut *owner)
        .await?;
    log_event(owner, &code, "dropped", actor).await?;
    let end = format!("notify {REGISTER_CHANNEL}; commit");
    sqlx::raw_sql(AssertSqlSafe(end))
        .execute(&mut *owner)
        .await?;
    Ok(())
}

/// Drops a schema with everything in it, and its role where no other database of the server needs
/// it, in the caller's transaction.
pub(crate) async fn tear_down(owner: &mut PgConnection, schema: &SchemaName) -> sqlx::Result<()> {
    let tear_down = format!(
        "drop schema if exists \"{schema}\" cascade;
         do $$ begin
             if exists (select from pg_roles where rolname = '{schema}') then
                 -- An owner that is no superuser may only drop what belongs to roles it is in.
                 execute format('grant \"{schema}\" to %I', current_user);
                 drop owned by \"{schema}\";
                 begin
                     drop role \"{schema}\";
                 exception when dependent_objects_still_exist then
                     -- Another database of this server still has a village of that code.
                     null;
                 end;
             end if;
         end $$;"
    );
    sqlx::raw_sql(AssertSqlSafe(tear_down))
        .execute(owner)
        .await?;
    Ok(())
}

/// Writes one line of the village's timeline.
pub(crate) async fn log_event(
    db: &mut PgConnection,
    code: &VillageCode,
    kind: &str,
    actor: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.village_events (village_code, kind, actor) values ($1, $2, $3)",
    )
    .bind(code.dotted())
    .bind(kind)
    .bind(actor)
    .execute(db)
    .await?;
    Ok(())
}
