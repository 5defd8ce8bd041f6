//! One person.

use identity::{Capabilities, Capability};
use jiff::civil::Date;
use kernel::{Age, CodeTable, time};
use serde::Serialize;
use web::Page;

use super::{Choice, LONG, day, label, list::display};
use crate::{
    domain::{EventKind, Place, State},
    store::{events::EventRow, looks::LookRow, people::ResidentRow},
};

/// Why somebody opens closed data. A short list, so that it is answered truly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Letter,
    Check,
    FamilyCard,
    Aid,
    Request,
}

impl Purpose {
    const ALL: [Self; 5] = [
        Self::Letter,
        Self::Check,
        Self::FamilyCard,
        Self::Aid,
        Self::Request,
    ];

    /// In forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "surat",
            Self::Check => "periksa",
            Self::FamilyCard => "kk",
            Self::Aid => "bantuan",
            Self::Request => "permintaan",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Letter => "Membuat surat",
            Self::Check => "Memeriksa data",
            Self::FamilyCard => "Mengurus KK atau KTP",
            Self::Aid => "Mengurus bantuan",
            Self::Request => "Diminta orangnya sendiri",
        }
    }
}

/// A value with its name: covered, or opened for once.
#[derive(Debug, Clone, Serialize)]
pub struct Opened {
    pub label: &'static str,
    pub value: String,
}

impl Opened {
    pub fn new(label: &'static str, value: String) -> Self {
        Self { label, value }
    }
}

/// Something that happened, in the history.
#[derive(Debug, Serialize)]
pub struct EventLine {
    pub label: &'static str,
    /// "3 Desember 2026"
    pub day: String,
    pub reported: String,
    pub by: String,
    pub detail: Vec<Opened>,
    pub is_withdrawn: bool,
    /// Where it is taken back; empty for all but the last.
    pub take_back: String,
}

/// Who looked.
#[derive(Debug, Serialize)]
pub struct LookLine {
    pub who: String,
    pub what: String,
    pub purpose: String,
    pub when: String,
}

/// What `residents/person.html` receives.
#[derive(Debug, Serialize)]
pub struct PersonDesk {
    pub href: String,
    pub name: String,
    /// "Perempuan, 34 tahun"
    pub line: String,
    pub marks: Vec<String>,
    pub is_present: bool,
    /// Whether another village has her NIK, too.
    pub is_elsewhere: bool,
    pub family_href: String,
    pub place: String,
    /// Closed values, covered.
    pub covered: Vec<Opened>,
    /// Closed values that were opened for this one answer.
    pub opened: Vec<Opened>,
    pub facts: Vec<Opened>,
    pub purposes: Vec<Choice>,
    pub happenings: Vec<Choice>,
    pub events: Vec<EventLine>,
    pub looks: Vec<LookLine>,
    pub can_remove: bool,
    /// Whether she may change the register.
    pub may_manage: bool,
    /// Empty without a photo.
    pub photo_href: String,
}

impl PersonDesk {
    pub fn new(row: &ResidentRow, covered: Vec<Opened>, today: Date) -> Self {
        let state = State::stored(&row.state);
        let born = row.born_on.to_jiff();
        let died = (state == State::Dead).then(|| row.since.to_jiff());
        let age = Age::on(today, born, died).map(|age| age.to_string());
        let mut marks = Vec::new();
        if state != State::Present {
            marks.push(format!("{} sejak {}", state.label(), day(row.since)));
        }
        if row.residency == "2" {
            marks.push("Penduduk sementara".to_owned());
        }
        let mut covered = covered;
        covered.retain(|value| !value.value.is_empty());
        Self {
            href: format!("/kantor/penduduk/{}", row.id),
            name: display(&row.name),
            line: [label(CodeTable::Sex, &row.sex), age.unwrap_or_default()].join(", "),
            marks,
            is_present: state == State::Present,
            is_elsewhere: row.elsewhere && state == State::Present,
            family_href: row
                .family_id
                .filter(|_| row.sees_family)
                .map(|family| format!("/kantor/keluarga/{family}"))
                .unwrap_or_default(),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
            covered,
            opened: Vec::new(),
            facts: facts(row),
            purposes: Purpose::ALL
                .into_iter()
                .map(|purpose| Choice {
                    value: purpose.word().to_owned(),
                    label: purpose.label().to_owned(),
                })
                .collect(),
            happenings: happenings(state),
            events: Vec::new(),
            looks: Vec::new(),
            can_remove: false,
            may_manage: false,
            photo_href: String::new(),
        }
    }

    /// With her photo, if there is one.
    #[must_use]
    pub fn pictured(self, has_photo: bool) -> Self {
        let photo_href = if has_photo {
            format!("{}/foto", self.href)
        } else {
            String::new()
        };
        Self { photo_href, ..self }
    }

    /// With what is for those who keep the register.
    #[must_use]
    pub fn kept_by(self, capabilities: Capabilities) -> Self {
        Self {
            may_manage: capabilities.has(Capability::ManageResidents),
            ..self
        }
    }

    /// With what happened to her, and who looked at what lies closed.
    #[must_use]
    pub fn with_history(self, events: &[EventRow], looks: &[LookRow]) -> Self {
        let counting = events.iter().filter(|event| !event.withdrawn).count();
        let last = events.iter().find(|event| !event.withdrawn);
        let last = last.filter(|_| counting > 1).map(|event| event.id);
        let lines = events.iter().map(|event| EventLine {
            label: EventKind::stored(&event.kind).map_or("Peristiwa", EventKind::label),
            day: day(event.happened_on),
            reported: day(event.reported_on),
            by: event.made_by.clone(),
            detail: detail(event),
            is_withdrawn: event.withdrawn,
            take_back: if last == Some(event.id) {
                format!("{}/peristiwa/{}/batal", self.href, event.id)
            } else {
                String::new()
            },
        });
        let looks = looks.iter().map(|look| LookLine {
            who: look.who.clone(),
            what: look.what.clone(),
            purpose: look.purpose.clone(),
            when: time::date_time(look.happened_at.to_jiff()),
        });
        Self {
            events: lines.collect(),
            looks: looks.collect(),
            can_remove: counting <= 1,
            ..self
        }
    }

    /// With what was opened.
    #[must_use]
    pub fn with_opened(self, opened: Vec<Opened>) -> Self {
        Self { opened, ..self }
    }
}

fn happenings(state: State) -> Vec<Choice> {
    let kinds: &[EventKind] = match state {
        State::Present => &[
            EventKind::Death,
            EventKind::Departure,
            EventKind::Missing,
            EventKind::Away,
        ],
        State::Missing | State::Away => {
            &[EventKind::Return, EventKind::Death, EventKind::Departure]
        }
        State::Moved => &[EventKind::Return],
        State::Dead => &[],
    };
    kinds
        .iter()
        .map(|kind| Choice {
            value: kind.word().to_owned(),
            label: kind.label().to_owned(),
        })
        .collect()
}

fn detail(event: &EventRow) -> Vec<Opened> {
    let text = |key: &str| event.detail[key].as_str().unwrap_or_default().to_owned();
    let coded = |key: &str, table: CodeTable| label(table, &text(key));
    let mut all = vec![
        Opened::new("Sebab", coded("sebab", CodeTable::DeathCause)),
        Opened::new(
            "Yang menerangkan",
            coded("penerang", CodeTable::DeathWitness),
        ),
        Opened::new("Tempat", text("tempat")),
        Opened::new("Akta", text("akta")),
        Opened::new("Kepindahan", coded("klasifikasi", CodeTable::MoveDistance)),
        Opened::new("Alasan", coded("alasan", CodeTable::MoveReason)),
        Opened::new("Asal atau tujuan", text("asal_tujuan")),
        Opened::new("Catatan", text("catatan")),
    ];
    all.retain(|value| !value.value.is_empty());
    all
}

fn facts(row: &ResidentRow) -> Vec<Opened> {
    let optional = |date: Option<jiff_sqlx::Date>| date.map(day).unwrap_or_default();
    let birth = if row.birth_place.is_empty() {
        day(row.born_on)
    } else {
        format!("{}, {}", row.birth_place, day(row.born_on))
    };
    let mut all = vec![
        Opened::new("Tempat, tanggal lahir", birth),
        Opened::new(
            "Hubungan dalam keluarga",
            label(CodeTable::Relationship, &row.relationship),
        ),
        Opened::new("Agama", label(CodeTable::Religion, &row.religion)),
        Opened::new(
            "Status perkawinan",
            label(CodeTable::MaritalStatus, &row.marital_status),
        ),
        Opened::new("Pendidikan", label(CodeTable::Education, &row.education)),
        Opened::new(
            "Sedang menempuh",
            label(CodeTable::CurrentEducation, &row.current_education),
        ),
        Opened::new("Pekerjaan", label(CodeTable::Occupation, &row.occupation)),
        Opened::new(
            "Golongan darah",
            label(CodeTable::BloodType, &row.blood_type),
        ),
        Opened::new(
            "Kewarganegaraan",
            label(CodeTable::Citizenship, &row.citizenship),
        ),
        Opened::new(
            "Disabilitas",
            label(CodeTable::DisabilityOnForm, &row.disability),
        ),
        Opened::new(
            "Asuransi kesehatan",
            label(CodeTable::HealthInsurance, &row.health_insurance),
        ),
        Opened::new("Alamat pada KK", row.address.clone().unwrap_or_default()),
        Opened::new("Alamat sekarang", row.present_address.clone()),
        Opened::new("Akta kelahiran", row.birth_certificate.clone()),
        Opened::new("Paspor", row.passport.clone()),
        Opened::new("Paspor berlaku sampai", optional(row.passport_until)),
        Opened::new("KITAS/KITAP", row.stay_permit.clone()),
        Opened::new("Akta perkawinan", row.marriage_certificate.clone()),
        Opened::new("Tanggal perkawinan", optional(row.married_on)),
        Opened::new("Akta perceraian", row.divorce_certificate.clone()),
        Opened::new("Tanggal perceraian", optional(row.divorced_on)),
    ];
    all.retain(|value| !value.value.is_empty());
    all
}

impl Page for PersonDesk {
    const TEMPLATE: &'static str = "residents/person.html";

    fn samples() -> Vec<Self> {
        let text = |label, value: &str| Opened::new(label, value.to_owned());
        let plain = Self {
            href: "/kantor/penduduk/0".into(),
            name: "Siti <b>".into(),
            line: "Perempuan, 34 tahun".into(),
            marks: Vec::new(),
            is_present: true,
            is_elsewhere: true,
            family_href: String::new(),
            place: "Tanpa RT".into(),
            covered: vec![text("NIK", "sementara BBBB-BBBK")],
            opened: Vec::new(),
            facts: vec![text("Tempat, tanggal lahir", "1 Januari 1992")],
            purposes: vec![Choice {
                value: "surat".into(),
                label: "Membuat surat".into(),
            }],
            happenings: happenings(State::Present),
            events: Vec::new(),
            looks: Vec::new(),
            can_remove: true,
            may_manage: true,
            photo_href: "/kantor/penduduk/0/foto".into(),
        };
        let event = |take_back: &str, is_withdrawn| EventLine {
            label: "Pindah",
            day: "3 Desember 2026".into(),
            reported: "4 Desember 2026".into(),
            by: LONG.into(),
            detail: vec![text("Asal atau tujuan", LONG)],
            is_withdrawn,
            take_back: take_back.into(),
        };
        let full = Self {
            name: LONG.into(),
            marks: vec![
                "Meninggal sejak 3 Desember 2026".into(),
                "Penduduk sementara".into(),
            ],
            is_present: false,
            is_elsewhere: false,
            family_href: "/kantor/keluarga/0".into(),
            place: "Dusun Handil Bujur, RW 001, RT 002".into(),
            opened: vec![text("NIK", "6303000000000000"), text("Nama ibu", LONG)],
            happenings: Vec::new(),
            events: vec![
                event("/kantor/penduduk/0/peristiwa/0/batal", false),
                event("", true),
            ],
            looks: vec![LookLine {
                who: LONG.into(),
                what: "NIK, Nomor KK".into(),
                purpose: "Membuat surat".into(),
                when: "3 Desember 2026 09.00".into(),
            }],
            can_remove: false,
            ..Self::samples_base()
        };
        vec![plain, full]
    }
}

impl PersonDesk {
    fn samples_base() -> Self {
        Self {
            href: "/kantor/penduduk/0".into(),
            name: String::new(),
            line: "Laki-laki, 71 tahun".into(),
            marks: Vec::new(),
            is_present: false,
            is_elsewhere: false,
            family_href: String::new(),
            place: String::new(),
            covered: vec![Opened::new("NIK", "630302******9001".into())],
            opened: Vec::new(),
            facts: vec![Opened::new("Pekerjaan", "Petani/Pekebun".into())],
            purposes: Vec::new(),
            happenings: Vec::new(),
            events: Vec::new(),
            looks: Vec::new(),
            can_remove: false,
            may_manage: false,
            photo_href: String::new(),
        }
    }
}
