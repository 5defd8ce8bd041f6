//! The pages of villages, their offices, and the portal.

use db::register::Village;
use jiff::Timestamp;
use kernel::{SafeHtml, safe_html::excerpt, time};
use serde::Serialize;
use uuid::Uuid;
use web::{
    Page,
    bulletins::{Bulletin, BulletinKind, Bulletins},
    view::{DateView, Pager},
};

use crate::{domain::kind_label, office::HERE};

/// Letters of an excerpt.
const EXCERPT: usize = 160;

/// An article in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    pub href: String,
    pub title: String,
    pub excerpt: String,
    pub date: DateView,
}

impl Item {
    pub fn new(one: &Bulletin, href: String, now: Timestamp) -> Self {
        Self {
            href,
            title: one.title.clone(),
            excerpt: excerpt(&SafeHtml::from_store(one.body.clone()).text(), EXCERPT),
            date: DateView::new(one.starts_at, now),
        }
    }

    fn sample() -> Self {
        Self {
            href: "/kabupaten/x".into(),
            title: "Siti <b>".into(),
            excerpt: "Siti <b>".into(),
            date: DateView::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH),
        }
    }
}

/// `bulletins/article.html`
#[derive(Debug, Clone, Serialize)]
pub struct ArticlePage {
    pub title: String,
    /// Trusted: cleaned when it was written.
    pub body_html: String,
    pub link: String,
    pub date: DateView,
    /// "" when it was never corrected since it is shown.
    pub updated: Option<DateView>,
    pub from: String,
}

impl ArticlePage {
    pub fn new(one: &Bulletin, from: String, now: Timestamp) -> Self {
        Self {
            title: one.title.clone(),
            body_html: one.body.clone(),
            link: one.link.clone(),
            date: DateView::new(one.starts_at, now),
            updated: (one.changed_at > one.starts_at
                && time::day(one.changed_at) != time::day(one.starts_at))
            .then(|| DateView::new(one.changed_at, now)),
            from,
        }
    }

    fn sample(link: &str) -> Self {
        let date = DateView::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
        Self {
            title: "Siti <b>".into(),
            body_html: "<p>Isi</p>".into(),
            link: link.into(),
            updated: (!link.is_empty()).then(|| date.clone()),
            date,
            from: "Dari Kabupaten Banjar".into(),
        }
    }
}

impl Page for ArticlePage {
    const TEMPLATE: &'static str = "bulletins/article.html";

    fn samples() -> Vec<Self> {
        vec![Self::sample(""), Self::sample("https://contoh.test/")]
    }
}

/// `bulletins/home.html`
#[derive(Debug, Serialize)]
pub struct HomeBlock {
    pub items: Vec<Item>,
    pub from: String,
    pub all_href: String,
}

impl Page for HomeBlock {
    const TEMPLATE: &'static str = "bulletins/home.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            items: vec![Item::sample(), Item::sample()],
            from: "Dari Kabupaten Banjar".into(),
            all_href: "https://desa.test/kabar-kabupaten".into(),
        }]
    }
}

/// `bulletins/portal_list.html`
#[derive(Debug, Serialize)]
pub struct PortalList {
    pub items: Vec<Item>,
    pub pager: Pager,
}

impl Page for PortalList {
    const TEMPLATE: &'static str = "bulletins/portal_list.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                items: Vec::new(),
                pager: Pager::default(),
            },
            Self {
                items: vec![Item::sample()],
                pager: Pager {
                    newer_href: Some("/kabar-kabupaten".into()),
                    older_href: Some("/kabar-kabupaten?sesudah=x".into()),
                },
            },
        ]
    }
}

/// `bulletins/portal_article.html`
#[derive(Debug, Serialize)]
pub struct PortalArticle {
    pub article: ArticlePage,
    /// "" for everybody.
    pub for_whom: String,
}

impl Page for PortalArticle {
    const TEMPLATE: &'static str = "bulletins/portal_article.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                article: ArticlePage::sample(""),
                for_whom: String::new(),
            },
            Self {
                article: ArticlePage::sample("https://contoh.test/"),
                for_whom: "Kecamatan Astambul".into(),
            },
        ]
    }
}

/// `bulletins/corner.html`
#[derive(Debug, Serialize)]
pub struct Corner {
    pub count: usize,
}

impl Page for Corner {
    const TEMPLATE: &'static str = "bulletins/corner.html";

    fn samples() -> Vec<Self> {
        vec![Self { count: 1 }, Self { count: 12 }]
    }
}

/// `bulletins/office.html`: what the regency says on this site now.
#[derive(Debug, Serialize)]
pub struct OfficeDesk {
    pub action: &'static str,
    pub rows: Vec<OfficeRow>,
}

#[derive(Debug, Serialize)]
pub struct OfficeRow {
    pub id: Uuid,
    pub title: String,
    pub kind: &'static str,
    pub words: String,
    /// "" of what has no page of its own.
    pub href: String,
    pub until: String,
    pub may_hide: bool,
    pub is_hidden: bool,
}

impl OfficeDesk {
    pub fn new(bulletins: &Bulletins, village: &Village, now: Timestamp) -> Self {
        let row = |one: &Bulletin| {
            let is_article = one.kind == BulletinKind::Article;
            let is_hidden = one.is_hidden_in(village);
            OfficeRow {
                id: one.id,
                title: one.title.clone(),
                kind: kind_label(one.kind),
                words: if is_article {
                    excerpt(&SafeHtml::from_store(one.body.clone()).text(), EXCERPT)
                } else {
                    one.body.clone()
                },
                href: if is_article && !is_hidden {
                    format!("/kabupaten/{}", one.slug)
                } else {
                    String::new()
                },
                until: time::date_time(one.ends_at),
                may_hide: one.may_hide,
                is_hidden,
            }
        };
        Self {
            action: HERE,
            rows: bulletins
                .addressed(village)
                .filter(|one| one.is_on(now))
                .map(row)
                .collect(),
        }
    }
}

impl Page for OfficeDesk {
    const TEMPLATE: &'static str = "bulletins/office.html";

    fn samples() -> Vec<Self> {
        let row = |may_hide, is_hidden| OfficeRow {
            id: Uuid::nil(),
            title: "Siti <b>".into(),
            kind: "Berita",
            words: "Siti <b>".into(),
            href: if is_hidden {
                String::new()
            } else {
                "/kabupaten/x".into()
            },
            until: "25 November 2026 08.00 WITA".into(),
            may_hide,
            is_hidden,
        };
        vec![
            Self {
                action: HERE,
                rows: Vec::new(),
            },
            Self {
                action: HERE,
                rows: vec![row(false, false), row(true, false), row(true, true)],
            },
        ]
    }
}
