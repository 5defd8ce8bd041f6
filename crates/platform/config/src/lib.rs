//! What an operator may choose: one struct per concern, read from a file and the environment.
//!
//! Every key `section.key` of the file is also a variable `BANUA_SECTION_KEY`, which wins.
//! All problems are reported at once; unknown keys are problems. Secrets never print themselves.

mod bsre;
mod database;
mod oidc;
mod parse;
mod problem;
mod reader;
mod secret;
mod sections;
mod site;
mod vault;

use std::path::{Path, PathBuf};

pub use bsre::Bsre;
pub use database::{Database, Shard};
pub use ipnet::IpNet;
pub use oidc::{MfaClaim, Oidc};
pub use problem::{ConfigErrors, Problem};
pub use secret::Secret;
pub use sections::{
    Backup, Cache, Certificates, Dns, Jobs, Limits, LogFormat, Mail, Messages, Redis, Server,
    Storage, StorageMode, Telemetry, Tenants,
};
pub use site::{Environment, Scheme, Site};
pub use vault::{Vault, VaultKey};

use reader::Reader;

/// Looked for in this order when neither an argument nor `BANUA_CONFIG` names a file.
pub const DEFAULT_FILES: [&str; 2] = ["banua.toml", "var/banua.toml"];

#[derive(Debug, Clone)]
pub struct Config {
    pub server: Server,
    pub site: Site,
    pub database: Database,
    pub redis: Redis,
    pub storage: Storage,
    pub cache: Cache,
    pub jobs: Jobs,
    pub backup: Backup,
    pub mail: Mail,
    pub messages: Messages,
    /// `None`: nobody signs in by another's word.
    pub oidc: Option<Oidc>,
    /// `None`: letters are signed with the village's own key.
    pub bsre: Option<Bsre>,
    pub telemetry: Telemetry,
    pub limits: Limits,
    pub dns: Dns,
    pub certificates: Certificates,
    pub tenants: Tenants,
    pub vault: Vault,
    /// Every key with what was given for it, for the doctor; secrets are masked.
    pub settings: Vec<Setting>,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

/// One key as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub key: &'static str,
    /// Empty when nobody gave one and the default holds.
    pub value: String,
    /// The file or the variable; empty for the default.
    pub origin: String,
}

impl Config {
    /// Reads the named file, else the one `BANUA_CONFIG` names, else the first default that
    /// exists, else none; then the environment on top.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigErrors> {
        let named = file.map(Path::to_path_buf).or_else(|| {
            std::env::var_os("BANUA_CONFIG")
                .filter(|v| !v.is_empty())
                .map(Into::into)
        });
        let chosen = named.or_else(|| {
            DEFAULT_FILES
                .iter()
                .map(PathBuf::from)
                .find(|candidate| candidate.is_file())
        });
        let text = match &chosen {
            None => String::new(),
            Some(path) => std::fs::read_to_string(path).map_err(|error| {
                ConfigErrors(vec![Problem {
                    key: String::new(),
                    origin: path.display().to_string(),
                    message: format!("this configuration file cannot be read: {error}"),
                }])
            })?,
        };
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Self::from_parts(chosen, &text, environment)
    }

    /// The same from given text and variables, so that tests need no files and no process.
    pub fn from_parts(
        file: Option<PathBuf>,
        text: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigErrors> {
        let name = file
            .as_ref()
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        let mut reader = Reader::new(&name, text, environment);
        let server = Server::read(&mut reader);
        let site = Site::read(&mut reader, server.listen.port());
        let telemetry = Telemetry::read(&mut reader, site.is_production());
        let mail = Mail::read(&mut reader, site.is_production());
        let messages = Messages::read(&mut reader, site.is_production());
        let oidc = Oidc::read(&mut reader, site.is_production());
        let bsre = Bsre::read(&mut reader, site.is_production());
        let mut config = Self {
            mail,
            messages,
            oidc,
            bsre,
            database: Database::read(&mut reader),
            redis: Redis::read(&mut reader),
            storage: Storage::read(&mut reader),
            cache: Cache::read(&mut reader),
            jobs: Jobs::read(&mut reader),
            backup: Backup::read(&mut reader),
            limits: Limits::read(&mut reader),
            dns: Dns::read(&mut reader),
            certificates: Certificates::read(&mut reader, site.public_scheme == Scheme::Https),
            tenants: Tenants::read(&mut reader),
            vault: Vault::read(&mut reader),
            server,
            site,
            telemetry,
            settings: Vec::new(),
            file,
        };
        reader.refuse_unknown();
        if !reader.problems.is_empty() {
            return Err(ConfigErrors(reader.problems));
        }
        config.settings = reader.settings;
        Ok(config)
    }

    /// Free ports, no metrics listener, no worker inside, files under `data_dir`; change what the
    /// test is about through the public fields.
    pub fn for_tests(database_url: &str, admin_url: &str, data_dir: &Path) -> Self {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let environment = [
            pair("BANUA_DATABASE_URL", database_url),
            pair("BANUA_DATABASE_ADMIN_URL", admin_url),
            pair("BANUA_SERVER_LISTEN", "127.0.0.1:0"),
            pair("BANUA_SERVER_METRICS_LISTEN", "off"),
            pair("BANUA_SITE_PUBLIC_PORT", "8080"),
            pair("BANUA_JOBS_INLINE", "false"),
            pair("BANUA_JOBS_POLL_INTERVAL", "200ms"),
            pair("BANUA_STORAGE_DATA_DIR", &data_dir.display().to_string()),
            pair(
                "BANUA_MAIL_OUTBOX",
                &data_dir.join("outbox").display().to_string(),
            ),
            pair(
                "BANUA_MESSAGES_OUTBOX",
                &data_dir.join("messages").display().to_string(),
            ),
            pair(
                "BANUA_VAULT_FILE",
                &data_dir.join("vault.keys").display().to_string(),
            ),
        ];
        Self::from_parts(None, "", environment).expect("the defaults with two addresses are valid")
    }

    /// What works but deserves a second look before real visitors come; for `banua check`.
    pub fn advice(&self) -> Vec<String> {
        let mut advice = Vec::new();
        let outside = self
            .server
            .metrics_listen
            .filter(|address| !address.ip().is_loopback());
        if let Some(address) = outside {
            advice.push(format!(
                "server.metrics_listen is {address}: figures are meant for this machine only"
            ));
        }
        if self.database.admin_url.is_none() {
            advice.push(
                "database.admin_url is not set: migrations and new villages use database.url, \
                 which then needs the owner's rights"
                    .to_owned(),
            );
        }
        if self.site.is_production() {
            if self.server.trusted_proxies.is_empty() {
                advice.push(
                    "server.trusted_proxies is empty: behind Caddy on this machine it should be \
                     127.0.0.1, or every visitor seems to be the proxy"
                        .to_owned(),
                );
            }
            if self.storage.mode == StorageMode::Embedded {
                advice.push(format!(
                    "storage.mode is embedded: media live only in {}, so back that folder up",
                    self.storage.data_dir.display()
                ));
            }
            if self.redis.url.is_none() {
                advice.push(
                    "redis.url is not set: limits count per process only, and nobody can sign in"
                        .to_owned(),
                );
            }
            if self.mail.smtp_url.is_none() {
                advice.push(format!(
                    "mail.smtp_url is not set: letters to staff only go into {}",
                    self.mail.outbox.display()
                ));
            }
            if !self.vault.is_chosen {
                advice.push(
                    "neither vault.keys nor vault.file is set: personal data of residents cannot \
                     be kept until there is a master key"
                        .to_owned(),
                );
            }
        }
        advice
    }
}

#[cfg(test)]
mod tests;
