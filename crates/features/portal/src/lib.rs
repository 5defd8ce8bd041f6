#![doc = include_str!("../README.md")]

mod domain;
mod pages;
mod public;
mod store;

use axum::Router;
use web::{App, Feature};

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "portal/home.html",
        include_str!("../templates/portal/home.html"),
    ),
    (
        "portal/subdistrict.html",
        include_str!("../templates/portal/subdistrict.html"),
    ),
    (
        "portal/villages.html",
        include_str!("../templates/portal/villages.html"),
    ),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "portal",
        village: Router::new(),
        portal: public::routes(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: web::office::OfficeRoutes::new(),
        places: &[],
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: &[],
        bulletins: None,
        invite: None,
        deeds: &[],
        jobs: |_: &App, _| {},
        holdings: &[],
        files: web::no_files,
    }
}
