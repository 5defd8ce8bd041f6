//! One village.

use db::register::HostPurpose;
use identity::Role;
use jiff::{Timestamp, civil::Date};
use kernel::{bytes_label, time};
use serde::Serialize;
use web::{Form, FormView, Page, registry::Village};

use super::{Badge, Domains, ago, percent, spark::Spark};
use crate::{
    domain::{Alert, Figures},
    relocate::Databases,
    store::fleet::{DayVisits, EventRow, SharedRow},
    village::can_resume,
};

/// A fact or a figure.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

/// A line of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    pub what: String,
    pub who: String,
    pub when: String,
    pub ago: String,
}

/// Work in the background that failed for good.
#[derive(Debug, Clone, Serialize)]
pub struct Failed {
    pub kind: String,
    pub error: String,
    pub when: String,
}

/// A role the district may give.
#[derive(Debug, Clone, Serialize)]
pub struct RoleChoice {
    pub value: &'static str,
    pub label: &'static str,
}

/// Another village with residents of the same NIK.
#[derive(Debug, Clone, Serialize)]
pub struct Shared {
    pub href: String,
    pub name: String,
    pub niks: i64,
}

/// What `district/village.html` receives.
#[derive(Debug, Serialize)]
pub struct VillageDesk {
    pub here: String,
    pub title: String,
    pub name: String,
    pub slug: String,
    pub place_line: String,
    pub site_url: String,
    pub status: Badge,
    pub status_note: String,
    /// "24 Desember 2026"; empty when it is not to be deleted.
    pub ends: String,
    pub can_resume: bool,
    pub alerts: Vec<&'static str>,
    pub facts: Vec<Fact>,
    pub figures: Vec<Fact>,
    /// Labels it had before.
    pub other_addresses: Vec<String>,
    pub domains: Domains,
    pub databases: Databases,
    /// Visits of thirty days; none when nobody came.
    pub spark: Option<Spark>,
    /// Other villages with residents of the same NIK.
    pub shared: Vec<Shared>,
    pub events: Vec<Event>,
    pub failed: Vec<Failed>,
    pub form: FormView,
    pub roles: Vec<RoleChoice>,
    pub can_run: bool,
}

/// What happens to a village, in words.
const EVENTS: &[(&str, &str)] = &[
    ("helped", "Dibantu di kantornya"),
    ("provisioned", "Dibuat"),
    ("imported", "Dibuat dari arsip"),
    ("restored", "Dikembalikan ke arsip"),
    ("upgraded", "Diperbarui"),
    ("upgrade_failed", "Pembaruan gagal"),
    ("suspended", "Ditangguhkan"),
    ("resumed", "Diaktifkan kembali"),
    ("archived", "Diarsipkan"),
    ("end_planned", "Penghapusan direncanakan"),
    ("renamed", "Namanya diganti"),
    ("moved", "Alamatnya diganti"),
    ("relocated", "Dipindahkan ke basis data lain"),
    ("relocation_failed", "Pemindahan ke basis data lain gagal"),
    ("limited", "Batasnya diubah"),
    ("features_changed", "Fiturnya diubah"),
    ("facts_changed", "Datanya diperbarui dari daftar kabupaten"),
    ("repainted", "Warnanya diganti"),
    ("host_added", "Domain ditambahkan"),
    ("host_removed", "Domain dilepas"),
    ("dropped", "Dihapus"),
];

impl VillageDesk {
    /// What the register knows; forms show what was typed, else what is.
    pub fn new(village: &Village, form: &Form, can_run: bool) -> Self {
        let entry = &village.entry;
        let mut form = form.clone();
        let most = |bytes: Option<i64>| {
            bytes.map_or_else(String::new, |bytes| (bytes / 1_000_000).to_string())
        };
        for (field, value) in [
            ("nama", entry.name.clone()),
            ("alamat", entry.slug.to_string()),
            ("penyimpanan", most(entry.quotas.storage_bytes)),
            (
                "pengguna",
                entry
                    .quotas
                    .staff
                    .map(|n| n.to_string())
                    .unwrap_or_default(),
            ),
            ("peran", Role::Operator.as_str().to_owned()),
        ] {
            if !form.has(field) {
                form.set(field, value);
            }
        }
        let fact = |label, value: String| Fact { label, value };
        let mut facts = vec![
            fact("Kode", entry.code.dotted()),
            fact("Kecamatan", entry.subdistrict.clone()),
            fact(
                "Dibuat",
                entry
                    .created_at
                    .parse::<Timestamp>()
                    .map(time::long_date)
                    .unwrap_or_default(),
            ),
            fact(
                "Versi data",
                if entry.schema_version < db::required_version() {
                    format!("{} (tertinggal)", entry.schema_version)
                } else {
                    format!("{} (terbaru)", entry.schema_version)
                },
            ),
        ];
        if let Some(area) = entry.area_km2 {
            facts.push(fact("Luas", format!("{} km²", kernel::decimal(area, 2))));
        }
        Self {
            here: format!("/konsol/desa/{}", entry.slug),
            title: format!("{} {}", entry.kind.label(), entry.name),
            name: entry.name.clone(),
            slug: entry.slug.to_string(),
            place_line: format!("Kecamatan {}", entry.subdistrict),
            site_url: format!("{}/", village.base_url),
            status: Badge::of(entry.status),
            status_note: entry.status_note.clone(),
            ends: entry
                .ends_at
                .as_deref()
                .and_then(|at| at.parse::<Timestamp>().ok())
                .map(time::long_date)
                .unwrap_or_default(),
            can_resume: can_resume(entry.status),
            alerts: Vec::new(),
            facts,
            figures: Vec::new(),
            other_addresses: entry
                .hosts
                .iter()
                .filter(|host| host.purpose == HostPurpose::Former)
                .map(|host| host.host.clone())
                .collect(),
            domains: Domains::default(),
            databases: Databases::default(),
            spark: None,
            shared: Vec::new(),
            events: Vec::new(),
            failed: Vec::new(),
            form: form.view(),
            roles: [Role::Operator, Role::Kades, Role::Sekdes]
                .map(|role| RoleChoice {
                    value: role.as_str(),
                    label: role.label(),
                })
                .into(),
            can_run,
        }
    }

    /// With what the village has published of itself.
    #[must_use]
    pub fn faring(self, figures: &Figures, alerts: &[Alert], now: Timestamp) -> Self {
        let fact = |label, value: String| Fact { label, value };
        let waiting = match figures.waiting_comments {
            0 => "tidak ada".to_owned(),
            count => format!(
                "{count}, yang tertua {}",
                ago(figures.oldest_waiting, now, "")
            ),
        };
        Self {
            alerts: alerts.iter().map(|alert| alert.label()).collect(),
            figures: vec![
                fact("Berita terbit", kernel::thousands(figures.articles)),
                fact(
                    "Kabar terakhir",
                    ago(figures.last_published, now, "belum ada"),
                ),
                fact(
                    "Masuk terakhir",
                    ago(figures.last_login, now, "belum pernah"),
                ),
                fact("Komentar menunggu", waiting),
                fact(
                    "Penyimpanan",
                    bytes_label(u64::try_from(figures.storage_bytes).unwrap_or(0)),
                ),
                fact("Galat sejak kemarin", failing(figures)),
            ],
            ..self
        }
    }

    /// With how often it was looked at, up to a day.
    #[must_use]
    pub fn visited(self, visits: &[DayVisits], today: Date) -> Self {
        Self {
            spark: Spark::new(visits, today),
            ..self
        }
    }

    /// With the villages in which some of its residents are, too.
    #[must_use]
    pub fn sharing(self, rows: &[SharedRow]) -> Self {
        let shared = rows.iter().map(|row| Shared {
            href: format!("/konsol/desa/{}", row.slug),
            name: row.name.clone(),
            niks: row.niks,
        });
        Self {
            shared: shared.collect(),
            ..self
        }
    }

    /// With where it answers.
    #[must_use]
    pub fn at(self, domains: Domains) -> Self {
        Self { domains, ..self }
    }

    /// With the database it is in, where there are several.
    #[must_use]
    pub fn stored(self, databases: Databases) -> Self {
        Self { databases, ..self }
    }

    #[must_use]
    pub fn with_history(
        self,
        events: &[EventRow],
        failed: &[jobs::Failed],
        now: Timestamp,
    ) -> Self {
        let said = |kind: &str| {
            EVENTS
                .iter()
                .find(|(known, _)| *known == kind)
                .map_or_else(|| kind.to_owned(), |(_, words)| (*words).to_owned())
        };
        Self {
            events: events
                .iter()
                .map(|row| {
                    let at = row.happened_at.to_jiff();
                    Event {
                        what: said(&row.kind),
                        who: row.actor.clone(),
                        when: time::date_time(at),
                        ago: time::relative(at, now),
                    }
                })
                .collect(),
            failed: failed
                .iter()
                .map(|row| Failed {
                    kind: row.kind.clone(),
                    error: row.last_error.clone().unwrap_or_default(),
                    when: row
                        .finished_at
                        .map(|at| time::date_time(at.to_jiff()))
                        .unwrap_or_default(),
                })
                .collect(),
            ..self
        }
    }
}

/// "12 dari 3.400 permintaan (0,4 %)"
fn failing(figures: &Figures) -> String {
    let requests = kernel::thousands(figures.requests);
    match figures.error_percent() {
        None => "belum ada permintaan".to_owned(),
        Some(_) if figures.errors == 0 => format!("tidak ada, dari {requests} permintaan"),
        Some(share) => format!(
            "{} dari {requests} permintaan ({})",
            kernel::thousands(figures.errors),
            percent(share)
        ),
    }
}

impl Page for VillageDesk {
    const TEMPLATE: &'static str = "district/village.html";

    fn samples() -> Vec<Self> {
        let fact = |label| Fact {
            label,
            value: "\"<i>".into(),
        };
        let bare = || Self {
            here: "/konsol/desa/x".into(),
            title: "Desa Siti <b>".into(),
            name: "Siti <b>".into(),
            slug: "x".into(),
            place_line: "Kecamatan Sungai Tabuk".into(),
            site_url: "http://x.localhost/".into(),
            status: Badge::of(db::register::Status::Active),
            status_note: String::new(),
            ends: String::new(),
            can_resume: false,
            alerts: Vec::new(),
            facts: vec![fact("Kode")],
            figures: Vec::new(),
            other_addresses: Vec::new(),
            domains: Domains::default(),
            databases: Databases::default(),
            spark: None,
            shared: Vec::new(),
            events: Vec::new(),
            failed: Vec::new(),
            form: FormView::default(),
            roles: vec![RoleChoice {
                value: "operator",
                label: "Operator",
            }],
            can_run: false,
        };
        let mut wrong = Form::filled([("nama", "\"<b>".to_owned())]);
        wrong.wrong("nama", "Nama desa memuat tanda yang tidak biasa.");
        let full = Self {
            status: Badge::of(db::register::Status::Suspended),
            status_note: "Situs ini <i>akan</i> ditutup.".into(),
            ends: "30 Desember 2026".into(),
            can_resume: true,
            databases: Databases {
                here: "main".into(),
                others: vec![crate::relocate::Choice {
                    value: "martapura".into(),
                    label: "martapura".into(),
                }],
                moving_to: "gambut".into(),
            },
            alerts: vec![Alert::Quiet.label()],
            figures: vec![fact("Penyimpanan")],
            other_addresses: vec!["lama".into()],
            domains: Domains::sample(),
            spark: Spark::sample(),
            shared: vec![Shared {
                href: "/konsol/desa/x".into(),
                name: "Siti <b>".into(),
                niks: 1200,
            }],
            events: vec![Event {
                what: "Dibuat".into(),
                who: "terminal".into(),
                when: "25 November 2026 08.00 WITA".into(),
                ago: "3 hari lalu".into(),
            }],
            failed: vec![Failed {
                kind: "media.variants".into(),
                error: "\"<b>".into(),
                when: "25 November 2026 08.00 WITA".into(),
            }],
            form: wrong.view(),
            can_run: true,
            ..bare()
        };
        vec![bare(), full]
    }
}
