//! What the office's pages about the agenda receive.

use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use crate::{domain::day, store::events::EventRow};

/// An event in the list.
#[derive(Debug, Clone, Serialize)]
pub struct EventLine {
    pub title: String,
    pub href: String,
    /// "Kamis, 3 Desember 2026"
    pub day: String,
    /// "09.00–11.00 WITA"
    pub hours: String,
    pub place: String,
}

impl EventLine {
    pub fn new(row: &EventRow) -> Self {
        Self {
            title: row.title.clone(),
            href: format!("/kantor/agenda/{}", row.id),
            day: time::with_day(row.starts_at),
            hours: day::hours(row.starts_at, row.ends(), row.all_day),
            place: row.place.clone(),
        }
    }
}

/// What `content/office/agenda.html` receives.
#[derive(Debug, Serialize)]
pub struct AgendaDesk {
    pub upcoming: Vec<EventLine>,
    pub past: Vec<EventLine>,
    pub pager: Pager,
}

impl Page for AgendaDesk {
    const TEMPLATE: &'static str = "content/office/agenda.html";

    fn samples() -> Vec<Self> {
        let line = |title: &str| EventLine {
            title: title.to_owned(),
            href: "/kantor/agenda/0".into(),
            day: "Kamis, 3 Desember 2026".into(),
            hours: "Sepanjang hari".into(),
            place: title.to_owned(),
        };
        let page = |upcoming, past| Self {
            upcoming,
            past,
            pager: Pager {
                newer_href: None,
                older_href: Some("/kantor/agenda?sebelum=x".into()),
            },
        };
        vec![
            page(Vec::new(), Vec::new()),
            page(vec![line("Siti <b>")], Vec::new()),
            page(Vec::new(), vec![line(crate::pages::LONG), line("b")]),
        ]
    }
}

/// What `content/office/event.html` receives.
#[derive(Debug, Serialize)]
pub struct EventEditor {
    pub action: String,
    pub form: FormView,
    pub is_new: bool,
    /// Where readers see it; empty when it is new.
    pub public_href: String,
}

impl EventEditor {
    pub fn new(id: Uuid, form: &Form, slug: Option<&str>) -> Self {
        Self {
            action: format!("/kantor/agenda/{id}"),
            form: form.view(),
            is_new: slug.is_none(),
            public_href: slug
                .map(|slug| format!("/agenda#{slug}"))
                .unwrap_or_default(),
        }
    }
}

impl Page for EventEditor {
    const TEMPLATE: &'static str = "content/office/event.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([
            ("judul", "Siti <b>".into()),
            ("tanggal", "31/02/2026".into()),
            ("sepanjang_hari", "ya".into()),
            ("periksa", "ya".into()),
        ]);
        wrong.wrong("tanggal", "Tanggal ini tidak ada.");
        wrong.wrong("isi", "Mirip iklan <b>.");
        vec![
            Self::new(Uuid::nil(), &Form::default(), None),
            Self::new(Uuid::nil(), &wrong, None),
            Self::new(Uuid::nil(), &Form::default(), Some("rapat")),
        ]
    }
}
