//! What the shell of the office shows around every page.

use std::{future::Future, pin::Pin};

use identity::Capability;
use look::assets;
use serde::Serialize;

use super::{Desk, Flash, Needs};
use crate::{AppResult, PortalSite, Site, console, view::Picture};

/// A place in the rail at the side of the office.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub needs: Needs,
    /// Smaller comes first.
    pub order: i32,
}

/// The future a corner returns: its HTML, or nothing when nothing waits.
pub type CornerFuture<'a> = Pin<Box<dyn Future<Output = AppResult<Option<String>>> + Send + 'a>>;

/// A corner of the first page: what waits for somebody in one feature. One SQL statement at most.
#[derive(Clone, Copy)]
pub struct Corner {
    pub order: i32,
    pub needs: Needs,
    pub render: for<'a> fn(&'a mut Desk) -> CornerFuture<'a>,
}

/// A place as the template shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RailItem {
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub current: bool,
    /// How many things wait there.
    pub count: Option<i64>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct UserView {
    pub name: String,
    pub role_label: String,
    pub href: &'static str,
}

/// Who helps, and until when ("14.30 WITA").
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HelperView {
    pub name: String,
    pub until: String,
}

/// The office's own tablet: after so many seconds without a touch it is at its first screen again.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct KioskView {
    pub seconds: i64,
    pub href: &'static str,
}

/// The template's `office`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfficeView {
    /// The path all pages of the room lie below: "/kantor".
    pub base: &'static str,
    /// "Kantor Desa Pembantanan"
    pub room: String,
    /// The room in running text: "kantor desa".
    pub room_words: &'static str,
    pub site_name: String,
    pub short_name: String,
    pub place_line: String,
    pub band_svg: String,
    pub style_html: &'static str,
    pub style_href: String,
    pub script_hrefs: Vec<String>,
    pub palette: String,
    pub code: String,
    pub slug: String,
    pub logo: Option<Picture>,
    pub user: UserView,
    pub nav: Vec<RailItem>,
    pub title: String,
    pub csrf: String,
    pub logout_href: &'static str,
    pub flash: Option<Flash>,
    /// Somebody of the district who helps here now.
    pub helper: Option<HelperView>,
    /// Whether a resident sits at the office's own tablet.
    pub kiosk: Option<KioskView>,
    pub year: i16,
}

fn href(name: &str) -> String {
    assets::href(name).expect("the office's files are part of the program")
}

impl OfficeView {
    /// The village's part; nobody is signed in.
    pub(crate) fn of(site: &Site, title: &str) -> Self {
        let frame = site.identity();
        Self {
            base: "/kantor",
            room: format!("Kantor {}", frame.name),
            room_words: "kantor desa",
            site_name: frame.name,
            short_name: frame.short_name,
            place_line: frame.place_line,
            band_svg: frame.band_svg,
            style_html: look::Style::office(
                frame.palette.parse().unwrap_or_default(),
                frame.save_data,
            )
            .html
            .as_str(),
            style_href: href(assets::OFFICE_STYLE),
            script_hrefs: vec![href(assets::OFFICE_SCRIPT)],
            palette: frame.palette,
            code: frame.code,
            slug: frame.slug,
            logo: None,
            user: UserView::default(),
            nav: Vec::new(),
            title: title.to_owned(),
            csrf: String::new(),
            logout_href: "/kantor/keluar",
            flash: None,
            helper: None,
            kiosk: None,
            year: frame.year,
        }
    }

    /// The district's part; nobody is signed in.
    pub(crate) fn of_console(portal: &PortalSite, title: &str) -> Self {
        let (view, room) = (portal.view(), console::name(portal));
        Self {
            base: console::BASE,
            site_name: view.name.clone(),
            short_name: view.name,
            place_line: format!("Kabupaten {}", view.regency),
            room,
            room_words: "konsol kabupaten",
            band_svg: view.band_svg,
            style_html: look::Style::office(look::PORTAL_PALETTE, portal.save_data)
                .html
                .as_str(),
            style_href: href(assets::OFFICE_STYLE),
            script_hrefs: vec![href(assets::OFFICE_SCRIPT)],
            palette: look::PORTAL_PALETTE.to_string(),
            code: "6303".to_owned(),
            slug: String::new(),
            logo: None,
            user: UserView::default(),
            nav: Vec::new(),
            title: title.to_owned(),
            csrf: String::new(),
            logout_href: "/konsol/keluar",
            flash: None,
            helper: None,
            kiosk: None,
            year: view.year,
        }
    }
}

impl From<Capability> for Needs {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
