//! The record of what was done here.

use axum::response::Response;
use serde::Deserialize;
use web::{AppError, AppResult, Query, office::Desk};

use crate::{pages::ActivityDesk, store};

pub const HERE: &str = "/kantor/catatan";
const PAGE: usize = 50;

/// Where the part begins.
#[derive(Debug, Default, Deserialize)]
pub struct ActivityQuery {
    #[serde(default)]
    sebelum: String,
}

/// `GET /kantor/catatan`
pub async fn list(mut desk: Desk, Query(query): Query<ActivityQuery>) -> AppResult<Response> {
    let below = match query.sebelum.as_str() {
        "" => i64::MAX,
        number => number
            .parse()
            .map_err(|_| AppError::BadRequest("Alamat halaman ini tidak lengkap."))?,
    };
    let mut rows = store::record::activity(&mut desk.tx, below, PAGE as i64).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let page = ActivityDesk::new(HERE, &rows, has_more, &desk.site.app.deeds);
    desk.page("Catatan kegiatan", &page).await
}
