//! Search over everything public. Whatever is typed, the answer is a page.

use std::time::Duration;

use axum::response::Response;
use cache::{Limit, Verdict};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use web::{AppError, AppResult, Meta, Query, Site, view::Pager};

use crate::{
    domain::search::{self, FEW, PAGE, PAGES, Question, Words},
    pages::{Hit, SearchPage},
    store::search::{Asked, HitRow, alike, ask as find},
};

const LIMIT: Limit = Limit {
    name: "search",
    max: 30,
    per: Duration::from_secs(60),
};

#[derive(Debug, Default, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    hal: String,
}

/// `GET /cari`
pub async fn ask(site: Site, Query(query): Query<SearchQuery>) -> AppResult<Response> {
    let form = SearchPage {
        query: search::refill(&query.q),
        ..SearchPage::default()
    };
    let refused = |error| SearchPage {
        error: Some(error),
        ..SearchPage::default()
    };
    match Question::read(&query.q) {
        Question::None => empty_form(&site, form).await,
        Question::Signs => {
            let page = refused("Tulis paling sedikit satu kata, dengan huruf atau angka.");
            empty_form(
                &site,
                SearchPage {
                    query: form.query,
                    ..page
                },
            )
            .await
        }
        Question::TooLong => {
            let page = refused(
                "Pertanyaan Anda terlalu panjang. Tulis satu atau dua kata yang penting saja, \
                 paling banyak 200 huruf.",
            );
            empty_form(
                &site,
                SearchPage {
                    query: form.query,
                    ..page
                },
            )
            .await
        }
        Question::Words(words) => answer(&site, &words, search::page_number(&query.hal)).await,
    }
}

async fn empty_form(site: &Site, page: SearchPage) -> AppResult<Response> {
    let tx = site.begin().await?;
    site.fresh_page(tx, &meta("Cari"), &page).await
}

#[tracing::instrument(name = "content.search", skip_all)]
async fn answer(site: &Site, words: &Words, number: usize) -> AppResult<Response> {
    let who = site.origin.address.to_string();
    let schema = site.village.entry.schema.as_str();
    if let Verdict::Refused { retry_after } = site.app.redis.count(LIMIT, schema, &who).await {
        return Err(AppError::TooMany {
            retry_after_secs: retry_after.as_secs().max(1),
        });
    }

    let asked = Asked {
        now: site.now(),
        hidden_kinds: &site.hidden_kinds(),
    };
    let mut tx = site.begin().await?;
    let hits = find(&mut tx, words, (number - 1) * PAGE, &asked).await?;
    let similar = if number == 1 && hits.len() < FEW {
        let known: Vec<String> = hits.iter().map(|hit| hit.address.clone()).collect();
        alike(&mut tx, words, &known, &asked).await?
    } else {
        Vec::new()
    };
    let page = results(words, number, &hits, &similar);
    site.fresh_page(tx, &meta(format!("Cari: {}", words.typed)), &page)
        .await
}

fn results(words: &Words, number: usize, hits: &[HitRow], similar: &[HitRow]) -> SearchPage {
    let total = hits
        .first()
        .map_or(0, |hit| usize::try_from(hit.total).unwrap_or(usize::MAX));
    let titles: Vec<&str> = similar.iter().map(|hit| hit.title.as_str()).collect();
    let more = total > number * PAGE && number < PAGES;
    SearchPage {
        query: words.typed.clone(),
        results: hits.iter().chain(similar).map(Hit::new).collect(),
        count_label: count_label(total, similar.len()),
        suggestion: search::suggestion(&words.folded, &titles),
        pager: Pager {
            newer_href: (number > 1).then(|| address(&words.typed, number - 1)),
            older_href: more.then(|| address(&words.typed, number + 1)),
        },
        error: None,
    }
}

fn count_label(total: usize, similar: usize) -> String {
    match (total, similar) {
        (0, 0) => "Tidak ada hasil.".to_owned(),
        (0, _) => format!("Tidak ada yang persis cocok; {similar} judul ini mirip."),
        (_, 0) => format!("{total} hasil."),
        (_, _) => format!("{total} hasil, dan {similar} judul yang mirip."),
    }
}

fn meta(title: impl Into<String>) -> Meta {
    Meta::new(
        title,
        "Cari berita, halaman, dan agenda di situs ini.",
        "/cari",
    )
    .under_home()
    .not_indexed()
}

/// The address of one page of answers.
pub(super) fn address(typed: &str, number: usize) -> String {
    let typed = utf8_percent_encode(typed, NON_ALPHANUMERIC);
    match number {
        1 => format!("/cari?q={typed}"),
        _ => format!("/cari?q={typed}&hal={number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(total: i64) -> HitRow {
        HitRow {
            address: "/artikel/posyandu".into(),
            kind: "artikel".into(),
            title: "Posyandu Melati".into(),
            passage: "jadwal".into(),
            total,
        }
    }

    fn words(typed: &str) -> Words {
        let Question::Words(words) = Question::read(typed) else {
            panic!("words were typed")
        };
        words
    }

    #[test]
    fn answers_have_three_pages_at_most() {
        let asked = words("a & b");
        let hits = vec![hit(100); PAGE];
        let first = results(&asked, 1, &hits, &[]);
        assert_eq!(
            first.pager.older_href.as_deref(),
            Some("/cari?q=a%20%26%20b&hal=2")
        );
        assert_eq!(first.pager.newer_href, None);
        let last = results(&asked, PAGES, &hits, &[]);
        assert_eq!(last.pager.older_href, None);
        assert_eq!(
            last.pager.newer_href.as_deref(),
            Some("/cari?q=a%20%26%20b&hal=2")
        );
        assert_eq!(last.count_label, "100 hasil.");
    }

    #[test]
    fn a_misspelling_is_answered_with_what_is_alike() {
        let page = results(&words("posiandu"), 1, &[], &[hit(0)]);
        assert_eq!(page.suggestion.as_deref(), Some("posyandu"));
        assert_eq!(page.results.len(), 1);
        assert_eq!(
            page.count_label,
            "Tidak ada yang persis cocok; 1 judul ini mirip."
        );
    }
}
