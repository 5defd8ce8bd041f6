//! The whole service on a port of its own, and villages that belong to one test each.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop loudly"
)]

pub mod browser;

pub use browser::{Browser, Led, Seen};

use std::{path::PathBuf, process::ExitCode, time::Duration};

use banua::commands::serve::Running;
use config::Config;
use db::{
    Database, VillageTx, fleet,
    provision::{self, NewVillage, ProvisionError},
    register::{self, Regency, Subdistrict},
};
use kernel::{SchemaName, VillageCode};
use reqwest::{RequestBuilder, Response, redirect::Policy};
use tokio::{net::TcpListener, sync::watch};
use web::Clock;

/// The running service.
pub struct TestApp {
    pub running: Running,
    pub database: Database,
    pub clock: Clock,
    pub config: Config,
    client: reqwest::Client,
    /// Where its pictures lie; goes with it.
    media: PathBuf,
    _stop: watch::Sender<bool>,
}

/// A village made for one test.
pub struct TestVillage {
    pub code: VillageCode,
    pub slug: String,
    pub schema: SchemaName,
}

/// The addresses `deploy/dev/prepare --purpose test` wrote, which `make test` sources.
pub fn environment(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set; run `make test`, or `. var/test/env` first"))
}

/// The top of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.media);
    }
}

/// What closes the keys of villages in tests.
const MASTER_KEY: &str = "1=f0e0d1c1b2a2938374645545362617070818f9e9dacabbab9c8c7d6d5e4e3f2f";

impl TestApp {
    /// Starts with everything in place.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with sessions, which live in Redis.
    pub async fn start_with_redis() -> Self {
        Self::start_with(|config| {
            config.redis.url = Some(config::Secret::from(environment("BANUA_REDIS_URL")));
        })
        .await
    }

    /// Starts with a changed configuration.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        banua::setup::install_tls();
        let media = std::env::temp_dir().join(format!("banua-test-{}", uuid::Uuid::new_v4()));
        let mut config = Config::for_tests(
            &environment("BANUA_DATABASE_URL"),
            &environment("BANUA_DATABASE_ADMIN_URL"),
            &media,
        );
        config.storage.embedded_port = 0;
        config.database.max_connections = 4;
        // The same for all: tests share a database.
        config.vault.keys = config::VaultKey::read_all(MASTER_KEY).unwrap();
        change(&mut config);
        let database = Database::open(&config).unwrap();
        fleet::migrate(&database, |_, _| {}).await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let clock = Clock::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let running = Running::start(config.clone(), listener, stopped, clock.clone())
            .await
            .unwrap();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_secs(30))
            .local_address(own_address())
            .build()
            .unwrap();
        Self {
            running,
            database,
            clock,
            config,
            client,
            media,
            _stop: stop,
        }
    }

    /// A request to a host.
    pub fn ask(&self, host: &str, path: &str) -> RequestBuilder {
        self.client
            .get(format!("http://{}{path}", self.running.address))
            .header("host", host)
    }

    /// A form that is about to be sent.
    pub fn post(&self, host: &str, path: &str) -> RequestBuilder {
        self.client
            .post(format!("http://{}{path}", self.running.address))
            .header("host", host)
    }

    /// Any request, as a program sends it.
    pub fn request(&self, method: &str, host: &str, path: &str) -> RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        self.client
            .request(method, format!("http://{}{path}", self.running.address))
            .header("host", host)
    }

    /// Asks and waits.
    pub async fn get(&self, host: &str, path: &str) -> Response {
        self.ask(host, path).send().await.unwrap()
    }

    /// A code that no village has, in a subdistrict that is in the register.
    pub async fn free_code(&self) -> VillageCode {
        let (district, number) = random_place();
        let subdistrict = format!("63.03.{district}");
        let mut owner = self.database.owner().await.unwrap();
        register::apply_regency(&mut owner, &regency(&subdistrict, district))
            .await
            .unwrap();
        format!("{subdistrict}.2{number:03}").parse().unwrap()
    }

    /// The host of the portal and of the district's console.
    pub fn portal_host(&self) -> String {
        self.config.site.portal_host()
    }

    /// Provisions a village with a code and a slug of its own.
    pub async fn village(&self) -> TestVillage {
        let mut owner = self.database.owner().await.unwrap();
        for _ in 0..50 {
            let (district, number) = random_place();
            let subdistrict = format!("63.03.{district}");
            register::apply_regency(&mut owner, &regency(&subdistrict, district))
                .await
                .unwrap();
            let code: VillageCode = format!("{subdistrict}.2{number:03}").parse().unwrap();
            let slug = format!("uji-{}", uuid::Uuid::new_v4().simple());
            let village = NewVillage {
                code,
                name: format!("Uji {}", code.digits()),
                kind: code.kind(),
                subdistrict: code.subdistrict(),
                slug: slug.parse().unwrap(),
                palette: "padi".to_owned(),
                postal_code: String::new(),
                latitude: Some(-3.3),
                longitude: Some(114.7),
                area_km2: Some(11.84),
            };
            match provision::add(&mut owner, &village, "test").await {
                Ok(()) => {
                    let made = TestVillage {
                        code,
                        slug,
                        schema: SchemaName::from(code),
                    };
                    self.wait_for(&made).await;
                    return made;
                }
                Err(ProvisionError::CodeTaken(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
        panic!("no free village code");
    }

    /// Until the service has heard of the village.
    async fn wait_for(&self, village: &TestVillage) {
        for _ in 0..100 {
            if self.get(&village.host(), "/").await.status() == 200 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the village does not answer within five seconds of its provisioning");
    }

    /// A transaction on a village, as a feature would open it: what it commits is seen by the next
    /// request, without waiting for the announcement to come round.
    pub async fn tx(&self, village: &TestVillage) -> VillageTx {
        let mut tx = self.database.village(&village.schema).await.unwrap();
        if let Some(known) = self.running.app.registry().by_schema(&village.schema) {
            let generation = known.generation.clone();
            tx.after_commit(move || generation.advance());
        }
        tx
    }
}

impl TestVillage {
    /// Its host under the base domain.
    pub fn host(&self) -> String {
        format!("{}.localhost", self.slug)
    }
}

/// An address that no other test sends from: limits that are shared by all villages would otherwise
/// count what other tests, and earlier runs, did wrong on purpose. All of 127/8 is this machine.
fn own_address() -> std::net::IpAddr {
    let random = uuid::Uuid::new_v4().into_bytes();
    std::net::Ipv4Addr::new(127, random[0], random[1], random[2].clamp(2, 254)).into()
}

/// Subdistrict numbers that do not exist, so that no real village is in the way.
fn random_place() -> (u32, u32) {
    let random = uuid::Uuid::new_v4().as_u128();
    (
        u32::try_from(30 + random % 60).unwrap(),
        u32::try_from((random >> 32) % 1000).unwrap(),
    )
}

fn regency(subdistrict: &str, district: u32) -> Regency {
    Regency {
        code: "63.03".to_owned(),
        name: "Banjar".to_owned(),
        province: "Kalimantan Selatan".to_owned(),
        settings: serde_json::json!({ "portal_name": "Portal Desa Kabupaten Banjar" }),
        subdistricts: vec![Subdistrict {
            code: subdistrict.to_owned(),
            name: format!("Kecamatan Uji {district}"),
            slug: format!("uji-{district}"),
            latitude: None,
            longitude: None,
            area_km2: None,
        }],
    }
}

/// A database of this test's own on the test server, made anew: owner's and service's address.
pub async fn own_database(name: &str) -> (String, String) {
    let on = |url: String| {
        let (server, _) = url.rsplit_once('/').unwrap();
        format!("{server}/{name}")
    };
    let owner = environment("BANUA_DATABASE_ADMIN_URL");
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&owner)
        .await
        .unwrap();
    for statement in [
        format!("drop database if exists \"{name}\" with (force)"),
        format!("create database \"{name}\""),
    ] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    (on(owner), on(environment("BANUA_DATABASE_URL")))
}

/// Runs a command line as `banua` would and tells how it ended: 0 done, 1 failed, 2 refused.
pub async fn command_line(config: &Config, line: &[&str]) -> ExitCode {
    #[derive(clap::Parser)]
    struct Line {
        #[command(subcommand)]
        command: banua::commands::Command,
    }
    let words = std::iter::once("banua").chain(line.iter().copied());
    match <Line as clap::Parser>::try_parse_from(words) {
        Ok(line) => banua::commands::run(line.command, Ok(config.clone()), false).await,
        Err(error) => banua::commands::usage_error(&error),
    }
}

/// The body of a response.
pub async fn text(response: Response) -> String {
    response.text().await.unwrap()
}

/// Publishes an article with nothing but what the tables demand.
pub async fn publish(tx: &mut VillageTx, slug: &str, title: &str, body: &str) {
    sqlx::query(
        "insert into articles (id, slug, title, excerpt, body_html, status, published_at)
         values ($1, $2, $3, $4, $5, 'published', now() - interval '1 hour')",
    )
    .bind(uuid::Uuid::now_v7())
    .bind(slug)
    .bind(title)
    .bind(body)
    .bind(format!("<p>{body}</p>"))
    .execute(&mut **tx)
    .await
    .unwrap();
}

/// Somebody at another address than the test's own.
pub struct Caller {
    client: reqwest::Client,
    address: std::net::SocketAddr,
}

impl Caller {
    pub fn new(app: &TestApp) -> Self {
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_secs(30))
            .local_address(own_address())
            .build()
            .unwrap();
        Self {
            client,
            address: app.running.address,
        }
    }

    /// Sends a form; the status of the answer.
    pub async fn post(&self, host: &str, path: &str, body: &str) -> u16 {
        let response = self
            .client
            .post(format!("http://{}{path}", self.address))
            .header("host", host)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.to_owned())
            .send()
            .await
            .unwrap();
        response.status().as_u16()
    }
}
