//! The search and its answers.

use serde::Serialize;
use web::{Page, view::Pager};

use super::LONG;
use crate::{domain::search, store::search::HitRow};

/// An answer.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    pub href: String,
    pub title: String,
    pub kind_label: String,
    /// Trusted: escaped, with marks.
    pub snippet_html: String,
}

impl Hit {
    /// From the index.
    pub fn new(row: &HitRow) -> Self {
        Self {
            href: row.address.clone(),
            title: row.title.clone(),
            kind_label: search::kind_label(&row.kind),
            snippet_html: search::snippet_html(&row.passage),
        }
    }
}

/// What `content/search.html` receives.
#[derive(Debug, Default, Serialize)]
pub struct SearchPage {
    pub query: String,
    pub results: Vec<Hit>,
    pub count_label: String,
    pub suggestion: Option<String>,
    pub pager: Pager,
    pub error: Option<&'static str>,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "content/search.html";

    fn samples() -> Vec<Self> {
        let hit = |title: &str| Hit {
            href: "/artikel/posyandu".into(),
            title: title.into(),
            kind_label: "Berita".into(),
            snippet_html: "Jadwal <mark>posyandu</mark> &amp; imunisasi".into(),
        };
        let many = Self {
            query: "posyandu".into(),
            results: vec![hit("Posyandu"), hit(LONG)],
            count_label: "2 hasil".into(),
            pager: Pager {
                newer_href: None,
                older_href: Some("/cari?q=posyandu&hal=2".into()),
            },
            ..Self::default()
        };
        vec![
            Self::default(),
            Self {
                query: LONG.into(),
                error: Some("Terlalu panjang."),
                ..Self::default()
            },
            Self {
                query: LONG.into(),
                count_label: "Tidak ada hasil".into(),
                ..Self::default()
            },
            Self {
                query: "posiandu".into(),
                results: vec![hit("Posyandu")],
                suggestion: Some("posyandu".into()),
                ..Self::default()
            },
            many,
        ]
    }
}
