//! The form of something that happened to somebody.

use kernel::CodeTable;
use serde::Serialize;
use web::{Form, FormView, Page};

use super::{Choice, LONG, choices, list::display};
use crate::{domain::EventKind, store::people::ResidentRow};

/// What `residents/happening.html` receives.
#[derive(Debug, Serialize)]
pub struct HappeningDesk {
    pub back: String,
    pub action: String,
    pub name: String,
    pub nik: String,
    /// The word of the event.
    pub kind: &'static str,
    pub label: &'static str,
    pub form: FormView,
    pub causes: Vec<Choice>,
    pub witnesses: Vec<Choice>,
    pub distances: Vec<Choice>,
    pub reasons: Vec<Choice>,
}

impl HappeningDesk {
    pub fn new(row: &ResidentRow, nik: String, kind: EventKind, form: &Form) -> Self {
        Self::of(&row.id.to_string(), &row.name, nik, kind, form)
    }

    fn of(id: &str, name: &str, nik: String, kind: EventKind, form: &Form) -> Self {
        Self {
            back: format!("/kantor/penduduk/{id}"),
            action: format!("/kantor/penduduk/{id}/peristiwa"),
            name: display(name),
            nik,
            kind: kind.word(),
            label: kind.label(),
            form: form.view(),
            causes: choices(CodeTable::DeathCause),
            witnesses: choices(CodeTable::DeathWitness),
            distances: choices(CodeTable::MoveDistance),
            reasons: choices(CodeTable::MoveReason),
        }
    }
}

impl Page for HappeningDesk {
    const TEMPLATE: &'static str = "residents/happening.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::default();
        wrong.wrong("tanggal", "Tanggal ini belum terjadi.");
        let nik = || "630302******9001".to_owned();
        vec![
            Self::of("0", LONG, nik(), EventKind::Death, &wrong),
            Self::of("0", "Siti", nik(), EventKind::Departure, &Form::default()),
            Self::of("0", "Siti <b>", nik(), EventKind::Missing, &Form::default()),
            Self::of("0", "Siti", nik(), EventKind::Return, &Form::default()),
        ]
    }
}
