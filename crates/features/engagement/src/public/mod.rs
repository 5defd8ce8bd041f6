//! What a visitor does with a conversation: reads it, and says something.

pub mod challenge;
pub mod panel;
mod write;

use axum::{Router, routing::get};
use web::App;

/// The addresses below an article.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/artikel/{slug}/komentar",
            get(write::form).post(write::send),
        )
        .route("/artikel/{slug}/komentar/kode", get(challenge::image))
        .route("/artikel/{slug}/komentar/terkirim", get(write::sent))
}
