//! Hamlets, RW and RT.

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use crate::store::areas::AreaRow;

/// A part of the village.
#[derive(Debug, Serialize)]
pub struct AreaLine {
    pub action: String,
    pub people_href: String,
    pub label: String,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    pub people: i64,
    pub families: i64,
    /// Whether its form is the one that has to be corrected.
    pub is_open: bool,
}

/// What `residents/areas.html` receives.
#[derive(Debug, Serialize)]
pub struct AreasDesk {
    pub rows: Vec<AreaLine>,
    /// The form that was sent and is wrong; of a new part unless a line is open.
    pub form: FormView,
    pub is_new_wrong: bool,
    /// Whether parts can be given to staff from here.
    pub gives: bool,
}

impl AreasDesk {
    pub fn new(rows: &[AreaRow], form: &Form, of: Option<Uuid>) -> Self {
        Self {
            rows: rows
                .iter()
                .map(|row| AreaLine {
                    action: format!("/kantor/penduduk/wilayah/{}", row.id),
                    people_href: format!("/kantor/penduduk?wilayah={}", row.id),
                    label: row.place().label(),
                    hamlet: row.hamlet.clone(),
                    rw: row.rw.clone(),
                    rt: row.rt.clone(),
                    people: row.people,
                    families: row.families,
                    is_open: of == Some(row.id),
                })
                .collect(),
            is_new_wrong: of.is_none() && !form.is_good(),
            form: form.view(),
            gives: false,
        }
    }

    /// With the way to who sees which part, for who may say it.
    #[must_use]
    pub fn staffed(self, gives: bool) -> Self {
        Self { gives, ..self }
    }
}

impl Page for AreasDesk {
    const TEMPLATE: &'static str = "residents/areas.html";

    fn samples() -> Vec<Self> {
        let row = |hamlet: &str| AreaRow {
            id: Uuid::nil(),
            hamlet: hamlet.to_owned(),
            hamlet_key: hamlet.to_lowercase(),
            rw: String::new(),
            rt: "002".to_owned(),
            people: 412,
            families: 120,
        };
        let mut wrong = Form::filled([("rt", "abc".to_owned())]);
        wrong.wrong("rt", "RT dan RW ditulis dengan angka.");
        vec![
            Self::new(&[], &Form::default(), None),
            Self::new(&[row("Handil Bujur <b>"), row("")], &Form::default(), None).staffed(true),
            Self::new(&[row("Handil Bujur")], &wrong, Some(Uuid::nil())),
            Self::new(&[], &wrong, None),
        ]
    }
}
