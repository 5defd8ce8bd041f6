//! The register of letters, and one letter of it.

use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page, view::Pager};

use super::{Badge, Choice, day};
use crate::{
    domain::{LetterState, Way},
    office::REGISTER,
    store::issued::LetterRow,
};

/// A letter in the list.
#[derive(Debug, Serialize)]
pub struct LetterLine {
    pub href: String,
    pub number: String,
    pub dated: String,
    pub subject: String,
    pub name: String,
    pub signer: String,
    pub badge: Badge,
}

/// What `letters/register.html` receives.
#[derive(Debug, Serialize)]
pub struct RegisterDesk {
    pub year: i32,
    pub years: Vec<Choice>,
    pub rows: Vec<LetterLine>,
    pub may_work: bool,
    pub pager: Pager,
}

impl RegisterDesk {
    pub fn new(year: i32, years: &[i32], rows: &[LetterRow], may_work: bool) -> Self {
        Self {
            year,
            years: years
                .iter()
                .map(|year| Choice::new(year.to_string(), year.to_string()))
                .collect(),
            rows: rows.iter().map(line).collect(),
            may_work,
            pager: Pager::default(),
        }
    }

    /// With the ways to other pages.
    #[must_use]
    pub fn paged(mut self, next: Option<String>, is_further: bool) -> Self {
        let first = format!("{REGISTER}?tahun={}", self.year);
        self.pager = Pager {
            older_href: next.map(|next| format!("{first}&sebelum={next}")),
            newer_href: is_further.then_some(first),
        };
        self
    }
}

fn line(row: &LetterRow) -> LetterLine {
    LetterLine {
        href: format!("{REGISTER}/{}", row.id),
        number: row.number_text.clone(),
        dated: time::short_date(row.dated.to_jiff()),
        subject: row.subject.clone(),
        name: row.resident.clone().unwrap_or_default(),
        signer: row.signer_name.clone(),
        badge: Badge::of_letter(LetterState::of_word(&row.state)),
    }
}

impl Page for RegisterDesk {
    const TEMPLATE: &'static str = "letters/register.html";

    fn samples() -> Vec<Self> {
        let line = |state| LetterLine {
            href: format!("{REGISTER}/{}", uuid::Uuid::nil()),
            number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
            dated: "25 Nov 2026".to_owned(),
            subject: "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)".to_owned(),
            name: "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq".to_owned(),
            signer: "H. Syamsuddin".to_owned(),
            badge: Badge::of_letter(state),
        };
        let mut full = Self::new(2026, &[2026, 2025], &[], true);
        full.rows = vec![line(LetterState::Valid), line(LetterState::Void)];
        vec![Self::new(2026, &[2026], &[], false), full]
    }
}

/// What `letters/letter.html` receives.
#[derive(Debug, Serialize)]
pub struct LetterDesk {
    pub href: String,
    pub number: String,
    pub kind: String,
    pub way: &'static str,
    pub badge: Badge,
    pub reason: String,
    pub subject: String,
    pub name: String,
    pub dated: String,
    pub valid_until: String,
    pub signer: String,
    pub check_code: String,
    pub request_href: String,
    /// Empty while the paper is being made, and for letters on paper.
    pub pdf_href: String,
    pub is_waiting: bool,
    pub may_revoke: bool,
    pub is_paper: bool,
    pub form: FormView,
}

impl LetterDesk {
    pub fn new(row: &LetterRow, may_revoke: bool, form: &Form) -> Self {
        let href = format!("{REGISTER}/{}", row.id);
        let is_paper = row.way == Way::Paper.as_str();
        let signer = [row.signer_name.as_str(), row.signer_title.as_str()];
        let signer: Vec<&str> = signer.into_iter().filter(|text| !text.is_empty()).collect();
        Self {
            number: row.number_text.clone(),
            kind: row.kind_name.clone(),
            way: Way::label(&row.way),
            badge: Badge::of_letter(LetterState::of_word(&row.state)),
            reason: row.state_reason.clone(),
            subject: row.subject.clone(),
            name: row.resident.clone().unwrap_or_default(),
            dated: day(row.dated),
            valid_until: row.valid_until.map_or_else(String::new, day),
            signer: signer.join(", "),
            check_code: row.check_code.as_deref().map(spaced).unwrap_or_default(),
            request_href: row
                .request_id
                .map_or_else(String::new, |id| format!("/kantor/surat/permohonan/{id}")),
            pdf_href: if row.has_pdf {
                format!("{href}/pdf")
            } else {
                String::new()
            },
            is_waiting: !is_paper && !row.has_pdf,
            may_revoke,
            is_paper,
            form: form.view(),
            href,
        }
    }
}

/// "7K3QF-9X2MB"
pub fn spaced(code: &str) -> String {
    match code.split_at_checked(5) {
        Some((front, back)) => format!("{front}-{back}"),
        None => code.to_owned(),
    }
}

impl Page for LetterDesk {
    const TEMPLATE: &'static str = "letters/letter.html";

    fn samples() -> Vec<Self> {
        let sample = |state: LetterState, is_paper: bool| Self {
            href: format!("{REGISTER}/{}", uuid::Uuid::nil()),
            number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
            kind: "Surat Keterangan Domisili".to_owned(),
            way: Way::label(if is_paper { "paper" } else { "digital" }),
            badge: Badge::of_letter(state),
            reason: if state == LetterState::Valid {
                String::new()
            } else {
                "Alamatnya keliru.".to_owned()
            },
            subject: "Surat Keterangan Domisili".to_owned(),
            name: "Siti Aminah".to_owned(),
            dated: "25 November 2026".to_owned(),
            valid_until: "24 Mei 2027".to_owned(),
            signer: "H. Syamsuddin, Pambakal Pembantanan".to_owned(),
            check_code: "7K3QF-9X2MB".to_owned(),
            request_href: "#".to_owned(),
            pdf_href: "#".to_owned(),
            is_waiting: state == LetterState::Void,
            may_revoke: state == LetterState::Valid,
            is_paper,
            form: Form::default().view(),
        };
        vec![
            sample(LetterState::Valid, false),
            sample(LetterState::Revoked, false),
            sample(LetterState::Void, true),
        ]
    }
}
