//! What the shell of the office shows around every page.

use std::{future::Future, pin::Pin};

use identity::Capability;
use look::assets;
use serde::Serialize;

use super::{Desk, Flash, Needs};
use crate::{AppResult, Site, view::Picture};

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

/// The template's `office`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfficeView {
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
            year: frame.year,
        }
    }
}

impl From<Capability> for Needs {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
