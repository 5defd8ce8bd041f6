//! The list of imports, with the field for a table.

use kernel::{thousands, time};
use serde::Serialize;
use web::{FormView, Page, view::Pager};

use super::{Badge, badge};
use crate::{import::desk::HERE, store::import::ImportLine};

/// An import in the list.
#[derive(Debug, Clone, Serialize)]
pub struct ImportRow {
    pub href: String,
    pub file_name: String,
    pub state: Badge,
    pub what: String,
    pub who: String,
    pub when: String,
}

impl ImportRow {
    pub fn new(line: &ImportLine) -> Self {
        let number = |count: usize| thousands(i64::try_from(count).unwrap_or(i64::MAX));
        let what = match &line.done {
            Some(done) => format!(
                "{} orang baru, {} diperbarui",
                number(done.made),
                number(done.changed)
            ),
            None if line.tally.rows > 0 => format!("{} baris", number(line.tally.rows)),
            None => String::new(),
        };
        Self {
            href: format!("{HERE}/{}", line.id),
            file_name: line.file_name.clone(),
            state: badge(&line.state),
            what,
            who: line.made_by.clone(),
            when: format!(
                "{} {}",
                time::numeric(line.made_at),
                time::clock(line.made_at)
            ),
        }
    }
}

/// What `residents/import/list.html` receives.
#[derive(Debug, Serialize)]
pub struct ImportsDesk {
    pub form: FormView,
    pub rows: Vec<ImportRow>,
    pub pager: Pager,
}

impl Page for ImportsDesk {
    const TEMPLATE: &'static str = "residents/import/list.html";

    fn samples() -> Vec<Self> {
        let row = |state, name: &str| ImportRow {
            href: format!("{HERE}/0"),
            file_name: name.to_owned(),
            state: badge(state),
            what: "9.812 orang baru, 31 diperbarui".to_owned(),
            who: "Siti Aisyah".to_owned(),
            when: "01-12-2026 09.12".to_owned(),
        };
        let page = |rows| Self {
            form: FormView::default(),
            rows,
            pager: Pager::default(),
        };
        let states = ["reading", "read", "unreadable", "running", "done", "undone"];
        let mut wrong = page(states.map(|state| row(state, super::LONG)).into());
        let sentence = "Pilih berkasnya dulu.".to_owned();
        wrong.form.errors.insert("berkas".to_owned(), sentence);
        wrong.pager.older_href = Some(format!("{HERE}?sebelum=x"));
        vec![page(Vec::new()), page(vec![row("done", "a.xlsx")]), wrong]
    }
}
