//! Letters in the office: what waits, what was issued, what can be asked for.

mod agenda;
mod counter;
mod incoming;
mod kinds;
mod paper_numbers;
pub(crate) mod queue;
mod register;
mod request;
mod rules;

use identity::Capability::{ProcessLetters, SignLetters};
use web::office::{Corner, Needs, OfficeRoutes, RailPlace};

pub(crate) use register::paper;
pub(crate) use request::inline;

/// What waits.
pub const LETTERS: &str = "/kantor/surat";
/// Everything with a number.
pub const REGISTER: &str = "/kantor/surat/buku";
/// Letters that came.
pub const INCOMING: &str = "/kantor/surat/masuk";
/// What may be asked for.
pub const KINDS: &str = "/kantor/surat/jenis";
/// How letters are numbered and signed.
pub const RULES: &str = "/kantor/surat/aturan";
/// Somebody at the counter.
pub const COUNTER: &str = "/kantor/surat/baru";

/// Who prepares letters, and who signs them.
const READS: Needs = Needs::Either(ProcessLetters, SignLetters);
const WORKS: Needs = Needs::Capability(ProcessLetters);

/// The rail's entry.
pub const PLACES: &[RailPlace] = &[RailPlace {
    label: "Surat",
    href: LETTERS,
    icon: "file-text",
    needs: READS,
    order: 20,
}];

/// What waits, on the office's first page.
pub const CORNERS: &[Corner] = &[Corner {
    order: 5,
    needs: READS,
    render: queue::corner,
}];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(LETTERS, READS, queue::show)
        .post(LETTERS, READS, queue::act)
        .get("/kantor/surat/permohonan/{id}", READS, request::show)
        .post("/kantor/surat/permohonan/{id}", READS, request::act)
        .get(
            "/kantor/surat/permohonan/{id}/pratinjau",
            READS,
            request::preview,
        )
        .get(
            "/kantor/surat/permohonan/{id}/foto/{member}",
            READS,
            request::photo,
        )
        .get(COUNTER, WORKS, counter::pick)
        .post("/kantor/surat/baru/cari", WORKS, counter::search)
        .get("/kantor/surat/baru/{id}", WORKS, counter::write)
        .post("/kantor/surat/baru/{id}", WORKS, counter::save)
        .get(REGISTER, READS, register::list)
        .get("/kantor/surat/buku/{id}", READS, register::show)
        .get("/kantor/surat/buku/{id}/pdf", READS, register::pdf)
        .post("/kantor/surat/buku/{id}/cabut", READS, register::revoke)
        .get("/kantor/surat/nomor", WORKS, paper_numbers::show)
        .post("/kantor/surat/nomor", WORKS, paper_numbers::reserve)
        .get("/kantor/surat/agenda", WORKS, agenda::show)
        .post("/kantor/surat/agenda", WORKS, agenda::take)
        .get(INCOMING, WORKS, incoming::list)
        .post(INCOMING, WORKS, incoming::add)
        .get("/kantor/surat/masuk/{id}", WORKS, incoming::show)
        .post("/kantor/surat/masuk/{id}", WORKS, incoming::save)
        .get(KINDS, WORKS, kinds::list)
        .post(KINDS, WORKS, kinds::switch)
        .get("/kantor/surat/jenis/ubah", WORKS, kinds::edit)
        .post("/kantor/surat/jenis/ubah", WORKS, kinds::save)
        .get(RULES, READS, rules::show)
        .post(RULES, READS, rules::save)
        .post("/kantor/surat/kunci", WORKS, rules::renew_key)
}
