#![doc = include_str!("../README.md")]

mod domain;
mod office;
mod pages;
mod public;
mod rollup;
mod store;

use axum::Router;
use web::{Feature, Holding};

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "engagement/comments.html",
        include_str!("../templates/engagement/comments.html"),
    ),
    (
        "engagement/form.html",
        include_str!("../templates/engagement/form.html"),
    ),
    (
        "engagement/write.html",
        include_str!("../templates/engagement/write.html"),
    ),
    (
        "engagement/sent.html",
        include_str!("../templates/engagement/sent.html"),
    ),
    (
        "engagement/queue.html",
        include_str!("../templates/engagement/queue.html"),
    ),
    (
        "engagement/corner.html",
        include_str!("../templates/engagement/corner.html"),
    ),
];

const HOLDINGS: &[Holding] = &[Holding::whole("comments"), Holding::whole("comment_rules")];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "engagement",
        switch: Some(web::Switch {
            label: "Komentar",
            hint: "Warga tidak bisa menanggapi berita, dan tanggapan yang ada tidak tampil.",
            finds: &[],
        }),
        village: public::routes(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[public::panel::COMMENTS],
        finders: &[],
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
        deeds: &[
            ("komentar.nilai", "Menilai"),
            ("komentar.urungkan", "Mengurungkan penilaian"),
            ("komentar.balas", "Membalas komentar pada"),
            ("komentar.aturan", "Mengatur komentar:"),
        ],
        figures: rollup::FIGURES,
        news: &[],
        jobs: |_, _| {},
        holdings: HOLDINGS,
        sealed: &[],
        files: web::no_files,
    }
}
