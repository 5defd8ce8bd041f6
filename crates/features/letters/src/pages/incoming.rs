//! Letters that came.

use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page, view::Pager};

use crate::{office::INCOMING, store::incoming::IncomingRow};

/// A letter in the list.
#[derive(Debug, Serialize)]
pub struct IncomingLine {
    pub href: String,
    pub agenda: i32,
    pub received: String,
    pub sender: String,
    pub subject: String,
    pub number: String,
    pub disposition: String,
}

/// What `letters/incoming.html` receives.
#[derive(Debug, Serialize)]
pub struct IncomingDesk {
    pub year: i32,
    pub is_this_year: bool,
    pub rows: Vec<IncomingLine>,
    pub form: FormView,
    pub pager: Pager,
}

impl IncomingDesk {
    pub fn new(year: i32, this_year: i32, rows: &[IncomingRow], form: &Form) -> Self {
        Self {
            year,
            is_this_year: year == this_year,
            rows: rows.iter().map(line).collect(),
            form: form.view(),
            pager: Pager::default(),
        }
    }

    /// With the ways to other pages.
    #[must_use]
    pub fn paged(mut self, next: Option<i32>, is_further: bool) -> Self {
        let first = format!("{INCOMING}?tahun={}", self.year);
        self.pager = Pager {
            older_href: next.map(|next| format!("{first}&sebelum={next}")),
            newer_href: is_further.then_some(first),
        };
        self
    }
}

fn line(row: &IncomingRow) -> IncomingLine {
    IncomingLine {
        href: format!("{INCOMING}/{}", row.id),
        agenda: row.agenda,
        received: time::short_date(row.received_on.to_jiff()),
        sender: row.sender.clone(),
        subject: row.subject.clone(),
        number: row.number_text.clone(),
        disposition: row.disposition.clone(),
    }
}

impl Page for IncomingDesk {
    const TEMPLATE: &'static str = "letters/incoming.html";

    fn samples() -> Vec<Self> {
        let mut full = Self::new(2026, 2026, &[], &Form::default());
        full.rows = vec![IncomingLine {
            href: "#".to_owned(),
            agenda: 118,
            received: "25 Nov 2026".to_owned(),
            sender: "Dinas Pemberdayaan Masyarakat dan Desa Kabupaten Banjar".to_owned(),
            subject: "Undangan bimbingan teknis pengelolaan keuangan desa".to_owned(),
            number: "400.10.2.3/1187/DPMD/XI/2026".to_owned(),
            disposition: "Kaur Keuangan hadir.".to_owned(),
        }];
        vec![Self::new(2025, 2026, &[], &Form::default()), full]
    }
}

/// What `letters/incoming_form.html` receives.
#[derive(Debug, Serialize)]
pub struct IncomingForm {
    pub action: String,
    pub agenda: i32,
    pub year: i32,
    pub form: FormView,
}

impl IncomingForm {
    pub fn new(row: &IncomingRow, form: &Form) -> Self {
        Self {
            action: format!("{INCOMING}/{}", row.id),
            agenda: row.agenda,
            year: row.year,
            form: form.view(),
        }
    }
}

impl Page for IncomingForm {
    const TEMPLATE: &'static str = "letters/incoming_form.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            action: "#".to_owned(),
            agenda: 118,
            year: 2026,
            form: Form::default().view(),
        }]
    }
}
