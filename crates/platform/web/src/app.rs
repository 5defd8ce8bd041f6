//! What every request shares.

mod following;

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use arc_swap::ArcSwap;
use cache::{Generation, PageCache, Redis};
use config::Config;
use db::{Database, register};
use identity::{Handoffs, Passwords, Sessions, Throttle, mail::Mailer};
use kernel::SchemaName;
use media::ObjectStore;
use messages::Messenger;
use tokio::sync::watch;
use vault::MasterKeys;

use crate::{
    Clock, Feature, Templates,
    bulletins::{Bulletin, Bulletins, LoadBulletins},
    citizen::{CitizenCorner, CitizenPlace, CitizenRoute},
    console::{ConsolePlace, ConsoleRoute},
    feature::{Block, Finder, Of, Switch},
    keys::Sealed,
    media_files::MediaFiles,
    office::{Corner, Help, Invite, OfficeRoute, RailPlace},
    registry::{Regency, Registry},
    rollup::{Figures, NewsSource},
    traffic::Ledger,
};

/// The service's shared state; cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<AppParts>,
}

/// What an [`App`] is made of.
pub struct AppParts {
    pub config: Config,
    pub database: Database,
    pub redis: Redis,
    pub objects: Arc<dyn ObjectStore>,
    pub clock: Clock,
    pub pages: PageCache,
    pub media_files: MediaFiles,
    pub templates: Templates,
    pub blocks: Vec<Of<Block>>,
    pub finders: Vec<Finder>,
    /// What the roll-up gathers in a village.
    pub figures: Vec<Figures>,
    pub news: Vec<NewsSource>,
    /// Counts the changes of what the portal shows.
    pub portal_generation: Generation,
    /// The office's rail and the corners of its first page, in order.
    pub places: Vec<Of<RailPlace>>,
    pub corners: Vec<Of<Corner>>,
    /// The residents' navigation and the corners of their first page, in order.
    pub citizen_places: Vec<Of<CitizenPlace>>,
    pub citizen_corners: Vec<Of<CitizenCorner>>,
    /// Every route of the residents with whom it is open to.
    pub citizen_routes: Vec<CitizenRoute>,
    /// What villages may switch off, by the feature's name.
    pub switches: Vec<Of<Switch>>,
    /// The console's rail, in order.
    pub console_places: Vec<ConsolePlace>,
    /// What entries in the record are called.
    pub deeds: HashMap<&'static str, &'static str>,
    /// Every route of the office with what it needs.
    pub office_routes: Vec<OfficeRoute>,
    /// Every route of the console with the right it needs.
    pub console_routes: Vec<ConsoleRoute>,
    /// Lets the district invite people into a village's office.
    pub invite: Option<Invite>,
    /// Lets somebody of the district help in an office.
    pub help: Option<Help>,
    pub sessions: Sessions,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub mailer: Mailer,
    /// Messages to residents' phones.
    pub messenger: Messenger,
    /// Vouches for people of the district, if one is configured.
    pub sso: Option<sso::Provider>,
    pub handoffs: Handoffs,
    /// What the keys of villages are closed with.
    pub vault: MasterKeys,
    /// Every column in which something lies closed.
    pub sealed: Vec<Sealed>,
    /// Asks what names of other hosts lead to.
    pub names: Arc<dyn dns::Resolver>,
    /// What was counted of villages' sites and is not in the database yet.
    pub(crate) ledger: Ledger,
    registry: ArcSwap<Registry>,
    /// Whether it is about to stop.
    leaving: AtomicBool,
    load_bulletins: Option<LoadBulletins>,
    /// One reading at a time: whoever has committed a change and reads then, sees it afterwards.
    reading: tokio::sync::Mutex<()>,
    /// Whether the register was ever read.
    loaded: watch::Sender<bool>,
}

/// What the service talks to.
pub struct Services {
    pub database: Database,
    pub redis: Redis,
    pub objects: Arc<dyn ObjectStore>,
    pub mailer: Mailer,
    pub messenger: Messenger,
    pub sso: Option<sso::Provider>,
    pub names: Arc<dyn dns::Resolver>,
    pub vault: MasterKeys,
}

impl Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.inner
    }
}

/// Things of all features, each with the feature it belongs to.
fn parts_of<T: Copy>(features: &[Feature], pick: impl Fn(&Feature) -> &[T]) -> Vec<Of<T>> {
    features
        .iter()
        .flat_map(|feature| {
            pick(feature).iter().map(|part| Of {
                feature: feature.name,
                part: *part,
            })
        })
        .collect()
}

impl App {
    /// Puts the parts together. The register is not read yet; see [`App::reload_registry`].
    pub fn new(config: Config, services: Services, clock: Clock, features: &[Feature]) -> Self {
        let Services {
            database,
            redis,
            objects,
            mailer,
            messenger,
            sso,
            names,
            vault,
        } = services;
        let mut blocks = parts_of(features, |feature| feature.blocks);
        blocks.sort_by_key(|block| block.part.order);
        let mut places = parts_of(features, |feature| feature.places);
        places.sort_by_key(|place| place.part.order);
        let mut corners = parts_of(features, |feature| feature.corners);
        corners.sort_by_key(|corner| corner.part.order);
        let mut citizen_places = parts_of(features, |feature| feature.citizen_places);
        citizen_places.sort_by_key(|place| place.part.order);
        let mut citizen_corners = parts_of(features, |feature| feature.citizen_corners);
        citizen_corners.sort_by_key(|corner| corner.part.order);
        let mut console_places: Vec<ConsolePlace> = features
            .iter()
            .flat_map(|feature| feature.console_places.iter().copied())
            .collect();
        console_places.sort_by_key(|place| place.order);
        let parts = AppParts {
            places,
            citizen_places,
            citizen_corners,
            citizen_routes: features
                .iter()
                .flat_map(|feature| feature.citizen.table.clone())
                .collect(),
            console_places,
            switches: parts_of(features, |feature| feature.switch.as_slice()),
            console_routes: features
                .iter()
                .flat_map(|feature| feature.console.table.clone())
                .collect(),
            corners,
            deeds: features
                .iter()
                .flat_map(|feature| feature.deeds)
                .copied()
                .collect(),
            office_routes: features
                .iter()
                .flat_map(|feature| feature.office.table.clone())
                .collect(),
            invite: features.iter().find_map(|feature| feature.invite),
            help: features.iter().find_map(|feature| feature.help),
            sessions: Sessions::new(redis.clone()),
            passwords: Passwords::new(),
            throttle: Throttle::new(redis.clone()),
            mailer,
            messenger,
            sso,
            handoffs: Handoffs::new(redis.clone()),
            names,
            vault,
            sealed: features
                .iter()
                .flat_map(|feature| feature.sealed)
                .copied()
                .collect(),
            ledger: Ledger::default(),
            pages: PageCache::new(config.cache.page_bytes),
            media_files: MediaFiles::new(config.cache.media_bytes),
            templates: Templates::new(features),
            registry: ArcSwap::default(),
            leaving: AtomicBool::new(false),
            load_bulletins: features.iter().find_map(|feature| feature.bulletins),
            reading: tokio::sync::Mutex::default(),
            loaded: watch::Sender::new(false),
            config,
            database,
            redis,
            objects,
            clock,
            blocks,
            figures: features
                .iter()
                .flat_map(|feature| feature.figures)
                .copied()
                .collect(),
            news: features
                .iter()
                .flat_map(|feature| feature.news)
                .copied()
                .collect(),
            portal_generation: Generation::default(),
            finders: features
                .iter()
                .flat_map(|feature| feature.finders)
                .copied()
                .collect(),
        };
        Self {
            inner: Arc::new(parts),
        }
    }

    /// The register as it was read last.
    pub fn registry(&self) -> Arc<Registry> {
        self.registry.load_full()
    }

    pub(crate) fn registry_guard(&self) -> arc_swap::Guard<Arc<Registry>> {
        self.registry.load()
    }

    /// Whether the register was read since the start.
    pub fn is_loaded(&self) -> bool {
        *self.loaded.borrow()
    }

    /// From now on it is not ready for more visitors; those who come are still served.
    pub fn set_leaving(&self) {
        self.leaving.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }

    /// Reads the register anew, and what the regency says on villages' sites.
    ///
    /// # Errors
    /// When the database does not answer; the old one stays in use.
    pub async fn reload_registry(&self) -> sqlx::Result<()> {
        let _alone = self.reading.lock().await;
        let pool = self.database.control();
        let entries = register::all(&self.database).await?;
        let regency = register::regency_settings(pool)
            .await?
            .map(|(name, province, settings)| Regency {
                name,
                province,
                settings,
            });
        let bulletins = match self.load_bulletins {
            Some(load) => load(pool, self.clock.now()).await?,
            None => Vec::new(),
        };
        let app = self.clone();
        // With thousands of villages this takes a while, which nobody's page should wait for.
        let work =
            tokio::task::spawn_blocking(move || app.take_registry(entries, regency, bulletins));
        work.await.map_err(|_| sqlx::Error::WorkerCrashed)
    }

    /// Reads anew what the register says of these villages, and of no other.
    ///
    /// # Errors
    /// As [`App::reload_registry`].
    async fn reload_villages(&self, schemas: Vec<SchemaName>) -> sqlx::Result<()> {
        let _alone = self.reading.lock().await;
        let entries = register::some(&self.database, &schemas).await?;
        let app = self.clone();
        let work = tokio::task::spawn_blocking(move || {
            let before = app.registry();
            let site = &app.config.site;
            let registry = before.with(&schemas, entries, site, app.concurrency());
            app.put_registry(registry, &before);
        });
        work.await.map_err(|_| sqlx::Error::WorkerCrashed)
    }

    fn concurrency(&self) -> usize {
        usize::try_from(self.config.limits.per_village_concurrency).unwrap_or(usize::MAX >> 4)
    }

    fn take_registry(
        &self,
        entries: Vec<register::Village>,
        regency: Option<Regency>,
        bulletins: Vec<Bulletin>,
    ) {
        let (before, site) = (self.registry(), &self.config.site);
        let registry = Registry::build(entries, regency, site, self.concurrency(), &before)
            .saying(Bulletins::new(bulletins));
        self.put_registry(registry, &before);
    }

    fn put_registry(&self, registry: Registry, before: &Registry) {
        let registry = Arc::new(registry);
        self.registry.store(registry.clone());
        // Only now: a page that is made from here on is made by the new register.
        registry.outdate_pages(before);
        self.portal_generation.advance();
        self.loaded.send_replace(true);
    }
}
