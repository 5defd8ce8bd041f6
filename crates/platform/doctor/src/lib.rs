//! How everything the service needs fares: asked by `banua check` and by the district's console, which
//! each say it in words of their own. Asks all at once, and waits two seconds for each answer.

mod certificate;
mod probes;
mod state;

use std::{fmt, future::Future, path::Path, sync::Arc, time::Duration};

use cache::Redis;
use db::{Database, backups};
use identity::mail::Mailer;
use media::ObjectStore;

pub use certificate::{Certificate, certificate};
pub use probes::{Clock, Disk, Mail, Villages};
pub use state::State;

/// How long an answer is waited for.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("no answer within two seconds")]
    Late,
    #[error("{0}")]
    Said(String),
}

impl Trouble {
    pub(crate) fn said(error: impl fmt::Display) -> Self {
        Self::Said(error.to_string())
    }
}

/// What was found, or why nothing was.
pub type Answer<T> = Result<T, Trouble>;

/// What is examined. What the configuration does not name, or nobody could open, is not asked.
pub struct Services<'a> {
    pub database: &'a Database,
    pub redis: Option<&'a Redis>,
    pub objects: Option<Arc<dyn ObjectStore>>,
    pub mailer: Option<&'a Mailer>,
    /// Where what the service writes on this machine lies.
    pub folder: &'a Path,
}

/// How everything fares at a moment.
#[derive(Debug)]
pub struct Health {
    /// Whether Postgres answers, and what time it has.
    pub postgres: Answer<Clock>,
    pub redis: Option<Answer<()>>,
    pub storage: Option<Answer<()>>,
    pub mail: Option<Answer<Mail>>,
    pub queue: Answer<jobs::Counts>,
    pub exports: Answer<backups::Figures>,
    pub villages: Answer<Villages>,
    /// The databases that hold villages, the main one first.
    pub shards: Answer<Vec<db::doctor::ShardState>>,
    /// `None` where the machine does not tell.
    pub disk: Answer<Option<Disk>>,
}

/// Asks everything at once.
pub async fn examine(services: &Services<'_>) -> Health {
    let pool = services.database.control();
    let (postgres, redis, storage, mail, queue, exports, villages, shards, disk) = tokio::join!(
        in_time(probes::clock(pool)),
        if_there(services.redis.map(probes::redis)),
        if_there(services.objects.clone().map(probes::storage)),
        if_there(services.mailer.map(probes::mail)),
        in_time(async { jobs::counts(services.database).await.map_err(Trouble::said) }),
        in_time(async { backups::figures(pool).await.map_err(Trouble::said) }),
        in_time(probes::villages(pool)),
        // Each of them is waited for that long.
        within(2 * PATIENCE, async {
            db::doctor::shards(services.database)
                .await
                .map_err(Trouble::said)
        }),
        in_time(probes::disk(services.folder)),
    );
    Health {
        postgres,
        redis,
        storage,
        mail,
        queue,
        exports,
        villages,
        shards,
        disk,
    }
}

async fn if_there<T>(question: Option<impl Future<Output = Answer<T>>>) -> Option<Answer<T>> {
    match question {
        Some(question) => Some(in_time(question).await),
        None => None,
    }
}

async fn in_time<T>(question: impl Future<Output = Answer<T>>) -> Answer<T> {
    within(PATIENCE, question).await
}

async fn within<T>(patience: Duration, question: impl Future<Output = Answer<T>>) -> Answer<T> {
    tokio::time::timeout(patience, question)
        .await
        .unwrap_or(Err(Trouble::Late))
}

#[cfg(test)]
mod tests;
