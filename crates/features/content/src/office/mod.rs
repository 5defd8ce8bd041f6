//! What the office does with news: lists, writes, publishes, takes back.

mod articles;
pub mod autosave;
mod editor;
mod front;
mod home_blocks;
mod photos;
mod preview;
mod saving;
mod today;

use identity::Capability::{ManageSite, WriteNews};
use web::office::{Corner, Needs, OfficeRoutes, RailPlace};

const NEWS: Needs = Needs::Capability(WriteNews);
const SITE: Needs = Needs::Capability(ManageSite);

/// The rail's entry for news.
pub const PLACES: &[RailPlace] = &[RailPlace {
    label: "Berita",
    href: "/kantor/artikel",
    icon: "newspaper",
    needs: NEWS,
    order: 20,
}];

/// The corners of the first page.
pub const CORNERS: &[Corner] = &[today::CORNER];

/// What the record calls what is done here.
pub const DEEDS: &[(&str, &str)] = &[
    ("artikel.simpan", "Menyimpan draf"),
    ("artikel.ubah", "Mengubah berita"),
    ("artikel.terbit", "Menerbitkan"),
    ("artikel.jadwal", "Menjadwalkan"),
    ("artikel.tarik", "Menarik dari situs"),
    ("artikel.sampah", "Membuang ke sampah"),
    ("artikel.pulihkan", "Memulihkan"),
    ("pratinjau.buat", "Membuat tautan pratinjau untuk"),
    ("situs.ubah", "Mengubah"),
    ("foto.unggah", "Mengunggah foto"),
    ("foto.keterangan", "Memberi keterangan foto"),
];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get("/kantor/artikel", NEWS, articles::list)
        .get("/kantor/artikel/baru", NEWS, editor::new)
        .get("/kantor/artikel/{id}", NEWS, editor::open)
        .post("/kantor/artikel/{id}", NEWS, saving::save)
        .post("/kantor/artikel/{id}/sampah", NEWS, articles::trash)
        .post("/kantor/artikel/{id}/pulihkan", NEWS, articles::restore)
        .get("/kantor/artikel/{id}/riwayat", NEWS, editor::history)
        .post(
            "/kantor/artikel/{id}/otomatis",
            NEWS,
            autosave::keep_article,
        )
        .post(
            "/kantor/artikel/{id}/otomatis/buang",
            NEWS,
            autosave::forget_article,
        )
        .post("/kantor/artikel/{id}/pratinjau", NEWS, preview::article)
        .post("/kantor/halaman/{id}/otomatis", NEWS, autosave::keep_page)
        .post(
            "/kantor/halaman/{id}/otomatis/buang",
            NEWS,
            autosave::forget_page,
        )
        .post("/kantor/halaman/{id}/pratinjau", NEWS, preview::page)
        .get(front::HERE, SITE, front::show)
        .post(front::HERE, SITE, front::save)
        .get(home_blocks::HERE, SITE, home_blocks::show)
        .post(home_blocks::HERE, SITE, home_blocks::save)
}
