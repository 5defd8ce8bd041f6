//! The pages of the portal.

use serde::Serialize;
use web::{
    Page,
    view::{Card, DateView},
};

/// A subdistrict on the front page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SubdistrictItem {
    pub name: String,
    pub slug: String,
    pub count: usize,
    pub href: String,
}

/// A village in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct VillageItem {
    pub name: String,
    pub kind_label: &'static str,
    pub subdistrict: String,
    pub href: String,
    pub code: String,
}

/// An article of a village.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LatestItem {
    pub village: String,
    pub card: Card,
}

/// `portal/home.html`
#[derive(Debug, Serialize)]
pub(crate) struct DirectoryPage {
    pub query: String,
    pub total_desa: usize,
    pub total_kelurahan: usize,
    pub subdistricts: Vec<SubdistrictItem>,
    /// `None` when nothing was searched.
    pub results: Option<Vec<VillageItem>>,
    pub latest: Vec<LatestItem>,
}

/// `portal/subdistrict.html`
#[derive(Debug, Serialize)]
pub(crate) struct SubdistrictPage {
    pub subdistrict: SubdistrictItem,
    pub villages: Vec<VillageItem>,
}

fn sample_subdistrict() -> SubdistrictItem {
    SubdistrictItem {
        name: "Cintapuri Darussalam".to_owned(),
        slug: "cintapuri-darussalam".to_owned(),
        count: 11,
        href: "/kecamatan/cintapuri-darussalam".to_owned(),
    }
}

fn sample_village() -> VillageItem {
    VillageItem {
        name: "Sungai Rangas Hambuku Ulu".to_owned(),
        kind_label: "Desa",
        subdistrict: "Martapura Barat".to_owned(),
        href: "http://sungai-rangas-hambuku-ulu.localhost:8080".to_owned(),
        code: "63.03.14.2001".to_owned(),
    }
}

impl Page for DirectoryPage {
    const TEMPLATE: &'static str = "portal/home.html";

    fn samples() -> Vec<Self> {
        let empty = || Self {
            query: String::new(),
            total_desa: 0,
            total_kelurahan: 0,
            subdistricts: Vec::new(),
            results: None,
            latest: Vec::new(),
        };
        let at = jiff::Timestamp::UNIX_EPOCH;
        let card = Card {
            href: "http://x.localhost/artikel/a".to_owned(),
            title: "Kabar".to_owned(),
            excerpt: "Isi".to_owned(),
            date: DateView::new(at, at),
            category: None,
            picture: None,
        };
        vec![
            empty(),
            Self {
                query: "tidak ada".to_owned(),
                results: Some(Vec::new()),
                ..empty()
            },
            Self {
                total_desa: 277,
                total_kelurahan: 13,
                subdistricts: vec![sample_subdistrict()],
                results: Some(vec![sample_village()]),
                latest: vec![LatestItem {
                    village: "Desa Pembantanan".to_owned(),
                    card,
                }],
                ..empty()
            },
        ]
    }
}

impl Page for SubdistrictPage {
    const TEMPLATE: &'static str = "portal/subdistrict.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                subdistrict: sample_subdistrict(),
                villages: Vec::new(),
            },
            Self {
                subdistrict: sample_subdistrict(),
                villages: vec![sample_village()],
            },
        ]
    }
}
