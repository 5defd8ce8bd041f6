//! What was done in the console.

use axum::response::Response;
use serde::Deserialize;
use web::{AppResult, Query, console::ConsoleDesk};

use crate::{pages::RecordDesk, store::people as store};

pub const HERE: &str = "/konsol/catatan";
/// Lines of one page.
const PAGE: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RecordQuery {
    /// The number the page lies below; what is none begins with the newest.
    sebelum: String,
}

/// `GET /konsol/catatan`
pub async fn list(mut desk: ConsoleDesk, Query(query): Query<RecordQuery>) -> AppResult<Response> {
    let below = query.sebelum.parse().unwrap_or(i64::MAX);
    let mut rows = store::activity(&mut desk.tx, below, PAGE).await?;
    let has_more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let page = RecordDesk::new(HERE, &rows, has_more, &desk.portal.app.deeds);
    desk.page("Catatan", &page).await
}
