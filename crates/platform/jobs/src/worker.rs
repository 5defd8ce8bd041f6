//! The loop that claims jobs and runs them, until it is told to stop.

use std::{
    collections::HashMap,
    future::Future,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::FutureExt;
use kernel::{SchemaName, VillageCode};
use sqlx::PgPool;
use tokio::sync::{Notify, watch};
use tracing::Instrument;
use uuid::Uuid;

use crate::queue;

/// The longest a single run of a job may take; the lease of the queue is longer.
const TIME_LIMIT: Duration = Duration::from_secs(4 * 60);
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

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
    /// Kinds that every village needs once a day.
    daily: Vec<String>,
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
        self.daily.push(kind.to_owned());
    }
}

/// Claims and runs jobs.
#[derive(Clone)]
pub struct Worker {
    pool: PgPool,
    handlers: Handlers,
    name: String,
    concurrency: usize,
    poll: Duration,
    wake: Arc<Notify>,
}

impl Worker {
    /// A worker with a name of its own. `poll` is how long it waits when nobody wakes it.
    pub fn new(pool: PgPool, handlers: Handlers, concurrency: usize, poll: Duration) -> Self {
        let name = format!("{}-{}", std::process::id(), Uuid::now_v7().simple());
        let wake = Arc::new(Notify::new());
        Self {
            pool,
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
        match queue::hand_back(&self.pool, &self.name).await {
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
        let start = queue::now(&self.pool).await?;
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
        let mut swept = Instant::now();
        while !*stop.borrow() {
            match self.claim(None).await {
                Ok(Some(job)) => {
                    self.work(job).await;
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the job queue cannot be read"),
            }
            if swept.elapsed() > SWEEP_EVERY {
                swept = Instant::now();
                self.keep_house().await;
            }
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(self.poll) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// What is due now and then: old jobs are forgotten, the day's work is asked for.
    async fn keep_house(&self) {
        if let Err(error) = queue::sweep(&self.pool).await {
            tracing::warn!(%error, "old jobs could not be swept");
        }
        for kind in &self.handlers.daily {
            if let Err(error) = queue::ask_daily(&self.pool, kind).await {
                tracing::warn!(%error, kind, "the day's work could not be asked for");
            }
        }
    }

    async fn claim(&self, due_by: Option<jiff_sqlx::Timestamp>) -> sqlx::Result<Option<Job>> {
        let kinds: Vec<String> = self.handlers.by_kind.keys().cloned().collect();
        queue::claim(&self.pool, &self.name, &kinds, due_by).await
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
        let outcome = AssertUnwindSafe(tokio::time::timeout(TIME_LIMIT, run(job.clone())))
            .catch_unwind()
            .instrument(span.clone())
            .await;
        let error = match outcome {
            Ok(Ok(Ok(()))) => None,
            Ok(Ok(Err(error))) => Some(format!("{error:#}")),
            Ok(Err(_)) => Some("took too long".to_owned()),
            Err(_) => Some("panicked".to_owned()),
        };
        let noted = match &error {
            None => {
                metrics::counter!("banua_jobs_done", "kind" => job.kind.clone()).increment(1);
                queue::finish(&self.pool, job.id).await
            }
            Some(error) => {
                metrics::counter!("banua_jobs_failed", "kind" => job.kind.clone()).increment(1);
                span.in_scope(|| tracing::warn!(error, last = job.last_attempt, "job failed"));
                queue::fail(&self.pool, &job, error).await
            }
        };
        if let Err(error) = noted {
            tracing::warn!(%error, job.id = %job.id, "the end of a job could not be noted");
        }
        error.is_none()
    }
}
