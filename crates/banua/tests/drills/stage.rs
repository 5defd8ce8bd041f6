//! A regency of its own for one drill, and the program to be killed in it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use config::{Config, Shard};
use db::{
    Database, fleet,
    provision::{self, NewVillage},
    register::{self, Regency, Subdistrict},
};
use kernel::{SchemaName, VillageCode};
use sqlx::{AssertSqlSafe, PgConnection};
use support::own_database;
use tokio::process::Command;

/// A connection of a killed program ends within this, or what it did last took long.
const SETTLED: Duration = Duration::from_secs(20);

pub struct Stage {
    pub config: Config,
    pub owner: PgConnection,
    pub folder: PathBuf,
    subdistrict: String,
    addresses: (String, String),
    /// Our own connections.
    ours: BTreeSet<i32>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Stage {
    /// Roles belong to the whole server: each drill takes a subdistrict of its own, by number.
    pub async fn new(name: &str, subdistrict: u32) -> Self {
        Self::build(name, subdistrict, None).await
    }

    /// With a second database for villages, of this name.
    pub async fn with_far(name: &str, subdistrict: u32, far: &str) -> Self {
        Self::build(name, subdistrict, Some(far)).await
    }

    async fn build(name: &str, subdistrict: u32, far: Option<&str>) -> Self {
        let addresses = own_database(name).await;
        banua::setup::install_tls();
        let folder = std::env::temp_dir().join(format!("banua-drill-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(folder.join("media")).unwrap();
        let mut config = Config::for_tests(&addresses.1, &addresses.0, &folder.join("media"));
        config.storage.embedded_port = 0;
        if let Some(far) = far {
            let (owner, service) = own_database(&format!("{name}_{far}")).await;
            config.database.shards.push(Shard {
                name: far.parse().unwrap(),
                url: service.into(),
                admin_url: Some(owner.into()),
            });
        }
        let database = Database::open(&config).unwrap();
        let owner = database.owner().await.unwrap();
        let mut stage = Self {
            config,
            owner,
            folder,
            subdistrict: format!("63.03.{subdistrict}"),
            addresses,
            ours: BTreeSet::new(),
        };
        stage.forget_old_roles(subdistrict).await;
        fleet::migrate(&database, |_, _| {}).await.unwrap();
        stage.apply_regency(subdistrict).await;
        database.close().await;
        stage.settle_alone().await;
        stage.ours = stage.connections().await;
        stage
    }

    /// Earlier runs had databases that are gone, and roles that are not.
    async fn forget_old_roles(&mut self, subdistrict: u32) {
        let roles: Vec<(String,)> =
            sqlx::query_as("select rolname::text from pg_roles where rolname like $1")
                .bind(format!("d\\_6303{subdistrict}%"))
                .fetch_all(&mut self.owner)
                .await
                .unwrap();
        for (role,) in roles {
            self.sql(&format!("drop role \"{role}\"")).await;
        }
    }

    async fn apply_regency(&mut self, number: u32) {
        let regency = Regency {
            code: "63.03".to_owned(),
            name: "Banjar".to_owned(),
            province: "Kalimantan Selatan".to_owned(),
            settings: serde_json::json!({}),
            subdistricts: vec![Subdistrict {
                code: self.subdistrict.clone(),
                name: format!("Kecamatan Uji {number}"),
                slug: format!("uji-{number}"),
                latitude: None,
                longitude: None,
                area_km2: None,
            }],
        };
        register::apply_regency(&mut self.owner, &regency)
            .await
            .unwrap();
    }

    pub fn code(&self, number: usize) -> VillageCode {
        format!("{}.2{number:03}", self.subdistrict)
            .parse()
            .unwrap()
    }

    pub async fn village(&mut self, number: usize) -> SchemaName {
        let code = self.code(number);
        let village = NewVillage {
            code,
            name: format!("Uji {number}"),
            kind: code.kind(),
            subdistrict: code.subdistrict(),
            slug: format!("uji-{number}").parse().unwrap(),
            palette: "padi".to_owned(),
            postal_code: String::new(),
            latitude: None,
            longitude: None,
            area_km2: None,
        };
        provision::add(&mut self.owner, &village, "test")
            .await
            .unwrap();
        SchemaName::from(code)
    }

    pub async fn drop_village(&mut self, number: usize) {
        let code = self.code(number);
        let database = Database::open(&self.config).unwrap();
        provision::drop_village(&database, &code, "test")
            .await
            .unwrap();
        database.close().await;
    }

    pub fn file(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }

    pub async fn sql(&mut self, text: &str) {
        sqlx::raw_sql(AssertSqlSafe(text.to_owned()))
            .execute(&mut self.owner)
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"));
    }

    pub async fn one<T>(&mut self, text: &str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        sqlx::query_scalar(AssertSqlSafe(text.to_owned()))
            .fetch_one(&mut self.owner)
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// The program as an operator starts it, with nothing of ours in its surroundings.
    fn program(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banua"));
        command
            .arg("--json")
            .args(line)
            .current_dir(&self.folder)
            .env_clear()
            .env("BANUA_DATABASE_URL", &self.addresses.1)
            .env("BANUA_DATABASE_ADMIN_URL", &self.addresses.0)
            .env("BANUA_SERVER_LISTEN", "127.0.0.1:0")
            .env("BANUA_STORAGE_DATA_DIR", &self.config.storage.data_dir)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        for shard in &self.config.database.shards {
            let (name, url, owner) = (&shard.name, shard.url.expose(), shard.admin().expose());
            command
                .env("BANUA_DATABASE_SHARDS", format!("{name}={url}"))
                .env("BANUA_DATABASE_SHARD_ADMINS", format!("{name}={owner}"));
        }
        command
    }

    /// Lets it do its work; tells what it answered and how long it took.
    pub async fn run(&self, line: &[&str]) -> (serde_json::Value, Duration) {
        let begun = Instant::now();
        let output = self.program(line).output().await.unwrap();
        let took = begun.elapsed();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "{line:?}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        (serde_json::from_str(&said).unwrap(), took)
    }

    /// Starts it and kills it after a while. `false` when it had ended by itself. Returns when
    /// nothing of it lives on in the database.
    pub async fn cut_off(&mut self, line: &[&str], after: Duration) -> bool {
        let mut child = self.program(line).spawn().unwrap();
        let was_killed = tokio::time::timeout(after, child.wait()).await.is_err();
        if was_killed {
            child.kill().await.unwrap();
        }
        self.settle().await;
        was_killed
    }

    async fn connections(&mut self) -> BTreeSet<i32> {
        let pids: Vec<(i32,)> = sqlx::query_as(
            "select pid from pg_stat_activity
             where datname = current_database() and backend_type = 'client backend'",
        )
        .fetch_all(&mut self.owner)
        .await
        .unwrap();
        pids.into_iter().map(|(pid,)| pid).collect()
    }

    async fn settle(&mut self) {
        let begun = Instant::now();
        loop {
            let now = self.connections().await;
            if now.difference(&self.ours).next().is_none() {
                return;
            }
            assert!(begun.elapsed() < SETTLED, "the killed program lives on");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn settle_alone(&mut self) {
        let begun = Instant::now();
        while self.connections().await.len() > 1 && begun.elapsed() < SETTLED {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The files of the migrations of a village, oldest first, each with its version.
pub fn village_migrations() -> Vec<(i64, String)> {
    let folder: &Path = &support::root().join("migrations/village");
    let mut files: Vec<(i64, String)> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let version = name.split('_').next().unwrap().parse().unwrap();
            (version, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}
