#![doc = include_str!("../README.md")]

pub mod answers;
mod citizen;
pub mod domain;
pub mod example;
pub mod facts;
pub mod kind;
mod numbering;
mod offered;
mod office;
mod pages;
pub mod paper;
mod printing;
mod processing;
pub mod proof;
mod public;
pub mod samples;
pub mod seal;
mod settings;
mod signing;
mod store;
pub mod text;
#[cfg(test)]
mod tools;
mod writing;

use axum::Router;
use web::{Feature, Holding};

const TEMPLATES: &[(&str, &str)] = &[
    (
        "letters/agenda.html",
        include_str!("../templates/letters/agenda.html"),
    ),
    (
        "letters/ask.html",
        include_str!("../templates/letters/ask.html"),
    ),
    (
        "letters/blocks.html",
        include_str!("../templates/letters/blocks.html"),
    ),
    (
        "letters/by_link.html",
        include_str!("../templates/letters/by_link.html"),
    ),
    (
        "letters/corner.html",
        include_str!("../templates/letters/corner.html"),
    ),
    (
        "letters/counter.html",
        include_str!("../templates/letters/counter.html"),
    ),
    (
        "letters/counter_form.html",
        include_str!("../templates/letters/counter_form.html"),
    ),
    (
        "letters/fields.html",
        include_str!("../templates/letters/fields.html"),
    ),
    (
        "letters/incoming.html",
        include_str!("../templates/letters/incoming.html"),
    ),
    (
        "letters/incoming_fields.html",
        include_str!("../templates/letters/incoming_fields.html"),
    ),
    (
        "letters/incoming_form.html",
        include_str!("../templates/letters/incoming_form.html"),
    ),
    (
        "letters/kind.html",
        include_str!("../templates/letters/kind.html"),
    ),
    (
        "letters/kinds.html",
        include_str!("../templates/letters/kinds.html"),
    ),
    (
        "letters/letter.html",
        include_str!("../templates/letters/letter.html"),
    ),
    (
        "letters/own.html",
        include_str!("../templates/letters/own.html"),
    ),
    (
        "letters/own_corner.html",
        include_str!("../templates/letters/own_corner.html"),
    ),
    (
        "letters/own_list.html",
        include_str!("../templates/letters/own_list.html"),
    ),
    (
        "letters/paper_number.html",
        include_str!("../templates/letters/paper_number.html"),
    ),
    (
        "letters/pick.html",
        include_str!("../templates/letters/pick.html"),
    ),
    (
        "letters/queue.html",
        include_str!("../templates/letters/queue.html"),
    ),
    (
        "letters/register.html",
        include_str!("../templates/letters/register.html"),
    ),
    (
        "letters/request.html",
        include_str!("../templates/letters/request.html"),
    ),
    (
        "letters/rules.html",
        include_str!("../templates/letters/rules.html"),
    ),
    (
        "letters/sent.html",
        include_str!("../templates/letters/sent.html"),
    ),
    (
        "letters/service.html",
        include_str!("../templates/letters/service.html"),
    ),
    (
        "letters/services.html",
        include_str!("../templates/letters/services.html"),
    ),
    (
        "letters/verdict.html",
        include_str!("../templates/letters/verdict.html"),
    ),
    (
        "letters/verify.html",
        include_str!("../templates/letters/verify.html"),
    ),
];

/// What entries in the record of the office are called.
const DEEDS: &[(&str, &str)] = &[
    ("surat.catat", "Mencatat permohonan"),
    ("surat.periksa", "Memeriksa permohonan"),
    ("surat.verifikasi", "Memverifikasi permohonan"),
    ("surat.tandatangan", "Menandatangani"),
    ("surat.kembalikan", "Mengembalikan permohonan"),
    ("surat.tolak", "Menolak permohonan"),
    ("surat.pratinjau", "Melihat pratinjau"),
    ("surat.foto", "Melihat foto persyaratan"),
    ("surat.unduh", "Membuka surat"),
    ("surat.cabut", "Mencabut surat"),
    ("surat.nomor", "Mengambil nomor surat kertas"),
    ("surat.agenda", "Mengunduh agenda surat"),
    ("surat.jenis", "Memilih"),
    ("surat.jenis-ubah", "Mengubah naskah"),
    ("surat.aturan", "Mengatur nomor dan tanda tangan"),
    ("surat.kunci", "Mengganti kunci tanda tangan"),
    ("surat-masuk.catat", "Mencatat surat masuk"),
    ("surat-masuk.ubah", "Mengubah catatan surat masuk"),
];

const HOLDINGS: &[Holding] = &[
    Holding::whole("letter_kinds"),
    Holding::whole("letter_settings"),
    Holding::whole("letter_requests"),
    Holding::whole("letter_steps"),
    Holding::whole("letter_files"),
    Holding::whole("letter_series"),
    Holding::whole("letters"),
    Holding::whole("letter_pdfs"),
    Holding::whole("letter_keys"),
    Holding::whole("incoming_letters"),
    Holding::whole("letter_ratings"),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "letters",
        switch: Some(web::Switch {
            label: "Surat",
            hint: "Warga tidak dapat meminta surat, dan surat tidak dapat diperiksa keasliannya.",
            finds: &[],
        }),
        village: public::routes().merge(citizen::by_link()),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: office::routes(),
        places: office::PLACES,
        citizen: citizen::routes(),
        citizen_corners: citizen::CORNERS,
        citizen_places: citizen::PLACES,
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: office::CORNERS,
        bulletins: None,
        invite: None,
        help: None,
        deeds: DEEDS,
        figures: &[],
        news: &[],
        jobs: printing::register,
        holdings: HOLDINGS,
        sealed: store::columns::SEALED,
        files: web::no_files,
    }
}
