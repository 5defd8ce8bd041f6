#![doc = include_str!("../README.md")]

mod door;
pub mod example;
mod inside;
mod jobs;
mod office;
mod pages;
mod store;

use axum::Router;
use web::{Feature, Holding};

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "citizens/login.html",
        include_str!("../templates/citizens/login.html"),
    ),
    (
        "citizens/without_pin.html",
        include_str!("../templates/citizens/without_pin.html"),
    ),
    (
        "citizens/forgot.html",
        include_str!("../templates/citizens/forgot.html"),
    ),
    (
        "citizens/code.html",
        include_str!("../templates/citizens/code.html"),
    ),
    (
        "citizens/invited.html",
        include_str!("../templates/citizens/invited.html"),
    ),
    (
        "citizens/kiosk.html",
        include_str!("../templates/citizens/kiosk.html"),
    ),
    (
        "citizens/home.html",
        include_str!("../templates/citizens/home.html"),
    ),
    (
        "citizens/pin.html",
        include_str!("../templates/citizens/pin.html"),
    ),
    (
        "citizens/account.html",
        include_str!("../templates/citizens/account.html"),
    ),
    (
        "citizens/messages.html",
        include_str!("../templates/citizens/messages.html"),
    ),
    (
        "citizens/data.html",
        include_str!("../templates/citizens/data.html"),
    ),
    (
        "citizens/accounts.html",
        include_str!("../templates/citizens/accounts.html"),
    ),
    (
        "citizens/desk.html",
        include_str!("../templates/citizens/desk.html"),
    ),
    (
        "citizens/given.html",
        include_str!("../templates/citizens/given.html"),
    ),
    (
        "citizens/slips.html",
        include_str!("../templates/citizens/slips.html"),
    ),
    (
        "citizens/kiosks.html",
        include_str!("../templates/citizens/kiosks.html"),
    ),
    (
        "citizens/corner.html",
        include_str!("../templates/citizens/corner.html"),
    ),
];

/// What entries in the record of the office are called.
const DEEDS: &[(&str, &str)] = &[
    ("warga.buat", "Membuat akun Layanan Mandiri untuk"),
    ("warga.pin", "Mengganti PIN Layanan Mandiri"),
    ("warga.slip", "Mencetak slip PIN untuk"),
    ("warga.tutup", "Menutup akun Layanan Mandiri"),
    ("warga.buka", "Membuka lagi akun Layanan Mandiri"),
    ("warga.layar", "Memasang layar warga"),
    ("warga.layar-akhiri", "Mengakhiri layar warga"),
];

const HOLDINGS: &[Holding] = &[
    // A PIN does not travel: whoever had one is given another, and chooses anew.
    Holding::whole("citizen_accounts")
        .without(&[("pin_hash", "''"), ("must_change", "true")])
        .keeping(&["pin_hash", "must_change", "state", "void_before"]),
    // Links and codes lead to this service, and open for some hours at most.
    Holding::stays("citizen_links"),
    Holding::stays("citizen_codes"),
    Holding::whole("citizen_messages"),
    // Found by an index that is this village's own; good for a day.
    Holding::stays("citizen_alarms"),
    // Browsers that know this service.
    Holding::stays("citizen_kiosks"),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "citizens",
        switch: None,
        village: door::routes(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: office::routes(),
        places: office::PLACES,
        citizen: inside::routes(),
        citizen_corners: &[],
        citizen_places: inside::PLACES,
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: office::CORNERS,
        bulletins: None,
        invite: None,
        help: None,
        deeds: DEEDS,
        figures: &[],
        news: &[],
        jobs: jobs::register,
        holdings: HOLDINGS,
        sealed: &[],
        files: web::no_files,
    }
}
