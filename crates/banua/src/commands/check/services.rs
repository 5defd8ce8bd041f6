//! What the console looks at too, said for who is at the server: Redis, the object store, letters,
//! the queue, exports, the clock, the disk.

use cache::Redis;
use config::{Config, StorageMode};
use db::Database;
use doctor::{Answer, Clock, Disk, Health, Mail, Services, State, Trouble};
use messages::Messenger;

use super::Findings;
use crate::setup::{self, Objects};

pub(super) async fn look(config: &Config, database: &Database, findings: &mut Findings) {
    let redis = Redis::open(config.redis.url.as_ref().map(|url| url.expose()))
        .map_err(|error| findings.fail("redis", error.to_string(), "correct redis.url"))
        .ok();
    let mailer = setup::mailer(config)
        .map_err(|error| {
            let advice = "correct mail.smtp_url and mail.from";
            findings.fail("letters", format!("{error:#}"), advice);
        })
        .ok();
    let visit = tokio::time::timeout(doctor::PATIENCE, Objects::visit(&config.storage));
    let objects = visit
        .await
        .unwrap_or_else(|_| Err(Trouble::Late.into()))
        .map_err(|error| {
            let found = format!("{}: {error:#}", place(config));
            findings.fail("object storage", found, storage_advice(config));
        })
        .ok();
    let store = objects.as_ref().map(|objects| objects.store.clone());
    let services = Services {
        database,
        redis: redis.as_ref().filter(|_| config.redis.url.is_some()),
        objects: store,
        mailer: mailer.as_ref(),
        folder: &config.storage.data_dir,
    };
    let health = Box::pin(doctor::examine(&services)).await;
    if let Some(objects) = objects {
        objects.shutdown().await;
    }
    tell(config, &health, findings);
}

/// The identity provider, where one is configured.
pub(super) async fn provider(config: &Config, findings: &mut Findings) {
    let Some(oidc) = &config.oidc else {
        return;
    };
    let advice = "check oidc.issuer, which has to be written as the provider writes it; until then \
                  people of the district come in with their passwords";
    match sso::Provider::new(oidc.clone()) {
        Ok(provider) => match provider.is_there().await {
            Ok(()) => findings.ok("identity provider", oidc.issuer.clone()),
            Err(problem) => {
                let found = format!("{}: {problem}", oidc.issuer);
                findings.warn("identity provider", found, advice);
            }
        },
        Err(error) => findings.fail("identity provider", error.to_string(), advice),
    }
}

/// The gateway of messages to phones, where one is configured.
pub(super) async fn gateway(config: &Config, findings: &mut Findings) {
    let area = "messages";
    let messenger = match Messenger::of(&config.messages) {
        Ok(messenger) => messenger,
        Err(error) => {
            let advice = "correct messages.gateway_url and messages.key";
            findings.fail(area, error.to_string(), advice);
            return;
        }
    };
    match &messenger {
        Messenger::Gateway(_) => match messenger.is_there().await {
            Ok(()) => findings.ok(area, "the gateway answers"),
            Err(error) => {
                let advice = "start the gateway or correct messages.gateway_url and messages.key; \
                              messages wait in the queue";
                findings.warn(area, format!("the gateway: {error}"), advice);
            }
        },
        Messenger::Outbox(outbox) => {
            findings.ok(area, format!("only into {}", outbox.folder().display()));
        }
        Messenger::Off => findings.ok(
            area,
            "off; residents are told at the office and in /mandiri",
        ),
    }
}

fn tell(config: &Config, health: &Health, findings: &mut Findings) {
    match &health.redis {
        Some(answer) => tell_redis(config, answer, findings),
        // The configuration's own advice speaks of production.
        None if config.redis.url.is_none() => {
            findings.ok("redis", "not configured; limits count in this process");
        }
        None => {}
    }
    match &health.storage {
        Some(Ok(())) => findings.ok(
            "object storage",
            format!("{}: wrote, read and deleted", place(config)),
        ),
        Some(Err(error)) => findings.fail(
            "object storage",
            format!("{}: {error}", place(config)),
            storage_advice(config),
        ),
        None => {}
    }
    if let Some(mail) = &health.mail {
        tell_mail(config, mail, findings);
    }
    // That Postgres is away was said before; nothing of what it knows is repeated.
    if let Ok(clock) = &health.postgres {
        tell_clock(clock, findings);
        tell_queue(&health.queue, findings);
        tell_exports(config, &health.exports, findings);
    }
    match &health.disk {
        Ok(Some(disk)) => tell_disk(disk, findings),
        Ok(None) => {}
        Err(error) => findings.warn("disk", error.to_string(), "does `df` hang on a lost mount?"),
    }
}

fn tell_redis(config: &Config, answer: &Answer<()>, findings: &mut Findings) {
    let place = config
        .redis
        .url
        .as_ref()
        .map_or_else(String::new, |url| url.masked());
    match answer {
        Ok(()) => findings.ok("redis", place),
        Err(error) => {
            let advice = "start Redis or correct redis.url; the public sites serve without it";
            findings.warn("redis", format!("{place}: {error}"), advice);
        }
    }
}

fn place(config: &Config) -> String {
    match config.storage.mode {
        StorageMode::Embedded => {
            format!("embedded, files in {}", config.storage.data_dir.display())
        }
        StorageMode::S3 => format!(
            "bucket {} at {}",
            config.storage.bucket,
            config.storage.endpoint.as_deref().unwrap_or("Amazon S3")
        ),
    }
}

fn storage_advice(config: &Config) -> &'static str {
    match config.storage.mode {
        StorageMode::Embedded => "make the folder storage.data_dir writable for this user",
        StorageMode::S3 => "check storage.endpoint, the keys and the bucket's rights",
    }
}

fn tell_mail(config: &Config, answer: &Answer<Mail>, findings: &mut Findings) {
    match answer {
        Ok(Mail::Server) => findings.ok("letters", "the mail server answers"),
        // Said by the configuration's own advice where it matters.
        Ok(Mail::Folder) => findings.ok(
            "letters",
            format!("only into {}", config.mail.outbox.display()),
        ),
        Err(error) => {
            let advice =
                "start the mail server or correct mail.smtp_url; letters wait in the queue";
            findings.warn("letters", error.to_string(), advice);
        }
    }
}

fn tell_clock(clock: &Clock, findings: &mut Findings) {
    let off = clock.ahead.as_secs_f64();
    let found = format!("the database's is {off:+.3} s from ours");
    let advice = "set up time synchronisation on both machines (chrony)";
    match State::of_clock(clock) {
        State::Ok => findings.ok("clock", found),
        State::Warn => findings.warn("clock", found, advice),
        State::Fail => findings.fail("clock", found, advice),
    }
}

fn tell_queue(answer: &Answer<jobs::Counts>, findings: &mut Findings) {
    let counts = match answer {
        Ok(counts) => counts,
        Err(error) => {
            findings.fail("jobs", error.to_string(), "run `banua migrate`");
            return;
        }
    };
    let found = format!(
        "{} waiting, {} running, {} failed",
        counts.waiting, counts.running, counts.failed
    );
    if State::of_queue(counts) == State::Ok {
        findings.ok("jobs", found);
    } else if counts.failed > 0 {
        let advice = "look into platform.jobs, column last_error";
        findings.warn("jobs", found, advice);
    } else {
        let advice = "is a worker running? `banua serve` or `banua worker`";
        findings.warn("jobs", found, advice);
    }
}

/// Whether every active village could be brought back to yesterday.
fn tell_exports(config: &Config, answer: &Answer<db::backups::Figures>, findings: &mut Findings) {
    let figures = match answer {
        Ok(figures) => figures,
        Err(error) => {
            findings.fail("backups", error.to_string(), "run `banua migrate`");
            return;
        }
    };
    let hours = figures.oldest_seconds / 3600.0;
    if State::of_exports(figures) == State::Ok {
        findings.ok("backups", format!("none is older than {hours:.0} hours"));
    } else if figures.failed > 0 {
        let found = format!("{} exports failed or were found bad", figures.failed);
        let advice = "`banua backup list` shows them, `banua backup run` makes new ones";
        findings.warn("backups", found, advice);
    } else {
        let found = format!("a village has had no export for {hours:.0} hours");
        let advice = if config.backup.enabled {
            "is a worker running? `banua backup run` makes them now"
        } else {
            "backup.enabled is off; `banua backup run` makes them now"
        };
        findings.warn("backups", found, advice);
    }
}

fn tell_disk(disk: &Disk, findings: &mut Findings) {
    let found = format!(
        "{} MiB free at {}",
        disk.free_kib / 1024,
        disk.folder.display()
    );
    let advice = "make room, or pictures can soon not be stored";
    match State::of_disk(disk) {
        State::Ok => findings.ok("disk", found),
        State::Warn => findings.warn("disk", found, advice),
        State::Fail => findings.fail("disk", found, advice),
    }
}
