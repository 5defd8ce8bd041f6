//! The people of the village's office, how to reach them, and what becomes of a visitor's data.

use serde::Serialize;
use web::{Page, view::Picture};

use super::LONG;
use crate::store::officials::OfficialRow;

/// Somebody in an office.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub name: String,
    pub office: String,
    pub term: String,
    pub note: String,
    pub initials: String,
    pub picture: Option<Picture>,
}

impl Person {
    /// From the store.
    pub fn new(row: &OfficialRow) -> Self {
        Self {
            name: row.name.clone(),
            office: row.office.clone(),
            term: row.term.clone(),
            note: row.note.clone(),
            initials: look::number::initials(&row.name),
            picture: Picture::of(row.photo.as_ref()),
        }
    }

    /// Somebody without and somebody with everything.
    pub(super) fn samples() -> Vec<Self> {
        let plain = Self {
            name: "Norhalimah".into(),
            office: "Sekretaris Desa".into(),
            term: String::new(),
            note: String::new(),
            initials: "N".into(),
            picture: None,
        };
        let long = Self {
            name: "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq, S.Pd.I".into(),
            office: LONG.into(),
            term: "2021–2027".into(),
            note: LONG.into(),
            initials: "SA".into(),
            picture: Some(Picture::sample()),
        };
        vec![plain, long]
    }
}

/// People of one institution.
#[derive(Debug, Serialize)]
pub struct Group {
    pub heading: String,
    pub people: Vec<Person>,
}

/// What `content/officials.html` receives.
#[derive(Debug, Serialize)]
pub struct OfficialsPage {
    pub groups: Vec<Group>,
}

impl Page for OfficialsPage {
    const TEMPLATE: &'static str = "content/officials.html";

    fn samples() -> Vec<Self> {
        let group = |heading: &str| Group {
            heading: heading.into(),
            people: Person::samples(),
        };
        vec![
            Self { groups: Vec::new() },
            Self {
                groups: vec![group("Pemerintah Desa"), group(LONG)],
            },
        ]
    }
}

/// What `content/contact.html` receives.
#[derive(Debug, Serialize)]
pub struct ContactPage {
    pub map_href: Option<String>,
    pub coordinates: Option<String>,
}

impl Page for ContactPage {
    const TEMPLATE: &'static str = "content/contact.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                map_href: None,
                coordinates: None,
            },
            Self {
                map_href: Some(crate::domain::place::map_address(-3.29332, 114.70767)),
                coordinates: Some(crate::domain::place::coordinates(-3.29332, 114.70767)),
            },
        ]
    }
}

/// What `content/privacy.html` receives: nothing of its own.
#[derive(Debug, Serialize)]
pub struct PrivacyPage {}

impl Page for PrivacyPage {
    const TEMPLATE: &'static str = "content/privacy.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}
