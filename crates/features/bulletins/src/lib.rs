#![doc = include_str!("../README.md")]

mod console;
mod domain;
mod office;
pub mod outside;
mod pages;
mod public;
mod store;

use web::Feature;

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "bulletins/list.html",
        include_str!("../templates/bulletins/list.html"),
    ),
    (
        "bulletins/edit.html",
        include_str!("../templates/bulletins/edit.html"),
    ),
    (
        "bulletins/show.html",
        include_str!("../templates/bulletins/show.html"),
    ),
    (
        "bulletins/parts.html",
        include_str!("../templates/bulletins/parts.html"),
    ),
    (
        "bulletins/office.html",
        include_str!("../templates/bulletins/office.html"),
    ),
    (
        "bulletins/corner.html",
        include_str!("../templates/bulletins/corner.html"),
    ),
    (
        "bulletins/article.html",
        include_str!("../templates/bulletins/article.html"),
    ),
    (
        "bulletins/home.html",
        include_str!("../templates/bulletins/home.html"),
    ),
    (
        "bulletins/portal_list.html",
        include_str!("../templates/bulletins/portal_list.html"),
    ),
    (
        "bulletins/portal_article.html",
        include_str!("../templates/bulletins/portal_article.html"),
    ),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "bulletins",
        switch: None,
        village: public::routes(),
        portal: public::portal_routes(),
        templates: TEMPLATES,
        blocks: &[public::HOME],
        finders: &[],
        office: office::routes(),
        places: &[],
        citizen: web::citizen::CitizenRoutes::new(),
        citizen_corners: &[],
        citizen_places: &[],
        console: console::routes(),
        console_places: console::PLACES,
        corners: office::CORNERS,
        bulletins: Some(|pool, now| Box::pin(store::alive(pool, now))),
        invite: None,
        help: None,
        figures: &[],
        news: &[],
        deeds: &[
            ("kabar.kirim", "Mengirim kabar"),
            ("kabar.perbaiki", "Memperbaiki kabar"),
            ("kabar.tarik", "Menarik kabar"),
            ("kabupaten.sembunyikan", "Menyembunyikan kabar kabupaten"),
            ("kabupaten.tampilkan", "Menampilkan lagi kabar kabupaten"),
        ],
        jobs: |_, _| {},
        holdings: &[],
        sealed: &[],
        files: web::no_files,
    }
}
