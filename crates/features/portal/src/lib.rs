#![doc = include_str!("../README.md")]

pub mod boundaries;
mod domain;
mod pages;
mod public;
mod store;

use axum::Router;
use web::{App, Feature};

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "portal/data.html",
        include_str!("../templates/portal/data.html"),
    ),
    (
        "portal/home.html",
        include_str!("../templates/portal/home.html"),
    ),
    (
        "portal/macros.html",
        include_str!("../templates/portal/macros.html"),
    ),
    (
        "portal/map.html",
        include_str!("../templates/portal/map.html"),
    ),
    (
        "portal/news.html",
        include_str!("../templates/portal/news.html"),
    ),
    (
        "portal/subdistrict.html",
        include_str!("../templates/portal/subdistrict.html"),
    ),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "portal",
        switch: None,
        village: Router::new(),
        portal: public::routes(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: web::office::OfficeRoutes::new(),
        places: &[],
        citizen: web::citizen::CitizenRoutes::new(),
        citizen_corners: &[],
        citizen_places: &[],
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: &[],
        bulletins: None,
        invite: None,
        help: None,
        deeds: &[],
        figures: &[],
        news: &[],
        jobs: |_: &App, _| {},
        holdings: &[],
        sealed: &[],
        files: web::no_files,
    }
}
