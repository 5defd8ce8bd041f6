//! Following what the databases announce: whose pages are old, what of the register changed.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use db::{Shard, Signal, Signals};
use kernel::{SchemaName, ShardName};
use tokio::sync::{Notify, watch};

use super::App;

/// The longest a changed register is not read anew because it was read a moment ago.
const LONGEST_REST: Duration = Duration::from_secs(2);

/// What of the register was announced as changed and is not read yet.
#[derive(Default)]
struct Changed {
    what: Mutex<What>,
    heard: Notify,
}

enum What {
    Everything,
    Villages(BTreeSet<SchemaName>),
}

impl Default for What {
    fn default() -> Self {
        Self::Villages(BTreeSet::new())
    }
}

impl Changed {
    fn note(&self, village: Option<SchemaName>) {
        {
            let mut what = self.what.lock().unwrap_or_else(PoisonError::into_inner);
            match (&mut *what, village) {
                (What::Villages(known), Some(village)) => {
                    known.insert(village);
                }
                (what, None) => *what = What::Everything,
                (What::Everything, Some(_)) => {}
            }
        }
        self.heard.notify_one();
    }

    fn take(&self) -> What {
        std::mem::take(&mut *self.what.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl App {
    /// Follows the announcements of the database until `stop` turns true: a changed village
    /// loses its pages, a changed register is read anew, a cut line makes everything suspect.
    /// `job_waiting` is called with the database in which a job was queued. Each database has a line of
    /// its own: one that is away holds up nobody.
    pub async fn follow_signals(
        &self,
        stop: watch::Receiver<bool>,
        job_waiting: impl Fn(&ShardName),
    ) {
        let lines = self
            .database
            .shards()
            .iter()
            .map(|shard| self.follow(shard, stop.clone(), &job_waiting));
        futures::future::join_all(lines).await;
    }

    async fn follow(
        &self,
        shard: &Shard,
        mut stop: watch::Receiver<bool>,
        job_waiting: &impl Fn(&ShardName),
    ) {
        let mut pause = Duration::from_millis(200);
        while !*stop.borrow() {
            let followed = tokio::select! {
                followed = self.follow_line(shard, job_waiting, &mut pause) => followed,
                _ = stop.changed() => return,
            };
            if let Err(error) = followed {
                tracing::warn!(%error, shard = %shard.name, "announcements are not heard");
            }
            self.distrust(shard);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => return,
            }
            pause = (pause * 2).min(Duration::from_secs(5));
        }
    }

    /// Announcements of this database may have been missed: its villages' pages are made anew.
    fn distrust(&self, shard: &Shard) {
        if shard.name.is_main() {
            self.pages.distrust_all();
            return;
        }
        for village in self.registry().villages() {
            if village.entry.shard == shard.name {
                village.generation.advance();
            }
        }
    }

    async fn follow_line(
        &self,
        shard: &Shard,
        job_waiting: &impl Fn(&ShardName),
        pause: &mut Duration,
    ) -> sqlx::Result<()> {
        let mut signals = Signals::listen(shard.pool()).await?;
        // Whatever happened before the line was open is caught up with here.
        self.catch_up(shard).await?;
        *pause = Duration::from_millis(200);
        let changed = Changed::default();
        tokio::select! {
            ended = self.hear(shard, &mut signals, &changed, job_waiting) => ended,
            ended = self.keep_register(&changed) => ended,
        }
    }

    async fn catch_up(&self, shard: &Shard) -> sqlx::Result<()> {
        if shard.name.is_main() {
            self.reload_registry().await?;
        }
        self.distrust(shard);
        Ok(())
    }

    async fn hear(
        &self,
        shard: &Shard,
        signals: &mut Signals,
        changed: &Changed,
        job_waiting: &impl Fn(&ShardName),
    ) -> sqlx::Result<()> {
        loop {
            match signals.next().await? {
                Signal::VillageChanged(schema) => {
                    if let Some(village) = self.registry().by_schema(&schema) {
                        village.generation.advance();
                    }
                }
                Signal::RegisterChanged(village) => changed.note(village),
                Signal::PortalChanged => self.portal_generation.advance(),
                Signal::JobQueued => job_waiting(&shard.name),
                Signal::Interrupted => self.catch_up(shard).await?,
            }
        }
    }

    /// Reads the register anew when it has changed: at once, and while thousands of villages change
    /// one after the other, so seldom that it takes a tenth of the time at most.
    async fn keep_register(&self, changed: &Changed) -> sqlx::Result<()> {
        loop {
            changed.heard.notified().await;
            let begun = Instant::now();
            match changed.take() {
                What::Everything => self.reload_registry().await?,
                What::Villages(schemas) => {
                    self.reload_villages(schemas.into_iter().collect()).await?;
                }
            }
            let rest = (begun.elapsed() * 9).min(LONGEST_REST);
            tokio::time::sleep(rest).await;
        }
    }
}
