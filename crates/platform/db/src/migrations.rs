//! The two histories of schema changes, and how one of them is applied to one schema.

use sqlx::{
    AssertSqlSafe, PgConnection,
    migrate::{Migration, Migrator},
};

static PLATFORM: Migrator = sqlx::migrate!("../../../migrations/platform");
static VILLAGE: Migrator = sqlx::migrate!("../../../migrations/village");

/// Why a schema could not be brought up to date. Nothing of the failed schema was changed.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error("migration {version} ({description}) failed: {source}")]
    Failed {
        version: i64,
        description: String,
        source: sqlx::Error,
    },
    #[error(
        "migration {version} was applied in another wording than this build has; \
         a migration is never edited once it is merged"
    )]
    Edited { version: i64 },
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// The version a village's schema must have before this build serves it.
pub fn required_version() -> i64 {
    VILLAGE
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

/// The newest version of the platform's own schema that this build knows.
pub fn platform_version() -> i64 {
    PLATFORM
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

/// Versions and descriptions of the village history, oldest first.
pub fn village_migrations() -> impl Iterator<Item = (i64, &'static str)> {
    VILLAGE
        .iter()
        .map(|migration| (migration.version, migration.description.as_ref()))
}

/// Which history a schema follows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum History<'a> {
    Platform,
    /// With what comes after the migrations of this build, if anything.
    Village(&'a [Migration]),
}

impl<'a> History<'a> {
    fn migrations(self) -> impl Iterator<Item = &'a Migration> {
        let (known, later): (&'a Migrator, &'a [Migration]) = match self {
            Self::Platform => (&PLATFORM, &[]),
            Self::Village(later) => (&VILLAGE, later),
        };
        known.iter().chain(later)
    }

    /// Where it leads.
    pub(crate) fn version(self) -> i64 {
        self.migrations()
            .map(|migration| migration.version)
            .max()
            .unwrap_or_default()
    }
}

/// Creates the table that remembers what was applied. `schema` is trusted: `platform`,
/// `village_template` or a `SchemaName`.
pub(crate) async fn prepare(db: &mut PgConnection, schema: &str) -> sqlx::Result<()> {
    let sql = format!(
        "create table if not exists \"{schema}\"._sqlx_migrations (
            version bigint primary key,
            description text not null,
            installed_on timestamptz not null default now(),
            success boolean not null,
            checksum bytea not null,
            execution_time bigint not null
        )"
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await?;
    Ok(())
}

/// Applies what is missing, inside the caller's transaction. Returns how many were applied.
pub(crate) async fn apply_pending(
    db: &mut PgConnection,
    schema: &str,
    history: History<'_>,
) -> Result<usize, MigrationError> {
    let path = format!("set local search_path = \"{schema}\"");
    sqlx::raw_sql(AssertSqlSafe(path)).execute(&mut *db).await?;
    let known = format!("select version, checksum from \"{schema}\"._sqlx_migrations");
    let known: Vec<(i64, Vec<u8>)> = sqlx::query_as(AssertSqlSafe(known))
        .persistent(false)
        .fetch_all(&mut *db)
        .await?;

    let mut applied = 0;
    for migration in history.migrations() {
        match known
            .iter()
            .find(|(version, _)| *version == migration.version)
        {
            Some((_, checksum)) if checksum.as_slice() == migration.checksum.as_ref() => continue,
            Some(_) => {
                return Err(MigrationError::Edited {
                    version: migration.version,
                });
            }
            None => {}
        }
        sqlx::raw_sql(migration.sql.clone())
            .execute(&mut *db)
            .await
            .map_err(|source| MigrationError::Failed {
                version: migration.version,
                description: migration.description.to_string(),
                source,
            })?;
        let record = format!(
            "insert into \"{schema}\"._sqlx_migrations
                (version, description, success, checksum, execution_time)
             values ($1, $2, true, $3, 0)"
        );
        sqlx::query(AssertSqlSafe(record))
            .persistent(false)
            .bind(migration.version)
            .bind(migration.description.as_ref())
            .bind(migration.checksum.as_ref())
            .execute(&mut *db)
            .await?;
        applied += 1;
    }
    Ok(applied)
}
