//! What anybody sees: what can be asked for, and whether a letter is real.

mod services;
mod verify;

use axum::{
    Router,
    routing::{get, post},
};
use web::App;

/// The addresses of village sites.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/layanan", get(services::list))
        .route("/layanan/{letter}", get(services::show))
        .route("/verifikasi", get(verify::ask).post(verify::typed))
        .route("/verifikasi/berkas", post(verify::file))
        .route("/verifikasi/{code}", get(verify::show))
        .route("/v/{token}/{proof}", get(verify::scanned))
        .route("/V/{token}/{proof}", get(verify::scanned))
        .route("/.well-known/banua-keys.json", get(verify::keys))
}
