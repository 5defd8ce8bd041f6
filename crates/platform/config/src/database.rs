//! The databases: the main one, and further ones for villages.

use std::time::Duration;

use kernel::ShardName;

use crate::reader::Reader;
use crate::{Secret, parse};

#[derive(Debug, Clone)]
pub struct Database {
    /// The application's role: `banua_app`, which owns nothing.
    pub url: Secret,
    /// The owner, for migrations and provisioning; [`Database::admin`] falls back to `url`.
    pub admin_url: Option<Secret>,
    pub max_connections: u32,
    pub acquire_timeout: Duration,
    pub statement_timeout: Duration,
    /// Further databases that hold villages; the register stays where `url` leads.
    pub shards: Vec<Shard>,
}

/// A further database for villages.
#[derive(Debug, Clone)]
pub struct Shard {
    pub name: ShardName,
    /// The application's role there.
    pub url: Secret,
    /// The owner there; [`Shard::admin`] falls back to `url`.
    pub admin_url: Option<Secret>,
}

impl Shard {
    /// The address migrations and moves use.
    pub fn admin(&self) -> &Secret {
        self.admin_url.as_ref().unwrap_or(&self.url)
    }
}

impl Database {
    pub(crate) fn read(from: &mut Reader) -> Self {
        let url = from.take_secret("database.url");
        let admin_url = from.take_secret("database.admin_url");
        for (key, url) in [("database.url", &url), ("database.admin_url", &admin_url)] {
            let wrong = url
                .as_ref()
                .is_some_and(|url| !parse::is_url(url.expose(), &["postgres", "postgresql"]));
            if wrong {
                from.complain(
                    key,
                    "is not an address such as postgres://user@host:5432/banua",
                );
            }
        }
        if url.is_none() {
            from.complain(
                "database.url",
                "is missing: put it into the file or set BANUA_DATABASE_URL \
                 (`make run` starts a private Postgres and sets it)",
            );
        }
        Self {
            shards: shards(from),
            url: url.unwrap_or_else(|| Secret::new("")),
            admin_url,
            max_connections: from.take("database.max_connections", 12, parse::count),
            acquire_timeout: from.take(
                "database.acquire_timeout",
                Duration::from_secs(3),
                parse::duration,
            ),
            statement_timeout: from.take(
                "database.statement_timeout",
                Duration::from_secs(10),
                parse::duration,
            ),
        }
    }

    /// Whether this process was given the address that may make and change villages.
    pub fn has_admin(&self) -> bool {
        self.admin_url.is_some()
    }

    /// The address migrations and provisioning use.
    pub fn admin(&self) -> &Secret {
        self.admin_url.as_ref().unwrap_or(&self.url)
    }
}

/// `database.shards` and `database.shard_admins`: a name and an address for each, as in
/// `martapura=postgres://…`, separated by commas.
fn shards(from: &mut Reader) -> Vec<Shard> {
    let owners = named_addresses(from, "database.shard_admins");
    let shards: Vec<Shard> = named_addresses(from, "database.shards")
        .into_iter()
        .map(|(name, url)| Shard {
            admin_url: owners
                .iter()
                .find(|(owned, _)| *owned == name)
                .map(|(_, url)| url.clone()),
            name,
            url,
        })
        .collect();
    let stranger = owners
        .iter()
        .find(|(owned, _)| shards.iter().all(|shard| shard.name != *owned));
    if let Some((name, _)) = stranger {
        let message = format!("names {name}, which database.shards does not");
        from.complain("database.shard_admins", message);
    }
    shards
}

/// What is wrong is noted without repeating it: it may hold a password.
fn named_addresses(from: &mut Reader, key: &'static str) -> Vec<(ShardName, Secret)> {
    let Some(text) = from.take_secret(key) else {
        return Vec::new();
    };
    let mut known: Vec<(ShardName, Secret)> = Vec::new();
    let parts = text.expose().split(',').map(str::trim);
    for (number, part) in parts.filter(|part| !part.is_empty()).enumerate() {
        let read = part.split_once('=').and_then(|(name, url)| {
            let is_address = parse::is_url(url, &["postgres", "postgresql"]);
            let name = name.parse::<ShardName>().ok()?;
            (is_address && !name.is_main()).then(|| (name, Secret::new(url)))
        });
        match read {
            Some((name, _)) if known.iter().any(|(other, _)| *other == name) => {
                from.complain(key, format!("names {name} twice"));
            }
            Some(entry) => known.push(entry),
            None => from.complain(
                key,
                format!(
                    "entry {} is not a name and an address such as \
                     martapura=postgres://user@host:5432/banua (the name main is taken)",
                    number + 1
                ),
            ),
        }
    }
    known
}
