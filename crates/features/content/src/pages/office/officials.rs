//! What the office's pages about the people of the village receive.

use kernel::VillageKind;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Picture};

use super::{Choice, photos::ChosenPhoto};
use crate::{domain::official_draft::Section, store::desk::officials::ListedOfficial};

/// Somebody in the list.
#[derive(Debug, Clone, Serialize)]
pub struct OfficialLine {
    pub name: String,
    pub href: String,
    pub office: String,
    pub term: String,
    pub picture: Option<Picture>,
}

impl OfficialLine {
    fn new(row: &ListedOfficial) -> Self {
        Self {
            name: row.name.clone(),
            href: format!("/kantor/perangkat/{}", row.id),
            office: row.office.clone(),
            term: row.term.clone(),
            picture: Picture::of(row.photo.as_ref()),
        }
    }
}

/// People of one part.
#[derive(Debug, Serialize)]
pub struct OfficialGroup {
    pub heading: String,
    pub people: Vec<OfficialLine>,
    pub new_href: String,
    /// Readers do not see this part: a kelurahan has no council.
    pub is_hidden: bool,
}

/// What `content/office/officials.html` receives.
#[derive(Debug, Serialize)]
pub struct OfficialsDesk {
    pub groups: Vec<OfficialGroup>,
}

impl OfficialsDesk {
    /// Every part the village has, and one it should not have when somebody is in it.
    pub fn new(kind: VillageKind, rows: &[ListedOfficial]) -> Self {
        let groups = Section::ALL.into_iter().map(|section| {
            let people = rows.iter().filter(|row| row.section == section.as_str());
            OfficialGroup {
                heading: section.heading(kind),
                people: people.map(OfficialLine::new).collect(),
                new_href: format!("/kantor/perangkat/baru?bagian={}", section.as_str()),
                is_hidden: Section::of(kind).all(|known| known != section),
            }
        });
        Self {
            groups: groups
                .filter(|group| !group.is_hidden || !group.people.is_empty())
                .collect(),
        }
    }
}

impl Page for OfficialsDesk {
    const TEMPLATE: &'static str = "content/office/officials.html";

    fn samples() -> Vec<Self> {
        let person = |section: &str, name: &str| ListedOfficial {
            id: Uuid::nil(),
            section: section.into(),
            name: name.into(),
            office: "Sekretaris Desa".into(),
            term: "2021–2027".into(),
            photo: None,
        };
        let people = [
            person("pemerintah", "Siti <b>"),
            person("pemerintah", crate::pages::LONG),
            person("bpd", "Norhalimah"),
        ];
        vec![
            Self::new(VillageKind::Desa, &[]),
            Self::new(VillageKind::Desa, &people),
            Self::new(VillageKind::Kelurahan, &people),
        ]
    }
}

/// What `content/office/official.html` receives.
#[derive(Debug, Serialize)]
pub struct OfficialEditor {
    pub action: String,
    pub form: FormView,
    pub sections: Vec<Choice>,
    pub photo: Option<ChosenPhoto>,
    pub is_new: bool,
}

impl OfficialEditor {
    pub fn new(
        id: Uuid,
        kind: VillageKind,
        form: &Form,
        photo: Option<ChosenPhoto>,
        is_new: bool,
    ) -> Self {
        Self {
            action: format!("/kantor/perangkat/{id}"),
            form: form.view(),
            sections: Section::of(kind)
                .map(|section| Choice::new(section.as_str(), section.heading(kind)))
                .collect(),
            photo,
            is_new,
        }
    }
}

impl Page for OfficialEditor {
    const TEMPLATE: &'static str = "content/office/official.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("nama", "Siti <b>".into()), ("periksa", "ya".into())]);
        wrong.wrong("jabatan", "Isi jabatannya <b>.");
        wrong.wrong("foto", "Foto ini sudah tidak ada.");
        let photo = Some(ChosenPhoto::sample());
        let page = |form: &Form, photo, is_new| {
            Self::new(Uuid::nil(), VillageKind::Desa, form, photo, is_new)
        };
        vec![
            page(&Form::default(), None, true),
            page(&wrong, photo, false),
            page(&Form::default(), None, false),
        ]
    }
}
