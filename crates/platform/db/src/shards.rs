//! The Postgres databases that hold villages. One today; every village row names its own.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use config::Config;
use jiff::Timestamp;
use kernel::SchemaName;
use sqlx::{
    ConnectOptions, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{PartName, PlatformTx, VillageTx};

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    #[error("the database address is not valid: {0}")]
    Address(#[source] sqlx::Error),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// The one way to the data: a pool for requests, and short-lived owner connections for the few
/// acts that make schemas and roles.
#[derive(Clone)]
pub struct Database {
    pool: PgPool,
    /// Connections from before this moment are not used again.
    renewed: Arc<Mutex<Instant>>,
    owner: PgConnectOptions,
}

impl Database {
    /// Prepares the pool without connecting: the service starts, and says so, while Postgres is
    /// still away.
    ///
    /// # Errors
    /// When an address of the configuration cannot be read.
    pub fn open(config: &Config) -> Result<Self, DatabaseError> {
        let settings = &config.database;
        let app = options(settings.url.expose())?;
        let owner = options(settings.admin().expose())?;
        let renewed = Arc::new(Mutex::new(Instant::now()));
        let current = renewed.clone();
        let pool = PgPoolOptions::new()
            .max_connections(settings.max_connections)
            .acquire_timeout(settings.acquire_timeout)
            .idle_timeout(Duration::from_secs(5 * 60))
            .max_lifetime(Duration::from_secs(20 * 60))
            // VillageTx replaces dead connections itself; a ping per request would cost more.
            .test_before_acquire(false)
            .before_acquire(move |_, connection| {
                let renewed = *current.lock().unwrap_or_else(PoisonError::into_inner);
                let is_current = connection.age <= renewed.elapsed();
                Box::pin(async move { Ok(is_current) })
            })
            // A session default of the login, so that no request pays a statement for it.
            .connect_lazy_with(app.options([(
                "statement_timeout",
                settings.statement_timeout.as_millis().to_string(),
            )]));
        Ok(Self {
            pool,
            renewed,
            owner,
        })
    }

    /// Replaces every pooled connection before its next use. Needed when tables changed under
    /// statements that connections had prepared.
    pub fn renew_connections(&self) {
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Opens a transaction on one village.
    ///
    /// # Errors
    /// See [`VillageTx::begin`].
    pub async fn village(&self, schema: &SchemaName) -> sqlx::Result<VillageTx> {
        VillageTx::begin(&self.pool, schema).await
    }

    /// Opens a transaction on one village and looks up prepared parts on the way.
    ///
    /// # Errors
    /// See [`VillageTx::begin`].
    pub async fn village_with_parts(
        &self,
        schema: &SchemaName,
        names: &[&PartName],
        now: Timestamp,
    ) -> sqlx::Result<VillageTx> {
        VillageTx::begin_with_parts(&self.pool, schema, names, now).await
    }

    /// Opens a transaction on control data.
    ///
    /// # Errors
    /// See [`PlatformTx::begin`].
    pub async fn platform(&self) -> sqlx::Result<PlatformTx> {
        PlatformTx::begin(&self.pool).await
    }

    /// The pool for control data (`platform.…`, always qualified). Village tables are not
    /// reachable through it.
    pub fn control(&self) -> &PgPool {
        &self.pool
    }

    /// A connection of the owner, for provisioning and migrations only. Not pooled: a backend
    /// that touched hundreds of schemas keeps their catalogue in memory until it ends.
    ///
    /// # Errors
    /// When the owner cannot log in.
    pub async fn owner(&self) -> sqlx::Result<PgConnection> {
        self.owner.connect().await
    }

    /// Waits for running statements, then closes the pool.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

fn options(url: &str) -> Result<PgConnectOptions, DatabaseError> {
    let options: PgConnectOptions = url.parse().map_err(DatabaseError::Address)?;
    Ok(options
        .application_name("banua")
        .log_statements(log::LevelFilter::Trace)
        .log_slow_statements(log::LevelFilter::Warn, Duration::from_secs(1)))
}
