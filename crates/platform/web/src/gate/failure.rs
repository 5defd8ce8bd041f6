//! Pages for when there is no page: in the village's own look where there is one.

use std::sync::Arc;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use minijinja::value::Serde;
use serde::Serialize;

use super::{answer, visitor::Visitor};
use crate::{
    App, Meta, Page, PortalSite, Problem, Site, directory, error::Failure, frame::text_setting,
    registry::Village, view::Link,
};

/// A failure in the village's or the portal's look.
#[derive(Debug, Serialize)]
pub struct ErrorPage {
    pub status: u16,
    pub heading: String,
    pub message: String,
    pub suggestions: Vec<Link>,
    pub request_id: String,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "web/error.html";

    fn samples() -> Vec<Self> {
        [404, 400, 401, 403, 413, 429, 500, 503]
            .into_iter()
            .map(|status| Self::new(status, None, "id"))
            .collect()
    }
}

#[derive(Debug, Serialize)]
struct PortalErrorPage(ErrorPage);

impl Page for PortalErrorPage {
    const TEMPLATE: &'static str = "web/portal_error.html";

    fn samples() -> Vec<Self> {
        ErrorPage::samples().into_iter().map(Self).collect()
    }
}

impl ErrorPage {
    fn new(status: u16, detail: Option<&str>, request_id: &str) -> Self {
        let (heading, message) = match status {
            400 => (
                "Alamat tidak dapat dibaca",
                "Periksa kembali alamat yang Anda buka.",
            ),
            401 => (
                "Silakan masuk lagi",
                "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi.",
            ),
            403 => (
                "Tidak boleh di sini",
                "Halaman ini tidak terbuka untuk Anda.",
            ),
            413 => ("Terlalu besar", "Yang Anda kirim melebihi batas."),
            404 => (
                "Halaman tidak ditemukan",
                "Halaman ini tidak ada atau sudah dipindahkan. Coba cari, atau mulai dari beranda.",
            ),
            405 => (
                "Cara ini tidak dikenal",
                "Buka halaman lewat tautan di situs ini.",
            ),
            410 => (
                "Halaman ini sudah tidak ada",
                "Isinya mungkin pindah ke tempat lain. Coba cari dengan kata kuncinya.",
            ),
            429 => (
                "Terlalu sering",
                "Permintaan dari jaringan Anda terlalu banyak. Tunggu satu menit, lalu coba lagi.",
            ),
            503 => (
                "Layanan sedang terganggu",
                "Kami sedang memulihkannya. Coba lagi beberapa saat lagi.",
            ),
            _ => (
                "Ada kesalahan di pihak kami",
                "Catatan kesalahan sudah tersimpan. Coba lagi beberapa saat lagi.",
            ),
        };
        Self {
            status,
            heading: heading.to_owned(),
            message: detail.unwrap_or(message).to_owned(),
            suggestions: Vec::new(),
            request_id: request_id.to_owned(),
        }
    }
}

fn failure_of(response: &Response) -> Option<Failure> {
    if let Some(failure) = response.extensions().get::<Failure>() {
        return Some(failure.clone());
    }
    // The router's own refusals (a wrong method) come without a body.
    (response.status() == StatusCode::METHOD_NOT_ALLOWED).then_some(Failure {
        status: StatusCode::METHOD_NOT_ALLOWED,
        detail: None,
        outage: false,
        stale_statement: false,
        is_denied: false,
    })
}

/// Gives a failed response of a village its page.
pub(super) async fn dress_village(response: Response, site: &Site) -> Response {
    let Some(failure) = failure_of(&response) else {
        return response;
    };
    let mut page = ErrorPage::new(failure.status.as_u16(), failure.detail, &site.request_id);
    page.suggestions = vec![
        Link::new("Beranda", "/"),
        Link::new("Kabar desa", "/artikel"),
        Link::new("Kontak", "/kontak"),
    ];
    let meta = Meta::new(page.heading.clone(), page.message.clone(), "/").not_indexed();
    match site.failure_page(&meta, &page).await {
        Ok(dressed) => undressed(response, dressed),
        Err(error) => {
            tracing::error!(%error, "the page of a failure cannot be rendered");
            response
        }
    }
}

/// Gives a failed response of the portal its page, or its problem where programs are answered.
pub(super) fn dress_portal(response: Response, portal: &PortalSite) -> Response {
    let Some(failure) = failure_of(&response) else {
        return response;
    };
    if portal.path.starts_with(crate::API) {
        let problem = Problem::of_status(failure.status, failure.detail);
        return undressed(response, problem.into_response());
    }
    let mut page = ErrorPage::new(failure.status.as_u16(), failure.detail, &portal.request_id);
    page.suggestions = vec![Link::new("Daftar desa", "/")];
    let meta = Meta::new(page.heading.clone(), page.message.clone(), "/").not_indexed();
    match portal.fresh_page(&meta, &PortalErrorPage(page)) {
        Ok(dressed) => undressed(response, dressed),
        Err(error) => {
            tracing::error!(%error, "the page of a failure cannot be rendered");
            response
        }
    }
}

/// Status and headers of the failure, body of the page.
fn undressed(failed: Response, dressed: Response) -> Response {
    let (mut parts, _) = failed.into_parts();
    let (dress, body) = dressed.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(dress.headers);
    Response::from_parts(parts, body)
}

/// A page that belongs to nobody and names nobody.
pub(super) fn plain(app: &App, status: StatusCode) -> Response {
    let page = UnknownHost {
        portal_url: app.config.site.portal_url(),
        query: "",
        results: Vec::new(),
    };
    standalone(app, status, "web/unknown_host.html", &page)
}

/// No village has that label: offer the ones that sound alike.
pub(super) fn unknown_subdomain(app: &App, visitor: &Visitor) -> Response {
    let label = visitor.host.as_str().split('.').next().unwrap_or_default();
    let query = label.replace('-', " ");
    let results = directory::search(&app.registry(), &query, 5);
    let page = UnknownHost {
        portal_url: app.config.site.portal_url(),
        query: &query,
        results: results
            .into_iter()
            .map(|hit| Suggestion {
                href: hit.village.base_url.clone(),
                kind_label: hit.village.entry.kind.label(),
                name: hit.village.entry.name.clone(),
                subdistrict: hit.village.entry.subdistrict.clone(),
                formerly: hit.formerly,
            })
            .collect(),
    };
    standalone(app, StatusCode::NOT_FOUND, "web/unknown_host.html", &page)
}

/// The village exists, its site does not answer for now.
pub(super) fn suspended(app: &App, village: &Arc<Village>) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    with_retry(off_line(app, village, status, false), 3600)
}

/// The village is no more; its name and the district's contact are told.
pub(super) fn archived(app: &App, village: &Arc<Village>) -> Response {
    off_line(app, village, StatusCode::GONE, true)
}

fn off_line(app: &App, village: &Arc<Village>, status: StatusCode, for_good: bool) -> Response {
    let entry = &village.entry;
    let registry = app.registry();
    let settings = registry.regency().map(|regency| &regency.settings);
    let page = Suspended {
        name: format!("{} {}", entry.kind.label(), entry.name),
        for_good,
        note: entry.status_note.clone(),
        contact: text_setting(settings, "contact", ""),
        portal_url: app.config.site.portal_url(),
    };
    standalone(app, status, "web/suspended.html", &page)
}

/// The village's schema waits for its upgrade; the others are not concerned.
pub(super) fn behind(app: &App, village: &Arc<Village>) -> Response {
    tracing::warn!(village = %village.entry.slug, "not served: its schema is older than this build");
    let page = Unavailable {
        heading: format!(
            "{} {} sedang diperbarui",
            village.entry.kind.label(),
            village.entry.name
        ),
        message: "Situs ini kembali dalam beberapa menit.".to_owned(),
        retry_after: 60,
    };
    with_retry(
        standalone(
            app,
            StatusCode::SERVICE_UNAVAILABLE,
            "web/unavailable.html",
            &page,
        ),
        60,
    )
}

/// Nothing can be said before the register was read.
pub(super) fn unavailable(app: &App) -> Response {
    let page = Unavailable {
        heading: "Layanan sedang terganggu".to_owned(),
        message: "Kami sedang memulihkannya. Coba lagi beberapa saat lagi.".to_owned(),
        retry_after: 10,
    };
    with_retry(
        standalone(
            app,
            StatusCode::SERVICE_UNAVAILABLE,
            "web/unavailable.html",
            &page,
        ),
        10,
    )
}

fn with_retry(mut response: Response, seconds: u32) -> Response {
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[derive(Debug, Serialize)]
struct UnknownHost<'a> {
    portal_url: String,
    query: &'a str,
    results: Vec<Suggestion>,
}

#[derive(Debug, Serialize)]
struct Suggestion {
    href: String,
    kind_label: &'static str,
    name: String,
    subdistrict: String,
    formerly: Option<String>,
}

#[derive(Debug, Serialize)]
struct Suspended {
    name: String,
    /// Whether it does not come back.
    for_good: bool,
    note: String,
    contact: String,
    portal_url: String,
}

#[derive(Debug, Serialize)]
struct Unavailable {
    heading: String,
    message: String,
    retry_after: u32,
}

fn standalone(app: &App, status: StatusCode, template: &str, page: &impl Serialize) -> Response {
    let mut response = match app.templates.render(template, Serde(page).into()) {
        Ok(html) => answer::html(html, look::Style::plain()),
        Err(error) => {
            tracing::error!(%error, template, "a plain page cannot be rendered");
            Response::new(Body::empty())
        }
    };
    *response.status_mut() = status;
    response
}
