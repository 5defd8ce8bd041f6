//! A page the village tells about itself in.

use serde::Serialize;
use web::{
    Page,
    view::{DateView, Picture},
};

use super::{LONG, news::sample_date};

/// The page itself.
#[derive(Debug, Clone, Serialize)]
pub struct DocView {
    pub title: String,
    /// Trusted: sanitised when it was stored.
    pub body_html: String,
    pub picture: Option<Picture>,
    pub updated: DateView,
}

/// A page beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Sibling {
    pub href: String,
    pub title: String,
    pub current: bool,
}

/// What `content/page.html` receives.
#[derive(Debug, Serialize)]
pub struct DocumentPage {
    pub doc: DocView,
    pub siblings: Vec<Sibling>,
}

impl Page for DocumentPage {
    const TEMPLATE: &'static str = "content/page.html";

    fn samples() -> Vec<Self> {
        let doc = DocView {
            title: "Profil".into(),
            body_html: "<h2>Letak</h2><p>Di tepi sungai.</p>".into(),
            picture: None,
            updated: sample_date(),
        };
        let long = DocView {
            title: LONG.into(),
            picture: Some(Picture::sample()),
            ..doc.clone()
        };
        let sibling = |title: &str, current| Sibling {
            href: "/halaman/profil".into(),
            title: title.into(),
            current,
        };
        vec![
            Self {
                doc,
                siblings: Vec::new(),
            },
            Self {
                doc: long,
                siblings: vec![sibling("Profil", true), sibling(LONG, false)],
            },
        ]
    }
}

/// What `content/preview.html` receives: a draft.
#[derive(Debug, Serialize)]
pub struct PreviewPage {
    pub title: String,
    /// Trusted: stored clean.
    pub body_html: String,
    pub photo: Option<Picture>,
}

impl Page for PreviewPage {
    const TEMPLATE: &'static str = "content/preview.html";

    fn samples() -> Vec<Self> {
        let page = |title: &str| Self {
            title: title.into(),
            body_html: "<p>Isi.</p>".into(),
            photo: None,
        };
        vec![page("Gotong royong"), page(LONG)]
    }
}
