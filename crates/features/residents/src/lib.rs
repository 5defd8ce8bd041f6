#![doc = include_str!("../README.md")]

mod books;
pub mod domain;
pub mod elsewhere;
pub mod example;
pub mod import;
pub mod lookup;
mod office;
mod opened;
mod pages;
mod past;
pub mod reach;
pub mod register;
mod report;
mod rights;
pub mod statistics;
pub mod store;

use axum::Router;
use web::{Feature, Holding};

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "residents/list.html",
        include_str!("../templates/residents/list.html"),
    ),
    (
        "residents/person.html",
        include_str!("../templates/residents/person.html"),
    ),
    (
        "residents/edit.html",
        include_str!("../templates/residents/edit.html"),
    ),
    (
        "residents/happening.html",
        include_str!("../templates/residents/happening.html"),
    ),
    (
        "residents/areas.html",
        include_str!("../templates/residents/areas.html"),
    ),
    (
        "residents/readers.html",
        include_str!("../templates/residents/readers.html"),
    ),
    (
        "residents/groups/list.html",
        include_str!("../templates/residents/groups/list.html"),
    ),
    (
        "residents/groups/one.html",
        include_str!("../templates/residents/groups/one.html"),
    ),
    (
        "residents/groups/edit.html",
        include_str!("../templates/residents/groups/edit.html"),
    ),
    (
        "residents/groups/member.html",
        include_str!("../templates/residents/groups/member.html"),
    ),
    (
        "residents/houses/list.html",
        include_str!("../templates/residents/houses/list.html"),
    ),
    (
        "residents/houses/one.html",
        include_str!("../templates/residents/houses/one.html"),
    ),
    (
        "residents/houses/edit.html",
        include_str!("../templates/residents/houses/edit.html"),
    ),
    (
        "residents/families.html",
        include_str!("../templates/residents/families.html"),
    ),
    (
        "residents/family.html",
        include_str!("../templates/residents/family.html"),
    ),
    (
        "residents/import/list.html",
        include_str!("../templates/residents/import/list.html"),
    ),
    (
        "residents/import/one.html",
        include_str!("../templates/residents/import/one.html"),
    ),
    (
        "residents/import/found.html",
        include_str!("../templates/residents/import/found.html"),
    ),
    (
        "residents/import/findings.html",
        include_str!("../templates/residents/import/findings.html"),
    ),
    (
        "residents/import/result.html",
        include_str!("../templates/residents/import/result.html"),
    ),
    (
        "residents/import/columns.html",
        include_str!("../templates/residents/import/columns.html"),
    ),
    (
        "residents/import/export.html",
        include_str!("../templates/residents/import/export.html"),
    ),
    (
        "residents/rights/person.html",
        include_str!("../templates/residents/rights/person.html"),
    ),
    (
        "residents/rights/requests.html",
        include_str!("../templates/residents/rights/requests.html"),
    ),
    (
        "residents/rights/keeping.html",
        include_str!("../templates/residents/rights/keeping.html"),
    ),
    (
        "residents/rights/corner.html",
        include_str!("../templates/residents/rights/corner.html"),
    ),
    (
        "residents/books/list.html",
        include_str!("../templates/residents/books/list.html"),
    ),
    (
        "residents/books/one.html",
        include_str!("../templates/residents/books/one.html"),
    ),
    (
        "residents/past/day.html",
        include_str!("../templates/residents/past/day.html"),
    ),
    (
        "residents/report/months.html",
        include_str!("../templates/residents/report/months.html"),
    ),
    (
        "residents/report/month.html",
        include_str!("../templates/residents/report/month.html"),
    ),
];

/// What entries in the record of the office are called.
const DEEDS: &[(&str, &str)] = &[
    ("penduduk.catat", "Mencatat penduduk"),
    ("penduduk.ubah", "Memperbaiki data penduduk"),
    ("penduduk.hapus", "Menghapus data penduduk"),
    ("penduduk.lihat", "Melihat data tertutup penduduk"),
    ("peristiwa.catat", "Mencatat peristiwa penduduk"),
    ("peristiwa.batal", "Membatalkan peristiwa penduduk"),
    ("keluarga.ubah", "Mengubah keluarga"),
    ("wilayah.ubah", "Mengubah wilayah"),
    ("penduduk.foto", "Menghapus foto penduduk"),
    ("kelompok.ubah", "Mengubah kelompok"),
    ("kelompok.hapus", "Menghapus kelompok"),
    ("kelompok.anggota", "Mengatur anggota kelompok"),
    ("kelompok.pengurus", "Mengatur pengurus kelompok"),
    ("kelompok.unduh", "Mengunduh anggota kelompok"),
    ("rumah.ubah", "Mengubah rumah"),
    ("rumah.hapus", "Menghapus rumah"),
    ("wilayah.petugas", "Memberikan wilayah kepada"),
    ("impor.unggah", "Mengunggah tabel penduduk"),
    ("impor.kolom", "Mengatur kolom tabel penduduk"),
    ("impor.mulai", "Memulai impor penduduk dari"),
    ("impor.batal", "Membuang tabel penduduk"),
    ("impor.urung", "Mengurungkan impor penduduk dari"),
    ("penduduk.ekspor", "Mengekspor buku penduduk untuk"),
    ("persetujuan.catat", "Mencatat persetujuan penduduk"),
    ("persetujuan.cabut", "Mencabut persetujuan penduduk"),
    ("perbaikan.minta", "Mencatat permintaan perbaikan data"),
    ("perbaikan.baca", "Membaca permintaan perbaikan data"),
    ("perbaikan.putus", "Memutuskan permintaan perbaikan data"),
    ("penduduk.salinan", "Memberi salinan data kepada penduduk"),
    ("penduduk.masa-simpan", "Mengatur masa simpan data penduduk"),
    (
        "penduduk.lupa",
        "Menghapus data penduduk yang habis masa simpannya",
    ),
    ("buku.unduh", "Mengunduh"),
    ("laporan.unduh", "Mengunduh laporan bulanan"),
];

const HOLDINGS: &[Holding] = &[
    Holding::whole("vault_keys"),
    Holding::whole("areas"),
    Holding::whole("staff_areas"),
    Holding::whole("saved_lists"),
    Holding::whole("houses"),
    Holding::whole("families"),
    Holding::whole("residents"),
    Holding::whole("resident_photos"),
    Holding::whole("groups"),
    Holding::whole("group_members"),
    Holding::whole("group_keepers"),
    Holding::whole("residence_spans"),
    Holding::whole("vital_events"),
    Holding::whole("resident_looks"),
    // Compared anew wherever the village is.
    Holding::stays("nik_elsewhere"),
    Holding::whole("consents"),
    Holding::whole("correction_requests"),
    Holding::whole("retention"),
    Holding::whole("register_imports"),
    // Needed for a few days at most; backups shall not keep it longer.
    Holding::stays("import_files"),
    Holding::whole("import_changes"),
    Holding::whole("population_sums"),
    Holding::whole("population_state"),
    Holding::whole("population_months"),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "residents",
        switch: None,
        village: Router::new(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: office::routes()
            .merge(import::desk::routes())
            .merge(rights::routes())
            .merge(books::routes())
            .merge(report::routes())
            .merge(past::routes()),
        places: office::PLACES,
        citizen: web::citizen::CitizenRoutes::new(),
        citizen_corners: &[],
        citizen_places: &[],
        console: web::console::ConsoleRoutes::new(),
        console_places: &[],
        corners: rights::CORNERS,
        bulletins: None,
        invite: None,
        help: None,
        deeds: DEEDS,
        figures: statistics::FIGURES,
        news: &[],
        jobs: |app, handlers| {
            statistics::register(app, handlers);
            import::work::register(app, handlers);
            rights::register(app, handlers);
            elsewhere::register(app, handlers);
        },
        holdings: HOLDINGS,
        sealed: store::columns::SEALED,
        files: web::no_files,
    }
}

/// The village in numbers, which a village may keep to itself; the register goes on without.
pub fn numbers() -> Feature {
    Feature {
        name: "population",
        switch: Some(web::Switch {
            label: "Data penduduk",
            hint: "Halaman data penduduk dan angkanya di beranda tidak tampil.",
            finds: &[statistics::FOUND_AS],
        }),
        village: statistics::routes(),
        portal: Router::new(),
        templates: statistics::TEMPLATES,
        blocks: &[statistics::AT_A_GLANCE],
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
        deeds: &[],
        figures: &[],
        news: &[],
        jobs: |_, _| {},
        holdings: &[],
        sealed: &[],
        files: web::no_files,
    }
}
