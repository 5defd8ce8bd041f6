#![doc = include_str!("../README.md")]

#[doc(hidden)]
pub mod bare;
mod domain;
mod emptying;
mod findable;
pub mod intake;
pub mod jobs;
mod office;
mod pages;
mod public;
mod rollup;
mod store;
pub mod tidying;

use axum::Router;
use media::KeyPrefix;
use web::{Feature, Holding};

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
        "content/preview.html",
        include_str!("../templates/content/preview.html"),
    ),
    (
        "content/privacy.html",
        include_str!("../templates/content/privacy.html"),
    ),
    (
        "content/office/agenda.html",
        include_str!("../templates/content/office/agenda.html"),
    ),
    (
        "content/office/appearance.html",
        include_str!("../templates/content/office/appearance.html"),
    ),
    (
        "content/office/article.html",
        include_str!("../templates/content/office/article.html"),
    ),
    (
        "content/office/articles.html",
        include_str!("../templates/content/office/articles.html"),
    ),
    (
        "content/office/blocks.html",
        include_str!("../templates/content/office/blocks.html"),
    ),
    (
        "content/office/categories.html",
        include_str!("../templates/content/office/categories.html"),
    ),
    (
        "content/office/category.html",
        include_str!("../templates/content/office/category.html"),
    ),
    (
        "content/office/event.html",
        include_str!("../templates/content/office/event.html"),
    ),
    (
        "content/office/front.html",
        include_str!("../templates/content/office/front.html"),
    ),
    (
        "content/office/history.html",
        include_str!("../templates/content/office/history.html"),
    ),
    (
        "content/office/menu.html",
        include_str!("../templates/content/office/menu.html"),
    ),
    (
        "content/office/menu_item.html",
        include_str!("../templates/content/office/menu_item.html"),
    ),
    (
        "content/office/official.html",
        include_str!("../templates/content/office/official.html"),
    ),
    (
        "content/office/officials.html",
        include_str!("../templates/content/office/officials.html"),
    ),
    (
        "content/office/page.html",
        include_str!("../templates/content/office/page.html"),
    ),
    (
        "content/office/pages.html",
        include_str!("../templates/content/office/pages.html"),
    ),
    (
        "content/office/preview_link.html",
        include_str!("../templates/content/office/preview_link.html"),
    ),
    (
        "content/office/corner.html",
        include_str!("../templates/content/office/corner.html"),
    ),
    (
        "content/office/history.html",
        include_str!("../templates/content/office/history.html"),
    ),
    (
        "content/office/running_line.html",
        include_str!("../templates/content/office/running_line.html"),
    ),
    (
        "content/office/running_text.html",
        include_str!("../templates/content/office/running_text.html"),
    ),
    (
        "content/office/album.html",
        include_str!("../templates/content/office/album.html"),
    ),
    (
        "content/office/album_photos.html",
        include_str!("../templates/content/office/album_photos.html"),
    ),
    (
        "content/office/albums.html",
        include_str!("../templates/content/office/albums.html"),
    ),
    (
        "content/office/photo.html",
        include_str!("../templates/content/office/photo.html"),
    ),
    (
        "content/office/photo_choices.html",
        include_str!("../templates/content/office/photo_choices.html"),
    ),
    (
        "content/office/photos.html",
        include_str!("../templates/content/office/photos.html"),
    ),
    (
        "content/office/photos_corner.html",
        include_str!("../templates/content/office/photos_corner.html"),
    ),
    (
        "content/office/photos_going.html",
        include_str!("../templates/content/office/photos_going.html"),
    ),
    (
        "content/search.html",
        include_str!("../templates/content/search.html"),
    ),
];

/// What belongs to the news in a village's schema. `site`, the search and the redirects stand here
/// too: the shell reads them, the news fills them.
const HOLDINGS: &[Holding] = &[
    // Counts the changes here, on this service.
    Holding::whole("site").without(&[("generation", "0")]),
    Holding::whole("media"),
    Holding::whole("categories"),
    Holding::whole("articles"),
    Holding::whole("pages"),
    Holding::whole("events"),
    Holding::whole("albums"),
    Holding::whole("album_photos"),
    Holding::whole("officials"),
    Holding::whole("menu_items"),
    Holding::whole("running_text"),
    Holding::whole("slug_redirects"),
    Holding::whole("search_entries"),
    Holding::whole("revisions"),
    // What somebody is typing is hers until she saves it.
    Holding::stays("drafts"),
    // Made anew by the next reader.
    Holding::stays("prepared_parts"),
    // Paths of this machine.
    Holding::stays("applied_sources"),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "content",
        switch: None,
        village: public::routes(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[public::news::ARTICLES],
        office: office::routes(),
        places: office::PLACES,
        citizen: web::citizen::CitizenRoutes::new(),
        citizen_corners: &[],
        citizen_places: &[],
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: office::CORNERS,
        bulletins: None,
        invite: None,
        help: None,
        deeds: office::DEEDS,
        figures: rollup::FIGURES,
        news: rollup::NEWS,
        jobs: jobs::register,
        holdings: HOLDINGS,
        sealed: &[],
        files: |village| vec![KeyPrefix::originals(village), KeyPrefix::public(village)],
    }
}
