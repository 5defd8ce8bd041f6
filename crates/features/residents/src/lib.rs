#![doc = include_str!("../README.md")]

pub mod domain;
pub mod example;
mod office;
mod pages;
pub mod register;
pub mod store;

use axum::Router;
use web::{Feature, Holding};

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "residents/list.html",
        include_str!("../templates/residents/list.html"),
    ),
    (
        "residents/person.html",
        include_str!("../templates/residents/person.html"),
    ),
    (
        "residents/edit.html",
        include_str!("../templates/residents/edit.html"),
    ),
    (
        "residents/happening.html",
        include_str!("../templates/residents/happening.html"),
    ),
    (
        "residents/areas.html",
        include_str!("../templates/residents/areas.html"),
    ),
    (
        "residents/families.html",
        include_str!("../templates/residents/families.html"),
    ),
    (
        "residents/family.html",
        include_str!("../templates/residents/family.html"),
    ),
];

const HOLDINGS: &[Holding] = &[
    Holding::whole("vault_keys"),
    Holding::whole("areas"),
    Holding::whole("families"),
    Holding::whole("residents"),
    Holding::whole("residence_spans"),
    Holding::whole("vital_events"),
    Holding::whole("resident_looks"),
    Holding::whole("register_imports"),
    Holding::whole("import_files"),
    Holding::whole("import_changes"),
    Holding::whole("population_sums"),
    Holding::whole("population_state"),
    Holding::whole("population_months"),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "residents",
        switch: None,
        village: Router::new(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: office::routes(),
        places: office::PLACES,
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: &[],
        bulletins: None,
        invite: None,
        help: None,
        deeds: office::DEEDS,
        figures: &[],
        news: &[],
        jobs: |_, _| {},
        holdings: HOLDINGS,
        sealed: store::columns::SEALED,
        files: web::no_files,
    }
}
