//! The Postgres databases that hold villages: the main one, which has the register too, and further
//! ones. Every village is in one of them, and the register says in which.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use config::Config;
use jiff::Timestamp;
use kernel::{SchemaName, ShardName};
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

/// One database that holds villages.
#[derive(Clone)]
pub struct Shard {
    pub name: ShardName,
    pool: PgPool,
    owner: PgConnectOptions,
}

impl Shard {
    /// The pool of the service's login.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// A connection of the owner; see [`Database::owner`].
    ///
    /// # Errors
    /// When the owner cannot log in.
    pub async fn owner(&self) -> sqlx::Result<PgConnection> {
        self.owner.connect().await
    }
}

/// The one way to the data: a pool for requests of each database, and short-lived owner connections
/// for the few acts that make schemas and roles.
#[derive(Clone)]
pub struct Database {
    /// The main one first.
    shards: Arc<[Shard]>,
    /// Villages that are elsewhere than in the main one, as the register was read last; `None`
    /// before.
    placements: Arc<RwLock<Option<HashMap<SchemaName, ShardName>>>>,
    /// Connections from before this moment are not used again.
    renewed: Arc<Mutex<Instant>>,
}

impl Database {
    /// Prepares the pools without connecting: the service starts, and says so, while Postgres is
    /// still away.
    ///
    /// # Errors
    /// When an address of the configuration cannot be read.
    pub fn open(config: &Config) -> Result<Self, DatabaseError> {
        let settings = &config.database;
        let renewed = Arc::new(Mutex::new(Instant::now()));
        let open = |name: ShardName, url: &str, owner: &str| {
            Ok::<_, DatabaseError>(Shard {
                name,
                pool: pool(settings, options(url)?, renewed.clone()),
                owner: options(owner)?,
            })
        };
        let mut shards = vec![open(
            ShardName::main(),
            settings.url.expose(),
            settings.admin().expose(),
        )?];
        for shard in &settings.shards {
            let (url, owner) = (shard.url.expose(), shard.admin().expose());
            shards.push(open(shard.name.clone(), url, owner)?);
        }
        Ok(Self {
            shards: shards.into(),
            placements: Arc::default(),
            renewed,
        })
    }

    /// Replaces every pooled connection before its next use. Needed when tables changed under
    /// statements that connections had prepared.
    pub fn renew_connections(&self) {
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Opens a transaction on one village, wherever it is.
    ///
    /// # Errors
    /// See [`VillageTx::begin`]; also when the village is in a database this process does not know.
    pub async fn village(&self, schema: &SchemaName) -> sqlx::Result<VillageTx> {
        VillageTx::begin(&self.shard_of(schema).await?.pool, schema).await
    }

    /// Opens a transaction on one village and looks up prepared parts on the way.
    ///
    /// # Errors
    /// As [`Database::village`].
    pub async fn village_with_parts(
        &self,
        schema: &SchemaName,
        names: &[&PartName],
        now: Timestamp,
    ) -> sqlx::Result<VillageTx> {
        let shard = self.shard_of(schema).await?;
        VillageTx::begin_with_parts(&shard.pool, schema, names, now).await
    }

    /// Opens a transaction on control data in the name of a village that is elsewhere: what it tells
    /// the district. `None` for one that is beside the register, whose own transaction does.
    ///
    /// # Errors
    /// As [`Database::village`].
    pub async fn village_at_home(&self, schema: &SchemaName) -> sqlx::Result<Option<VillageTx>> {
        if self.shard_of(schema).await?.name.is_main() {
            return Ok(None);
        }
        // Its role is there, and its schema is not: only what is named with its schema is found.
        VillageTx::begin(self.control(), schema).await.map(Some)
    }

    /// Opens a transaction on control data.
    ///
    /// # Errors
    /// See [`PlatformTx::begin`].
    pub async fn platform(&self) -> sqlx::Result<PlatformTx> {
        PlatformTx::begin(self.control()).await
    }

    /// The pool for control data (`platform.…`, always qualified). Village tables are not
    /// reachable through it.
    pub fn control(&self) -> &PgPool {
        &self.shards[0].pool
    }

    /// A connection of the owner, for provisioning and migrations only. Not pooled: a backend
    /// that touched hundreds of schemas keeps their catalogue in memory until it ends.
    ///
    /// # Errors
    /// When the owner cannot log in.
    pub async fn owner(&self) -> sqlx::Result<PgConnection> {
        self.shards[0].owner().await
    }

    /// The main database, where the register is.
    pub fn home(&self) -> &Shard {
        &self.shards[0]
    }

    /// Every database that holds villages, the main one first.
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    /// The database of that name, if this process knows one.
    pub fn shard(&self, name: &ShardName) -> Option<&Shard> {
        self.shards.iter().find(|shard| shard.name == *name)
    }

    /// The database of that name.
    pub(crate) fn named(&self, name: &ShardName) -> sqlx::Result<&Shard> {
        self.shard(name).ok_or_else(|| unknown(name))
    }

    /// Where a village is, as the register was read last.
    ///
    /// # Errors
    /// When the village is in a database this process does not know, or the register was never read
    /// and cannot be read now.
    pub async fn shard_of(&self, schema: &SchemaName) -> sqlx::Result<&Shard> {
        let main = &self.shards[0];
        let placement = match self.placement(schema) {
            Some(placement) => placement,
            // Whoever knows one database only finds every village there, or says later why not.
            None if self.shards.len() == 1 => None,
            None => {
                self.place(crate::register::placements(self.control()).await?);
                self.placement(schema).flatten()
            }
        };
        match placement {
            None => Ok(main),
            Some(name) => self.named(&name),
        }
    }

    /// The outer `None` when nothing was read yet, the inner for one in the main database.
    #[expect(clippy::option_option, reason = "two things may be unknown")]
    fn placement(&self, schema: &SchemaName) -> Option<Option<ShardName>> {
        let placements = self
            .placements
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let known = placements.as_ref()?;
        Some(known.get(schema).cloned())
    }

    /// What the register says now; villages in the main database may be left out.
    pub(crate) fn place(&self, placements: impl IntoIterator<Item = (SchemaName, ShardName)>) {
        let elsewhere = placements
            .into_iter()
            .filter(|(_, shard)| !shard.is_main())
            .collect();
        *self
            .placements
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(elsewhere);
    }

    /// What the register says now of these villages, and of no other.
    pub(crate) fn place_anew(
        &self,
        schemas: &[SchemaName],
        placements: impl IntoIterator<Item = (SchemaName, ShardName)>,
    ) {
        let mut known = self
            .placements
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Before the whole register was read nothing is known of anybody.
        let Some(elsewhere) = known.as_mut() else {
            return;
        };
        for schema in schemas {
            elsewhere.remove(schema);
        }
        let moved = placements.into_iter().filter(|(_, shard)| !shard.is_main());
        elsewhere.extend(moved);
    }

    /// Waits for running statements, then closes the pools.
    pub async fn close(&self) {
        futures::future::join_all(self.shards.iter().map(|shard| shard.pool.close())).await;
    }
}

/// A setting that is missing; for visitors the same as a database that is away.
fn unknown(name: &ShardName) -> sqlx::Error {
    sqlx::Error::Configuration(format!("database.shards does not name {name}").into())
}

fn pool(
    settings: &config::Database,
    login: PgConnectOptions,
    renewed: Arc<Mutex<Instant>>,
) -> PgPool {
    PgPoolOptions::new()
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(Duration::from_secs(5 * 60))
        .max_lifetime(Duration::from_secs(20 * 60))
        // VillageTx replaces dead connections itself; a ping per request would cost more.
        .test_before_acquire(false)
        .before_acquire(move |_, connection| {
            let renewed = *renewed.lock().unwrap_or_else(PoisonError::into_inner);
            let is_current = connection.age <= renewed.elapsed();
            Box::pin(async move { Ok(is_current) })
        })
        // A session default of the login, so that no request pays a statement for it.
        .connect_lazy_with(login.options([(
            "statement_timeout",
            settings.statement_timeout.as_millis().to_string(),
        )]))
}

fn options(url: &str) -> Result<PgConnectOptions, DatabaseError> {
    let options: PgConnectOptions = url.parse().map_err(DatabaseError::Address)?;
    Ok(options
        .application_name("banua")
        .log_statements(log::LevelFilter::Trace)
        .log_slow_statements(log::LevelFilter::Warn, Duration::from_secs(1)))
}
