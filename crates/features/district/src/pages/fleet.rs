//! The table of all villages.

use std::collections::BTreeMap;

use db::register::Status;
use jiff::Timestamp;
use kernel::bytes_label;
use serde::Serialize;
use web::{Page, registry::Regency, view::Pager};

use super::{Badge, ago, days_left, percent, sums::Sums};
use crate::{
    domain::Alert,
    fleet::{Fared, FleetQuery, HERE},
};

/// More points than these are no map any more.
const MOST_POINTS: usize = 1000;

/// What `district/fleet.html` receives.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FleetDesk {
    pub regency: String,
    pub total: usize,
    /// How many of the villages fit what is asked for.
    pub found: usize,
    pub chips: Vec<Chip>,
    pub subdistricts: Vec<Choice>,
    pub q: String,
    pub keadaan: String,
    pub urut: String,
    pub heads: Vec<Head>,
    pub rows: Vec<Line>,
    /// How many people live in the villages that fit.
    pub sums: Sums,
    pub points: Vec<Point>,
    pub pager: Pager,
    pub csv_href: String,
    pub can_run: bool,
}

/// A filter with how many villages it shows.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub word: &'static str,
    pub href: String,
    pub count: usize,
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A column that can be sorted.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    pub label: &'static str,
    pub href: String,
    /// "ascending", "descending" or "".
    pub order: &'static str,
    /// Left out of a narrow table first.
    pub is_spare: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub code: String,
    pub name: String,
    pub kind_label: &'static str,
    pub subdistrict: String,
    pub href: String,
    pub site_url: String,
    pub status: Badge,
    pub published: String,
    pub seen: String,
    pub waiting: i64,
    pub oldest: String,
    pub storage: String,
    pub visits: String,
    /// "0,3 %"; empty when nobody asked.
    pub errors: String,
    pub fails: bool,
    /// "41 hari"; empty when it is not known.
    pub certificate: String,
    /// "3.982"; empty when the village has told nothing.
    pub residents: String,
    pub alerts: Vec<&'static str>,
}

/// A village on the map; the picture is a thousand units wide.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    pub x: String,
    pub y: String,
    pub name: String,
    /// "good", "warn" or "bad"
    pub kind: &'static str,
}

const COLUMNS: [(&str, &str); 9] = [
    ("nama", "Desa"),
    ("penduduk", "Penduduk"),
    ("terbit", "Kabar"),
    ("masuk", "Masuk"),
    ("menunggu", "Menunggu"),
    ("penyimpanan", "Simpanan"),
    ("kunjungan", "Kunjungan"),
    ("galat", "Galat"),
    ("sertifikat", "Sertifikat"),
];

impl FleetDesk {
    /// What is counted over all villages, whatever is asked for.
    pub fn of(all: &[Fared], regency: Option<&Regency>) -> Self {
        let with = |status: Status| {
            all.iter()
                .filter(|one| one.village.entry.status == status)
                .count()
        };
        let chip = |label, word, count| Chip {
            label,
            word,
            href: String::new(),
            count,
            current: false,
        };
        let mut chips = vec![
            chip("Semua", "", all.len()),
            chip("Aktif", "aktif", with(Status::Active)),
            chip("Ditangguhkan", "ditangguhkan", with(Status::Suspended)),
        ];
        let archived = with(Status::Archived);
        if archived > 0 {
            chips.push(chip("Diarsipkan", "diarsipkan", archived));
        }
        let alarmed = all.iter().filter(|one| !one.alerts.is_empty()).count();
        chips.push(chip("Perlu perhatian", "perhatian", alarmed));
        for alert in Alert::ALL {
            let count = all.iter().filter(|one| one.alerts.contains(&alert)).count();
            if count > 0 {
                chips.push(chip(alert.label(), alert.as_str(), count));
            }
        }
        let subdistricts: BTreeMap<&str, &str> = all
            .iter()
            .map(|one| &one.village.entry)
            .map(|entry| (entry.subdistrict.as_str(), entry.subdistrict_slug.as_str()))
            .collect();
        Self {
            regency: regency.map_or_else(String::new, |regency| regency.name.clone()),
            total: all.len(),
            chips,
            subdistricts: subdistricts
                .into_iter()
                .map(|(name, slug)| Choice {
                    value: slug.to_owned(),
                    label: name.to_owned(),
                    chosen: false,
                })
                .collect(),
            points: points(all),
            ..Self::default()
        }
    }

    /// With the villages of this page.
    #[must_use]
    pub fn table(self, page: &[&Fared], found: usize, now: Timestamp) -> Self {
        Self {
            rows: page.iter().map(|one| Line::new(one, now)).collect(),
            found,
            ..self
        }
    }

    /// With the sums of all villages that fit.
    #[must_use]
    pub fn adding(self, shown: &[&Fared]) -> Self {
        Self {
            sums: Sums::of(shown),
            ..self
        }
    }

    /// With the links that keep what is asked for.
    #[must_use]
    pub fn asked(mut self, query: &FleetQuery, has_more: bool, is_later: bool) -> Self {
        for chip in &mut self.chips {
            chip.current = chip.word == query.keadaan;
            chip.href = address(&FleetQuery {
                keadaan: chip.word.to_owned(),
                sesudah: String::new(),
                ..query.clone()
            });
        }
        for choice in &mut self.subdistricts {
            choice.chosen = choice.value == query.kecamatan;
        }
        self.heads = COLUMNS
            .iter()
            .map(|(column, label)| {
                let (order, next) = if query.urut == *column {
                    ("ascending", format!("-{column}"))
                } else if query.urut.strip_prefix('-') == Some(*column) {
                    ("descending", (*column).to_owned())
                } else {
                    ("", (*column).to_owned())
                };
                Head {
                    label,
                    order,
                    is_spare: matches!(*column, "penduduk" | "masuk" | "menunggu" | "penyimpanan"),
                    href: address(&FleetQuery {
                        urut: next,
                        sesudah: String::new(),
                        ..query.clone()
                    }),
                }
            })
            .collect();
        let first = FleetQuery {
            sesudah: String::new(),
            ..query.clone()
        };
        self.csv_href = address(&first).replacen(HERE, "/konsol/desa.csv", 1);
        self.pager = Pager {
            newer_href: is_later.then(|| address(&first)),
            older_href: self.rows.last().filter(|_| has_more).map(|last| {
                address(&FleetQuery {
                    sesudah: last.code.clone(),
                    ..query.clone()
                })
            }),
        };
        self.q = query.q.clone();
        self.keadaan = query.keadaan.clone();
        self.urut = query.urut.clone();
        self
    }

    #[must_use]
    pub fn run_by(self, can_run: bool) -> Self {
        Self { can_run, ..self }
    }
}

/// The table's address with what is asked for; what is empty is left out.
fn address(query: &FleetQuery) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("q", &query.q),
        ("kecamatan", &query.kecamatan),
        ("keadaan", &query.keadaan),
        ("urut", &query.urut),
        ("sesudah", &query.sesudah),
    ] {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    let asked = pairs.finish();
    if asked.is_empty() {
        HERE.to_owned()
    } else {
        format!("{HERE}?{asked}")
    }
}

impl Line {
    fn new(one: &Fared, now: Timestamp) -> Self {
        let (entry, figures) = (&one.village.entry, &one.figures);
        Self {
            code: entry.code.dotted(),
            name: entry.name.clone(),
            kind_label: entry.kind.label(),
            subdistrict: entry.subdistrict.clone(),
            href: format!("/konsol/desa/{}", entry.slug),
            site_url: format!("{}/", one.village.base_url),
            status: Badge::of(entry.status),
            published: ago(figures.last_published, now, "belum ada"),
            seen: ago(figures.last_login, now, "belum pernah"),
            waiting: figures.waiting_comments,
            oldest: ago(figures.oldest_waiting, now, ""),
            storage: bytes_label(u64::try_from(figures.storage_bytes).unwrap_or(0)),
            visits: kernel::thousands(figures.visits),
            errors: figures.error_percent().map(percent).unwrap_or_default(),
            fails: one.alerts.contains(&Alert::Errors),
            certificate: figures
                .certificate_days(now)
                .map(days_left)
                .unwrap_or_default(),
            residents: figures
                .residents
                .filter(|number| *number > 0)
                .map(kernel::thousands)
                .unwrap_or_default(),
            alerts: one.alerts.iter().map(|alert| alert.label()).collect(),
        }
    }
}

/// The villages that have a place, on a picture a thousand units wide with north above.
fn points(all: &[Fared]) -> Vec<Point> {
    let placed: Vec<(f64, f64, &Fared)> = all
        .iter()
        .filter_map(|one| {
            let entry = &one.village.entry;
            Some((entry.longitude?, entry.latitude?, one))
        })
        .take(MOST_POINTS)
        .collect();
    let span = |pick: fn(&(f64, f64, &Fared)) -> f64| {
        placed
            .iter()
            .map(pick)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
                (low.min(at), high.max(at))
            })
    };
    let ((west, east), (south, north)) = (span(|at| at.0), span(|at| at.1));
    // Close to the equator a degree is as wide as it is high.
    let scale = 960.0 / (east - west).max(north - south).max(0.01);
    placed
        .iter()
        .map(|(longitude, latitude, one)| Point {
            x: format!("{:.1}", 20.0 + (longitude - west) * scale),
            y: format!("{:.1}", 20.0 + (north - latitude) * scale),
            name: one.village.entry.name.clone(),
            kind: match (one.village.entry.status, one.alerts.is_empty()) {
                (Status::Active, true) => "good",
                (Status::Active, false) => "warn",
                _ => "bad",
            },
        })
        .collect()
}

impl Page for FleetDesk {
    const TEMPLATE: &'static str = "district/fleet.html";

    fn samples() -> Vec<Self> {
        let line = Line {
            code: "63.03.04.2007".into(),
            name: "Siti <b>".into(),
            kind_label: "Desa",
            subdistrict: "Sungai Tabuk".into(),
            href: "/konsol/desa/x".into(),
            site_url: "http://x.localhost/".into(),
            status: Badge::of(Status::Suspended),
            published: "3 hari lalu".into(),
            seen: "belum pernah".into(),
            waiting: 3,
            oldest: "9 hari lalu".into(),
            storage: "10 MB".into(),
            visits: "1.234".into(),
            errors: "2,5 %".into(),
            fails: true,
            certificate: "9 hari".into(),
            residents: "3.982".into(),
            alerts: vec![Alert::WaitsLong.label()],
        };
        let full = Self {
            regency: "Banjar".into(),
            total: 290,
            found: 1,
            rows: vec![line],
            points: vec![Point {
                x: "1".into(),
                y: "2".into(),
                name: "Siti <b>".into(),
                kind: "warn",
            }],
            subdistricts: vec![Choice {
                value: "sungai-tabuk".into(),
                label: "Sungai Tabuk".into(),
                chosen: true,
            }],
            can_run: true,
            sums: Sums::sample(),
            ..Self::of(&[], None)
        };
        let query = FleetQuery {
            q: "\"<b>".into(),
            urut: "-nama".into(),
            ..FleetQuery::default()
        };
        vec![
            Self::of(&[], None).asked(&FleetQuery::default(), false, false),
            full.asked(&query, true, true),
        ]
    }
}
