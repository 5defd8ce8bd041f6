//! One request: looked over, followed, and the letter at the end.

use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use super::{LONG_KIND, LONG_NAME};
use crate::{
    answers::Shown,
    citizen::LETTERS,
    domain::{LetterState, State},
    kind::{Kind, requirements},
    pages::{Badge, Choice, day, name_of},
    store::{
        files::FileRow,
        issued::OwnLetterRow,
        requests::{RequestRow, StepRow},
    },
};

/// Everything the page of a request is made of.
pub struct Asked<'a> {
    pub row: &'a RequestRow,
    pub answers: Vec<Shown>,
    pub files: Vec<FileRow>,
    pub steps: Vec<StepRow>,
    pub letter: Option<OwnLetterRow>,
    pub is_writer: bool,
    pub may_rate: bool,
}

/// A requirement with its photos.
#[derive(Debug, Serialize)]
pub struct NeedLine {
    pub key: String,
    pub label: String,
    pub photos: Vec<OwnPhoto>,
    /// What is wrong with the photo that was just sent.
    pub error: String,
}

#[derive(Debug, Serialize)]
pub struct OwnPhoto {
    pub href: String,
    pub label: String,
    pub is_there: bool,
}

/// A step that was made.
#[derive(Debug, Serialize)]
pub struct OwnStep {
    pub label: &'static str,
    pub when: String,
    pub reason: String,
}

/// The letter, ready to be taken.
#[derive(Debug, Serialize)]
pub struct OwnLetter {
    pub href: String,
    pub number: String,
    pub dated: String,
    pub valid_until: String,
    pub is_revoked: bool,
}

/// What `letters/own.html` receives.
#[derive(Debug, Serialize)]
pub struct OwnRequest {
    pub href: String,
    pub kind: String,
    pub name: String,
    pub version: i64,
    pub badge: Badge,
    pub reason: String,
    pub answers: Vec<Shown>,
    pub needs: Vec<NeedLine>,
    pub steps: Vec<OwnStep>,
    pub letter: Option<OwnLetter>,
    pub may_change: bool,
    pub may_withdraw: bool,
    pub is_draft: bool,
    pub may_rate: bool,
    pub questions: Vec<Choice>,
    pub form: FormView,
}

/// The nine elements of satisfaction (Permenpan-RB 14/2017), as questions to people.
const ELEMENTS: [&str; 9] = [
    "Persyaratannya mudah dipenuhi",
    "Caranya mudah diikuti",
    "Selesainya cepat",
    "Biayanya sesuai (seharusnya gratis)",
    "Suratnya sesuai dengan yang diminta",
    "Petugasnya mampu",
    "Petugasnya sopan dan ramah",
    "Keluhan ditanggapi dengan baik",
    "Sarana dan layanannya baik",
];

impl OwnRequest {
    pub fn new(asked: &Asked<'_>, kind: &Kind, form: &Form) -> Self {
        let row = asked.row;
        let state = State::of_word(&row.state);
        let view = form.view();
        let href = format!("{LETTERS}/{}", row.id);
        Self {
            kind: kind.name.clone(),
            name: name_of(row.resident.as_deref()),
            version: row.version,
            badge: Badge::of_request(state),
            reason: row.reason.clone(),
            answers: asked.answers.clone(),
            needs: needs(kind, &href, &asked.files, &view),
            steps: asked.steps.iter().map(step).collect(),
            letter: asked.letter.as_ref().map(|letter| OwnLetter {
                href: format!("{href}/pdf"),
                number: letter.number_text.clone(),
                dated: day(letter.dated),
                valid_until: letter.valid_until.map_or_else(String::new, day),
                is_revoked: LetterState::of_word(&letter.state) != LetterState::Valid,
            }),
            may_change: asked.is_writer && state.is_open_to_citizen(),
            may_withdraw: asked.is_writer && state.may_be_withdrawn(),
            is_draft: state == State::Draft,
            may_rate: asked.may_rate,
            questions: elements(),
            form: view,
            href,
        }
    }
}

fn elements() -> Vec<Choice> {
    let numbered = (1..).zip(ELEMENTS);
    numbered
        .map(|(at, label)| Choice::new(format!("u{at}"), label))
        .collect()
}

fn needs(kind: &Kind, href: &str, files: &[FileRow], form: &FormView) -> Vec<NeedLine> {
    let known = requirements();
    let need = |key: &String| {
        let label = known.iter().find(|one| one.key == key)?.label;
        let photos = files.iter().filter(|file| file.requirement == *key);
        let error = form.errors.get(&format!("foto_{key}"));
        Some(NeedLine {
            key: key.clone(),
            label: label.to_owned(),
            photos: (1..)
                .zip(photos)
                .map(|(at, file)| OwnPhoto {
                    href: format!("{href}/foto/{}", file.id),
                    label: format!("Foto {at}"),
                    is_there: file.is_there,
                })
                .collect(),
            error: error.cloned().unwrap_or_default(),
        })
    };
    kind.requirements.iter().filter_map(need).collect()
}

fn step(row: &StepRow) -> OwnStep {
    OwnStep {
        label: match State::of_word(&row.state) {
            State::Draft => "Dimulai",
            State::Received => "Dikirim ke kantor desa",
            State::Checked => "Diperiksa petugas",
            State::Verified => "Diverifikasi, menunggu tanda tangan",
            State::Signed => "Ditandatangani",
            State::Delivered => "Selesai, dapat diunduh",
            State::Returned => "Dikembalikan kepada Anda",
            State::Refused => "Ditolak",
            State::Withdrawn => "Anda batalkan",
        },
        when: time::date_time(row.happened_at.to_jiff()),
        reason: row.reason.clone(),
    }
}

impl Page for OwnRequest {
    const TEMPLATE: &'static str = "letters/own.html";

    fn samples() -> Vec<Self> {
        let photo = |is_there| OwnPhoto {
            href: "#".to_owned(),
            label: "Foto 1".to_owned(),
            is_there,
        };
        let sample = |state: State| Self {
            href: format!("{LETTERS}/{}", Uuid::nil()),
            kind: LONG_KIND.to_owned(),
            name: LONG_NAME.to_owned(),
            version: 1,
            badge: Badge::of_request(state),
            reason: if state == State::Returned {
                "Foto KTP buram, kirim sekali lagi.".to_owned()
            } else {
                String::new()
            },
            answers: vec![
                Shown {
                    label: "Keperluan".to_owned(),
                    value: "Melamar pekerjaan".to_owned(),
                    is_missing: false,
                },
                Shown {
                    label: "Tinggal sejak".to_owned(),
                    value: String::new(),
                    is_missing: true,
                },
            ],
            needs: vec![
                NeedLine {
                    key: "ktp".to_owned(),
                    label: "KTP-el pemohon".to_owned(),
                    photos: vec![photo(true), photo(false)],
                    error: String::new(),
                },
                NeedLine {
                    key: "kk".to_owned(),
                    label: "Kartu Keluarga".to_owned(),
                    photos: Vec::new(),
                    error: "Berkas ini bukan foto.".to_owned(),
                },
            ],
            steps: vec![OwnStep {
                label: "Dikirim ke kantor desa",
                when: "Senin, 30 November 2026 21.14 WITA".to_owned(),
                reason: String::new(),
            }],
            letter: (state == State::Delivered).then(|| OwnLetter {
                href: "#".to_owned(),
                number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
                dated: "30 November 2026".to_owned(),
                valid_until: "29 Mei 2027".to_owned(),
                is_revoked: false,
            }),
            may_change: state.is_open_to_citizen(),
            may_withdraw: state.may_be_withdrawn(),
            is_draft: state == State::Draft,
            may_rate: state == State::Delivered,
            questions: elements(),
            form: Form::default().view(),
        };
        [
            State::Draft,
            State::Received,
            State::Returned,
            State::Delivered,
            State::Refused,
        ]
        .into_iter()
        .map(sample)
        .collect()
    }
}
