//! One page that leads to all that stands around the texts of a site.

use axum::response::Response;
use identity::Capability::ManageSite;
use web::{
    AppResult,
    office::{Desk, Needs, OfficeRoutes},
};

use super::{front, home_blocks, menu, officials, running_text};
use crate::pages::office::{AppearanceDesk, Shelf};

pub const HERE: &str = "/kantor/tampilan";

/// What the page leads to, in its order.
const SHELVES: &[Shelf] = &[
    Shelf {
        label: "Profil dan kontak",
        href: front::HERE,
        icon: "settings",
        about: "Semboyan, alamat, jam pelayanan, akun media sosial, foto, dan warna.",
    },
    Shelf {
        label: "Halaman depan",
        href: home_blocks::HERE,
        icon: "rows-3",
        about: "Bagian yang tampil di halaman depan, dan urutannya.",
    },
    Shelf {
        label: "Menu",
        href: menu::HERE,
        icon: "menu",
        about: "Butir di bagian atas situs, dan ke mana perginya.",
    },
    Shelf {
        label: "Teks berjalan",
        href: running_text::HERE,
        icon: "megaphone",
        about: "Kabar singkat yang bergerak di atas setiap halaman.",
    },
    Shelf {
        label: "Perangkat",
        href: officials::HERE,
        icon: "landmark",
        about: "Nama, jabatan, dan foto orang-orang yang melayani warga.",
    },
];

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const SITE: Needs = Needs::Capability(ManageSite);
    OfficeRoutes::new().get(HERE, SITE, show)
}

/// `GET /kantor/tampilan`
pub async fn show(desk: Desk) -> AppResult<Response> {
    desk.page("Tampilan", &AppearanceDesk { shelves: SHELVES })
        .await
}
