//! Whether a letter is real, told to anybody.

use jiff::{Timestamp, civil::Date};
use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page};

use crate::{domain::LetterState, store::issued::ProvenRow};

/// What `letters/verify.html` receives.
#[derive(Debug, Serialize)]
pub struct AskPage {
    pub form: FormView,
}

impl AskPage {
    pub fn new(form: &Form) -> Self {
        Self { form: form.view() }
    }
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "letters/verify.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("kode", "7K3".to_owned())]);
        wrong.wrong("kode", "Kode terdiri dari 10 huruf dan angka.");
        wrong.wrong("berkas", "Berkas ini tidak sama dengan surat mana pun.");
        vec![Self::new(&Form::default()), Self::new(&wrong)]
    }
}

/// What was found out.
#[derive(Debug, Clone)]
pub enum Finding {
    Known(Box<Known>),
    /// No letter of this village has this code.
    Unknown,
    /// The QR was read in part.
    CutOff,
    /// The QR was made by somebody else.
    Forged,
}

/// A letter of this village, with what anybody may know of it.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    pub kind: String,
    pub number: String,
    pub dated: String,
    pub valid_until: String,
    /// "S*** N***"
    pub holder: String,
    pub signer: String,
    pub signer_title: String,
    /// valid, expired, revoked
    pub state: &'static str,
    /// When it was revoked.
    pub since: String,
    #[serde(skip)]
    ends: Option<Date>,
}

impl Finding {
    /// What is to be thought of a letter on that day.
    pub fn of(row: &ProvenRow, today: Date) -> Self {
        let ends = row.valid_until.map(|until| until.to_jiff());
        let state = match LetterState::of_word(&row.state) {
            LetterState::Revoked | LetterState::Void => "revoked",
            LetterState::Valid if ends.is_some_and(|until| until < today) => "expired",
            LetterState::Valid => "valid",
        };
        Self::Known(Box::new(Known {
            kind: row.kind_name.clone(),
            number: row.number_text.clone(),
            dated: time::long_date(row.dated.to_jiff()),
            valid_until: ends.map_or_else(String::new, time::long_date),
            holder: row.holder_masked.clone(),
            signer: row.signer_name.clone(),
            signer_title: row.signer_title.clone(),
            state,
            since: time::long_date(time::day(row.state_since.to_jiff())),
            ends,
        }))
    }

    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }

    /// Whether it is the same for some days, unless the village changes something.
    pub fn stays_true_after(&self, today: Date) -> bool {
        let Self::Known(known) = self else {
            return false;
        };
        let later = today.saturating_add(jiff::Span::new().days(2));
        known.state != "valid" || known.ends.is_none_or(|until| until > later)
    }
}

/// What `letters/verdict.html` receives.
#[derive(Debug, Serialize)]
pub struct VerdictPage {
    /// valid, expired, revoked, unknown, cut_off, forged
    pub verdict: &'static str,
    pub letter: Option<Known>,
    /// "25 November 2026 14.05 WITA"
    pub checked: String,
}

impl VerdictPage {
    pub fn new(finding: Finding, now: Timestamp) -> Self {
        let (verdict, letter) = match finding {
            Finding::Known(known) => (known.state, Some(*known)),
            Finding::Unknown => ("unknown", None),
            Finding::CutOff => ("cut_off", None),
            Finding::Forged => ("forged", None),
        };
        Self {
            verdict,
            letter,
            checked: time::date_time(now),
        }
    }
}

impl Page for VerdictPage {
    const TEMPLATE: &'static str = "letters/verdict.html";

    fn samples() -> Vec<Self> {
        let known = |state| Known {
            kind: "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)".to_owned(),
            number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
            dated: "25 November 2026".to_owned(),
            valid_until: "24 Mei 2027".to_owned(),
            holder: "S*** N*** J*** F***".to_owned(),
            signer: "H. Syamsuddin".to_owned(),
            signer_title: "Pambakal Pembantanan".to_owned(),
            state,
            since: "26 November 2026".to_owned(),
            ends: None,
        };
        let findings = [
            Finding::Known(Box::new(known("valid"))),
            Finding::Known(Box::new(known("expired"))),
            Finding::Known(Box::new(known("revoked"))),
            Finding::Unknown,
            Finding::CutOff,
            Finding::Forged,
        ];
        findings
            .into_iter()
            .map(|finding| Self::new(finding, Timestamp::UNIX_EPOCH))
            .collect()
    }
}
