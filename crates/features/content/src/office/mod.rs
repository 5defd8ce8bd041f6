//! What the office does with news: lists, writes, publishes, takes back.

mod articles;
mod editor;
mod saving;

use identity::Capability::WriteNews;
use web::office::{Needs, OfficeRoutes, RailPlace};

const NEWS: Needs = Needs::Capability(WriteNews);

/// The rail's entry for news.
pub const PLACES: &[RailPlace] = &[RailPlace {
    label: "Berita",
    href: "/kantor/artikel",
    icon: "newspaper",
    needs: NEWS,
    order: 20,
}];

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
}
