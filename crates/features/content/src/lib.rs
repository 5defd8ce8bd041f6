#![doc = include_str!("../README.md")]

#[doc(hidden)]
pub mod bare;
mod domain;
pub mod intake;
pub mod jobs;
mod office;
mod pages;
mod public;
mod store;

use axum::Router;
use web::Feature;

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "content/agenda.html",
        include_str!("../templates/content/agenda.html"),
    ),
    (
        "content/album.html",
        include_str!("../templates/content/album.html"),
    ),
    (
        "content/archive.html",
        include_str!("../templates/content/archive.html"),
    ),
    (
        "content/article.html",
        include_str!("../templates/content/article.html"),
    ),
    (
        "content/articles.html",
        include_str!("../templates/content/articles.html"),
    ),
    (
        "content/contact.html",
        include_str!("../templates/content/contact.html"),
    ),
    (
        "content/gallery.html",
        include_str!("../templates/content/gallery.html"),
    ),
    (
        "content/home.html",
        include_str!("../templates/content/home.html"),
    ),
    (
        "content/officials.html",
        include_str!("../templates/content/officials.html"),
    ),
    (
        "content/page.html",
        include_str!("../templates/content/page.html"),
    ),
    (
        "content/privacy.html",
        include_str!("../templates/content/privacy.html"),
    ),
    (
        "content/office/articles.html",
        include_str!("../templates/content/office/articles.html"),
    ),
    (
        "content/office/article.html",
        include_str!("../templates/content/office/article.html"),
    ),
    (
        "content/office/history.html",
        include_str!("../templates/content/office/history.html"),
    ),
    (
        "content/search.html",
        include_str!("../templates/content/search.html"),
    ),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "content",
        village: public::routes(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[public::news::ARTICLES],
        office: office::routes(),
        places: office::PLACES,
        corners: &[],
        jobs: jobs::register,
    }
}
