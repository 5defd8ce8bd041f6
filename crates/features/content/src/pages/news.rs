//! Lists of news, the archive, one article.

use jiff::{Timestamp, civil::Date};
use kernel::{SafeHtml, safe_html, time};
use serde::Serialize;
use web::{
    Page,
    view::{Card, DateView, Link, Pager, Picture},
};

use super::LONG;
use crate::{
    domain::share::{self, ShareLink},
    store::{archive::TitleRow, news::NewsRow},
};

/// Letters of an excerpt that an author did not write.
const EXCERPT: usize = 170;

/// An article as a card.
pub fn card(row: &NewsRow, now: Timestamp) -> Card {
    Card {
        href: format!("/artikel/{}", row.slug),
        title: row.title.clone(),
        excerpt: excerpt(&row.excerpt, &row.opening),
        date: DateView::new(row.published_at, now),
        category: category(row.category_slug.as_deref(), row.category.as_deref()),
        picture: Picture::of(row.photo.as_ref()),
    }
}

/// A category as a link.
pub fn category(slug: Option<&str>, name: Option<&str>) -> Option<Link> {
    Some(Link::new(name?, format!("/kategori/{}", slug?)))
}

/// What the author wrote, or how the text begins.
pub fn excerpt(written: &str, html: &str) -> String {
    if written.is_empty() {
        safe_html::excerpt(&beginning_text(html), EXCERPT)
    } else {
        written.to_owned()
    }
}

/// The words of HTML that may have been cut off anywhere.
pub(super) fn beginning_text(html: &str) -> String {
    let whole = match (html.rfind('<'), html.rfind('>')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => &html[..open],
        _ => html,
    };
    SafeHtml::from_store(whole.to_owned()).text()
}

/// A category above a list.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryChip {
    pub label: String,
    pub href: String,
    pub count: i64,
    pub current: bool,
}

/// What `content/articles.html` receives.
#[derive(Debug, Serialize)]
pub struct ArticlesPage {
    pub heading: String,
    pub intro: String,
    pub cards: Vec<Card>,
    pub pager: Pager,
    pub categories: Vec<CategoryChip>,
}

impl Page for ArticlesPage {
    const TEMPLATE: &'static str = "content/articles.html";

    fn samples() -> Vec<Self> {
        let page = |cards: Vec<Card>, pager: Pager, categories: Vec<CategoryChip>| Self {
            heading: "Berita".into(),
            intro: String::new(),
            cards,
            pager,
            categories,
        };
        let chip = |label: &str, current| CategoryChip {
            label: label.to_owned(),
            href: "/kategori/kabar".into(),
            count: 12,
            current,
        };
        let both = Pager {
            newer_href: Some("/artikel?sesudah=x".into()),
            older_href: Some("/artikel?sebelum=x".into()),
        };
        vec![
            page(Vec::new(), Pager::default(), Vec::new()),
            page(
                sample_cards().split_off(1),
                Pager::default(),
                vec![chip("Kabar", true)],
            ),
            Self {
                heading: LONG.into(),
                intro: LONG.into(),
                ..page(
                    sample_cards(),
                    both,
                    vec![chip(LONG, false), chip("Kabar", true)],
                )
            },
        ]
    }
}

/// A plain and an overlong card.
pub(super) fn sample_cards() -> Vec<Card> {
    let plain = Card {
        href: "/artikel/jumat-bersih".into(),
        title: "Jumat bersih di tepi sungai".into(),
        excerpt: String::new(),
        date: sample_date(),
        category: None,
        picture: None,
    };
    let long = Card {
        title: LONG.into(),
        excerpt: LONG.repeat(3),
        category: Some(Link::new(LONG, "/kategori/panjang")),
        picture: Some(Picture::sample()),
        ..plain.clone()
    };
    vec![long, plain]
}

pub(super) fn sample_date() -> DateView {
    DateView {
        iso: "2026-11-25T08:00:00+08:00".into(),
        long: "Rabu, 25 November 2026".into(),
        relative: "3 hari lalu".into(),
        moment: "Rabu, 25 November 2026 08.00 WITA".into(),
    }
}

/// A title in the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveTitle {
    pub href: String,
    pub title: String,
    pub date: DateView,
}

/// A month of the archive, as much of it as is on this page.
#[derive(Debug, Serialize)]
pub struct ArchiveMonth {
    pub label: String,
    pub count: usize,
    pub cards: Vec<ArchiveTitle>,
}

/// A year of the archive.
#[derive(Debug, Serialize)]
pub struct ArchiveYear {
    pub year: i16,
    pub months: Vec<ArchiveMonth>,
}

/// Titles by year and month, in the order they come.
pub fn years(rows: &[TitleRow], now: Timestamp) -> Vec<ArchiveYear> {
    let mut years: Vec<ArchiveYear> = Vec::new();
    let mut last: Option<Date> = None;
    for row in rows {
        let day = time::day(row.published_at);
        let same_year = last.is_some_and(|last| last.year() == day.year());
        if !same_year {
            years.push(ArchiveYear {
                year: day.year(),
                months: Vec::new(),
            });
        }
        let Some(year) = years.last_mut() else {
            continue;
        };
        if !same_year || last.is_none_or(|last| last.month() != day.month()) {
            let label = time::month_year(day);
            year.months.push(ArchiveMonth {
                label,
                count: 0,
                cards: Vec::new(),
            });
        }
        if let Some(month) = year.months.last_mut() {
            month.count += 1;
            month.cards.push(ArchiveTitle {
                href: format!("/artikel/{}", row.slug),
                title: row.title.clone(),
                date: DateView::new(row.published_at, now),
            });
        }
        last = Some(day);
    }
    years
}

/// What `content/archive.html` receives.
#[derive(Debug, Serialize)]
pub struct ArchivePage {
    pub years: Vec<ArchiveYear>,
    pub pager: Pager,
}

impl Page for ArchivePage {
    const TEMPLATE: &'static str = "content/archive.html";

    fn samples() -> Vec<Self> {
        let title = |title: &str| ArchiveTitle {
            href: "/artikel/jumat-bersih".into(),
            title: title.into(),
            date: sample_date(),
        };
        let month = |label: &str, cards: Vec<ArchiveTitle>| ArchiveMonth {
            label: label.into(),
            count: cards.len(),
            cards,
        };
        let one = month("November 2026", vec![title("Jumat bersih")]);
        let two = month("Desember 2025", vec![title(LONG), title("Maulid")]);
        vec![
            Self {
                years: Vec::new(),
                pager: Pager::default(),
            },
            Self {
                years: vec![
                    ArchiveYear {
                        year: 2026,
                        months: vec![one],
                    },
                    ArchiveYear {
                        year: 2025,
                        months: vec![two],
                    },
                ],
                pager: Pager {
                    newer_href: None,
                    older_href: Some("/arsip?sebelum=x".into()),
                },
            },
        ]
    }
}

/// An article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    pub title: String,
    /// Trusted: sanitised when it was stored.
    pub body_html: String,
    pub author: String,
    pub date: DateView,
    pub updated: Option<DateView>,
    pub category: Option<Link>,
    pub picture: Option<Picture>,
    pub share: Vec<ShareLink>,
    pub address: String,
}

/// What `content/article.html` receives.
#[derive(Debug, Serialize)]
pub struct ArticlePage {
    pub article: ArticleView,
    pub related: Vec<Card>,
    /// Trusted: rendered by other features.
    pub panels_html: Vec<String>,
}

impl Page for ArticlePage {
    const TEMPLATE: &'static str = "content/article.html";

    fn samples() -> Vec<Self> {
        let address = "http://pembantanan.localhost:8080/artikel/jumat-bersih";
        let bare = ArticleView {
            title: "Jumat bersih".into(),
            body_html: "<p>Warga berkumpul pukul tujuh.</p>".into(),
            author: String::new(),
            date: sample_date(),
            updated: None,
            category: None,
            picture: None,
            share: share::links("Jumat bersih", address),
            address: address.into(),
        };
        let full = ArticleView {
            title: LONG.into(),
            author: LONG.into(),
            updated: Some(sample_date()),
            category: Some(Link::new(LONG, "/kategori/panjang")),
            picture: Some(Picture::sample()),
            ..bare.clone()
        };
        vec![
            Self {
                article: bare,
                related: Vec::new(),
                panels_html: Vec::new(),
            },
            Self {
                article: full,
                related: sample_cards(),
                panels_html: vec!["<section>Komentar</section>".into()],
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(at: &str) -> TitleRow {
        TitleRow {
            id: uuid::Uuid::nil(),
            slug: "a".into(),
            title: "A".into(),
            published_at: time::parse_local(at).unwrap(),
        }
    }

    #[test]
    fn the_archive_breaks_at_the_villages_months_and_years() {
        let rows = [
            row("2026-01-01T00:30"),
            row("2025-12-31T23:30"),
            row("2025-12-01T08:00"),
            row("2024-12-31T08:00"),
        ];
        let years = years(&rows, Timestamp::UNIX_EPOCH);
        let shape: Vec<(i16, Vec<(&str, usize)>)> = years
            .iter()
            .map(|year| {
                let months = year.months.iter();
                (
                    year.year,
                    months
                        .map(|month| (month.label.as_str(), month.count))
                        .collect(),
                )
            })
            .collect();
        assert_eq!(
            shape,
            [
                (2026, vec![("Januari 2026", 1)]),
                (2025, vec![("Desember 2025", 2)]),
                (2024, vec![("Desember 2024", 1)]),
            ]
        );
    }

    #[test]
    fn an_excerpt_is_taken_from_the_text_when_nobody_wrote_one() {
        assert_eq!(excerpt("Tertulis", "<p>Teks</p>"), "Tertulis");
        assert_eq!(
            excerpt("", "<p>Teks &amp; isi</p><p>lagi</p><fig"),
            "Teks & isi lagi"
        );
    }
}
