//! The district portal in the hand of a request. It reads control data only, never a village's.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use cache::Freshness;
use http::{HeaderMap, HeaderValue, header, request::Parts};
use jiff::Timestamp;
use kernel::{VillageCode, time};
use minijinja::value::Serde;
use serde::Serialize;

use crate::{
    App, AppError, AppResult, Meta, OrNotFound, Page, directory,
    frame::text_setting,
    media_files,
    page::PageView,
    proxy::Origin,
    registry::{Registry, Village},
    site::Keep,
};

/// Days of "kemarin" and relative times go stale by themselves, so nothing is kept for longer.
const AT_MOST: Duration = Duration::from_secs(60);

/// The portal, as a handler receives it.
#[derive(Clone)]
pub struct PortalSite {
    pub app: App,
    /// Path of the request, for the console's "you are here".
    pub path: Arc<str>,
    pub save_data: bool,
    pub origin: Origin,
    pub request_id: Arc<str>,
}

/// What the gate found out about a visit to the portal.
#[derive(Clone)]
pub(crate) struct PortalVisit {
    pub path: Arc<str>,
    pub save_data: bool,
    pub origin: Origin,
    pub request_id: Arc<str>,
}

/// The portal as templates see it, under the name `portal`.
#[derive(Debug, Clone, Serialize)]
pub struct PortalView {
    pub name: String,
    pub regency: String,
    pub base_url: String,
    pub style_html: &'static str,
    pub band_svg: String,
    /// Whether there is anything to read at `/kabar-kabupaten`.
    pub has_bulletins: bool,
    pub year: i16,
}

impl FromRequestParts<App> for PortalSite {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let visit = parts
            .extensions
            .get::<PortalVisit>()
            .cloned()
            .ok_or(AppError::NotFound)?;
        Ok(Self::of(app.clone(), visit))
    }
}

impl PortalSite {
    pub(crate) fn of(app: App, visit: PortalVisit) -> Self {
        Self {
            app,
            path: visit.path,
            save_data: visit.save_data,
            origin: visit.origin,
            request_id: visit.request_id,
        }
    }

    /// The register of villages.
    pub fn registry(&self) -> Arc<Registry> {
        self.app.registry()
    }

    /// What time it is for this request.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// Answers with a page that anonymous readers may share until a village or the register
    /// changes, a minute at most.
    ///
    /// # Errors
    /// When the template does not fit.
    pub fn page<P: Page>(&self, meta: &Meta, page: &P) -> AppResult<Response> {
        Ok(kept(self.fresh_page(meta, page)?))
    }

    /// A document for machines that may be kept like a page.
    pub fn document(&self, content_type: &'static str, body: String) -> Response {
        let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(content_type))];
        kept((headers, Body::from(body)).into_response())
    }

    /// A setting of the regency.
    pub fn setting(&self, key: &str, default: &str) -> String {
        let registry = self.app.registry_guard();
        let settings = registry.regency().map(|regency| &regency.settings);
        text_setting(settings, key, default)
    }

    /// The village of a code, if the portal may show it.
    pub fn village(&self, code: &VillageCode) -> Option<Arc<Village>> {
        let registry = self.app.registry_guard();
        let found = directory::listed(&registry).find(|village| village.entry.code == *code);
        found.cloned()
    }

    /// A public file of a village. The portal shows photos under its own host, so that a reader's
    /// browser asks one host and not a dozen.
    ///
    /// # Errors
    /// When there is no such village or file, or the object store is away.
    pub async fn photo(
        &self,
        code: &VillageCode,
        name: &str,
        headers: &HeaderMap,
    ) -> AppResult<Response> {
        let village = self.village(code).or_not_found()?;
        media_files::of_village(&self.app, &village.entry.schema, name, headers).await
    }

    /// A page that is not kept.
    ///
    /// # Errors
    /// When the template does not fit.
    pub fn fresh_page<P: Page>(&self, meta: &Meta, page: &P) -> AppResult<Response> {
        let base_url = self.app.config.site.portal_url();
        let view = PageView::new(meta, &base_url);
        let portal = portal_view(&self.app, self.save_data);
        let context = minijinja::context! {
            portal => Serde(&portal),
            page => Serde(&view),
            ..minijinja::Value::from(Serde(page))
        };
        let html = self.app.templates.render(P::TEMPLATE, context)?;
        Ok(crate::gate::html(html, look::Style::portal(self.save_data)))
    }
}

impl PortalSite {
    /// The portal as templates see it.
    pub(crate) fn view(&self) -> PortalView {
        portal_view(&self.app, self.save_data)
    }

    /// Whether browsers take `Secure` cookies here: over https, and on `localhost`.
    pub fn has_secure_cookies(&self) -> bool {
        let site = &self.app.config.site;
        let host = site.portal_host();
        site.portal_url().starts_with("https://") || host.ends_with(".localhost")
    }

    /// A page of the console: nobody else's, with the office's own scripts allowed.
    pub(crate) fn console_html(&self, html: String) -> Response {
        let style = look::Style::office(look::PORTAL_PALETTE, self.save_data);
        crate::gate::office_html(html, style)
    }
}

fn kept(mut response: Response) -> Response {
    response.extensions_mut().insert(Keep {
        freshness: Freshness { at_most: AT_MOST },
    });
    response
}

pub(crate) fn portal_view(app: &App, save_data: bool) -> PortalView {
    let registry = app.registry_guard();
    let regency = registry.regency();
    PortalView {
        name: text_setting(
            regency.map(|regency| &regency.settings),
            "portal_name",
            "Portal Desa",
        ),
        regency: regency.map_or_else(String::new, |regency| regency.name.clone()),
        base_url: app.config.site.portal_url(),
        style_html: look::Style::portal(save_data).html.as_str(),
        has_bulletins: registry
            .bulletins()
            .articles(app.clock.now())
            .next()
            .is_some(),
        band_svg: look::band::svg("6303", look::PORTAL_PALETTE, crate::frame::BAND_HEIGHT),
        year: app.clock.now().to_zoned(time::WITA.clone()).year(),
    }
}
