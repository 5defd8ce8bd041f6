//! Imports in every state, for samples.

use jiff::{SignedDuration, Timestamp};
use sheets::{Cell, ColumnName, Finding, Findings, Severity};
use uuid::Uuid;

use super::LONG;
use crate::{
    import::{Choices, Done, Kept, Report, SheetChoice, Tally, Undone},
    store::import::Import,
};

/// One import in each state.
pub(super) fn imports() -> Vec<Import> {
    let bare = |state: &str| import(state, Report::default());
    let problem = |state: &str| {
        let report = Report {
            problem: "Berkas ini dikunci dengan kata sandi.".to_owned(),
            ..Report::default()
        };
        import(state, report)
    };
    let mut incomplete = found();
    incomplete.missing = vec!["Tanggal lahir".to_owned()];
    incomplete.shared = vec!["B “nama” (Nama, Nama ibu)".to_owned()];
    let mut done = found();
    done.done = Some(Done {
        made: 9812,
        ..Done::default()
    });
    let mut undone = done.clone();
    undone.undone = Some(Undone {
        removed: 9800,
        kept: vec![Kept {
            name: LONG.to_owned(),
            why: "Datanya sudah diubah sesudah impor.".to_owned(),
        }],
        kept_count: 12,
        ..Undone::default()
    });
    vec![
        bare("reading"),
        problem("unreadable"),
        import("read", incomplete),
        import("read", found()),
        bare("waiting"),
        bare("running"),
        problem("failed"),
        import("done", done.clone()),
        import("undoing", done),
        import("undone", undone),
    ]
}

fn import(state: &str, report: Report) -> Import {
    let made_at = Timestamp::UNIX_EPOCH;
    Import {
        id: Uuid::nil(),
        file_name: LONG.to_owned(),
        byte_size: 1_200_000,
        state: state.to_owned(),
        choices: Choices::default(),
        report,
        progress: 45,
        made_by: "Siti Aisyah".to_owned(),
        made_at,
        finished_at: None,
        undo_until: Some(made_at + SignedDuration::from_hours(24)),
    }
}

fn found() -> Report {
    let mut findings = Findings::new(100);
    let column = ColumnName {
        letter: "G".to_owned(),
        header: LONG.to_owned(),
    };
    for row in 2..60 {
        let finding = Finding::new(row, Severity::Stop, "NIK terdiri dari 16 angka.");
        findings.push(finding.at(column.clone(), &Cell::from_text("6303******")));
        findings.push(Finding::new(row, Severity::Warning, LONG));
        findings.push(Finding::new(row, Severity::Note, "Berbeda: Pekerjaan."));
    }
    Report {
        sheet: SheetChoice {
            name: "Data <RT 02>".to_owned(),
            header_row: 3,
            rows: 10_000,
        },
        headers: vec!["nama".to_owned()],
        unused: vec!["AG “hamil”".to_owned(), "AQ “lat”".to_owned()],
        tally: Tally {
            rows: 10_000,
            good: 9_942,
            stopped: 58,
            ..Tally::default()
        },
        fields: [("Pekerjaan".to_owned(), 31)].into(),
        findings: Some(findings),
        ..Report::default()
    }
}
