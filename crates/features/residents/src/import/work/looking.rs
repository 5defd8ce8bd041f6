//! A table is read and compared, and nothing is changed.

use anyhow::Context as _;
use jiff::civil::Date;
use kernel::time;
use sheets::{Findings, Limits, Severity};
use uuid::Uuid;
use vault::KeySet;
use web::AppError;

use super::Work;
use crate::{
    import::{
        compare::{self, Plan},
        keys,
        known::Known,
        reading::{self, Reading},
        report::{Choices, Report},
    },
    reach::Reach,
    store::{
        columns::IMPORT_FILE,
        import::{self as store, register},
    },
};

/// The largest table that is taken.
pub const LARGEST: usize = 40 * 1024 * 1024;
/// Rows of a table at most: the largest village with room to spare.
const MOST_ROWS: u32 = 40_000;

/// What is needed to look at a table.
pub(super) struct Material {
    pub sealed: Vec<u8>,
    pub import: Uuid,
    pub keys: KeySet,
    pub known: Known,
    pub choices: Choices,
    pub update: bool,
    pub today: Date,
}

/// What looking gave.
pub(super) struct Looked {
    pub report: Report,
    /// Nothing where the table cannot be used as it is.
    pub plan: Option<Plan>,
    pub keys: KeySet,
}

/// Opens, reads and compares; seconds of work without any I/O.
pub(super) fn look(material: Material) -> anyhow::Result<Looked> {
    let Material {
        sealed,
        import,
        keys,
        known,
        choices,
        update,
        today,
    } = material;
    let bytes = keys
        .open(IMPORT_FILE.of(import), &sealed)
        .context("the table that was sent")?;
    let limits = Limits {
        bytes: LARGEST as u64,
        rows: MOST_ROWS,
        ..Limits::default()
    };
    let read = sheets::read(&bytes, &limits)
        .and_then(|workbook| reading::read(&workbook, &choices, today));
    let reading = match read {
        Ok(reading) => reading,
        Err(error) => {
            let report = Report {
                problem: error.to_string(),
                ..Report::default()
            };
            return Ok(Looked {
                report,
                plan: None,
                keys,
            });
        }
    };
    let (report, plan) = compared(reading, &known, update);
    Ok(Looked { report, plan, keys })
}

fn compared(reading: Reading, known: &Known, update: bool) -> (Report, Option<Plan>) {
    let Reading {
        entries,
        mut findings,
        rows,
        ..
    } = reading;
    let usable = reading.missing.is_empty() && reading.shared.is_empty();
    let plan = usable.then(|| {
        let new_id = &mut Uuid::now_v7;
        compare::compare(&entries, known, update, &mut findings, new_id)
    });
    let mut report = Report {
        sheet: reading.sheet,
        others: reading.others,
        headers: reading.headers,
        mapping: reading.mapping,
        missing: reading.missing,
        shared: reading.shared,
        unused: reading.unused,
        ..Report::default()
    };
    if let Some(plan) = &plan {
        report.tally = plan.tally;
        report.fields.clone_from(&plan.fields);
    }
    report.tally.rows = rows;
    count(&mut report, &findings);
    report.findings = Some(findings);
    (report, plan)
}

fn count(report: &mut Report, findings: &Findings) {
    let tally = &mut report.tally;
    tally.stopped = findings.rows(Severity::Stop);
    tally.warned = findings.rows(Severity::Warning);
    tally.good = tally.rows.saturating_sub(tally.stopped);
}

impl Work<'_> {
    /// Reads a table that was sent, and says what is in it.
    pub(super) async fn look(&self) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        let import = store::find(&mut tx, self.import).await?;
        let Some(import) = import.filter(|import| import.state == "reading") else {
            return Ok(tx.finish().await?);
        };
        let Some(sealed) = store::file(&mut tx, self.import).await? else {
            tx.finish().await?;
            return self.stop(&["reading"], "unreadable", &gone()).await;
        };
        let keys = keys::of(self.app, &mut tx).await.map_err(told)?;
        let known = register::all(&mut tx, &Reach::All, &keys).await?;
        tx.finish().await?;
        self.tell("reading", 40).await?;
        let material = Material {
            sealed,
            import: self.import,
            keys,
            known,
            choices: import.choices,
            // So that what is different is told; nothing is changed.
            update: true,
            today: time::day(self.app.clock.now()),
        };
        let looked = tokio::task::spawn_blocking(move || look(material)).await??;
        let state = if looked.report.problem.is_empty() {
            "read"
        } else {
            "unreadable"
        };
        self.stop(&["reading"], state, &looked.report).await
    }
}

/// The table was deleted because nobody went on with it.
pub(super) fn gone() -> Report {
    Report {
        problem:
            "Berkasnya sudah dihapus dari peladen karena terlalu lama tidak dilanjutkan. Unggah \
             lagi."
                .to_owned(),
        ..Report::default()
    }
}

/// What the edge says, for a job.
pub(super) fn told(error: AppError) -> anyhow::Error {
    anyhow::Error::new(error)
}
