//! Which version villages have, and the run that brings them up.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use web::{Page, registry::Village, view::Pager};

use super::ago;
use crate::{
    store::fleet::FailureRow,
    upgrade::{Phase, Run, is_running},
};

/// How many villages somebody sees, by their version.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    /// The one this build needs.
    pub version: i64,
    pub all: usize,
    pub behind: usize,
    /// Of a newer build beside this one.
    pub ahead: usize,
}

/// What `district/upgrade.html` receives.
#[derive(Debug, Clone, Default, Serialize)]
pub struct UpgradeDesk {
    pub action: &'static str,
    pub version: String,
    pub all: usize,
    pub current: usize,
    pub behind: usize,
    pub ahead: usize,
    pub can_run: bool,
    /// Whether this service was given the owner's connection.
    pub can_act: bool,
    pub is_running: bool,
    pub run: Option<RunView>,
    pub rows: Vec<Behind>,
    pub pager: Pager,
}

/// The latest run.
#[derive(Debug, Clone, Serialize)]
pub struct RunView {
    /// What it is doing, in a sentence.
    pub told: String,
    pub canary: String,
    pub done: usize,
    pub total: usize,
    pub failed: usize,
    pub stopped_at: String,
    pub stopped: String,
    /// What broke it off; it is tried again by itself while it runs.
    pub trouble: String,
}

/// A village that is behind.
#[derive(Debug, Clone, Serialize)]
pub struct Behind {
    pub name: String,
    pub code: String,
    pub href: String,
    pub version: String,
    pub has_failed: bool,
    /// Empty for whom it is none of her business.
    pub error: String,
    pub when: String,
}

impl UpgradeDesk {
    /// `run` is the latest with the state of its job and what broke it off.
    pub fn new(counted: Counted, run: Option<(Run, String, String)>) -> Self {
        let Counted {
            version,
            all,
            behind,
            ahead,
        } = counted;
        Self {
            version: version.to_string(),
            all,
            behind,
            ahead,
            current: all - behind,
            is_running: run
                .as_ref()
                .is_some_and(|(_, status, _)| is_running(status)),
            run: run.map(|(run, status, trouble)| RunView::new(run, &status, trouble)),
            ..Self::default()
        }
    }

    /// With the villages of this page.
    #[must_use]
    pub fn list(
        self,
        page: &[&Village],
        failures: &HashMap<String, FailureRow>,
        sees_errors: bool,
        now: Timestamp,
    ) -> Self {
        let rows = page
            .iter()
            .map(|village| {
                let entry = &village.entry;
                let code = entry.code.dotted();
                let failure = failures.get(&code);
                Behind {
                    name: entry.name.clone(),
                    href: format!("/konsol/desa/{}", entry.slug),
                    version: entry.schema_version.to_string(),
                    has_failed: failure.is_some(),
                    // What Postgres says may repeat a value of a row.
                    error: failure
                        .filter(|_| sees_errors)
                        .and_then(|failure| failure.error.clone())
                        .unwrap_or_default(),
                    when: ago(failure.map(|one| one.happened_at.to_jiff()), now, ""),
                    code,
                }
            })
            .collect();
        let run = self.run.map(|run| RunView {
            stopped: if sees_errors {
                run.stopped
            } else {
                String::new()
            },
            trouble: if sees_errors {
                run.trouble
            } else {
                String::new()
            },
            ..run
        });
        Self { rows, run, ..self }
    }

    #[must_use]
    pub fn paged(self, here: &str, is_later: bool, has_more: bool) -> Self {
        let pager = Pager {
            newer_href: is_later.then(|| here.to_owned()),
            older_href: self
                .rows
                .last()
                .filter(|_| has_more)
                .map(|last| format!("{here}?sesudah={}", last.code)),
        };
        Self { pager, ..self }
    }

    #[must_use]
    pub fn run_by(self, action: &'static str, can_run: bool, can_act: bool) -> Self {
        Self {
            action,
            can_run,
            can_act,
            ..self
        }
    }
}

impl RunView {
    fn new(run: Run, status: &str, trouble: String) -> Self {
        let told = match (status, run.phase) {
            ("done", _) if !run.stopped.is_empty() => "Berhenti sebelum sampai ke semua desa.",
            ("done", _) if run.failed > 0 => "Selesai, tetapi ada desa yang gagal.",
            ("done", _) => "Selesai.",
            ("failed", _) => "Terputus dan tidak dicoba lagi.",
            (_, Phase::Waiting) => "Menunggu giliran.",
            (_, Phase::Schemas) => "Memperbarui bagian bersama, sebelum desa.",
            (_, Phase::Canary) => "Mencoba satu desa lebih dulu.",
            (_, Phase::Fleet) => "Memperbarui desa, empat sekaligus.",
            (_, Phase::Ended) => "Hampir selesai.",
        };
        Self {
            told: told.to_owned(),
            canary: run.canary,
            done: run.done,
            total: run.total,
            failed: run.failed,
            stopped_at: run.stopped_at,
            stopped: run.stopped,
            trouble,
        }
    }
}

impl Page for UpgradeDesk {
    const TEMPLATE: &'static str = "district/upgrade.html";

    fn samples() -> Vec<Self> {
        let counted = Counted {
            version: 20_261_130_700_000,
            all: 290,
            behind: 2,
            ahead: 1,
        };
        let row = |has_failed| Behind {
            name: "Siti <b>".into(),
            code: "63.03.04.2007".into(),
            href: "/konsol/desa/x".into(),
            version: "20261125090000".into(),
            has_failed,
            error: "relation \"<b>\" already exists".into(),
            when: "baru saja".into(),
        };
        let run = |phase, stopped: &str| Run {
            phase,
            canary: "x".into(),
            done: 3,
            total: 5,
            failed: 1,
            stopped_at: "village_template".into(),
            stopped: stopped.into(),
            ..Run::default()
        };
        let page = |run: Option<(Run, String, String)>| Self {
            rows: vec![row(true), row(false)],
            ..Self::new(counted, run).run_by("/konsol/pembaruan", true, true)
        };
        vec![
            Self::new(Counted::default(), None),
            page(None),
            page(Some((
                run(Phase::Canary, ""),
                "running".into(),
                "\"<b>".into(),
            ))),
            page(Some((
                run(Phase::Ended, "\"<b>"),
                "done".into(),
                String::new(),
            ))),
            page(Some((
                run(Phase::Fleet, ""),
                "failed".into(),
                "\"<b>".into(),
            ))),
        ]
    }
}
