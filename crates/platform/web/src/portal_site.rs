//! The district portal in the hand of a request. It reads control data only, never a village's.

use std::{sync::Arc, time::Duration};

use axum::{extract::FromRequestParts, response::Response};
use cache::Freshness;
use http::request::Parts;
use jiff::Timestamp;
use kernel::time;
use minijinja::value::Serde;
use serde::Serialize;

use crate::{
    App, AppError, AppResult, Meta, Page, frame::text_setting, page::PageView, proxy::Origin,
    registry::Registry, site::Keep,
};

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
        let mut response = self.fresh_page(meta, page)?;
        let at_most = Duration::from_secs(60);
        response.extensions_mut().insert(Keep {
            freshness: Freshness { at_most },
        });
        Ok(response)
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
        Ok(crate::gate::html(
            html,
            look::Style::of(look::PORTAL_PALETTE, self.save_data),
        ))
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
        style_html: look::Style::of(look::PORTAL_PALETTE, save_data)
            .html
            .as_str(),
        has_bulletins: registry
            .bulletins()
            .articles(app.clock.now())
            .next()
            .is_some(),
        band_svg: look::band::svg("6303", look::PORTAL_PALETTE, crate::frame::BAND_HEIGHT),
        year: app.clock.now().to_zoned(time::WITA.clone()).year(),
    }
}
