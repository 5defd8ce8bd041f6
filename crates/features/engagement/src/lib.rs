#![doc = include_str!("../README.md")]

mod domain;
mod pages;
mod public;
mod store;

use axum::Router;
use web::Feature;

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[(
    "engagement/comments.html",
    include_str!("../templates/engagement/comments.html"),
)];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "engagement",
        village: Router::new(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[public::COMMENTS],
        jobs: |_, _| {},
    }
}
