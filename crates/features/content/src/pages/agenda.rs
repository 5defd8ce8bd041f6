//! The agenda.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use web::{
    Page,
    view::{DateView, Pager},
};

use super::LONG;
use crate::{domain::day, store::events::EventRow};

/// An event.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    pub href: String,
    pub slug: String,
    pub title: String,
    pub place: String,
    pub organizer: String,
    /// Trusted: sanitised when it was stored.
    pub body_html: String,
    pub starts: DateView,
    pub time_label: String,
    pub day: String,
    pub month: &'static str,
}

impl EventView {
    /// How an event reads when it is `now`.
    pub fn new(row: &EventRow, now: Timestamp) -> Self {
        Self {
            href: format!("/agenda#{}", row.slug),
            slug: row.slug.clone(),
            title: row.title.clone(),
            place: row.place.clone(),
            organizer: row.organizer.clone(),
            body_html: row.body_html.clone(),
            starts: DateView::new(row.starts_at, now),
            time_label: day::hours(row.starts_at, row.ends(), row.all_day),
            day: format!("{:02}", time::day(row.starts_at).day()),
            month: time::month_short(row.starts_at),
        }
    }

    /// A plain and an overlong event.
    pub(super) fn samples() -> Vec<Self> {
        let plain = Self {
            href: "/agenda#posyandu".into(),
            slug: "posyandu".into(),
            title: "Posyandu".into(),
            place: String::new(),
            organizer: String::new(),
            body_html: String::new(),
            starts: super::news::sample_date(),
            time_label: "09.00–11.00 WITA".into(),
            day: "03".into(),
            month: "Des",
        };
        let long = Self {
            slug: "panjang".into(),
            title: LONG.into(),
            place: LONG.into(),
            organizer: LONG.into(),
            body_html: "<p>Bawa buku KIA.</p>".into(),
            time_label: "Sepanjang hari".into(),
            ..plain.clone()
        };
        vec![plain, long]
    }
}

/// What `content/agenda.html` receives.
#[derive(Debug, Serialize)]
pub struct AgendaPage {
    pub upcoming: Vec<EventView>,
    pub past: Vec<EventView>,
    pub ics_href: &'static str,
    pub pager: Pager,
}

impl Page for AgendaPage {
    const TEMPLATE: &'static str = "content/agenda.html";

    fn samples() -> Vec<Self> {
        let page = |upcoming, past| Self {
            upcoming,
            past,
            ics_href: "/agenda.ics",
            pager: Pager::default(),
        };
        let pager = Pager {
            newer_href: None,
            older_href: Some("/agenda?sebelum=x".into()),
        };
        vec![
            page(Vec::new(), Vec::new()),
            page(EventView::samples(), Vec::new()),
            Self {
                pager,
                ..page(EventView::samples(), EventView::samples())
            },
        ]
    }
}
