//! The form a bulletin is written in.

use std::collections::BTreeMap;

use serde::Serialize;
use web::{Form, FormView, Page, bulletins::BulletinKind, registry::Registry};

use super::Preview;
use crate::{console::HERE, domain::kind_of, store::Row};

/// What `bulletins/edit.html` receives.
#[derive(Debug, Default, Serialize)]
pub struct EditDesk {
    pub form: FormView,
    pub action: String,
    pub back: String,
    pub is_new: bool,
    pub is_article: bool,
    pub kinds: Vec<Choice>,
    pub audiences: Vec<Choice>,
    pub places: Vec<PlaceChoice>,
    pub preview: Option<Preview>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: &'static str,
    pub chosen: bool,
}

/// A subdistrict with its villages, both to be picked.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceChoice {
    pub code: String,
    pub name: String,
    pub chosen: bool,
    /// How many of its villages are picked.
    pub picked: usize,
    pub villages: Vec<Choice>,
}

impl EditDesk {
    /// `row` is what is corrected; nothing for a new one.
    pub fn new(form: &Form, row: Option<&Row>, registry: &Registry) -> Self {
        let is_article = kind_of(form.raw("jenis")) == Some(BulletinKind::Article);
        let choice = |value: &str, label: &str, hint| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            hint,
            chosen: false,
        };
        let back = row.map_or_else(|| HERE.to_owned(), |row| format!("{HERE}/{}", row.id));
        Self {
            form: form.view(),
            action: row.map_or_else(|| format!("{HERE}/baru"), |_| format!("{back}/ubah")),
            back,
            is_new: row.is_none(),
            is_article,
            kinds: vec![
                choice(
                    "banner",
                    "Pengumuman",
                    "Satu kalimat di atas setiap halaman.",
                ),
                choice(
                    "urgent",
                    "Mendesak",
                    "Ditonjolkan dan dibacakan pembaca layar. Untuk bahaya dan keadaan darurat.",
                ),
            ],
            audiences: vec![
                choice("all", "Semua desa dan kelurahan", ""),
                choice("subdistricts", "Kecamatan tertentu", "Pilih di bawah."),
                choice("villages", "Desa tertentu", "Pilih di bawah."),
            ],
            places: places(form, registry),
            preview: None,
        }
    }

    /// With what it will look like.
    #[must_use]
    pub fn seen(self, preview: Option<Preview>) -> Self {
        Self { preview, ..self }
    }
}

fn places(form: &Form, registry: &Registry) -> Vec<PlaceChoice> {
    let subdistricts: Vec<&str> = form.all("kecamatan").collect();
    let villages: Vec<&str> = form.all("desa").collect();
    let mut places: BTreeMap<&str, PlaceChoice> = BTreeMap::new();
    for village in registry.villages() {
        let entry = &village.entry;
        let place = places
            .entry(&entry.subdistrict)
            .or_insert_with(|| PlaceChoice {
                code: entry.subdistrict_code.clone(),
                name: entry.subdistrict.clone(),
                chosen: subdistricts.contains(&entry.subdistrict_code.as_str()),
                picked: 0,
                villages: Vec::new(),
            });
        let code = entry.code.dotted();
        let chosen = villages.contains(&code.as_str());
        place.picked += usize::from(chosen);
        place.villages.push(Choice {
            value: code,
            label: entry.name.clone(),
            hint: "",
            chosen,
        });
    }
    let mut places: Vec<PlaceChoice> = places.into_values().collect();
    for place in &mut places {
        place
            .villages
            .sort_by(|one, other| one.label.cmp(&other.label));
    }
    places
}

impl Page for EditDesk {
    const TEMPLATE: &'static str = "bulletins/edit.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("judul", "Siti <b>".to_owned())]);
        wrong.wrong("isi", "Tulis isinya dulu.");
        wrong.wrong("kecamatan", "Pilih kecamatannya.");
        wrong.set("periksa", "ya");
        let place = |chosen: bool| PlaceChoice {
            code: "63.03.04".into(),
            name: "Siti <b>".into(),
            chosen,
            picked: usize::from(chosen),
            villages: vec![Choice {
                value: "63.03.04.2007".into(),
                label: "Siti <b>".into(),
                hint: "",
                chosen,
            }],
        };
        let empty = Registry::default();
        let article = Form::filled([("jenis", "article".to_owned())]);
        vec![
            Self::new(&Form::default(), None, &empty),
            Self {
                places: vec![place(true), place(false)],
                ..Self::new(&wrong, None, &empty)
            },
            Self::new(&article, None, &empty).seen(Some(Preview::sample(BulletinKind::Article))),
            Self::new(&Form::default(), None, &empty)
                .seen(Some(Preview::sample(BulletinKind::Urgent))),
        ]
    }
}
