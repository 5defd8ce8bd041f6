//! Putting the service together from its configuration: database, object storage, Redis, shell.

use std::{net::SocketAddr, path::Path, sync::Arc};

use anyhow::{Context as _, bail};
use cache::Redis;
use config::{Config, Environment, Storage, StorageMode};
use db::Database;
use devs3::EmbeddedS3;
use dns::Dns;
use identity::mail::Mailer;
use jobs::Handlers;
use media::{ObjectStore, S3Store, StorageSettings};
use messages::Messenger;
use vault::{MasterKeys, WhenMissing};
use web::{App, Clock, Services};

use crate::{backup::Keeper, features, relocating};

/// Object storage: the client, and the embedded server when this process runs one.
pub struct Objects {
    pub store: Arc<dyn ObjectStore>,
    embedded: Option<EmbeddedS3>,
}

impl Objects {
    /// Starts the embedded server if the configuration asks for it, and makes the client.
    ///
    /// # Errors
    /// When the embedded server cannot start. A store elsewhere that is away is no error: news
    /// stays readable and jobs wait.
    pub async fn open(storage: &Storage) -> anyhow::Result<Self> {
        Self::connect(storage, false).await
    }

    /// The same for a command, which the service on this machine may run beside.
    ///
    /// # Errors
    /// As [`Objects::open`].
    pub async fn visit(storage: &Storage) -> anyhow::Result<Self> {
        Self::connect(storage, true).await
    }

    async fn connect(storage: &Storage, is_visit: bool) -> anyhow::Result<Self> {
        let (settings, embedded) = match storage.mode {
            StorageMode::Embedded => {
                let (access, secret) = embedded_keys(&storage.data_dir)?;
                let address = SocketAddr::from(([127, 0, 0, 1], storage.embedded_port));
                let folder = &storage.data_dir;
                let server = if is_visit {
                    EmbeddedS3::visit(folder, address, &access, &secret).await?
                } else {
                    EmbeddedS3::start_or_join(folder, address, &access, &secret).await?
                };
                server.create_bucket(&storage.bucket)?;
                let settings = StorageSettings {
                    endpoint: server.endpoint(),
                    region: storage.region.clone(),
                    bucket: storage.bucket.clone(),
                    access_key: access,
                    secret_key: secret,
                };
                (settings, Some(server))
            }
            StorageMode::S3 => (remote_settings(storage)?, None),
        };
        let store = S3Store::new(&settings);
        if embedded.is_none()
            && let Err(error) = store.ensure_bucket().await
        {
            tracing::warn!(%error, "object storage is away; pictures wait for it");
        }
        Ok(Self {
            store: Arc::new(store),
            embedded,
        })
    }

    /// Ends the embedded server, if any, after the requests under way.
    pub async fn shutdown(self) {
        if let Some(server) = self.embedded {
            server.shutdown().await;
        }
    }
}

fn remote_settings(storage: &Storage) -> anyhow::Result<StorageSettings> {
    let (Some(access), Some(secret)) = (&storage.access_key, &storage.secret_key) else {
        bail!("storage.access_key and storage.secret_key are needed in storage.mode = \"s3\"");
    };
    Ok(StorageSettings {
        endpoint: storage
            .endpoint
            .clone()
            .unwrap_or_else(|| format!("https://s3.{}.amazonaws.com", storage.region)),
        region: storage.region.clone(),
        bucket: storage.bucket.clone(),
        access_key: access.expose().to_owned(),
        secret_key: secret.expose().to_owned(),
    })
}

/// The keys of the embedded server: made once, kept beside its files, readable by us alone.
fn embedded_keys(data_dir: &Path) -> anyhow::Result<(String, String)> {
    std::fs::create_dir_all(data_dir)
        .with_context(|| format!("cannot make {}", data_dir.display()))?;
    let file = data_dir.join(".keys");
    if !file.exists() {
        let made = format!(
            "{}\n{}\n",
            uuid::Uuid::new_v4().simple(),
            uuid::Uuid::new_v4().simple()
        );
        write_private(&file, &made).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines = text.lines();
    match (lines.next(), lines.next()) {
        (Some(access), Some(secret)) if !access.is_empty() && !secret.is_empty() => {
            Ok((access.to_owned(), secret.to_owned()))
        }
        _ => bail!(
            "{} should hold two lines, an access key and a secret key",
            file.display()
        ),
    }
}

fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let options = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match options {
        Ok(mut open) => open.write_all(text.as_bytes()),
        // Another process of ours was quicker.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// The shell with all features. Nothing is connected yet.
///
/// # Errors
/// When an address of the configuration is not one.
pub fn app(
    config: &Config,
    database: Database,
    objects: Arc<dyn ObjectStore>,
    clock: Clock,
) -> anyhow::Result<App> {
    let redis = Redis::open(config.redis.url.as_ref().map(|url| url.expose()))
        .context("redis.url is not a Redis address")?;
    let services = Services {
        database,
        redis,
        objects,
        mailer: mailer(config)?,
        messenger: messenger(config)?,
        sso: config
            .oidc
            .clone()
            .map(sso::Provider::new)
            .transpose()
            .context("no HTTPS client for oidc.issuer")?,
        names: Arc::new(Dns::new(config.dns.server, config.dns.timeout)),
        vault: master_keys(config)?,
    };
    Ok(App::new(config.clone(), services, clock, &features::all()))
}

/// What closes the keys of villages. In development a missing one is made.
///
/// # Errors
/// When there is none, or others may read it.
pub fn master_keys(config: &Config) -> anyhow::Result<MasterKeys> {
    let when_missing = match config.site.environment {
        Environment::Development => WhenMissing::Make,
        Environment::Production => WhenMissing::Refuse,
    };
    MasterKeys::load(&config.vault, when_missing).context("the master key of personal data")
}

/// Through a mail server, or into a folder that can be looked at.
///
/// # Errors
/// When `mail.smtp_url` or `mail.from` is not usable.
pub fn mailer(config: &Config) -> anyhow::Result<Mailer> {
    let mail = &config.mail;
    match &mail.smtp_url {
        Some(url) => Mailer::smtp(url.expose(), &mail.from).context("mail.smtp_url or mail.from"),
        None => Ok(Mailer::outbox(&mail.outbox)),
    }
}

/// Through the gateway, or in development into a folder that can be looked at.
///
/// # Errors
/// When `messages.gateway_url` or `messages.key` is not usable.
pub fn messenger(config: &Config) -> anyhow::Result<Messenger> {
    Ok(Messenger::of(&config.messages)?)
}

/// What every feature does in the background, and the roll-up of what they tell the district.
pub fn handlers(app: &App) -> Handlers {
    let mut handlers = Handlers::default();
    web::rollup::register(app, &mut handlers);
    web::traffic::register(app, &mut handlers);
    for feature in features::all() {
        (feature.jobs)(app, &mut handlers);
    }
    relocating::register(app, &mut handlers);
    if app.config.backup.enabled {
        Keeper::of(app).register(&mut handlers);
    }
    handlers
}

/// TLS for every client of this process; needed once before the first of them is made.
pub fn install_tls() {
    // A second call in the same process finds it done.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
