//! One struct per concern: what an operator may choose, its default, and when it is wrong.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use crate::reader::Reader;
use crate::{Secret, parse};

/// Where requests arrive.
#[derive(Debug, Clone)]
pub struct Server {
    pub listen: SocketAddr,
    /// The listener of `/metrics`, `None` when switched `"off"`. Keep it on the loopback.
    pub metrics_listen: Option<SocketAddr>,
    /// How long it says it is leaving, after SIGTERM, before it takes no more visitors.
    pub drain: Duration,
    /// How long requests in flight may take to finish after SIGTERM.
    pub shutdown_grace: Duration,
    /// Only from these is `X-Forwarded-*` believed.
    pub trusted_proxies: Vec<IpNet>,
    pub max_body_bytes: u64,
}

/// Without Redis the public site still serves, with limits kept in this process.
#[derive(Debug, Clone)]
pub struct Redis {
    pub url: Option<Secret>,
}

#[derive(Debug, Clone)]
pub struct Storage {
    pub mode: StorageMode,
    /// `None` in mode `s3` means Amazon's own.
    pub endpoint: Option<String>,
    pub region: String,
    pub bucket: String,
    pub access_key: Option<Secret>,
    pub secret_key: Option<Secret>,
    /// Where the embedded server keeps its files.
    pub data_dir: PathBuf,
    /// 0 takes any free port.
    pub embedded_port: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageMode {
    Embedded,
    S3,
}

#[derive(Debug, Clone)]
pub struct Cache {
    pub pages: bool,
    pub page_bytes: u64,
    pub media_bytes: u64,
}

#[derive(Debug, Clone)]
pub struct Jobs {
    /// Whether `banua serve` runs the worker too.
    pub inline: bool,
    pub concurrency: u32,
    /// How often the queue is looked at when no notification comes.
    pub poll_interval: Duration,
}

/// Exports of every village, and how long they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backup {
    /// Whether the worker makes them by itself every night.
    pub enabled: bool,
    /// The newest of so many days, weeks and months that have one are kept.
    pub nightly: u32,
    pub weekly: u32,
    pub monthly: u32,
    /// How long those of a village that was dropped stay.
    pub grace_days: u32,
}

#[derive(Debug, Clone)]
pub struct Telemetry {
    pub log_format: LogFormat,
    /// As in `RUST_LOG`: `info,sqlx=warn`.
    pub log_filter: String,
    pub otlp_endpoint: Option<String>,
    pub service_name: String,
    /// Share of requests whose trace is kept, from 0 to 1.
    pub trace_ratio: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Pretty,
    Json,
}

#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests of one village that may be worked on at once: its neighbours keep the rest.
    pub per_village_concurrency: u32,
    pub request_timeout: Duration,
    /// How long the sending of a file may take: 25 MB over a weak line.
    pub upload_timeout: Duration,
}

/// How letters to staff leave.
#[derive(Debug, Clone)]
pub struct Mail {
    /// `smtps://user:password@mail.example.id`. Without one, letters go into `outbox`.
    pub smtp_url: Option<Secret>,
    /// The sender's address.
    pub from: String,
    /// A folder for letters that are only to be looked at.
    pub outbox: PathBuf,
}

/// How messages to residents' phones leave.
#[derive(Debug, Clone)]
pub struct Messages {
    /// The address of a gateway that speaks the protocol of the crate `messages`.
    pub gateway_url: Option<Secret>,
    /// What the gateway knows us by.
    pub key: Option<Secret>,
    /// Without a gateway, a folder for messages that are only to be looked at; `None` for none at all.
    pub outbox: Option<PathBuf>,
}

/// Who is asked what other hosts' names lead to, and what they should lead to.
#[derive(Debug, Clone)]
pub struct Dns {
    /// `None` asks the system's name servers.
    pub server: Option<SocketAddr>,
    /// How long an answer is waited for.
    pub timeout: Duration,
    /// Where the service is reached: what a village's own domain should point to.
    pub addresses: Vec<IpAddr>,
}

/// Whether somebody looks how long certificates are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificates {
    pub watch: bool,
    /// Who is asked for them; `None` goes where the host's name leads.
    pub ask_at: Option<SocketAddr>,
}

#[derive(Debug, Clone)]
pub struct Tenants {
    pub dir: PathBuf,
}

impl Server {
    pub(crate) fn read(from: &mut Reader) -> Self {
        let loopback = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let server = Self {
            listen: from.take("server.listen", loopback(8080), parse::socket),
            metrics_listen: from.take(
                "server.metrics_listen",
                Some(loopback(9464)),
                parse::optional_socket,
            ),
            drain: from.take("server.drain", Duration::from_secs(2), parse::duration),
            shutdown_grace: from.take(
                "server.shutdown_grace",
                Duration::from_secs(20),
                parse::duration,
            ),
            trusted_proxies: from.take("server.trusted_proxies", Vec::new(), parse::networks),
            max_body_bytes: from.take("server.max_body_bytes", 1 << 20, parse::bytes),
        };
        if Some(server.listen) == server.metrics_listen && server.listen.port() != 0 {
            from.complain(
                "server.metrics_listen",
                "is the same address as server.listen",
            );
        }
        server
    }
}

impl Redis {
    pub(crate) fn read(from: &mut Reader) -> Self {
        let url = from
            .take_secret("redis.url")
            .filter(|url| url.expose() != "off");
        let schemes = ["redis", "rediss", "redis+unix", "unix"];
        if url
            .as_ref()
            .is_some_and(|url| !parse::is_url(url.expose(), &schemes))
        {
            from.complain(
                "redis.url",
                "is not an address such as redis://127.0.0.1:6379/0",
            );
        }
        Self { url }
    }
}

impl Storage {
    pub(crate) fn read(from: &mut Reader) -> Self {
        let endpoint = from.take("storage.endpoint", None, parse::optional_text);
        if endpoint
            .as_ref()
            .is_some_and(|url| !parse::is_url(url, &["http", "https"]))
        {
            from.complain(
                "storage.endpoint",
                "is not an address such as http://127.0.0.1:3900",
            );
        }
        // Whoever names a store means to use it.
        let usual = if endpoint.is_some() {
            StorageMode::S3
        } else {
            StorageMode::Embedded
        };
        let modes = [("embedded", StorageMode::Embedded), ("s3", StorageMode::S3)];
        let mode = from.take("storage.mode", usual, |value| parse::one_of(&modes, value));
        let access_key = from.take_secret("storage.access_key");
        let secret_key = from.take_secret("storage.secret_key");
        if mode == StorageMode::S3 {
            for (key, given) in [
                ("storage.access_key", access_key.is_some()),
                ("storage.secret_key", secret_key.is_some()),
            ] {
                if !given {
                    let variable = &crate::reader::variables_of(key)[0];
                    let message = format!("is missing: the mode is s3, so set it or {variable}");
                    from.complain(key, message);
                }
            }
        }
        Self {
            mode,
            endpoint,
            region: from.take("storage.region", "garage".to_owned(), parse::text),
            bucket: from.take("storage.bucket", "banua-media".to_owned(), parse::label),
            access_key,
            secret_key,
            data_dir: from.take("storage.data_dir", PathBuf::from("var/media"), parse::path),
            embedded_port: from.take("storage.embedded_port", 0, parse::port),
        }
    }
}

impl Cache {
    pub(crate) fn read(from: &mut Reader) -> Self {
        Self {
            pages: from.take("cache.pages", true, parse::boolean),
            page_bytes: from.take("cache.page_bytes", 64 << 20, parse::bytes),
            media_bytes: from.take("cache.media_bytes", 32 << 20, parse::bytes),
        }
    }
}

impl Jobs {
    pub(crate) fn read(from: &mut Reader) -> Self {
        Self {
            inline: from.take("jobs.inline", true, parse::boolean),
            concurrency: from.take("jobs.concurrency", 2, parse::count),
            poll_interval: from.take(
                "jobs.poll_interval",
                Duration::from_secs(5),
                parse::duration,
            ),
        }
    }
}

impl Backup {
    pub(crate) fn read(from: &mut Reader) -> Self {
        Self {
            enabled: from.take("backup.enabled", true, parse::boolean),
            nightly: from.take("backup.nightly", 14, parse::count),
            weekly: from.take("backup.weekly", 8, parse::count),
            monthly: from.take("backup.monthly", 12, parse::count),
            grace_days: from.take("backup.grace_days", 30, parse::count),
        }
    }
}

impl Mail {
    pub(crate) fn read(from: &mut Reader, production: bool) -> Self {
        let mail = Self {
            smtp_url: from.take_secret("mail.smtp_url"),
            from: from.take("mail.from", "banua@localhost.test".to_owned(), parse::text),
            outbox: from.take("mail.outbox", PathBuf::from("var/outbox"), parse::path),
        };
        if production && mail.smtp_url.is_some() && mail.from.ends_with(".test") {
            from.complain(
                "mail.from",
                "is missing: say from which address letters are sent",
            );
        }
        mail
    }
}

impl Messages {
    pub(crate) fn read(from: &mut Reader, production: bool) -> Self {
        let messages = Self {
            gateway_url: from.take_secret("messages.gateway_url"),
            key: from.take_secret("messages.key"),
            outbox: from
                .take(
                    "messages.outbox",
                    Some("var/messages".to_owned()).filter(|_| !production),
                    parse::optional_text,
                )
                .map(PathBuf::from),
        };
        if messages.gateway_url.is_some() != messages.key.is_some() {
            from.complain(
                "messages.key",
                "belongs to messages.gateway_url: set both, or neither",
            );
        }
        messages
    }
}

impl Telemetry {
    pub(crate) fn read(from: &mut Reader, production: bool) -> Self {
        let formats = [("pretty", LogFormat::Pretty), ("json", LogFormat::Json)];
        let usual = if production {
            LogFormat::Json
        } else {
            LogFormat::Pretty
        };
        let otlp_endpoint = from.take("telemetry.otlp_endpoint", None, parse::optional_text);
        if otlp_endpoint
            .as_ref()
            .is_some_and(|url| !parse::is_url(url, &["http"]))
        {
            from.complain(
                "telemetry.otlp_endpoint",
                "is not the http address of a collector nearby, such as http://127.0.0.1:4318",
            );
        }
        Self {
            log_format: from.take("telemetry.log_format", usual, |value| {
                parse::one_of(&formats, value)
            }),
            log_filter: from.take("telemetry.log_filter", "info".to_owned(), parse::text),
            otlp_endpoint,
            service_name: from.take("telemetry.service_name", "banua".to_owned(), parse::text),
            trace_ratio: from.take(
                "telemetry.trace_ratio",
                if production { 0.05 } else { 1.0 },
                parse::ratio,
            ),
        }
    }
}

impl Limits {
    pub(crate) fn read(from: &mut Reader) -> Self {
        Self {
            per_village_concurrency: from.take("limits.per_village_concurrency", 16, parse::count),
            request_timeout: from.take(
                "limits.request_timeout",
                Duration::from_secs(15),
                parse::duration,
            ),
            upload_timeout: from.take(
                "limits.upload_timeout",
                Duration::from_secs(15 * 60),
                parse::duration,
            ),
        }
    }
}

impl Dns {
    pub(crate) fn read(from: &mut Reader) -> Self {
        Self {
            server: from.take("dns.server", None, parse::name_server),
            timeout: from.take("dns.timeout", Duration::from_secs(5), parse::duration),
            addresses: from.take("dns.addresses", Vec::new(), parse::addresses),
        }
    }
}

impl Certificates {
    /// Without https there are none.
    pub(crate) fn read(from: &mut Reader, has_https: bool) -> Self {
        Self {
            watch: from.take("certificates.watch", has_https, parse::boolean),
            ask_at: from.take("certificates.ask_at", None, parse::optional_socket),
        }
    }
}

impl Tenants {
    pub(crate) fn read(from: &mut Reader) -> Self {
        Self {
            dir: from.take("tenants.dir", PathBuf::from("tenants/banjar"), parse::path),
        }
    }
}
