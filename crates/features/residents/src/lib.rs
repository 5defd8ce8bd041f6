#![doc = include_str!("../README.md")]

pub mod domain;
pub mod statistics;
mod store;

use axum::Router;
use web::{Feature, Holding};

/// What belongs to the register in a village's schema.
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
        switch: Some(web::Switch {
            label: "Data penduduk",
            hint: "Halaman data penduduk dan angkanya di beranda tidak tampil.",
        }),
        village: statistics::routes(),
        portal: Router::new(),
        templates: statistics::TEMPLATES,
        blocks: &[statistics::AT_A_GLANCE],
        finders: &[],
        office: web::office::OfficeRoutes::new(),
        places: &[],
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: &[],
        bulletins: None,
        invite: None,
        help: None,
        deeds: &[],
        figures: statistics::FIGURES,
        news: &[],
        jobs: statistics::register,
        holdings: HOLDINGS,
        files: web::no_files,
    }
}
