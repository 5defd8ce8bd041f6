//! A bulletin as visitors will see it, and its own page in the console.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use web::{
    Page,
    bulletins::{Audience, BulletinKind},
    registry::Registry,
};

use super::{Badge, span};
use crate::{
    console::HERE,
    domain::{Draft, State, kind_label, kind_of, sites},
    public::for_whom,
    store::Row,
};

/// A bulletin as it will be seen.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    pub is_article: bool,
    pub is_urgent: bool,
    pub title: String,
    /// Plain text; "" of an article.
    pub body: String,
    /// Trusted: cleaned. "" of others.
    pub body_html: String,
    pub link: String,
    pub when: String,
    pub sites: usize,
    pub for_whom: String,
    pub from: String,
}

impl Preview {
    pub fn new(draft: &Draft, sites: usize, registry: &Registry) -> Self {
        let is_article = draft.kind == BulletinKind::Article;
        Self {
            is_article,
            is_urgent: draft.kind == BulletinKind::Urgent,
            title: draft.title.clone(),
            body: if is_article {
                String::new()
            } else {
                draft.body.clone()
            },
            body_html: if is_article {
                draft.body.clone()
            } else {
                String::new()
            },
            link: draft.link.clone(),
            when: span(draft.starts_at, draft.ends_at),
            sites,
            for_whom: for_whom(&draft.audience, registry),
            from: from(registry),
        }
    }

    pub fn of_row(row: &Row, registry: &Registry) -> Self {
        let kind = kind_of(&row.kind);
        let is_article = kind == Some(BulletinKind::Article);
        let audience = row.audience();
        Self {
            is_article,
            is_urgent: kind == Some(BulletinKind::Urgent),
            title: row.title.clone(),
            body: if is_article {
                String::new()
            } else {
                row.body.clone()
            },
            body_html: if is_article {
                row.body.clone()
            } else {
                String::new()
            },
            link: row.link.clone(),
            when: span(row.starts_at.to_jiff(), row.ends_at.to_jiff()),
            sites: sites(&audience, registry),
            for_whom: for_whom(&audience, registry),
            from: from(registry),
        }
    }

    pub fn sample(kind: BulletinKind) -> Self {
        let is_article = kind == BulletinKind::Article;
        Self {
            is_article,
            is_urgent: kind == BulletinKind::Urgent,
            title: "Siti <b>".into(),
            body: if is_article {
                String::new()
            } else {
                "Siti <b>".into()
            },
            body_html: if is_article {
                "<p>Isi</p>".into()
            } else {
                String::new()
            },
            link: if is_article {
                String::new()
            } else {
                "https://contoh.test/".into()
            },
            when: "25 November 2026 08.00 WITA".into(),
            sites: 3,
            for_whom: "Kecamatan Astambul".into(),
            from: "Dari Kabupaten Banjar".into(),
        }
    }
}

fn from(registry: &Registry) -> String {
    let name = registry
        .regency()
        .map_or("", |regency| regency.name.as_str());
    format!("Dari Kabupaten {name}").trim_end().to_owned()
}

/// What `bulletins/show.html` receives.
#[derive(Debug, Serialize)]
pub struct ShowDesk {
    pub here: String,
    pub kind: &'static str,
    pub state: Badge,
    pub gist: Preview,
    pub facts: Vec<Fact>,
    /// Where the article has its true address; "" when it has none now.
    pub portal_href: String,
    pub is_showing: bool,
    /// Whether it can be corrected and withdrawn, by this person.
    pub can_change: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

impl ShowDesk {
    pub fn new(row: &Row, registry: &Registry, now: Timestamp, can_run: bool) -> Self {
        let state = row.state(now);
        let gist = Preview::of_row(row, registry);
        let fact = |label, value| Fact { label, value };
        let to = match (row.audience(), gist.for_whom.is_empty()) {
            (Audience::All, _) => "Semua desa dan kelurahan".to_owned(),
            (_, true) => "Tidak ada lagi".to_owned(),
            (_, false) => gist.for_whom.clone(),
        };
        let hiding = match (row.may_hide, row.hides) {
            (false, _) => "Tidak boleh".to_owned(),
            (true, 0) => "Boleh; belum ada yang menyembunyikan".to_owned(),
            (true, hides) => format!("Boleh; {hides} desa menyembunyikannya"),
        };
        let mut facts = vec![
            fact("Tampil", gist.when.clone()),
            fact("Untuk", format!("{to} ({} situs)", gist.sites)),
            fact("Disembunyikan desa", hiding),
            fact("Ditulis oleh", row.made_name.clone()),
        ];
        if row.version > 1 {
            let at = time::date_time(row.changed_at.to_jiff());
            facts.push(fact(
                "Terakhir diubah",
                format!("{at} oleh {}", row.changed_name),
            ));
        }
        Self {
            here: format!("{HERE}/{}", row.id),
            kind: kind_of(&row.kind).map_or("", kind_label),
            state: state.into(),
            gist,
            facts,
            portal_href: row
                .slug
                .as_ref()
                .filter(|_| state == State::Showing)
                .map_or_else(String::new, |slug| format!("/kabar-kabupaten/{slug}")),
            is_showing: state == State::Showing,
            can_change: can_run && state.is_alive(),
        }
    }

    /// With the whole address of the article.
    #[must_use]
    pub fn at_portal(mut self, portal: &str) -> Self {
        if !self.portal_href.is_empty() {
            self.portal_href.insert_str(0, portal);
        }
        self
    }
}

impl Page for ShowDesk {
    const TEMPLATE: &'static str = "bulletins/show.html";

    fn samples() -> Vec<Self> {
        let page = |kind, state: State, can_change| Self {
            here: "/konsol/kabar/x".into(),
            kind: kind_label(kind),
            state: state.into(),
            gist: Preview::sample(kind),
            facts: vec![Fact {
                label: "Ditulis oleh",
                value: "Siti <b>".into(),
            }],
            portal_href: if can_change {
                "https://x.test/kabar-kabupaten/x".into()
            } else {
                String::new()
            },
            is_showing: state == State::Showing,
            can_change,
        };
        vec![
            page(BulletinKind::Article, State::Showing, true),
            page(BulletinKind::Banner, State::Planned, true),
            page(BulletinKind::Urgent, State::Withdrawn, false),
        ]
    }
}
