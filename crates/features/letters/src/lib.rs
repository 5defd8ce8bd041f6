#![doc = include_str!("../README.md")]

pub mod answers;
pub mod facts;
pub mod kind;
pub mod paper;
pub mod proof;
pub mod seal;
pub mod text;
#[cfg(test)]
mod tools;

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
