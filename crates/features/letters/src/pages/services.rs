//! What can be asked for, as anybody reads it.

use serde::Serialize;
use web::Page;

use crate::{kind::requirements, offered::Offered, store::ratings::ServiceRow};

/// Fewer ratings than this say nothing, and could tell whose they are.
const ENOUGH: i64 = 5;

/// A service in the list.
#[derive(Debug, Serialize)]
pub struct ServiceLine {
    pub href: String,
    pub name: String,
    pub purpose: String,
    pub online: bool,
}

impl ServiceLine {
    pub fn new(one: &Offered) -> Self {
        Self {
            href: format!("/layanan/{}", one.kind.slug),
            name: one.kind.name.clone(),
            purpose: one.kind.purpose.clone(),
            online: one.is_asked_for_online(),
        }
    }
}

/// Services under a heading.
#[derive(Debug, Serialize)]
pub struct ServiceGroup {
    pub label: &'static str,
    pub services: Vec<ServiceLine>,
}

/// How many letters lately, how fast, and how satisfied people were.
#[derive(Debug, Serialize)]
pub struct Speed {
    pub letters: i64,
    /// "3 jam"; half of the letters were ready sooner.
    pub median: String,
    /// "3,6 dari 4"; empty below five ratings.
    pub satisfaction: String,
}

impl Speed {
    /// Nothing before there were letters.
    pub fn new(figures: &ServiceRow) -> Option<Self> {
        let median = figures.median_seconds.filter(|_| figures.letters > 0)?;
        let enough = figures.ratings >= ENOUGH;
        let satisfaction = figures.satisfaction.filter(|_| enough);
        Some(Self {
            letters: figures.letters,
            median: spoken(median),
            satisfaction: satisfaction.map_or_else(String::new, |mean| {
                format!("{} dari 4", kernel::decimal(mean, 1))
            }),
        })
    }
}

/// A span as people say it: "40 menit", "3 jam", "2 hari".
fn spoken(seconds: f64) -> String {
    let minutes = (seconds / 60.0).ceil().max(1.0);
    if minutes < 90.0 {
        format!("{minutes:.0} menit")
    } else if minutes < 36.0 * 60.0 {
        format!("{:.0} jam", minutes / 60.0)
    } else {
        format!("{:.0} hari", minutes / (24.0 * 60.0))
    }
}

/// What `letters/services.html` receives.
#[derive(Debug, Serialize)]
pub struct ServicesPage {
    pub groups: Vec<ServiceGroup>,
    pub speed: Option<Speed>,
}

impl Page for ServicesPage {
    const TEMPLATE: &'static str = "letters/services.html";

    fn samples() -> Vec<Self> {
        let line = |online| ServiceLine {
            href: "/layanan/domisili-non-ktp".to_owned(),
            name: "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)".to_owned(),
            purpose: "Untuk menerangkan bahwa Anda tinggal sementara di desa ini.".to_owned(),
            online,
        };
        vec![
            Self {
                groups: Vec::new(),
                speed: None,
            },
            Self {
                groups: vec![ServiceGroup {
                    label: "Kependudukan",
                    services: vec![line(true), line(false)],
                }],
                speed: Some(Speed {
                    letters: 412,
                    median: "3 jam".to_owned(),
                    satisfaction: "3,6 dari 4".to_owned(),
                }),
            },
        ]
    }
}

/// One service.
#[derive(Debug, Serialize)]
pub struct Service {
    pub name: String,
    pub purpose: String,
    pub requirements: Vec<&'static str>,
    /// What is asked beyond what the register knows.
    pub questions: Vec<String>,
    /// "180 hari", or empty.
    pub valid: String,
    /// "24 jam"
    pub target: String,
    pub online: bool,
    pub ask_href: String,
}

impl Service {
    pub fn new(one: &Offered, target_hours: i32) -> Self {
        let known = requirements();
        let label = |key: &String| {
            let found = known.iter().find(|requirement| requirement.key == key);
            found.map(|found| found.label)
        };
        Self {
            name: one.kind.name.clone(),
            purpose: one.kind.purpose.clone(),
            requirements: one.kind.requirements.iter().filter_map(label).collect(),
            questions: one
                .kind
                .questions
                .iter()
                .map(|question| question.label.clone())
                .collect(),
            valid: one
                .kind
                .valid_days
                .map_or_else(String::new, |days| format!("{days} hari")),
            target: if target_hours % 24 == 0 {
                format!("{} hari", target_hours / 24)
            } else {
                format!("{target_hours} jam")
            },
            online: one.is_asked_for_online(),
            ask_href: format!("/mandiri/surat/baru?jenis={}", one.kind.slug),
        }
    }
}

/// What `letters/service.html` receives.
#[derive(Debug, Serialize)]
pub struct ServicePage {
    pub service: Service,
}

impl Page for ServicePage {
    const TEMPLATE: &'static str = "letters/service.html";

    fn samples() -> Vec<Self> {
        let sample = |online| Self {
            service: Service {
                name: "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)".to_owned(),
                purpose: "Untuk menerangkan bahwa Anda tinggal sementara di desa ini.".to_owned(),
                requirements: vec!["KTP-el pemohon", "Kartu Keluarga"],
                questions: vec!["Keperluan".to_owned()],
                valid: "180 hari".to_owned(),
                target: "1 hari".to_owned(),
                online,
                ask_href: "/mandiri/surat/baru?jenis=domisili-non-ktp".to_owned(),
            },
        };
        vec![sample(true), sample(false)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_as_people_say_it() {
        assert_eq!(spoken(10.0), "1 menit");
        assert_eq!(spoken(40.0 * 60.0), "40 menit");
        assert_eq!(spoken(3.0 * 3600.0), "3 jam");
        assert_eq!(spoken(50.0 * 3600.0), "2 hari");
    }

    #[test]
    fn a_few_ratings_are_nobodys_business() {
        let row = |ratings| ServiceRow {
            letters: 12,
            median_seconds: Some(7200.0),
            satisfaction: Some(3.61),
            ratings,
        };
        assert_eq!(Speed::new(&row(4)).unwrap().satisfaction, "");
        assert_eq!(Speed::new(&row(5)).unwrap().satisfaction, "3,6 dari 4");
    }
}
