//! Bringing every village to the version this build needs: who is behind and why, and the run that
//! puts it right.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::response::Response;
use db::fleet::{self, FleetError, Step};
use identity::DistrictRight;
use jobs::{Handlers, Job};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{
    App, AppResult, Query,
    console::{ConsoleDesk, ConsoleForm},
    office::Flash,
    registry::Village,
};

use crate::{
    acting,
    pages::{Counted, UpgradeDesk},
    store::fleet::{self as store, FailureRow},
};

pub const HERE: &str = "/konsol/pembaruan";
const TITLE: &str = "Pembaruan";
/// The kind of the job.
const MIGRATE: &str = "district.migrate";
/// A run over thousands of villages, with a migration that rewrites tables.
const LONGEST: Duration = Duration::from_secs(4 * 60 * 60);
/// How often it is noted how far a run has come.
const NOTED_EVERY: Duration = Duration::from_millis(500);
/// Villages of one page.
const PAGE: usize = 50;

/// A run as it is kept with its job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Run {
    pub actor: String,
    pub phase: Phase,
    /// The village that went first.
    pub canary: String,
    pub done: usize,
    pub total: usize,
    pub failed: usize,
    /// What it stopped at, and why, before it came to every village.
    pub stopped_at: String,
    pub stopped: String,
}

/// Where a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Another run is at it, or no worker has come yet.
    #[default]
    Waiting,
    /// Schemas that are no village's.
    Schemas,
    Canary,
    Fleet,
    Ended,
}

impl Run {
    fn take(&mut self, step: Step<'_>) {
        match step {
            Step::Schema(_) => self.phase = Phase::Schemas,
            Step::Canary(slug) => {
                self.phase = Phase::Canary;
                slug.clone_into(&mut self.canary);
            }
            Step::Village {
                failed,
                done,
                total,
            } => {
                self.phase = Phase::Fleet;
                self.failed += usize::from(failed);
                (self.done, self.total) = (done, total);
            }
        }
    }

    /// How it ended; what only broke the connection is an error, and tried again.
    fn end(&mut self, outcome: Result<fleet::Outcome, FleetError>) -> anyhow::Result<()> {
        match outcome {
            Ok(outcome) => self.failed = outcome.failed.len(),
            Err(FleetError::Sql(error)) => return Err(error.into()),
            Err(FleetError::Platform(error)) => {
                "platform".clone_into(&mut self.stopped_at);
                self.stopped = error.to_string();
            }
            Err(FleetError::Canary { name, source }) => {
                self.stopped_at = name;
                self.stopped = source.to_string();
            }
        }
        self.phase = Phase::Ended;
        Ok(())
    }
}

/// Which page of those behind.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UpgradeQuery {
    /// Code of the village the page begins after.
    sesudah: String,
}

/// `GET /konsol/pembaruan`
pub async fn show(mut desk: ConsoleDesk, Query(query): Query<UpgradeQuery>) -> AppResult<Response> {
    let registry = desk.portal.registry();
    let seen: Vec<&Arc<Village>> = registry
        .villages()
        .iter()
        .filter(|village| desk.me.sees(village))
        .collect();
    let needed = db::required_version();
    let behind: Vec<&Village> = seen
        .iter()
        .filter(|village| village.entry.schema_version < needed)
        .map(|village| &***village)
        .collect();
    let counted = Counted {
        version: needed,
        all: seen.len(),
        behind: behind.len(),
        ahead: seen
            .iter()
            .filter(|village| village.entry.schema_version > needed)
            .count(),
    };
    let start = behind
        .iter()
        .position(|village| village.entry.code.dotted() > query.sesudah)
        .unwrap_or(behind.len());
    let page = &behind[start..behind.len().min(start + PAGE)];
    let has_more = behind.len() > start + page.len();
    let failures = failures(&mut desk, page).await?;
    let job = store::latest_job(&mut desk.tx, MIGRATE).await?;
    let run = job.map(|job| {
        let run: Run = serde_json::from_value(job.payload).unwrap_or_default();
        (run, job.status, job.last_error.unwrap_or_default())
    });
    let can_run = desk.may(DistrictRight::Run);
    let page = UpgradeDesk::new(counted, run)
        .list(page, &failures, can_run, desk.portal.now())
        .paged(HERE, start > 0, has_more)
        .run_by(HERE, can_run, acting::can_act(&desk.portal.app));
    desk.page(TITLE, &page).await
}

async fn failures(
    desk: &mut ConsoleDesk,
    page: &[&Village],
) -> AppResult<HashMap<String, FailureRow>> {
    if page.is_empty() {
        return Ok(HashMap::new());
    }
    let codes: Vec<String> = page
        .iter()
        .map(|village| village.entry.code.dotted())
        .collect();
    let rows = store::failed_upgrades(&mut desk.tx, &codes, db::required_version()).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect())
}

/// `POST /konsol/pembaruan`: begins, or goes on with those that are still behind.
pub async fn begin(ConsoleForm { mut desk, .. }: ConsoleForm) -> AppResult<Response> {
    if !acting::can_act(&desk.portal.app) {
        acting::owner(&desk.portal.app).await?;
    }
    let latest = store::latest_job(&mut desk.tx, MIGRATE).await?;
    let is_at_it = latest.is_some_and(|job| is_running(&job.status));
    if is_at_it {
        let flash = Flash::good("Pembaruan sudah berjalan.");
        return desk.done(HERE, flash).await;
    }
    let run = Run {
        actor: acting::actor(&desk.me).to_owned(),
        ..Run::default()
    };
    let payload = serde_json::to_value(&run).map_err(anyhow::Error::from)?;
    // Two who press at the same time begin two runs: they take turns, and the second finds nothing.
    store::start_job(&mut desk.tx, MIGRATE, &payload).await?;
    let detail = json!({ "versi": db::required_version() });
    desk.record("desa.perbarui", "semua desa", detail).await?;
    desk.done(HERE, Flash::good("Pembaruan dimulai.")).await
}

pub fn is_running(status: &str) -> bool {
    matches!(status, "waiting" | "running")
}

/// Registers the background work.
pub fn register(app: &App, handlers: &mut Handlers) {
    if !acting::can_act(app) {
        // Another process that may act takes these jobs.
        return;
    }
    let app = Arc::new(app.clone());
    handlers.on(MIGRATE, move |job| {
        let app = app.clone();
        async move { migrate_all(&app, &job).await }
    });
    handlers.allow(MIGRATE, LONGEST);
}

/// Brings up whoever is behind; a second run finds only those that the first did not.
async fn migrate_all(app: &App, job: &Job) -> anyhow::Result<()> {
    let told: Run = serde_json::from_value(job.payload.clone()).unwrap_or_default();
    let run = Mutex::new(Run {
        actor: told.actor,
        ..Run::default()
    });
    let work = fleet::run(&app.database, &[], |step| {
        run.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(step);
    });
    let outcome = tokio::select! {
        outcome = work => outcome,
        () = note_now_and_then(app, job, &run) => anyhow::bail!("nobody notes how far it is"),
    };
    let mut run = run.into_inner().unwrap_or_else(PoisonError::into_inner);
    run.end(outcome)?;
    note(app, job, &run).await?;
    app.reload_registry().await?;
    Ok(())
}

/// Goes on for as long as there is work: beside it and not between its steps, as a migration of
/// `platform` may hold the queue's table, and what waits for it must not keep it from going on.
async fn note_now_and_then(app: &App, job: &Job, run: &Mutex<Run>) {
    let mut before = Run::default();
    loop {
        tokio::time::sleep(NOTED_EVERY).await;
        let now = run.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if now == before {
            continue;
        }
        if let Err(error) = note(app, job, &now).await {
            tracing::warn!(%error, "how far the upgrade has come was not noted");
        }
        before = now;
    }
}

async fn note(app: &App, job: &Job, run: &Run) -> anyhow::Result<()> {
    let mut tx = app.database.platform().await?;
    store::note_progress(&mut tx, job.id, &serde_json::to_value(run)?).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_followed_from_step_to_step() {
        let mut run = Run::default();
        run.take(Step::Schema("platform"));
        assert_eq!(run.phase, Phase::Schemas);
        run.take(Step::Canary("kenari"));
        assert_eq!((run.phase, run.canary.as_str()), (Phase::Canary, "kenari"));
        for (failed, done) in [(true, 1), (false, 2), (false, 3)] {
            run.take(Step::Village {
                failed,
                done,
                total: 9,
            });
        }
        assert_eq!((run.failed, run.done, run.total), (1, 3, 9));
        run.end(Ok(fleet::Outcome::default())).unwrap();
        assert_eq!(run.phase, Phase::Ended);
        let gone = Err(FleetError::Sql(sqlx::Error::PoolClosed));
        assert!(run.end(gone).is_err(), "a cut line is tried again");
    }
}
