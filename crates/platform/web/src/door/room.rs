//! The room behind a door: a village's office or the district's console.

use std::net::IpAddr;

use axum::response::Response;
use jiff::Timestamp;
use minijinja::value::Serde;

use crate::{App, AppResult, Page, PortalSite, Site, console, office::OfficeView};

/// What a room is called, whose sessions are good in it, and how its pages look.
#[derive(Clone)]
pub enum Room {
    Office(Site),
    Console(PortalSite),
}

impl Room {
    pub fn app(&self) -> &App {
        match self {
            Self::Office(site) => &site.app,
            Self::Console(portal) => &portal.app,
        }
    }

    pub fn now(&self) -> Timestamp {
        self.app().clock.now()
    }

    /// Where the visitor is.
    pub fn address(&self) -> IpAddr {
        match self {
            Self::Office(site) => site.origin.address,
            Self::Console(portal) => portal.origin.address,
        }
    }

    /// What sessions and limits of this room are kept under: the village's schema, or the
    /// district's own word.
    pub fn key(&self) -> &str {
        match self {
            Self::Office(site) => site.village.entry.schema.as_str(),
            Self::Console(_) => console::KEY,
        }
    }

    /// The path all its pages lie below: "/kantor".
    pub fn base(&self) -> &'static str {
        match self {
            Self::Office(_) => "/kantor",
            Self::Console(_) => console::BASE,
        }
    }

    /// Whose room it is, as authenticator apps show it.
    pub fn name(&self) -> String {
        match self {
            Self::Office(site) => site.village.entry.name.clone(),
            Self::Console(portal) => console::name(portal),
        }
    }

    /// Whether browsers take `Secure` cookies here.
    pub fn has_secure_cookies(&self) -> bool {
        match self {
            Self::Office(site) => site.has_secure_cookies(),
            Self::Console(portal) => portal.has_secure_cookies(),
        }
    }

    /// Who else may vouch for people here. Villages have their passwords only.
    pub fn sso(&self) -> Option<&sso::Provider> {
        match self {
            Self::Office(_) => None,
            Self::Console(portal) => portal.app.sso.as_ref(),
        }
    }

    /// A page of the narrow card; nobody is signed in.
    ///
    /// # Errors
    /// When the template does not fit.
    pub fn page<P: Page>(&self, title: &str, csrf: String, page: &P) -> AppResult<Response> {
        let view = match self {
            Self::Office(site) => OfficeView::of(site, title),
            Self::Console(portal) => OfficeView::of_console(portal, title),
        };
        let view = OfficeView { csrf, ..view };
        let context = minijinja::context! {
            office => Serde(&view),
            ..minijinja::Value::from(Serde(page))
        };
        let html = self.app().templates.render(P::TEMPLATE, context)?;
        Ok(match self {
            Self::Office(site) => site.office_html(html),
            Self::Console(portal) => portal.console_html(html),
        })
    }
}
