//! Photos in the office: the library, and what forms and texts take from it.
//!
//! Read in this order: [`taking`] (what becomes of a file), [`sending`] (files without a form),
//! [`picking`] (the field of a form), [`texts`] (pictures inside a text), then the pages.

mod corner;
mod library;
mod one;
mod picking;
mod removing;
mod sending;
mod taking;
mod texts;

use web::office::OfficeRoutes;

use super::NEWS;

pub(super) use corner::CORNER;
pub(in crate::office) use library::{LibraryQuery, kept_query};
pub(in crate::office) use picking::{chosen, picked};
pub(in crate::office) use sending::{for_reader, for_script, is_script, take_all, told};
pub(in crate::office) use texts::{for_editing, with_pictures};

/// Where the library is.
pub(in crate::office) const HERE: &str = "/kantor/foto";

/// Adds the addresses of the library.
pub(super) fn add(routes: OfficeRoutes) -> OfficeRoutes {
    routes
        .get("/kantor/foto", NEWS, library::list)
        .post("/kantor/foto", NEWS, sending::receive)
        .post("/kantor/foto/hapus", NEWS, removing::several)
        .get("/kantor/foto/{id}", NEWS, one::show)
        .post("/kantor/foto/{id}", NEWS, one::save)
        .get("/kantor/foto/{id}/gambar", NEWS, one::image)
        .post("/kantor/foto/{id}/keterangan", NEWS, one::describe)
        .post("/kantor/foto/{id}/hapus", NEWS, removing::one)
}
