//! Questions of the doctor: does Postgres answer, who are we there, and is that the right amount
//! of power? Asks only; changes nothing.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use kernel::ShardName;
use serde::Serialize;
use sqlx::{ConnectOptions, PgConnection, PgPool};

use crate::Database;

/// How long a database is waited for before it counts as away.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a login may do that matters to us.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Login {
    pub name: String,
    /// Whole number as Postgres gives it: 150014.
    pub server_version: i32,
    pub is_superuser: bool,
    pub inherits: bool,
    pub may_create_roles: bool,
    pub may_create_schemas: bool,
    /// Whether a single injected SELECT could leave its village.
    pub may_set_config: bool,
    /// Schemas, tables and the like that belong to it.
    pub owned: i64,
}

/// Describes the login of the application's pool.
///
/// # Errors
/// When the database does not answer.
pub async fn app_login(pool: &PgPool) -> sqlx::Result<Login> {
    // Not through the pool, which would only say that it waited in vain.
    let mut connection = pool.connect_options().connect().await?;
    login(&mut connection).await
}

/// Describes the login of a connection.
///
/// # Errors
/// When the database does not answer.
pub async fn login(db: &mut PgConnection) -> sqlx::Result<Login> {
    sqlx::query_as(
        "select r.rolname::text as name,
                current_setting('server_version_num')::int as server_version,
                r.rolsuper as is_superuser,
                r.rolinherit as inherits,
                r.rolcreaterole or r.rolsuper as may_create_roles,
                has_database_privilege(current_database(), 'create') as may_create_schemas,
                has_function_privilege('pg_catalog.set_config(text,text,boolean)', 'execute')
                    as may_set_config,
                (select count(*) from pg_class c where c.relowner = r.oid)
                    + (select count(*) from pg_namespace n where n.nspowner = r.oid) as owned
         from pg_roles r where r.rolname = current_user",
    )
    .fetch_one(db)
    .await
}

/// The newest applied version of the platform's own schema; `None` when it was never migrated.
///
/// # Errors
/// When the database does not answer.
pub async fn platform_version(owner: &mut PgConnection) -> sqlx::Result<Option<i64>> {
    let (made,): (bool,) =
        sqlx::query_as("select to_regclass('platform._sqlx_migrations') is not null")
            .fetch_one(&mut *owner)
            .await?;
    if !made {
        return Ok(None);
    }
    let (version,): (Option<i64>,) =
        sqlx::query_as("select max(version) from platform._sqlx_migrations")
            .fetch_one(owner)
            .await?;
    Ok(version)
}

/// How many villages there are, and how many of them are suspended.
///
/// # Errors
/// When the database does not answer.
pub async fn villages(pool: &PgPool) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select count(*), count(*) filter (where status = 'suspended') from platform.villages",
    )
    .fetch_one(pool)
    .await
}

/// What time the database has, with our own just before and just after.
///
/// # Errors
/// When the database does not answer.
pub async fn time(pool: &PgPool) -> sqlx::Result<(Timestamp, Timestamp, Timestamp)> {
    // What waiting for a connection takes says nothing of the clock.
    let mut connection = pool.acquire().await?;
    let asked = Timestamp::now();
    let (theirs,): (jiff_sqlx::Timestamp,) = sqlx::query_as("select clock_timestamp()")
        .fetch_one(&mut *connection)
        .await?;
    Ok((asked, theirs.to_jiff(), Timestamp::now()))
}

/// How many villages are older than this build needs, and how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn behind(pool: &PgPool) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select count(*) filter (where schema_version < $1), count(*) from platform.villages",
    )
    .bind(crate::required_version())
    .fetch_one(pool)
    .await
}

/// How one of the databases that hold villages fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShardState {
    pub name: ShardName,
    /// Villages that are there, as the register says, without those on their way.
    pub villages: i64,
    /// What was found there, or why nothing was.
    pub found: Result<ShardFound, String>,
}

/// What is in a database that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ShardFound {
    /// Newest migration of `platform`; `None` when it was never migrated.
    pub platform_version: Option<i64>,
    /// Villages that its own queue knows of.
    pub villages: i64,
}

impl ShardState {
    /// Whether it answers, is at the version of this build, and has the villages it should have.
    pub fn is_well(&self) -> bool {
        self.found.as_ref().is_ok_and(|found| {
            found.platform_version == Some(crate::platform_version())
                && found.villages == self.villages
        })
    }
}

/// Looks at every database that is configured or that the register names, the main one first.
///
/// # Errors
/// When the main database does not answer.
pub async fn shards(database: &Database) -> sqlx::Result<Vec<ShardState>> {
    let counted: Vec<(String, i64)> = sqlx::query_as(
        "select shard, count(*) from platform.villages where moving_to is null group by shard",
    )
    .fetch_all(database.control())
    .await?;
    let mut counted: BTreeMap<String, i64> = counted.into_iter().collect();
    // All at once: several that are away are not waited for one after the other.
    let looks = database.shards().iter().map(async |shard| {
        let look = tokio::time::timeout(PATIENCE, look_at(shard.pool(), &shard.name));
        match look.await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("no answer within two seconds".to_owned()),
        }
    });
    let found = futures::future::join_all(looks).await;
    let mut states = Vec::new();
    for (shard, found) in database.shards().iter().zip(found) {
        states.push(ShardState {
            villages: counted.remove(shard.name.as_str()).unwrap_or(0),
            name: shard.name.clone(),
            found,
        });
    }
    for (name, villages) in counted {
        let Ok(name) = name.parse() else { continue };
        states.push(ShardState {
            name,
            villages,
            found: Err("database.shards does not name it".to_owned()),
        });
    }
    Ok(states)
}

async fn look_at(pool: &PgPool, name: &ShardName) -> sqlx::Result<ShardFound> {
    // Not through the pool, which would only say that it waited in vain.
    let mut connection = pool.connect_options().connect().await?;
    let platform_version = platform_version(&mut connection).await?;
    let villages = match platform_version {
        None => 0,
        Some(_) => {
            let (villages,) = sqlx::query_as(
                "select count(*) from platform.villages
                 where shard = $1 and moving_to is null
                     and schema_name not in (select schema_name from platform.village_copies)",
            )
            .bind(name.as_str())
            .fetch_one(&mut connection)
            .await?;
            villages
        }
    };
    Ok(ShardFound {
        platform_version,
        villages,
    })
}
