//! The pages of the console.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use kernel::{Cursor, time};
use serde::Serialize;
use web::{
    Form, FormView, Page,
    bulletins::{Audience, BulletinKind},
    registry::Registry,
    view::Pager,
};

use super::{Badge, span};
use crate::{
    console::{HERE, ListQuery},
    domain::{Draft, State, kind_label, kind_of, sites},
    public::for_whom,
    store::Row,
};

/// What `bulletins/list.html` receives.
#[derive(Debug, Default, Serialize)]
pub struct ListDesk {
    pub chips: Vec<Chip>,
    pub rows: Vec<Line>,
    pub pager: Pager,
    pub can_run: bool,
    /// Whether there is any bulletin at all.
    pub has_any: bool,
}

/// A filter with how many bulletins it shows.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub count: i64,
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub href: String,
    pub title: String,
    pub kind: &'static str,
    pub state: Badge,
    pub when: String,
    pub sites: usize,
    pub for_whom: String,
    pub hides: i64,
}

impl ListDesk {
    pub fn new(query: &ListQuery, counts: &HashMap<String, i64>, can_run: bool) -> Self {
        let all: i64 = counts.values().sum();
        let chip = |label, word: &str, count| Chip {
            label,
            href: address(word, ""),
            count,
            current: query.keadaan == word,
        };
        let mut chips = vec![chip("Semua", "", all)];
        for state in State::ALL {
            let count = counts.get(state.as_str()).copied().unwrap_or_default();
            chips.push(chip(state.label(), state.as_str(), count));
        }
        Self {
            chips,
            can_run,
            has_any: all > 0,
            ..Self::default()
        }
    }

    /// With the bulletins of this page.
    #[must_use]
    pub fn with_rows(self, rows: &[Row], registry: &Registry, now: Timestamp) -> Self {
        let line = |row: &Row| {
            let audience = row.audience();
            Line {
                href: format!("{HERE}/{}", row.id),
                title: row.title.clone(),
                kind: kind_of(&row.kind).map_or("", kind_label),
                state: row.state(now).into(),
                when: span(row.starts_at.to_jiff(), row.ends_at.to_jiff()),
                sites: sites(&audience, registry),
                for_whom: for_whom(&audience, registry),
                hides: row.hides,
            }
        };
        Self {
            rows: rows.iter().map(line).collect(),
            ..self
        }
    }

    /// With the ways to the other pages.
    #[must_use]
    pub fn paged(mut self, rows: &[Row], has_more: bool, is_later: bool) -> Self {
        let word = State::ALL
            .iter()
            .zip(&self.chips[1..])
            .find(|(_, chip)| chip.current)
            .map_or("", |(state, _)| state.as_str());
        self.pager = Pager {
            newer_href: is_later.then(|| address(word, "")),
            older_href: rows.last().filter(|_| has_more).map(|last| {
                let cursor = Cursor::new(last.starts_at.to_jiff(), last.id);
                address(word, &cursor.encode())
            }),
        };
        self
    }
}

fn address(state: &str, below: &str) -> String {
    match (state, below) {
        ("", "") => HERE.to_owned(),
        (state, "") => format!("{HERE}?keadaan={state}"),
        ("", below) => format!("{HERE}?sebelum={below}"),
        (state, below) => format!("{HERE}?keadaan={state}&sebelum={below}"),
    }
}

impl Page for ListDesk {
    const TEMPLATE: &'static str = "bulletins/list.html";

    fn samples() -> Vec<Self> {
        let counts = HashMap::from([("tampil".to_owned(), 1)]);
        let line = |state: State, hides| Line {
            href: "/konsol/kabar/x".into(),
            title: "Siti <b>".into(),
            kind: "Berita",
            state: state.into(),
            when: "25 November 2026 08.00 WITA".into(),
            sites: 290,
            for_whom: if hides == 0 {
                String::new()
            } else {
                "Kecamatan Astambul".into()
            },
            hides,
        };
        let query = ListQuery::default();
        vec![
            Self::new(&query, &HashMap::new(), true),
            Self::new(&query, &HashMap::new(), false),
            Self::new(&query, &counts, true),
            Self {
                rows: vec![line(State::Showing, 0), line(State::Withdrawn, 3)],
                ..Self::new(&query, &counts, false)
            },
        ]
    }
}

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

    fn of_row(row: &Row, registry: &Registry) -> Self {
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

    fn sample(kind: BulletinKind) -> Self {
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
