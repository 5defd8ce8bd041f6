//! The office: who is in it, how to reach it, and what it does with a visitor's data.

use axum::response::Response;
use kernel::VillageKind;
use web::{AppResult, Meta, Site};

use crate::{
    domain::{official_draft::Section, place, structured},
    pages::{ContactPage, Group, OfficialsPage, Person, PrivacyPage},
    store::officials::{self, OfficialRow},
};

/// `GET /pemerintahan`
pub async fn officials(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let rows = officials::all(&mut tx).await?;

    let description = "Perangkat, lembaga, RT dan RW, dengan jabatan dan masa baktinya.";
    let meta = Meta::new("Pemerintahan", description, "/pemerintahan").under_home();
    let page = OfficialsPage {
        groups: groups(site.village.entry.kind, &rows),
    };
    site.page(tx, &meta, &page).await
}

/// Institutions in the order of the law; a kelurahan has no BPD.
fn groups(kind: VillageKind, rows: &[OfficialRow]) -> Vec<Group> {
    Section::of(kind)
        .map(|section| Group {
            heading: section.heading(kind),
            people: rows
                .iter()
                .filter(|row| row.section == section.as_str())
                .map(Person::new)
                .collect(),
        })
        .filter(|group| !group.people.is_empty())
        .collect()
}

/// `GET /kontak`
pub async fn contact(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;

    let position = frame.view.lat.zip(frame.view.lng);
    let page = ContactPage {
        map_href: match frame.view.maps_url.as_str() {
            "" => position.map(|(lat, lng)| place::map_address(lat, lng)),
            own => Some(own.to_owned()),
        },
        coordinates: position.map(|(lat, lng)| place::coordinates(lat, lng)),
    };
    let description = format!(
        "Alamat, jam pelayanan, dan cara menghubungi {}.",
        frame.view.name
    );
    let meta = Meta {
        json_ld: Some(structured::government_office(&frame.view)),
        ..Meta::new("Kontak", description, "/kontak").under_home()
    };
    site.framed_page(&frame, &meta, &page)
}

/// `GET /privasi`
pub async fn privacy(site: Site) -> AppResult<Response> {
    let tx = site.begin().await?;
    let description = "Bagaimana situs ini memperlakukan data Anda.";
    let meta = Meta::new("Privasi", description, "/privasi").under_home();
    site.page(tx, &meta, &PrivacyPage {}).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kelurahan_shows_no_bpd() {
        let person = |section: &str| OfficialRow {
            section: section.into(),
            name: "Norhalimah".into(),
            office: "Ketua".into(),
            term: String::new(),
            note: String::new(),
            photo: None,
        };
        let rows = [person("bpd"), person("rt"), person("pemerintah")];
        let headings = |kind| -> Vec<String> {
            groups(kind, &rows)
                .into_iter()
                .map(|group| group.heading)
                .collect()
        };
        assert_eq!(
            headings(VillageKind::Desa),
            [
                "Pemerintah Desa",
                "Badan Permusyawaratan Desa (BPD)",
                "Rukun Tetangga dan Rukun Warga"
            ]
        );
        assert_eq!(
            headings(VillageKind::Kelurahan),
            ["Pemerintah Kelurahan", "Rukun Tetangga dan Rukun Warga"]
        );
    }
}
