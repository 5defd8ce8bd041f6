//! The home page without the shell around it: what `make bench` measures the shell against.

use axum::response::Response;
use web::{AppResult, Site};

use crate::public::home;

/// The same page from the texts of its prepared parts, as `GET /` finds them; `None` when they are
/// of another build.
///
/// # Errors
/// When the template does not fit.
pub fn home_page(site: &Site, frame: &str, home: &str) -> Option<AppResult<Response>> {
    let frame = site.frame_of(frame)?;
    let row = serde_json::from_str(home).ok()?;
    Some(home::answer(site, &row, &frame, home::Others::default()))
}
