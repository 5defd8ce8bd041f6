//! One request, as the office sees it.

use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page};

use super::{Badge, day, name_of};
use crate::{
    answers::Shown,
    domain::{Act, CameBy, State},
    kind::{Kind, requirements},
    office::LETTERS,
    store::{
        files::FileRow,
        issued::OwnLetterRow,
        requests::{RequestRow, StepRow},
    },
};

/// Everything the page is made of.
pub struct Asked<'a> {
    pub row: &'a RequestRow,
    pub answers: Vec<Shown>,
    pub files: Vec<FileRow>,
    pub steps: Vec<StepRow>,
    pub letter: Option<OwnLetterRow>,
    pub hindrance: Option<String>,
    /// What whoever checks it should know.
    pub notes: Vec<String>,
    pub may_see_person: bool,
    pub acts: Vec<Act>,
}

/// A requirement with what was sent for it.
#[derive(Debug, Serialize)]
pub struct RequirementLine {
    pub label: String,
    pub photos: Vec<PhotoLink>,
}

#[derive(Debug, Serialize)]
pub struct PhotoLink {
    pub href: String,
    pub label: String,
    /// Forgotten after the time it is kept for.
    pub is_there: bool,
}

/// A step that was made.
#[derive(Debug, Serialize)]
pub struct StepLine {
    pub label: &'static str,
    pub when: String,
    pub by: String,
    pub reason: String,
    pub note: String,
}

/// The letter that came of it.
#[derive(Debug, Serialize)]
pub struct LetterLink {
    pub href: String,
    pub number: String,
    pub dated: String,
}

/// What `letters/request.html` receives.
#[derive(Debug, Serialize)]
pub struct RequestDesk {
    pub href: String,
    pub kind: String,
    pub name: String,
    /// Empty for who may not open it.
    pub person_href: String,
    pub asker: String,
    pub way: String,
    pub when: String,
    pub badge: Badge,
    pub answers: Vec<Shown>,
    pub requirements: Vec<RequirementLine>,
    pub steps: Vec<StepLine>,
    pub letter: Option<LetterLink>,
    pub hindrance: String,
    pub notes: Vec<String>,
    pub reason: String,
    pub may_check: bool,
    pub may_verify: bool,
    pub may_sign: bool,
    pub may_return: bool,
    pub may_refuse: bool,
    pub form: FormView,
}

impl RequestDesk {
    pub fn new(asked: &Asked<'_>, kind: &Kind, form: &Form) -> Self {
        let row = asked.row;
        let may = |act: Act| asked.acts.contains(&act);
        let sent_at = row.sent_at.unwrap_or(row.made_at).to_jiff();
        let person = row.resident_id.filter(|_| asked.may_see_person);
        let entered = if row.entered_by.is_empty() {
            String::new()
        } else {
            format!(", dicatat {}", row.entered_by)
        };
        Self {
            href: format!("{LETTERS}/permohonan/{}", row.id),
            kind: kind.name.clone(),
            name: name_of(row.resident.as_deref()),
            person_href: person.map_or_else(String::new, |id| format!("/kantor/penduduk/{id}")),
            asker: row.asker.clone().unwrap_or_default(),
            way: format!("{}{entered}", CameBy::label(&row.came_by)),
            when: time::date_time(sent_at),
            badge: Badge::of_request(State::of_word(&row.state)),
            answers: asked.answers.clone(),
            requirements: requirement_lines(kind, row, &asked.files),
            steps: asked.steps.iter().map(step).collect(),
            letter: asked.letter.as_ref().map(|letter| LetterLink {
                href: format!("/kantor/surat/buku/{}", letter.id),
                number: letter.number_text.clone(),
                dated: day(letter.dated),
            }),
            hindrance: asked.hindrance.clone().unwrap_or_default(),
            notes: asked.notes.clone(),
            reason: row.reason.clone(),
            may_check: may(Act::Check),
            may_verify: may(Act::Verify),
            may_sign: may(Act::Sign),
            may_return: may(Act::Return),
            may_refuse: may(Act::Refuse),
            form: form.view(),
        }
    }
}

fn requirement_lines(kind: &Kind, row: &RequestRow, files: &[FileRow]) -> Vec<RequirementLine> {
    let known = requirements();
    let label = |key: &str| {
        let found = known.iter().find(|requirement| requirement.key == key);
        found.map_or_else(|| key.to_owned(), |found| found.label.to_owned())
    };
    let photos = |key: &str| -> Vec<PhotoLink> {
        let of_key = files.iter().filter(|file| file.requirement == key);
        let number = |(at, file): (usize, &FileRow)| PhotoLink {
            href: format!("{LETTERS}/permohonan/{}/foto/{}", row.id, file.id),
            label: format!("Foto {}", at + 1),
            is_there: file.is_there,
        };
        of_key.enumerate().map(number).collect()
    };
    // What was sent for a requirement the kind has no longer is shown, too.
    let former = files
        .iter()
        .map(|file| file.requirement.as_str())
        .filter(|key| !kind.requirements.iter().any(|known| known == key));
    let mut keys: Vec<&str> = kind.requirements.iter().map(String::as_str).collect();
    for key in former {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.into_iter()
        .map(|key| RequirementLine {
            label: label(key),
            photos: photos(key),
        })
        .collect()
}

fn step(row: &StepRow) -> StepLine {
    StepLine {
        label: match State::of_word(&row.state) {
            State::Draft => "Dimulai",
            State::Received => "Diterima",
            State::Checked => "Diperiksa",
            State::Verified => "Diverifikasi",
            State::Signed => "Ditandatangani",
            State::Delivered => "Selesai, dapat diunduh",
            State::Returned => "Dikembalikan",
            State::Refused => "Ditolak",
            State::Withdrawn => "Dibatalkan pemohon",
        },
        when: time::date_time(row.happened_at.to_jiff()),
        by: row.by_name.clone(),
        reason: row.reason.clone(),
        note: row.note.clone(),
    }
}

impl Page for RequestDesk {
    const TEMPLATE: &'static str = "letters/request.html";

    fn samples() -> Vec<Self> {
        let sample = |state: State, acts: bool| Self {
            href: format!("{LETTERS}/permohonan/{}", uuid::Uuid::nil()),
            kind: "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)".to_owned(),
            name: "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq".to_owned(),
            person_href: format!("/kantor/penduduk/{}", uuid::Uuid::nil()),
            asker: "Muhammad Rizky Ramadhan".to_owned(),
            way: "Layanan Mandiri".to_owned(),
            when: "Senin, 30 November 2026 21.14 WITA".to_owned(),
            badge: Badge::of_request(state),
            answers: vec![
                Shown {
                    label: "Keperluan".to_owned(),
                    value: "Melamar pekerjaan di perusahaan perkebunan".to_owned(),
                    is_missing: false,
                },
                Shown {
                    label: "Tinggal sejak".to_owned(),
                    value: String::new(),
                    is_missing: true,
                },
            ],
            requirements: vec![
                RequirementLine {
                    label: "KTP-el pemohon".to_owned(),
                    photos: vec![PhotoLink {
                        href: "#".to_owned(),
                        label: "Foto 1".to_owned(),
                        is_there: true,
                    }],
                },
                RequirementLine {
                    label: "Surat pengantar RT".to_owned(),
                    photos: Vec::new(),
                },
            ],
            steps: vec![StepLine {
                label: "Diterima",
                when: "Senin, 30 November 2026 21.14 WITA".to_owned(),
                by: "Pemohon".to_owned(),
                reason: String::new(),
                note: "Sudah ditelepon".to_owned(),
            }],
            letter: (state == State::Delivered).then(|| LetterLink {
                href: "#".to_owned(),
                number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
                dated: "30 November 2026".to_owned(),
            }),
            hindrance: if acts {
                String::new()
            } else {
                "Siti tercatat pindah; surat ini untuk warga yang tinggal di desa.".to_owned()
            },
            notes: vec!["Pemohon baru berumur 18 tahun; batas umurnya 19 tahun.".to_owned()],
            reason: String::new(),
            may_check: acts,
            may_verify: acts,
            may_sign: acts,
            may_return: acts,
            may_refuse: acts,
            form: Form::default().view(),
        };
        vec![
            sample(State::Received, true),
            sample(State::Delivered, false),
        ]
    }
}
