//! Who answers at which host: the register of villages, held in memory.
//!
//! The whole register is small (a few hundred bytes a village), so it is read at once and
//! replaced at once. An unknown host therefore costs no query, however many are made up.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use cache::Generation;
use config::Site as SiteConfig;
use db::register::{self, HostPurpose, Status};
use kernel::SchemaName;
use tokio::sync::Semaphore;

use crate::{bulletins::Bulletins, frame::BAND_HEIGHT, traffic::Traffic};

/// Sendings of files that one village may have under way.
const UPLOADS_AT_ONCE: usize = 8;

/// A village as requests meet it.
#[derive(Debug)]
pub struct Village {
    pub entry: register::Village,
    /// Distinguishes its cached pages; stays the same while the process lives.
    pub key: u64,
    pub generation: Arc<Generation>,
    /// How many of its requests are worked on at once.
    pub room: Arc<Semaphore>,
    /// How many sendings of files are taken at once.
    pub upload_room: Arc<Semaphore>,
    /// What was asked of it and not yet written down.
    pub traffic: Arc<Traffic>,
    /// The host all its other hosts redirect to.
    pub host: String,
    /// `http://pembantanan.localhost:8080`
    pub base_url: String,
    pub readiness: Readiness,
    /// The village's own cloth, drawn once.
    pub band_svg: String,
}

impl Village {
    /// Whether it has a feature: all that it has not switched off.
    pub fn has(&self, feature: &str) -> bool {
        !self.entry.features.iter().any(|off| off == feature)
    }

    /// Whether its pages are those of `other`, as far as the register has a say. The version of the
    /// tables has none while the village is served: an upgrade of the whole fleet leaves every page
    /// where it is.
    fn shows_as(&self, other: &Self) -> bool {
        if self.readiness != other.readiness {
            return false;
        }
        let upgraded = || register::Village {
            schema_version: other.entry.schema_version,
            ..self.entry.clone()
        };
        self.entry == other.entry || upgraded() == other.entry
    }

    /// Whether visitors are sent to it: not while it is off line.
    pub fn is_listed(&self) -> bool {
        !matches!(self.readiness, Readiness::Suspended | Readiness::Archived)
    }

    /// Whether it is served below `localhost`, which browsers trust like https.
    pub fn is_local(&self) -> bool {
        self.host == "localhost" || self.host.ends_with(".localhost")
    }
}

/// Whether a village can be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    Serving,
    Suspended,
    /// Its schema is older than this build needs.
    Behind,
    /// Off line for good.
    Archived,
}

/// What a host is.
#[derive(Debug, Clone)]
pub enum Answers {
    Village(Arc<Village>),
    /// Another name of a village: everything there redirects.
    Redirect(Arc<Village>),
    Portal,
    /// A subdomain that no village has.
    UnknownSubdomain,
    Nobody,
}

/// The register at one moment.
#[derive(Debug, Default)]
pub struct Registry {
    by_host: HashMap<String, Answers>,
    by_schema: HashMap<String, Arc<Village>>,
    villages: Vec<Arc<Village>>,
    regency: Option<Regency>,
    bulletins: Bulletins,
    suffix: String,
}

/// What the register knows of the regency.
#[derive(Debug, Clone)]
pub struct Regency {
    pub name: String,
    pub province: String,
    pub settings: serde_json::Value,
}

static NEXT_KEY: AtomicU64 = AtomicU64::new(1);

impl Registry {
    /// Builds the tables. Villages that were in `before` keep their key and their generation.
    pub fn build(
        entries: Vec<register::Village>,
        regency: Option<Regency>,
        site: &SiteConfig,
        concurrency: usize,
        before: &Self,
    ) -> Self {
        let assembled = |entry| assembled(entry, site, concurrency, before);
        let villages = entries.into_iter().map(assembled).collect();
        Self::of(villages, regency, site)
    }

    /// The same register with what is said now of these villages; one of which nothing is said is gone.
    #[must_use]
    pub fn with(
        &self,
        schemas: &[SchemaName],
        entries: Vec<register::Village>,
        site: &SiteConfig,
        concurrency: usize,
    ) -> Self {
        let mut villages: Vec<Arc<Village>> = self
            .villages
            .iter()
            .filter(|village| !schemas.contains(&village.entry.schema))
            .cloned()
            .collect();
        villages.extend(
            entries
                .into_iter()
                .map(|entry| assembled(entry, site, concurrency, self)),
        );
        villages.sort_by_key(|village| village.entry.code);
        Self::of(villages, self.regency.clone(), site).saying(self.bulletins.clone())
    }

    fn of(villages: Vec<Arc<Village>>, regency: Option<Regency>, site: &SiteConfig) -> Self {
        let mut registry = Self {
            regency,
            suffix: format!(".{}", site.base_domain),
            ..Self::default()
        };
        registry.by_host.insert(site.portal_host(), Answers::Portal);
        for village in villages {
            registry.insert(village, site);
        }
        registry
    }

    /// With what the regency says.
    #[must_use]
    pub fn saying(self, bulletins: Bulletins) -> Self {
        Self { bulletins, ..self }
    }

    /// Drops the kept pages of every village that is another than before, or has to show something
    /// else of the regency.
    pub fn outdate_pages(&self, before: &Self) {
        for village in &self.villages {
            let entry = &village.entry;
            let Some(known) = before.by_schema(&entry.schema) else {
                continue;
            };
            let is_same = (Arc::ptr_eq(known, village) || known.shows_as(village))
                && self.bulletins.is_same_for(&before.bulletins, entry);
            if !is_same {
                village.generation.advance();
            }
        }
    }

    fn insert(&mut self, village: Arc<Village>, site: &SiteConfig) {
        let own = site.village_host(village.entry.slug.as_str());
        let others = village.entry.hosts.iter().map(|host| match host.purpose {
            HostPurpose::Former => site.village_host(&host.host),
            HostPurpose::Custom => host.host.clone(),
        });
        for host in std::iter::once(own).chain(others) {
            let answer = if host == village.host {
                Answers::Village(village.clone())
            } else {
                Answers::Redirect(village.clone())
            };
            // A village's present label wins over another's former one, whatever the order.
            let taken = matches!(self.by_host.get(&host), Some(Answers::Village(_)));
            if !taken && host != site.portal_host() {
                self.by_host.insert(host, answer);
            }
        }
        self.by_schema
            .insert(village.entry.schema.to_string(), village.clone());
        self.villages.push(village);
    }

    /// Who answers at a host in canonical form (lower case, no port).
    pub fn find(&self, host: &str) -> Answers {
        if let Some(answer) = self.by_host.get(host) {
            return answer.clone();
        }
        if let Some(bare) = host.strip_prefix("www.")
            && let Some(Answers::Village(village) | Answers::Redirect(village)) =
                self.by_host.get(bare)
        {
            return Answers::Redirect(village.clone());
        }
        match host.strip_suffix(self.suffix.as_str()) {
            Some(label) if !label.contains('.') => Answers::UnknownSubdomain,
            _ => Answers::Nobody,
        }
    }

    /// The village of a schema.
    pub fn by_schema(&self, schema: &SchemaName) -> Option<&Arc<Village>> {
        self.by_schema.get(schema.as_str())
    }

    /// All villages, by code.
    pub fn villages(&self) -> &[Arc<Village>] {
        &self.villages
    }

    /// What the regency says on villages' sites.
    pub fn bulletins(&self) -> &Bulletins {
        &self.bulletins
    }

    /// The regency, once its data was applied.
    pub fn regency(&self) -> Option<&Regency> {
        self.regency.as_ref()
    }
}

/// A village as the register has it now: the same as before when nothing of it is another.
fn assembled(
    entry: register::Village,
    site: &SiteConfig,
    concurrency: usize,
    before: &Registry,
) -> Arc<Village> {
    let readiness = readiness(&entry);
    let known = before.by_schema.get(entry.schema.as_str());
    match known {
        Some(known) if known.entry == entry && known.readiness == readiness => known.clone(),
        known => Arc::new(assemble(entry, readiness, site, concurrency, known)),
    }
}

fn readiness(entry: &register::Village) -> Readiness {
    if entry.status == Status::Suspended {
        Readiness::Suspended
    } else if entry.status == Status::Archived {
        Readiness::Archived
    } else if entry.schema_version < db::required_version() {
        Readiness::Behind
    } else {
        Readiness::Serving
    }
}

fn assemble(
    entry: register::Village,
    readiness: Readiness,
    site: &SiteConfig,
    concurrency: usize,
    known: Option<&Arc<Village>>,
) -> Village {
    let host = entry
        .canonical_host
        .clone()
        .unwrap_or_else(|| site.village_host(entry.slug.as_str()));
    let generation = known
        .map(|village| village.generation.clone())
        .unwrap_or_default();
    let palette: look::Palette = entry.palette.parse().unwrap_or_default();
    let band_svg = known
        .filter(|village| village.entry.palette == entry.palette)
        .map_or_else(
            || look::band::svg(entry.code.digits(), palette, BAND_HEIGHT),
            |village| village.band_svg.clone(),
        );
    Village {
        band_svg,
        base_url: site.origin(&host),
        host,
        readiness,
        key: known.map_or_else(
            || NEXT_KEY.fetch_add(1, Ordering::Relaxed),
            |village| village.key,
        ),
        generation,
        room: known.map_or_else(
            || Arc::new(Semaphore::new(concurrency)),
            |village| village.room.clone(),
        ),
        upload_room: known.map_or_else(
            || Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
            |village| village.upload_room.clone(),
        ),
        traffic: known
            .map(|village| village.traffic.clone())
            .unwrap_or_default(),
        entry,
    }
}
