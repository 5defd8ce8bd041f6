//! The workers of this process.

use std::time::Duration;

use jobs::Worker;
use kernel::ShardName;
use tokio::sync::watch;
use web::App;

use crate::setup;

/// A worker for the queue of each database.
pub(super) struct Workers(Vec<(ShardName, Worker)>);

impl Workers {
    pub fn of(app: &App) -> Self {
        let jobs = &app.config.jobs;
        let handlers = setup::handlers(app);
        let workers = app.database.shards().iter().map(|shard| {
            let worker = Worker::new(
                shard.clone(),
                handlers.clone(),
                usize::try_from(jobs.concurrency).unwrap_or(1),
                jobs.poll_interval,
            );
            (shard.name.clone(), worker)
        });
        Self(workers.collect())
    }

    /// Wakes the worker of the database in which a job was queued.
    pub fn waker(&self) -> impl Fn(&ShardName) + Send + Sync + 'static {
        let wakers: Vec<_> = self
            .0
            .iter()
            .map(|(shard, worker)| (shard.clone(), worker.waker()))
            .collect();
        move |shard| {
            for (_, waker) in wakers.iter().filter(|(name, _)| name == shard) {
                waker.notify_waiters();
            }
        }
    }

    pub async fn run(self, stop: watch::Receiver<bool>, grace: Duration) {
        let all = self
            .0
            .iter()
            .map(|(_, worker)| worker.run(stop.clone(), grace));
        futures::future::join_all(all).await;
    }
}
