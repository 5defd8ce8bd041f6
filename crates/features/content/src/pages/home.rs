//! The home page.

use kernel::{decimal, safe_html};
use serde::Serialize;
use web::{Page, frame::SiteView, view::Card};

use super::{
    AlbumView, EventView, LONG, Person,
    news::{beginning_text, sample_cards},
};
use crate::{
    domain::{
        blocks::{self, Block},
        place,
    },
    store::home::{HomeRow, PageRow},
};

/// A figure or name about the village.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

impl Fact {
    /// What the register knows of the village.
    pub fn of(site: &SiteView) -> Vec<Self> {
        let position = site
            .lat
            .zip(site.lng)
            .map(|(lat, lng)| place::coordinates(lat, lng));
        let area = site
            .area_km2
            .map(|area| format!("{} km²", decimal(area, 2)));
        let postal_code = (!site.postal_code.is_empty()).then(|| site.postal_code.clone());
        [
            ("Kode wilayah", Some(site.code.clone())),
            ("Kecamatan", Some(site.subdistrict.clone())),
            ("Luas wilayah", area),
            ("Kode pos", postal_code),
            ("Letak", position),
        ]
        .into_iter()
        .filter_map(|(label, value)| {
            Some(Self {
                label,
                value: value?,
            })
        })
        .collect()
    }
}

/// Something a visitor may want to do.
#[derive(Debug, Clone, Serialize)]
pub struct Task {
    pub label: String,
    pub hint: &'static str,
    pub href: String,
    pub icon: &'static str,
}

impl Task {
    /// Tiles only for what exists.
    pub fn of(site: &SiteView, row: &HomeRow, has_letters: bool) -> Vec<Self> {
        let kind = site.kind_label.to_lowercase();
        let profile = row
            .pages
            .iter()
            .find(|page| page.slug == "profil")
            .or(row.pages.first());
        let tile = |there: bool, label: String, hint, href: &str, icon| {
            there.then(|| Self {
                label,
                hint,
                href: href.to_owned(),
                icon,
            })
        };
        let plain = str::to_owned;
        [
            tile(
                has_letters,
                plain("Urus surat"),
                "Minta dari rumah, tanpa antre",
                "/layanan",
                "file-text",
            ),
            tile(
                !row.news.is_empty(),
                format!("Kabar {kind}"),
                "Berita terbaru",
                "/artikel",
                "newspaper",
            ),
            tile(
                row.has_agenda,
                plain("Agenda"),
                "Kegiatan yang akan datang",
                "/agenda",
                "calendar-days",
            ),
            tile(
                !row.officials.is_empty(),
                plain("Perangkat"),
                "Siapa yang melayani Anda",
                "/pemerintahan",
                "landmark",
            ),
            profile.map(|page| Self {
                label: plain("Profil"),
                hint: "Sejarah, letak, dan warganya",
                href: format!("/halaman/{}", page.slug),
                icon: "book-open",
            }),
            tile(
                !row.albums.is_empty(),
                plain("Galeri"),
                "Foto kegiatan",
                "/galeri",
                "image",
            ),
            tile(
                true,
                plain("Kontak"),
                "Alamat dan jam pelayanan",
                "/kontak",
                "phone",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A page of the village as a card.
#[derive(Debug, Clone, Serialize)]
pub struct PageCard {
    pub href: String,
    pub title: String,
    pub excerpt: String,
}

impl PageCard {
    /// From the store.
    pub fn new(row: &PageRow) -> Self {
        let text = if row.excerpt.is_empty() {
            beginning_text(&row.opening)
        } else {
            row.excerpt.clone()
        };
        Self {
            href: format!("/halaman/{}", row.slug),
            title: row.title.clone(),
            excerpt: safe_html::excerpt(&text, 120),
        }
    }
}

/// What `content/home.html` receives.
#[derive(Debug, Default, Serialize)]
pub struct HomePage {
    pub lead: Option<Card>,
    pub news: Vec<Card>,
    pub events: Vec<EventView>,
    pub officials: Vec<Person>,
    pub albums: Vec<AlbumView>,
    pub facts: Vec<Fact>,
    pub pages: Vec<PageCard>,
    /// Trusted: rendered by other features.
    pub blocks_html: Vec<String>,
    /// The same, below everything of the village.
    pub end_html: Vec<String>,
    pub tasks: Vec<Task>,
    /// The blocks' words from top to bottom. "pair" is agenda and facts side by side, which they
    /// are when one follows the other.
    pub order: Vec<&'static str>,
}

impl HomePage {
    /// The order as the page draws it.
    pub fn drawn(order: &[Block]) -> Vec<&'static str> {
        let is_half = |word: &str| word == "events" || word == "facts";
        let mut words: Vec<&'static str> = Vec::new();
        for block in order {
            match words.last_mut() {
                Some(last) if is_half(last) && is_half(block.word) => *last = "pair",
                _ => words.push(block.word),
            }
        }
        words
    }
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "content/home.html";

    fn samples() -> Vec<Self> {
        let fact = |value: &str| Fact {
            label: "Kecamatan",
            value: value.into(),
        };
        let task = |label: &str| Task {
            label: label.into(),
            hint: "Alamat dan jam pelayanan",
            href: "/kontak".into(),
            icon: "phone",
        };
        let page = |title: &str| PageCard {
            href: "/halaman/profil".into(),
            title: title.into(),
            excerpt: String::new(),
        };
        let order = HomePage::drawn(&blocks::ALL);
        let new_village = Self {
            order: order.clone(),
            facts: vec![fact("Sungai Tabuk")],
            tasks: vec![task("Kontak")],
            ..Self::default()
        };
        let one = Self {
            order: order.clone(),
            lead: sample_cards().pop(),
            ..Self::default()
        };
        let full = Self {
            lead: sample_cards().pop(),
            news: sample_cards(),
            events: EventView::samples(),
            officials: Person::samples(),
            albums: AlbumView::samples(),
            facts: vec![fact("Sungai Tabuk"), fact(LONG)],
            pages: vec![page("Profil"), page(LONG)],
            blocks_html: vec!["<h2>Lapak</h2>".into()],
            end_html: vec!["<h2>Kabar kabupaten</h2>".into()],
            tasks: vec![task("Kontak"), task(LONG)],
            order,
        };
        vec![Self::default(), new_village, one, full]
    }
}
