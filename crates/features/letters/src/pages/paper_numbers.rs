//! A number for a letter on paper.

use serde::Serialize;
use web::{Form, FormView, Page};

use super::Choice;
use crate::offered::Offered;

/// What `letters/paper_number.html` receives.
#[derive(Debug, Serialize)]
pub struct PaperNumberDesk {
    pub form: FormView,
    pub kinds: Vec<Choice>,
    /// What comes next, unless somebody is quicker.
    pub next: String,
    /// The letter that has the number that was typed.
    pub taken_href: String,
    pub asks_to_leap: bool,
}

impl PaperNumberDesk {
    pub fn new(kinds: &[Offered], form: &Form) -> Self {
        Self {
            form: form.view(),
            kinds: kinds
                .iter()
                .filter(|one| one.is_on)
                .map(|one| Choice::new(&one.kind.slug, &one.kind.name))
                .collect(),
            next: String::new(),
            taken_href: String::new(),
            asks_to_leap: false,
        }
    }
}

impl Page for PaperNumberDesk {
    const TEMPLATE: &'static str = "letters/paper_number.html";

    fn samples() -> Vec<Self> {
        let empty = Self::new(&[], &Form::default());
        let mut full = Self::new(&[], &Form::default());
        full.kinds = vec![Choice::new("domisili", "Surat Keterangan Domisili")];
        full.next = "400.12.2.1/355/PBT/XI/2026".to_owned();
        full.taken_href = "#".to_owned();
        full.asks_to_leap = true;
        vec![empty, full]
    }
}
