//! The home page without the shell around it: what `make bench` measures the shell against.

use axum::response::Response;
use sqlx::PgConnection;
use web::{AppResult, Site};

use crate::public::home;

/// The same statements and the same template as `GET /`, on whatever schema `db` is in.
///
/// # Errors
/// When the database is away.
pub async fn home_page(site: &Site, db: &mut PgConnection) -> AppResult<Response> {
    let (row, frame) = home::read(site, db).await?;
    home::answer(site, &row, &frame, Vec::new())
}
