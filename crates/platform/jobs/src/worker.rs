//! The loop that claims jobs and runs them, until it is told to stop.

use std::{
    collections::HashMap,
    future::Future,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use db::Shard;
use futures::FutureExt;
use kernel::{SchemaName, VillageCode};
use tokio::sync::{Notify, watch};
use tracing::Instrument;
use uuid::Uuid;

use crate::queue;

/// The longest a single run of a job may take, unless its handler was allowed more.
const TIME_LIMIT: Duration = Duration::from_secs(4 * 60);
/// How often the lease of a job that still runs is made longer; it holds for more than twice this.
const RENEW_EVERY: Duration = Duration::from_secs(2 * 60);
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);
/// A service that is restarted often looks after its house too.
const FIRST_SWEEP: Duration = Duration::from_secs(5 * 60);

/// A claimed job.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    /// Whose job it is; `None` for the platform's own.
    pub village: Option<JobVillage>,
    pub payload: serde_json::Value,
    /// Which try this is, from 1.
    pub attempt: i32,
    /// Whether the job fails for good if this try does.
    pub last_attempt: bool,
}

/// The village a job works in.
#[derive(Debug, Clone)]
pub struct JobVillage {
    pub code: VillageCode,
    pub schema: SchemaName,
}

type Run =
    Arc<dyn Fn(Job) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>> + Send + Sync>;

/// What to do for each kind of job. Features fill it.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: HashMap<String, Run>,
    /// Kinds that may take longer than others.
    limits: HashMap<String, Duration>,
    /// Kinds that nobody asks for.
    daily: Vec<Daily>,
}

/// Work that comes up once a day.
#[derive(Debug, Clone)]
pub(crate) struct Daily {
    pub kind: String,
    /// For every village, or once for all of them.
    pub each_village: bool,
    /// First and last hour of the night (WITA) in which it is done; else within the hour.
    pub night: Option<(u8, u8)>,
}

impl Handlers {
    /// Registers the handler of a kind. Handlers may run twice for the same job and must come
    /// to the same end.
    pub fn on<F, Fut>(&mut self, kind: &str, run: F)
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.by_kind
            .insert(kind.to_owned(), Arc::new(move |job| Box::pin(run(job))));
    }

    /// Registers the handler of work that is done for every village once a day, without anybody
    /// asking for it.
    pub fn daily<F, Fut>(&mut self, kind: &str, run: F)
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.on(kind, run);
        self.daily.push(Daily {
            kind: kind.to_owned(),
            each_village: true,
            night: None,
        });
    }

    /// Registers the handler of work that is done for every village once a night.
    pub fn nightly<F, Fut>(&mut self, kind: &str, run: F)
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.on(kind, run);
        self.daily.push(Daily {
            kind: kind.to_owned(),
            each_village: true,
            night: Some((1, 4)),
        });
    }

    /// Registers the handler of work that is done once every night, after that of the villages.
    pub fn nightly_once<F, Fut>(&mut self, kind: &str, run: F)
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.on(kind, run);
        self.daily.push(Daily {
            kind: kind.to_owned(),
            each_village: false,
            night: Some((4, 5)),
        });
    }

    /// Lets one run of a kind take longer than four minutes.
    pub fn allow(&mut self, kind: &str, limit: Duration) {
        self.limits.insert(kind.to_owned(), limit);
    }
}

/// Claims and runs jobs.
#[derive(Clone)]
pub struct Worker {
    shard: Shard,
    handlers: Handlers,
    name: String,
    concurrency: usize,
    poll: Duration,
    wake: Arc<Notify>,
}

impl Worker {
    /// A worker of one database's queue, with a name of its own. `poll` is how long it waits when
    /// nobody wakes it.
    pub fn new(shard: Shard, handlers: Handlers, concurrency: usize, poll: Duration) -> Self {
        let name = format!("{}-{}", std::process::id(), Uuid::now_v7().simple());
        let wake = Arc::new(Notify::new());
        Self {
            shard,
            handlers,
            name,
            concurrency: concurrency.max(1),
            poll,
            wake,
        }
    }

    /// What to notify when a job was queued.
    pub fn waker(&self) -> Arc<Notify> {
        self.wake.clone()
    }

    /// Works until `stop` turns true, then waits `grace` for what is running and hands the rest
    /// back.
    pub async fn run(&self, mut stop: watch::Receiver<bool>, grace: Duration) {
        let lanes =
            futures::future::join_all((0..self.concurrency).map(|_| self.lane(stop.clone())));
        tokio::pin!(lanes);
        tokio::select! {
            _ = &mut lanes => {}
            () = async {
                let _ = stop.wait_for(|stopping| *stopping).await;
                tokio::time::sleep(grace).await;
            } => {}
        }
        match queue::hand_back(self.shard.pool(), &self.name).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "jobs handed back"),
            Err(error) => {
                tracing::warn!(%error, "jobs could not be handed back; their lease ends by itself")
            }
        }
    }

    /// Runs everything that is due now, then returns how many jobs were run and how many of
    /// them failed. `progress` is told the number run so far.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub async fn drain(&self, progress: impl Fn(usize)) -> sqlx::Result<(usize, usize)> {
        let (mut done, mut failed) = (0, 0);
        // What fails now is due again in a while, and not a matter of this run.
        let start = queue::now(self.shard.pool()).await?;
        while let Some(job) = self.claim(Some(start)).await? {
            if !self.work(job).await {
                failed += 1;
            }
            done += 1;
            progress(done);
        }
        Ok((done, failed))
    }

    async fn lane(&self, mut stop: watch::Receiver<bool>) {
        let mut sweep_at = Instant::now() + FIRST_SWEEP;
        while !*stop.borrow() {
            match self.claim(None).await {
                Ok(Some(job)) => {
                    self.work(job).await;
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the job queue cannot be read"),
            }
            if Instant::now() > sweep_at {
                sweep_at = Instant::now() + SWEEP_EVERY;
                self.keep_house().await;
            }
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(self.poll) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// What is due now and then: old jobs are forgotten, the day's work is asked for. Done by itself
    /// every hour.
    pub async fn keep_house(&self) {
        if let Err(error) = queue::sweep(self.shard.pool()).await {
            tracing::warn!(%error, "old jobs could not be swept");
        }
        for daily in &self.handlers.daily {
            if let Err(error) = queue::ask_daily(&self.shard, daily).await {
                tracing::warn!(%error, kind = daily.kind, "the day's work could not be asked for");
            }
        }
    }

    async fn claim(&self, due_by: Option<jiff_sqlx::Timestamp>) -> sqlx::Result<Option<Job>> {
        let kinds: Vec<String> = self.handlers.by_kind.keys().cloned().collect();
        queue::claim(self.shard.pool(), &self.name, &kinds, due_by).await
    }

    /// Keeps the job ours while it runs. Ends only when it is not ours any more: its village was
    /// dropped, or another worker took it over while we could not reach the queue.
    async fn hold(&self, id: Uuid) {
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            match queue::renew(self.shard.pool(), id, &self.name).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(job.id = %id, "a job is not ours any more; given up");
                    return;
                }
                Err(error) => tracing::warn!(%error, job.id = %id, "a lease was not renewed"),
            }
        }
    }

    /// Runs one job to its end and notes how it went. A panic is a failure like any other.
    async fn work(&self, job: Job) -> bool {
        let span = tracing::info_span!(
            "job",
            kind = %job.kind,
            job.id = %job.id,
            village = job.village.as_ref().map(|village| village.schema.to_string()),
            attempt = job.attempt,
        );
        let Some(run) = self.handlers.by_kind.get(&job.kind).cloned() else {
            return false;
        };
        let limit = self.handlers.limits.get(&job.kind).copied();
        let running = AssertUnwindSafe(tokio::time::timeout(
            limit.unwrap_or(TIME_LIMIT),
            run(job.clone()),
        ))
        .catch_unwind()
        .instrument(span.clone());
        let outcome = tokio::select! {
            outcome = running => outcome,
            () = self.hold(job.id) => return false,
        };
        let error = match outcome {
            Ok(Ok(Ok(()))) => None,
            Ok(Ok(Err(error))) => Some(format!("{error:#}")),
            Ok(Err(_)) => Some("took too long".to_owned()),
            Err(_) => Some("panicked".to_owned()),
        };
        let noted = match &error {
            None => {
                metrics::counter!("banua_jobs_done", "kind" => job.kind.clone()).increment(1);
                queue::finish(self.shard.pool(), job.id).await
            }
            Some(error) => {
                metrics::counter!("banua_jobs_failed", "kind" => job.kind.clone()).increment(1);
                span.in_scope(|| tracing::warn!(error, last = job.last_attempt, "job failed"));
                queue::fail(self.shard.pool(), &job, error).await
            }
        };
        if let Err(error) = noted {
            tracing::warn!(%error, job.id = %job.id, "the end of a job could not be noted");
        }
        error.is_none()
    }
}
