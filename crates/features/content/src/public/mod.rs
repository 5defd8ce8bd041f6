//! What a visitor of a village's site can read.

mod agenda;
mod documents;
mod feed;
mod gallery;
pub(crate) mod home;
pub mod news;
mod old_addresses;
mod people;
mod preview;
mod search;
mod slug_path;

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderValue, StatusCode, header};
use web::{App, AppError, AppResult};

/// Every address of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/artikel", get(news::list))
        .route("/artikel/{slug}", get(news::show))
        .route("/kategori/{slug}", get(news::category))
        .route("/arsip", get(news::archive))
        .route("/pratinjau/{token}", get(preview::show))
        .route("/halaman/{slug}", get(documents::show))
        .route("/agenda", get(agenda::show))
        .route("/agenda.ics", get(agenda::calendar))
        .route("/galeri", get(gallery::list))
        .route("/galeri/{slug}", get(gallery::show))
        .route("/pemerintahan", get(people::officials))
        .route("/kontak", get(people::contact))
        .route("/privasi", get(people::privacy))
        .route("/cari", get(search::ask))
        .route("/rss.xml", get(feed::rss))
        .merge(old_addresses::routes())
}

/// Once and for all elsewhere: 301, which everybody understands, old phones included.
fn moved(address: &str) -> AppResult<Response> {
    let location = HeaderValue::from_str(address).map_err(|_| AppError::NotFound)?;
    Ok((
        StatusCode::MOVED_PERMANENTLY,
        [(header::LOCATION, location)],
    )
        .into_response())
}
