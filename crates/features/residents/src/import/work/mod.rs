//! What the jobs do: reading a table, carrying an import out, undoing it.

mod carrying;
mod looking;
mod undoing;

use std::time::Duration;

use anyhow::Context as _;
use db::VillageTx;
use jobs::{Handlers, Job};
use kernel::SchemaName;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::App;

pub use looking::LARGEST;

use super::report::Report;
use crate::store::import as store;

/// The kind of the job.
pub const KIND: &str = "residents.import";
/// Forgets what is not needed any more.
pub const TIDY: &str = "residents.import_tidy";
/// How long a table is kept with which nobody went on.
const KEPT_DAYS: i64 = 7;
/// How long an import can be undone.
const UNDO_DAYS: i64 = 30;
/// The longest one step may take.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// What is to be done with an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Read,
    Run,
    Undo,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Task {
    import: Uuid,
    step: Step,
}

/// Queues a step of an import in the transaction that asks for it.
///
/// # Errors
/// When the database refuses.
pub async fn ask(tx: &mut VillageTx, import: Uuid, step: Step) -> sqlx::Result<()> {
    jobs::enqueue(tx, KIND, &Task { import, step }, None).await
}

/// Registers the work.
pub fn register(app: &App, handlers: &mut Handlers) {
    let of = app.clone();
    handlers.on(KIND, move |job| {
        let app = of.clone();
        async move { run(&app, &job).await }
    });
    handlers.allow(KIND, LIMIT);
    let of = app.clone();
    handlers.nightly(TIDY, move |job| {
        let app = of.clone();
        async move { tidy(&app, &job).await }
    });
}

/// One import under a worker's hands.
struct Work<'a> {
    app: &'a App,
    village: SchemaName,
    import: Uuid,
}

async fn run(app: &App, job: &Job) -> anyhow::Result<()> {
    let village = job
        .village
        .as_ref()
        .context("an import belongs to a village")?;
    let task: Task = serde_json::from_value(job.payload.clone())?;
    let work = Work {
        app,
        village: village.schema,
        import: task.import,
    };
    let done = match task.step {
        Step::Read => work.look().await,
        Step::Run => work.carry_out().await,
        Step::Undo => work.undo().await,
    };
    match done {
        Err(error) if job.last_attempt => {
            work.give_up(task.step).await?;
            Err(error)
        }
        done => done,
    }
}

impl Work<'_> {
    async fn begin(&self) -> anyhow::Result<VillageTx> {
        Ok(self.app.database.village(&self.village).await?)
    }

    /// Says how far the work is, in a transaction of its own: the work's own is not seen yet.
    async fn tell(&self, state: &str, percent: i32) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        store::progress(&mut tx, self.import, state, percent).await?;
        tx.finish().await?;
        Ok(())
    }

    /// Ends an import that cannot go on, in words for who asked for it.
    async fn stop(&self, from: &[&str], to: &str, report: &Report) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        store::report(&mut tx, self.import, from, to, report).await?;
        tx.finish().await?;
        Ok(())
    }

    async fn give_up(&self, step: Step) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        let import = store::find(&mut tx, self.import).await?;
        tx.finish().await?;
        let Some(import) = import else {
            return Ok(());
        };
        let (from, to, problem): (&[&str], _, _) = match step {
            Step::Read => (
                &["reading"],
                "unreadable",
                "Berkas ini belum dapat dibaca karena gangguan di peladen. Coba baca lagi nanti.",
            ),
            Step::Run => (
                &["waiting", "running"],
                "failed",
                "Impor berhenti karena gangguan, atau karena buku penduduk berubah sementara impor \
                 berjalan. Tidak ada yang berubah. Baca lagi berkasnya, lalu mulai lagi.",
            ),
            Step::Undo => (
                &["undoing"],
                "done",
                "Impor ini belum dapat diurungkan karena gangguan. Tidak ada yang berubah; coba lagi \
                 nanti.",
            ),
        };
        let report = Report {
            problem: problem.to_owned(),
            ..import.report
        };
        self.stop(from, to, &report).await
    }
}

async fn tidy(app: &App, job: &Job) -> anyhow::Result<()> {
    let village = job.village.as_ref().context("work of a village")?;
    let now = app.clock.now();
    let sent_before = now - jiff::SignedDuration::from_hours(24 * KEPT_DAYS);
    let lost = now - jiff::SignedDuration::from_hours(24);
    let problem = "Pekerjaan ini terhenti dan tidak berlanjut. Tidak ada yang berubah; coba lagi.";
    let mut tx = app.database.village(&village.schema).await?;
    store::end_lost(&mut tx, lost, problem).await?;
    store::tidy(&mut tx, now, sent_before).await?;
    tx.finish().await?;
    Ok(())
}
