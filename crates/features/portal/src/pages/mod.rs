//! The pages of the portal.

mod data;
mod map;

use serde::Serialize;
use web::{
    Page,
    view::{Card, DateView, Pager, Picture},
};

pub(crate) use data::CataloguePage;
pub(crate) use map::{Dot, Label, Land, MapGroup, MapPage, MapView};

/// The longest words and names a page must bear, for samples.
const LONG: &str = "Sungai Rangas Hambuku Ulu & <RT 02> \"Mempertanggungjawabkannya\"";

/// A subdistrict in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SubdistrictItem {
    pub name: String,
    pub slug: String,
    pub code: String,
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
    /// The name it had before, when that is what was searched for.
    pub formerly: Option<String>,
}

/// An article of a village.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewsItemView {
    pub village: String,
    pub subdistrict: String,
    pub card: Card,
}

/// A figure of all villages together.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Total {
    pub label: &'static str,
    pub number: i64,
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
    pub latest: Vec<NewsItemView>,
    pub totals: Vec<Total>,
}

/// `portal/subdistrict.html`
#[derive(Debug, Serialize)]
pub(crate) struct SubdistrictPage {
    pub subdistrict: SubdistrictItem,
    pub villages: Vec<VillageItem>,
    pub map: Option<MapView>,
}

/// `portal/news.html`
#[derive(Debug, Serialize)]
pub(crate) struct NewsPage {
    pub items: Vec<NewsItemView>,
    pub is_first: bool,
    pub pager: Pager,
}

fn sample_subdistrict() -> SubdistrictItem {
    SubdistrictItem {
        name: "Cintapuri Darussalam".to_owned(),
        slug: "cintapuri-darussalam".to_owned(),
        code: "63.03.20".to_owned(),
        count: 11,
        href: "/kecamatan/cintapuri-darussalam".to_owned(),
    }
}

fn sample_village() -> VillageItem {
    VillageItem {
        name: LONG.to_owned(),
        kind_label: "Desa",
        subdistrict: "Martapura Barat".to_owned(),
        href: "http://sungai-rangas-hambuku-ulu.localhost:8080".to_owned(),
        code: "63.03.14.2001".to_owned(),
        formerly: Some(LONG.to_owned()),
    }
}

fn sample_news(picture: Option<Picture>) -> NewsItemView {
    let at = jiff::Timestamp::UNIX_EPOCH;
    NewsItemView {
        village: "Desa Pembantanan".to_owned(),
        subdistrict: "Sungai Tabuk".to_owned(),
        card: Card {
            href: "http://x.localhost/artikel/a".to_owned(),
            title: LONG.to_owned(),
            excerpt: LONG.to_owned(),
            date: DateView::new(at, at),
            category: None,
            picture,
        },
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
            totals: Vec::new(),
        };
        vec![
            empty(),
            Self {
                query: "tidak ada".to_owned(),
                results: Some(Vec::new()),
                ..empty()
            },
            Self {
                query: LONG.to_owned(),
                results: Some(vec![sample_village()]),
                ..empty()
            },
            Self {
                total_desa: 277,
                total_kelurahan: 13,
                subdistricts: vec![sample_subdistrict()],
                latest: vec![sample_news(None), sample_news(Some(Picture::sample()))],
                totals: vec![Total {
                    label: "kabar terbit",
                    number: 1_234_567,
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
                map: None,
            },
            Self {
                subdistrict: sample_subdistrict(),
                villages: vec![sample_village()],
                map: Some(map::sample(true)),
            },
        ]
    }
}

impl Page for NewsPage {
    const TEMPLATE: &'static str = "portal/news.html";

    fn samples() -> Vec<Self> {
        let empty = || Self {
            items: Vec::new(),
            is_first: true,
            pager: Pager::default(),
        };
        vec![
            empty(),
            Self {
                items: vec![sample_news(None), sample_news(Some(Picture::sample()))],
                is_first: false,
                pager: Pager {
                    newer_href: Some("/kabar".to_owned()),
                    older_href: Some("/kabar?sebelum=x".to_owned()),
                },
            },
        ]
    }
}

#[cfg(test)]
mod tests;
