#![doc = include_str!("../README.md")]

pub mod domain;
pub mod import;
mod store;

use axum::Router;
use web::{Feature, Holding};

/// Its tables, parents before children.
const HOLDINGS: &[Holding] = &[
    Holding::whole("vault_keys"),
    Holding::whole("areas"),
    Holding::whole("families"),
    Holding::whole("residents"),
    Holding::whole("residence_spans"),
    Holding::whole("vital_events"),
    Holding::whole("resident_looks"),
    Holding::whole("register_imports"),
    // Needed for a few days at most; backups shall not keep it longer.
    Holding::stays("import_files"),
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
        templates: import::TEMPLATES,
        blocks: &[],
        finders: &[],
        office: import::desk::routes(),
        places: &[],
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: &[],
        bulletins: None,
        invite: None,
        help: None,
        deeds: import::desk::DEEDS,
        figures: &[],
        news: &[],
        jobs: import::work::register,
        holdings: HOLDINGS,
        files: web::no_files,
    }
}
