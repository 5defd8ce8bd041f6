//! What surrounds every page of residents.

use std::{future::Future, pin::Pin};

use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode};
use identity::Stay;
use minijinja::value::Serde;

use super::{CameBy, CitizenDesk, HOME, Opens, desk::PURPOSE};
use crate::{
    AppResult, Page, Site,
    office::{KioskView, OfficeView, RailItem, UserView},
};

/// A place in the navigation of residents.
#[derive(Debug, Clone, Copy)]
pub struct CitizenPlace {
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub opens: Opens,
    /// Smaller comes first.
    pub order: i32,
}

/// The future a corner returns: its HTML, or nothing when there is nothing to say.
pub type CitizenCornerFuture<'a> =
    Pin<Box<dyn Future<Output = AppResult<Option<String>>> + Send + 'a>>;

/// A part of the first page inside, made by the feature that knows it. One SQL statement at most.
#[derive(Clone, Copy)]
pub struct CitizenCorner {
    /// Smaller comes first.
    pub order: i32,
    pub render: for<'a> fn(&'a mut CitizenDesk) -> CitizenCornerFuture<'a>,
}

/// A page before the door; nobody is in. At the office's tablet it goes back to its first screen by itself.
///
/// # Errors
/// When the template does not fit.
pub fn outside<P: Page>(
    site: &Site,
    (title, at_kiosk): (&str, bool),
    page: &P,
    status: StatusCode,
) -> AppResult<Response> {
    let view = OfficeView {
        kiosk: at_kiosk.then(kiosk),
        ..bare(site, title)
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

pub(super) fn citizen_view(desk: &CitizenDesk, title: &str) -> OfficeView {
    let (site, me) = (&desk.site, &desk.me);
    let here = &*site.path;
    let places = site.app.citizen_places.iter();
    let places = places.filter(|place| place.is_on(&site.village));
    // Who has to choose a PIN first is shown no way around it.
    let nav = places
        .map(|place| &place.part)
        .filter(|place| place.opens.is_open(me.came_by) && !me.must_change)
        .map(|place| RailItem {
            label: place.label,
            href: place.href,
            icon: place.icon,
            current: here == place.href
                || (place.href != HOME && here.starts_with(&format!("{}/", place.href))),
            count: None,
        });
    OfficeView {
        user: UserView {
            // Three numbers of a card shall not tell whose it is.
            name: match me.came_by {
                CameBy::Online | CameBy::Kiosk => me.name.clone(),
                CameBy::Link => "Warga".to_owned(),
            },
            role_label: match me.came_by {
                CameBy::Online | CameBy::Kiosk => "Warga".to_owned(),
                CameBy::Link => "Masuk tanpa PIN".to_owned(),
            },
            href: if me.came_by == CameBy::Link {
                ""
            } else {
                "/mandiri/akun"
            },
        },
        nav: nav.collect(),
        csrf: desk.session.csrf_token(PURPOSE),
        flash: desk.flash.clone(),
        kiosk: desk.session.stay.is_at_kiosk().then(kiosk),
        ..bare(site, title)
    }
}

fn bare(site: &Site, title: &str) -> OfficeView {
    let view = OfficeView::of(site, title);
    OfficeView {
        base: HOME,
        room: format!("Layanan Mandiri {}", view.site_name),
        room_words: "Layanan Mandiri",
        logout_href: "/mandiri/keluar",
        ..view
    }
}

fn kiosk() -> KioskView {
    KioskView {
        seconds: Stay::Kiosk.idle().as_secs(),
        href: super::KIOSK,
    }
}

/// Has the browser forget what it kept of this site, but for its cookies: one of them says that it is the
/// office's tablet.
pub fn clear(response: &mut Response) {
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
}
