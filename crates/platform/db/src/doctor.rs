//! Questions of the doctor: does Postgres answer, who are we there, and is that the right amount
//! of power? Asks only; changes nothing.

use jiff::Timestamp;
use sqlx::{ConnectOptions, PgConnection, PgPool};

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
