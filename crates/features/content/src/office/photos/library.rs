//! The library: every photo of the village, to look through and to choose from.

use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use web::{AppResult, Query, office::Desk};

use super::HERE;
use crate::{
    domain::listing::PartQuery,
    pages::office::photos::{PhotoCard, PhotoChoices, PhotosDesk, filters},
    store::library::{self, Wanted},
};

/// What the library is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct LibraryQuery {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub saring: String,
    /// The dialog asks, not somebody at a page.
    #[serde(default)]
    pub pilih: String,
    #[serde(flatten)]
    pub part: PartQuery,
}

impl LibraryQuery {
    /// As it is shown again.
    pub fn words(&self) -> String {
        self.q.trim().chars().take(100).collect()
    }

    pub fn wanted(&self) -> Wanted {
        let words = self.words();
        Wanted {
            words: words
                .split_whitespace()
                .take(8)
                .map(str::to_owned)
                .collect(),
            ..Wanted::default()
        }
    }

    /// The query of the neighbouring parts, without their key.
    fn kept(&self) -> String {
        kept_query(&[("saring", &self.saring), ("q", &self.words())])
    }
}

/// `GET /kantor/foto`
pub async fn list(mut desk: Desk, Query(query): Query<LibraryQuery>) -> AppResult<Response> {
    if !query.pilih.is_empty() {
        return choices(desk, &query).await;
    }
    let mut wanted = query.wanted();
    match query.saring.as_str() {
        "tanpa-keterangan" => wanted.is_wordless = true,
        "tidak-dipakai" => wanted.except = library::in_use(&mut desk.tx, None).await?,
        _ => {}
    }
    let (all, wordless) = library::counts(&mut desk.tx).await?;
    let start = query.part.start()?;
    let part = library::list(&mut desk.tx, &wanted, start)
        .await?
        .existing()?;
    let ids: Vec<_> = part.rows.iter().map(|row| row.id).collect();
    let used = if query.saring == "tidak-dipakai" {
        Vec::new()
    } else {
        library::in_use(&mut desk.tx, Some(&ids)).await?
    };
    let page = PhotosDesk {
        upload_href: HERE.to_owned(),
        q: query.words(),
        saring: query.saring.clone(),
        chips: filters(HERE, &query.saring, all, wordless),
        photos: part
            .rows
            .iter()
            .map(|row| PhotoCard::of(row, used.contains(&row.id)))
            .collect(),
        pager: part.pager_with(HERE, &query.kept()),
        is_empty: all == 0,
    };
    desk.page("Foto", &page).await
}

/// What the dialog shows: photos that can be put into a page at once.
async fn choices(mut desk: Desk, query: &LibraryQuery) -> AppResult<Response> {
    let wanted = Wanted {
        is_ready: true,
        ..query.wanted()
    };
    let start = query.part.start()?;
    let part = library::list(&mut desk.tx, &wanted, start)
        .await?
        .existing()?;
    let kept = kept_query(&[("pilih", "1"), ("q", &query.words())]);
    let page = PhotoChoices {
        photos: part.rows.iter().map(PhotoCard::to_choose).collect(),
        pager: part.pager_with(HERE, &kept),
    };
    desk.page("Pilih foto", &page).await
}

/// The fields of a query that are not empty.
pub(in crate::office) fn kept_query(fields: &[(&str, &str)]) -> String {
    let there = fields.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = there
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    pairs.join("&")
}
