//! What the office does with what the village tells: news, pages, the agenda, and all that stands
//! around them. Each module declares its own addresses.

mod addressing;
mod agenda;
mod albums;
mod appearance;
mod articles;
pub mod autosave;
mod categories;
mod document_saving;
mod documents;
mod editor;
mod front;
mod guarding;
mod history;
mod home_blocks;
mod menu;
mod officials;
mod order;
mod photos;
mod preview;
mod running_text;
mod saving;
mod today;

use identity::Capability::{ManageSite, WriteNews};
use web::{
    office::{Corner, Flash, Needs, OfficeRoutes, RailPlace},
    view::Pager,
};

const NEWS: Needs = Needs::Capability(WriteNews);
const SITE: Needs = Needs::Capability(ManageSite);

/// The entries of the rail.
pub const PLACES: &[RailPlace] = &[
    RailPlace {
        label: "Berita",
        href: articles::HERE,
        icon: "newspaper",
        needs: NEWS,
        order: 20,
    },
    RailPlace {
        label: "Halaman",
        href: documents::HERE,
        icon: "file-text",
        needs: NEWS,
        order: 42,
    },
    RailPlace {
        label: "Agenda",
        href: agenda::HERE,
        icon: "calendar-days",
        needs: NEWS,
        order: 44,
    },
    RailPlace {
        label: "Foto",
        href: photos::HERE,
        icon: "image",
        needs: NEWS,
        order: 40,
    },
    RailPlace {
        label: "Galeri",
        href: albums::HERE,
        icon: "images",
        needs: NEWS,
        order: 46,
    },
    RailPlace {
        label: "Tampilan",
        href: appearance::HERE,
        icon: "list-tree",
        needs: SITE,
        order: 60,
    },
];

/// The corners of the first page.
pub const CORNERS: &[Corner] = &[photos::CORNER, today::CORNER];

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
    ("foto.ubah", "Mengubah foto"),
    ("foto.hapus", "Menghapus foto"),
    ("galeri.buat", "Membuat album"),
    ("galeri.ubah", "Mengubah album"),
    ("galeri.foto", "Menambah foto ke album"),
    ("galeri.hapus", "Menghapus album"),
    ("artikel.versi", "Memulihkan versi lama berita"),
    ("halaman.simpan", "Menyimpan draf halaman"),
    ("halaman.ubah", "Mengubah halaman"),
    ("halaman.terbit", "Menerbitkan halaman"),
    ("halaman.tarik", "Menarik halaman dari situs"),
    ("halaman.sampah", "Membuang halaman ke sampah"),
    ("halaman.pulihkan", "Memulihkan halaman"),
    ("halaman.versi", "Memulihkan versi lama halaman"),
    ("kategori.tambah", "Menambah kategori"),
    ("kategori.ubah", "Mengubah kategori"),
    ("kategori.urut", "Mengurutkan kategori"),
    ("kategori.hapus", "Menghapus kategori"),
    ("agenda.tambah", "Menambah ke agenda"),
    ("agenda.ubah", "Mengubah di agenda"),
    ("agenda.hapus", "Menghapus dari agenda"),
    ("perangkat.tambah", "Menambah perangkat"),
    ("perangkat.ubah", "Mengubah perangkat"),
    ("perangkat.urut", "Mengurutkan perangkat"),
    ("perangkat.hapus", "Menghapus perangkat"),
    ("menu.tambah", "Menambah ke menu"),
    ("menu.ubah", "Mengubah menu"),
    ("menu.urut", "Mengurutkan menu"),
    ("menu.hapus", "Menghapus dari menu"),
    ("teks.tambah", "Menambah teks berjalan"),
    ("teks.ubah", "Mengubah teks berjalan"),
    ("teks.urut", "Mengurutkan teks berjalan"),
    ("teks.hapus", "Menghapus teks berjalan"),
];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    let routes = OfficeRoutes::new();
    let routes = albums::add(photos::add(routes));
    routes
        .merge(articles::routes())
        .merge(documents::routes())
        .merge(categories::routes())
        .merge(agenda::routes())
        .merge(officials::routes())
        .merge(menu::routes())
        .merge(running_text::routes())
        .merge(appearance::routes())
        .get(front::HERE, SITE, front::show)
        .post(front::HERE, SITE, front::save)
        .get(home_blocks::HERE, SITE, home_blocks::show)
        .post(home_blocks::HERE, SITE, home_blocks::save)
}

/// Links to the other parts of a list, narrowed as this one is.
fn narrowed(pager: Pager, status: &str, words: &str) -> Pager {
    let mut more = String::new();
    for (name, value) in [("status", status), ("q", words)] {
        if !value.is_empty() {
            let value =
                percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            more.push_str(&format!("&{name}={value}"));
        }
    }
    let narrow = |href: Option<String>| href.map(|href| href + &more);
    Pager {
        newer_href: narrow(pager.newer_href),
        older_href: narrow(pager.older_href),
    }
}

/// With a word on pictures that were pasted into a text and could not come along.
fn with_pasted(flash: Flash, pictures: usize) -> Flash {
    if pictures == 0 {
        return flash;
    }
    Flash::warn(format!(
        "{} Gambar yang ditempel langsung ke tulisan tidak ikut; unggah lewat Foto.",
        flash.text
    ))
}

/// With a word on pictures of other sites, which are not shown here.
fn with_dropped(flash: Flash, pictures: usize) -> Flash {
    if pictures == 0 {
        return flash;
    }
    Flash::warn(format!(
        "{} {pictures} gambar dari luar pustaka desa tidak ikut; unggah lewat Foto, lalu sisipkan \
         dari sana.",
        flash.text
    ))
}

/// What is said where something long is shown in a sentence.
fn shortly(text: &str) -> String {
    kernel::safe_html::excerpt(text, 80)
}
