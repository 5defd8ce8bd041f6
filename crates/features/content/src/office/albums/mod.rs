//! Albums in the office: the list, one album, and putting photos into it.

mod filling;
mod list;
mod one;
mod telling;

use web::office::OfficeRoutes;

use super::NEWS;

/// Where the albums are.
pub(super) const HERE: &str = "/kantor/galeri";

/// Adds the addresses of the albums.
pub(super) fn add(routes: OfficeRoutes) -> OfficeRoutes {
    routes
        .get("/kantor/galeri", NEWS, list::list)
        .get("/kantor/galeri/baru", NEWS, one::new)
        .get("/kantor/galeri/{id}", NEWS, one::open)
        .post("/kantor/galeri/{id}", NEWS, one::save)
        .post("/kantor/galeri/{id}/hapus", NEWS, one::delete)
        .get("/kantor/galeri/{id}/foto", NEWS, filling::choose)
        .post("/kantor/galeri/{id}/foto", NEWS, filling::add)
        .post("/kantor/galeri/{id}/unggah", NEWS, filling::send)
}
