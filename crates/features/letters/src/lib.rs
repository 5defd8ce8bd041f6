#![doc = include_str!("../README.md")]

pub mod answers;
pub mod facts;
pub mod kind;
pub mod text;

use axum::Router;
use web::{Feature, Holding};

const TEMPLATES: &[(&str, &str)] = &[];

const DEEDS: &[(&str, &str)] = &[];

const HOLDINGS: &[Holding] = &[];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "letters",
        switch: None,
        village: Router::new(),
        portal: Router::new(),
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
        deeds: DEEDS,
        figures: &[],
        news: &[],
        jobs: |_, _| {},
        holdings: HOLDINGS,
        sealed: &[],
        files: web::no_files,
    }
}
