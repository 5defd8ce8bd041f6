//! The register in the office.

mod areas;
mod families;
mod happenings;
mod list;
mod person;
pub(crate) mod seen;

use identity::Capability::ManageResidents;
use web::office::{Needs, OfficeRoutes, RailPlace};

pub const PEOPLE: &str = "/kantor/penduduk";
pub const FAMILIES: &str = "/kantor/keluarga";
pub const AREAS: &str = "/kantor/penduduk/wilayah";

const RESIDENTS: Needs = Needs::Capability(ManageResidents);

/// The rail's entries.
pub const PLACES: &[RailPlace] = &[
    RailPlace {
        label: "Penduduk",
        href: PEOPLE,
        icon: "users",
        needs: RESIDENTS,
        order: 24,
    },
    RailPlace {
        label: "Keluarga",
        href: FAMILIES,
        icon: "house",
        needs: RESIDENTS,
        order: 25,
    },
];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(PEOPLE, RESIDENTS, list::list)
        .post("/kantor/penduduk/cari", RESIDENTS, list::search)
        .get("/kantor/penduduk/baru", RESIDENTS, person::new)
        .post("/kantor/penduduk/baru", RESIDENTS, person::admit)
        .get("/kantor/penduduk/wilayah", RESIDENTS, areas::list)
        .post("/kantor/penduduk/wilayah", RESIDENTS, areas::add)
        .post("/kantor/penduduk/wilayah/{id}", RESIDENTS, areas::save)
        .get("/kantor/penduduk/{id}", RESIDENTS, person::show)
        .post("/kantor/penduduk/{id}/lihat", RESIDENTS, person::look)
        .get("/kantor/penduduk/{id}/ubah", RESIDENTS, person::edit)
        .post("/kantor/penduduk/{id}/ubah", RESIDENTS, person::save)
        .post("/kantor/penduduk/{id}/hapus", RESIDENTS, person::remove)
        .get(
            "/kantor/penduduk/{id}/peristiwa",
            RESIDENTS,
            happenings::new,
        )
        .post(
            "/kantor/penduduk/{id}/peristiwa",
            RESIDENTS,
            happenings::save,
        )
        .post(
            "/kantor/penduduk/{id}/peristiwa/{event}/batal",
            RESIDENTS,
            happenings::take_back,
        )
        .get(FAMILIES, RESIDENTS, families::list)
        .get("/kantor/keluarga/{id}", RESIDENTS, families::show)
        .post("/kantor/keluarga/{id}", RESIDENTS, families::save)
        .post("/kantor/keluarga/{id}/kepala", RESIDENTS, families::head)
        .post("/kantor/keluarga/{id}/pindah", RESIDENTS, families::part)
}
