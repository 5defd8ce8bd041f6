//! Letters as whoever asks for them sees them.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{Badge, Choice, day};
use crate::{
    answers::{FieldView, Member, Shown, fields},
    citizen::{BY_LINK, LETTERS, NEW},
    domain::{LetterState, State},
    kind::{Kind, requirements},
    offered::Offered,
    pages::services::ServiceLine,
    store::{
        files::FileRow,
        issued::OwnLetterRow,
        lists::OwnRow,
        requests::{RequestRow, StepRow},
    },
};

const LONG_KIND: &str = "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)";
const LONG_NAME: &str = "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq";

/// A request in her list.
#[derive(Debug, Serialize)]
pub struct OwnLine {
    pub href: String,
    pub kind: String,
    /// For whom, when it is not for herself.
    pub name: String,
    pub when: String,
    pub badge: Badge,
}

/// What `letters/own_list.html` receives.
#[derive(Debug, Serialize)]
pub struct OwnList {
    pub rows: Vec<OwnLine>,
    pub pager: Pager,
}

impl OwnList {
    pub fn new(rows: &[OwnRow], kinds: &[Offered], now: Timestamp) -> Self {
        let line = |row: &OwnRow| {
            let known = kinds.iter().find(|one| one.kind.slug == row.kind);
            OwnLine {
                href: format!("{LETTERS}/{}", row.id),
                kind: known.map_or_else(|| row.kind.clone(), |one| one.kind.name.clone()),
                name: if row.is_for_other {
                    row.resident.clone().unwrap_or_default()
                } else {
                    String::new()
                },
                when: time::relative(row.state_since.to_jiff(), now),
                badge: Badge::of_request(State::of_word(&row.state)),
            }
        };
        Self {
            rows: rows.iter().map(line).collect(),
            pager: Pager::default(),
        }
    }

    /// With the ways to other pages.
    #[must_use]
    pub fn paged(mut self, next: Option<String>, is_further: bool) -> Self {
        self.pager = Pager {
            older_href: next.map(|next| format!("{LETTERS}?sebelum={next}")),
            newer_href: is_further.then(|| LETTERS.to_owned()),
        };
        self
    }
}

impl Page for OwnList {
    const TEMPLATE: &'static str = "letters/own_list.html";

    fn samples() -> Vec<Self> {
        let line = |state| OwnLine {
            href: format!("{LETTERS}/{}", Uuid::nil()),
            kind: LONG_KIND.to_owned(),
            name: LONG_NAME.to_owned(),
            when: "3 jam lalu".to_owned(),
            badge: Badge::of_request(state),
        };
        vec![
            Self::new(&[], &[], Timestamp::UNIX_EPOCH),
            Self {
                rows: vec![line(State::Returned), line(State::Delivered)],
                pager: Pager::default(),
            },
        ]
    }
}

/// What `letters/own_corner.html` receives.
#[derive(Debug, Serialize)]
pub struct CornerView {
    /// Something to put right or to send.
    pub waiting: usize,
    /// Something to take away.
    pub ready: usize,
    pub under_way: usize,
}

impl CornerView {
    /// Of the latest requests.
    pub fn new(rows: &[OwnRow]) -> Self {
        let of = |is_it: &dyn Fn(State) -> bool| {
            rows.iter()
                .filter(|row| is_it(State::of_word(&row.state)))
                .count()
        };
        Self {
            waiting: of(&State::is_open_to_citizen),
            ready: of(&|state| state == State::Delivered),
            under_way: of(&|state| state.waits_for_office() || state == State::Signed),
        }
    }
}

impl Page for CornerView {
    const TEMPLATE: &'static str = "letters/own_corner.html";

    fn samples() -> Vec<Self> {
        let corner = |waiting, ready, under_way| Self {
            waiting,
            ready,
            under_way,
        };
        vec![corner(0, 0, 0), corner(1, 0, 0), corner(0, 1, 0), corner(0, 0, 2)]
    }
}

/// What `letters/pick.html` receives.
#[derive(Debug, Serialize)]
pub struct PickPage {
    pub kinds: Vec<ServiceLine>,
}

impl PickPage {
    pub fn new(offered: &[&Offered]) -> Self {
        let line = |one: &&Offered| ServiceLine {
            href: format!("{NEW}?jenis={}", one.kind.slug),
            ..ServiceLine::new(one)
        };
        Self {
            kinds: offered.iter().map(line).collect(),
        }
    }
}

impl Page for PickPage {
    const TEMPLATE: &'static str = "letters/pick.html";

    fn samples() -> Vec<Self> {
        let line = ServiceLine {
            href: format!("{NEW}?jenis=domisili"),
            name: LONG_KIND.to_owned(),
            purpose: "Untuk bank, sekolah, atau tempat kerja.".to_owned(),
            online: true,
        };
        vec![Self { kinds: Vec::new() }, Self { kinds: vec![line] }]
    }
}

/// Somebody of the family to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Somebody {
    pub value: String,
    pub label: String,
}

/// What `letters/ask.html` receives.
#[derive(Debug, Serialize)]
pub struct AskForm {
    pub action: String,
    pub back: String,
    pub slug: String,
    pub kind: String,
    pub purpose: String,
    /// Empty where it was said before whom it is for.
    pub people: Vec<Somebody>,
    pub fields: Vec<FieldView>,
    pub requirements: Vec<&'static str>,
    pub form: FormView,
    pub is_new: bool,
}

impl AskForm {
    pub fn new(kind: &Kind, form: &Form, family: &[Member], people: Vec<Somebody>) -> Self {
        let known = requirements();
        let label = |key: &String| {
            let found = known.iter().find(|one| one.key == key);
            found.map(|found| found.label)
        };
        Self {
            action: NEW.to_owned(),
            back: NEW.to_owned(),
            slug: kind.slug.clone(),
            kind: kind.name.clone(),
            purpose: kind.purpose.clone(),
            people,
            fields: fields(kind, form, family),
            requirements: kind.requirements.iter().filter_map(label).collect(),
            form: form.view(),
            is_new: true,
        }
    }

    /// The same for a request that was begun.
    #[must_use]
    pub fn of(mut self, id: Uuid) -> Self {
        self.action = format!("{LETTERS}/{id}/ubah");
        self.back = format!("{LETTERS}/{id}");
        self.is_new = false;
        self
    }
}

impl Page for AskForm {
    const TEMPLATE: &'static str = "letters/ask.html";

    fn samples() -> Vec<Self> {
        let people = || {
            vec![Somebody {
                value: Uuid::nil().to_string(),
                label: format!("{LONG_NAME} (saya sendiri)"),
            }]
        };
        let kinds = crate::kind::catalogue();
        let mut wrong = Form::default();
        wrong.wrong("untuk", "Belum berumur 17 tahun.");
        vec![
            Self::new(&kinds[0], &Form::default(), &[], people()),
            Self::new(&kinds[0], &wrong, &[], people()).of(Uuid::nil()),
        ]
    }
}

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
            name: super::name_of(row.resident.as_deref()),
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

/// What `letters/sent.html` receives: the link, shown once.
#[derive(Debug, Serialize)]
pub struct SentPage {
    pub kind: String,
    pub link: String,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "letters/sent.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            kind: LONG_KIND.to_owned(),
            link: "https://pembantanan.banjarkab.go.id/mandiri/permohonan/7K3QF9X2MB7K3QF9X2MB7K3QF9"
                .to_owned(),
        }]
    }
}

/// What `letters/by_link.html` receives: nothing that tells who it is.
#[derive(Debug, Serialize)]
pub struct LinkPage {
    pub kind: String,
    pub state: &'static str,
    pub state_word: &'static str,
    pub since: String,
    pub reason: String,
    pub number: String,
    /// Empty before there is a letter.
    pub pdf_href: String,
}

impl LinkPage {
    pub fn new(kind: &str, row: &RequestRow, letter: Option<&OwnLetterRow>, token: &str) -> Self {
        let state = State::of_word(&row.state);
        Self {
            kind: kind.to_owned(),
            state: state.label(),
            state_word: state.as_str(),
            since: time::date_time(row.state_since.to_jiff()),
            reason: row.reason.clone(),
            number: letter.map_or_else(String::new, |letter| letter.number_text.clone()),
            pdf_href: letter.map_or_else(String::new, |_| format!("{BY_LINK}/{token}/pdf")),
        }
    }
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "letters/by_link.html";

    fn samples() -> Vec<Self> {
        let sample = |state: State| Self {
            kind: LONG_KIND.to_owned(),
            state: state.label(),
            state_word: state.as_str(),
            since: "Senin, 30 November 2026 21.14 WITA".to_owned(),
            reason: if state == State::Returned {
                "Foto KTP buram.".to_owned()
            } else {
                String::new()
            },
            number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
            pdf_href: if state == State::Delivered {
                "#".to_owned()
            } else {
                String::new()
            },
        };
        vec![
            sample(State::Received),
            sample(State::Returned),
            sample(State::Delivered),
        ]
    }
}
