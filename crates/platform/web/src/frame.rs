//! What surrounds every page of a village: its name, its menu, its running text, its contact.

use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;
use kernel::{Phone, VillageKind, time};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    App,
    bulletins::SayView,
    registry::Village,
    store::FrameRow,
    view::{Photo, Picture},
};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HoursRow {
    pub days: String,
    pub hours: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SocialRow {
    pub kind: String,
    pub label: String,
    pub url: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MenuRow {
    id: Uuid,
    parent: Option<Uuid>,
    label: String,
    href: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunningRow {
    pub body: String,
    pub href: String,
}

/// An entry of the menu with its sub-entries.
#[derive(Debug, Clone, Serialize)]
pub struct MenuItem {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub children: Vec<MenuItem>,
}

/// The village as templates see it, under the name `site`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// "Desa Pembantanan"
    pub name: String,
    pub short_name: String,
    pub kind: &'static str,
    pub kind_label: &'static str,
    /// "Pambakal", "Kepala Desa", "Lurah"
    pub head_title: String,
    pub subdistrict: String,
    pub regency: String,
    pub province: String,
    /// "Kec. Sungai Tabuk, Kab. Banjar"
    pub place_line: String,
    pub code: String,
    pub slug: String,
    pub postal_code: String,
    pub area_km2: Option<f64>,
    pub lat: Option<f64>,
    pub lng: Option<f64>,
    pub palette: String,
    pub tagline: String,
    pub about: String,
    pub notice: String,
    pub base_url: String,
    pub portal_url: String,
    pub portal_name: String,
    pub address: String,
    pub email: String,
    pub phone: String,
    pub phone_tel: String,
    pub whatsapp: String,
    pub whatsapp_link: String,
    pub maps_url: String,
    pub hours: Vec<HoursRow>,
    pub socials: Vec<SocialRow>,
    pub menu: Vec<MenuItem>,
    pub running_text: Vec<RunningRow>,
    /// What the regency says above every page.
    pub says: Vec<SayView>,
    pub hero: Option<Picture>,
    pub logo: Option<Picture>,
    pub band_svg: String,
    pub style_html: &'static str,
    pub save_data: bool,
    pub year: i16,
}

/// A village's frame, read once per request.
#[derive(Debug)]
pub struct Frame {
    pub view: SiteView,
    /// The hero photo as stored, for the share card of the home page.
    pub hero: Option<Photo>,
    /// How long a page with this frame may be kept.
    pub fresh_for: Duration,
}

impl Frame {
    /// Until when what was read together with this frame holds.
    pub fn good_until(&self, now: Timestamp) -> Timestamp {
        now.checked_add(self.fresh_for).unwrap_or(now)
    }

    pub(crate) fn new(
        app: &App,
        village: &Village,
        row: FrameRow,
        path: &str,
        save_data: bool,
    ) -> Self {
        let now = app.clock.now();
        let of_regency = app
            .registry_guard()
            .bulletins()
            .next_change(&village.entry, now);
        let of_village = row.next_change.map(|at| at.to_jiff());
        let fresh_for = fresh_for(now, of_village.into_iter().chain(of_regency).min());
        let hero = row.hero.as_ref().map(|photo| photo.0.clone());
        let mut view = identity(app, village, save_data, now);
        view.head_title = if row.head_title.is_empty() {
            head_title(app, village.entry.kind)
        } else {
            row.head_title
        };
        view.tagline = row.tagline;
        view.about = row.about;
        view.notice = row.notice;
        view.address = row.address;
        view.email = row.email;
        (view.phone, view.phone_tel) = phone(&row.phone);
        (view.whatsapp, view.whatsapp_link) = whatsapp(&row.whatsapp);
        view.maps_url = row.maps_url;
        view.hours = row.office_hours.0;
        view.socials = row.socials.0;
        view.menu = menu_tree(row.menu.0, path);
        view.running_text = row.running_text.0;
        view.hero = Picture::of(row.hero.as_ref());
        view.logo = Picture::of(row.logo.as_ref());
        Self {
            view,
            hero,
            fresh_for,
        }
    }
}

/// What the register alone knows: enough for a page when the village's own tables cannot be read.
pub(crate) fn identity(app: &App, village: &Village, save_data: bool, now: Timestamp) -> SiteView {
    let entry = &village.entry;
    let registry = app.registry_guard();
    let settings = registry.regency().map(|regency| &regency.settings);
    let palette: look::Palette = entry.palette.parse().unwrap_or_default();
    let title = entry.kind.label();
    SiteView {
        name: name_of(village),
        short_name: entry.name.trim_start_matches(title).trim_start().to_owned(),
        kind: entry.kind.as_str(),
        kind_label: title,
        head_title: head_title(app, entry.kind),
        subdistrict: entry.subdistrict.clone(),
        regency: entry.regency.clone(),
        province: entry.province.clone(),
        place_line: format!("Kec. {}, Kab. {}", entry.subdistrict, entry.regency),
        code: entry.code.dotted(),
        slug: entry.slug.to_string(),
        postal_code: entry.postal_code.clone(),
        area_km2: entry.area_km2,
        lat: entry.latitude,
        lng: entry.longitude,
        palette: palette.as_str().to_owned(),
        tagline: String::new(),
        about: String::new(),
        notice: String::new(),
        base_url: village.base_url.clone(),
        portal_url: app.config.site.portal_url(),
        portal_name: text_setting(settings, "portal_name", "Portal Desa"),
        address: String::new(),
        email: String::new(),
        phone: String::new(),
        phone_tel: String::new(),
        whatsapp: String::new(),
        whatsapp_link: String::new(),
        maps_url: String::new(),
        hours: Vec::new(),
        socials: Vec::new(),
        menu: Vec::new(),
        running_text: Vec::new(),
        says: SayView::all(registry.bulletins(), entry, now),
        hero: None,
        logo: None,
        band_svg: village.band_svg.clone(),
        style_html: look::Style::of(palette, save_data).html.as_str(),
        save_data,
        year: now.to_zoned(time::WITA.clone()).year(),
    }
}

/// "Desa Pembantanan", "Kelurahan Jawa".
pub fn name_of(village: &Village) -> String {
    let (entry, title) = (&village.entry, village.entry.kind.label());
    // A display name may carry its kind already ("Desa Uji").
    if entry.name.starts_with(title) {
        entry.name.clone()
    } else {
        format!("{title} {}", entry.name)
    }
}

/// Height of the masthead's band in pixels.
pub(crate) const BAND_HEIGHT: u32 = 28;

pub(crate) fn text_setting(
    settings: Option<&serde_json::Value>,
    key: &str,
    default: &str,
) -> String {
    settings
        .and_then(|settings| settings.get(key))
        .and_then(serde_json::Value::as_str)
        .unwrap_or(default)
        .to_owned()
}

/// What the head of such a village is called here.
fn head_title(app: &App, kind: VillageKind) -> String {
    let registry = app.registry_guard();
    let settings = registry.regency().map(|regency| &regency.settings);
    let key = format!("head_title_{}", kind.as_str());
    text_setting(settings, &key, kind.default_head_title())
}

/// A page lives until the day changes ("kemarin"), something scheduled appears, or something of the
/// regency begins or ends.
fn fresh_for(now: Timestamp, next_change: Option<Timestamp>) -> Duration {
    let midnight = time::next_midnight(now);
    let until = next_change.map_or(midnight, |next| next.min(midnight));
    Duration::try_from(until.duration_since(now)).unwrap_or_default()
}

fn phone(raw: &str) -> (String, String) {
    match raw.parse::<Phone>() {
        Ok(phone) => (phone.national(), phone.e164().to_owned()),
        Err(_) => (raw.to_owned(), String::new()),
    }
}

fn whatsapp(raw: &str) -> (String, String) {
    let Ok(phone) = raw.parse::<Phone>() else {
        return (String::new(), String::new());
    };
    match phone.wa_link_number() {
        Some(number) => (phone.national(), format!("https://wa.me/{number}")),
        None => (String::new(), String::new()),
    }
}

fn menu_tree(rows: Vec<MenuRow>, path: &str) -> Vec<MenuItem> {
    let mut children: HashMap<Option<Uuid>, Vec<MenuRow>> = HashMap::new();
    for row in rows {
        children.entry(row.parent).or_default().push(row);
    }
    let tops = children.remove(&None).unwrap_or_default();
    let leaf = |row: MenuRow| MenuItem {
        current: row.href == path,
        label: row.label,
        href: row.href,
        children: Vec::new(),
    };
    tops.into_iter()
        .map(|row| {
            let below = children.remove(&Some(row.id)).unwrap_or_default();
            MenuItem {
                children: below.into_iter().map(leaf).collect(),
                ..leaf(row)
            }
        })
        .collect()
}
