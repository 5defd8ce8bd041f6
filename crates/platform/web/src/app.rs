//! What every request shares.

use std::{collections::HashMap, ops::Deref, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use cache::{Generation, PageCache, Redis};
use config::Config;
use db::{Database, Signal, Signals, register};
use identity::{Handoffs, Passwords, Sessions, Throttle, mail::Mailer};
use media::ObjectStore;
use tokio::sync::watch;

use crate::{
    Clock, Feature, Templates,
    console::{ConsolePlace, ConsoleRoute},
    feature::{Block, Finder},
    media_files::MediaFiles,
    office::{Corner, Invite, OfficeRoute, RailPlace},
    registry::{Regency, Registry},
    rollup::{Figures, NewsSource},
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
    pub blocks: Vec<Block>,
    pub finders: Vec<Finder>,
    /// What the roll-up gathers in a village.
    pub figures: Vec<Figures>,
    pub news: Vec<NewsSource>,
    /// Counts the changes of what the portal shows.
    pub portal_generation: Generation,
    /// The office's rail and the corners of its first page, in order.
    pub places: Vec<RailPlace>,
    pub corners: Vec<Corner>,
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
    pub sessions: Sessions,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub mailer: Mailer,
    /// Vouches for people of the district, if one is configured.
    pub sso: Option<sso::Provider>,
    pub handoffs: Handoffs,
    registry: ArcSwap<Registry>,
    /// Whether the register was ever read.
    loaded: watch::Sender<bool>,
}

/// What the service talks to.
pub struct Services {
    pub database: Database,
    pub redis: Redis,
    pub objects: Arc<dyn ObjectStore>,
    pub mailer: Mailer,
    pub sso: Option<sso::Provider>,
}

impl Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.inner
    }
}

impl App {
    /// Puts the parts together. The register is not read yet; see [`App::reload_registry`].
    pub fn new(config: Config, services: Services, clock: Clock, features: &[Feature]) -> Self {
        let Services {
            database,
            redis,
            objects,
            mailer,
            sso,
        } = services;
        let mut blocks: Vec<Block> = features
            .iter()
            .flat_map(|feature| feature.blocks.iter().copied())
            .collect();
        blocks.sort_by_key(|block| block.order);
        let mut places: Vec<RailPlace> = features
            .iter()
            .flat_map(|feature| feature.places.iter().copied())
            .collect();
        places.sort_by_key(|place| place.order);
        let mut corners: Vec<Corner> = features
            .iter()
            .flat_map(|feature| feature.corners.iter().copied())
            .collect();
        corners.sort_by_key(|corner| corner.order);
        let mut console_places: Vec<ConsolePlace> = features
            .iter()
            .flat_map(|feature| feature.console_places.iter().copied())
            .collect();
        console_places.sort_by_key(|place| place.order);
        let parts = AppParts {
            places,
            console_places,
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
            sessions: Sessions::new(redis.clone()),
            passwords: Passwords::new(),
            throttle: Throttle::new(redis.clone()),
            mailer,
            sso,
            handoffs: Handoffs::new(redis.clone()),
            pages: PageCache::new(config.cache.page_bytes),
            media_files: MediaFiles::new(config.cache.media_bytes),
            templates: Templates::new(features),
            registry: ArcSwap::default(),
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

    /// Reads the register anew.
    ///
    /// # Errors
    /// When the database does not answer; the old one stays in use.
    pub async fn reload_registry(&self) -> sqlx::Result<()> {
        let pool = self.database.control();
        let entries = register::all(pool).await?;
        let regency = register::regency_settings(pool)
            .await?
            .map(|(name, province, settings)| Regency {
                name,
                province,
                settings,
            });
        let concurrency =
            usize::try_from(self.config.limits.per_village_concurrency).unwrap_or(usize::MAX >> 4);
        let before = self.registry();
        let registry = Registry::build(entries, regency, &self.config.site, concurrency, &before);
        self.registry.store(Arc::new(registry));
        self.portal_generation.advance();
        self.loaded.send_replace(true);
        Ok(())
    }

    /// Follows the announcements of the database until `stop` turns true: a changed village
    /// loses its pages, a changed register is read anew, a cut line makes everything suspect.
    /// `job_waiting` is called when a job was queued.
    pub async fn follow_signals(&self, mut stop: watch::Receiver<bool>, job_waiting: impl Fn()) {
        let mut pause = Duration::from_millis(200);
        while !*stop.borrow() {
            let followed = tokio::select! {
                followed = self.follow_line(&job_waiting, &mut pause) => followed,
                _ = stop.changed() => return,
            };
            if let Err(error) = followed {
                tracing::warn!(%error, "announcements of the database are not heard");
            }
            self.pages.distrust_all();
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => return,
            }
            pause = (pause * 2).min(Duration::from_secs(5));
        }
    }

    async fn follow_line(&self, job_waiting: &impl Fn(), pause: &mut Duration) -> sqlx::Result<()> {
        let mut signals = Signals::listen(self.database.control()).await?;
        // Whatever happened before the line was open is caught up with here.
        self.reload_registry().await?;
        self.pages.distrust_all();
        *pause = Duration::from_millis(200);
        loop {
            match signals.next().await? {
                Signal::VillageChanged(schema) => {
                    if let Some(village) = self.registry().by_schema(&schema) {
                        village.generation.advance();
                    }
                }
                Signal::RegisterChanged => self.reload_registry().await?,
                Signal::PortalChanged => self.portal_generation.advance(),
                Signal::JobQueued => job_waiting(),
                Signal::Interrupted => {
                    self.reload_registry().await?;
                    self.pages.distrust_all();
                }
            }
        }
    }
}
