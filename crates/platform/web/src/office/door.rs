//! Pages before somebody is signed in: the narrow card with the village's band.

use axum::response::Response;
use http::StatusCode;
use minijinja::value::Serde;

use super::view::OfficeView;
use crate::{AppResult, Page, Site};

/// A page at the door. `csrf` is empty while there is no session: then the strict check of the
/// request's origin is what protects the form.
///
/// # Errors
/// When the template does not fit.
pub fn door_page<P: Page>(
    site: &Site,
    title: &str,
    csrf: String,
    page: &P,
    status: StatusCode,
) -> AppResult<Response> {
    let view = OfficeView {
        csrf,
        ..OfficeView::of(site, title)
    };
    let context = minijinja::context! {
        office => Serde(&view),
        ..minijinja::Value::from(Serde(page))
    };
    let html = site.app.templates.render(P::TEMPLATE, context)?;
    let mut response = site.office_html(html);
    *response.status_mut() = status;
    Ok(response)
}
