//! The office's pages about tables: sending one, looking it over, starting and undoing an import, and
//! taking the register away.

mod deciding;
mod list;
mod mapping;
mod sending;
mod show;
mod taking;

use axum::response::{IntoResponse, Response};
use http::header;
use identity::Capability::{ManageResidents, ReadResidents};
use web::office::{Needs, OfficeRoutes};

pub use super::work::LARGEST;

/// The list of imports, and where a table is sent.
pub const HERE: &str = "/kantor/penduduk/impor";
/// Where the register is taken away.
pub const EXPORT: &str = "/kantor/penduduk/ekspor";
const NEEDS: Needs = Needs::Capability(ManageResidents);
const READS: Needs = Needs::Capability(ReadResidents);
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(HERE, NEEDS, list::show)
        .post(HERE, NEEDS, sending::receive)
        .get("/kantor/penduduk/impor/contoh", NEEDS, list::template)
        .get("/kantor/penduduk/impor/{id}", NEEDS, show::show)
        .get("/kantor/penduduk/impor/{id}/temuan", NEEDS, show::findings)
        .get("/kantor/penduduk/impor/{id}/kolom", NEEDS, mapping::show)
        .post("/kantor/penduduk/impor/{id}/kolom", NEEDS, mapping::save)
        .post("/kantor/penduduk/impor/{id}/lembar", NEEDS, mapping::sheet)
        .post("/kantor/penduduk/impor/{id}/mulai", NEEDS, deciding::start)
        .post(
            "/kantor/penduduk/impor/{id}/batal",
            NEEDS,
            deciding::discard,
        )
        .post(
            "/kantor/penduduk/impor/{id}/urungkan",
            NEEDS,
            deciding::undo,
        )
        .get(EXPORT, READS, taking::show)
        .post(EXPORT, READS, taking::take)
}

/// A file to be kept by whoever asked for it.
pub fn download(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let about = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, about),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
