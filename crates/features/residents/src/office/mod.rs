//! The register in the office.

mod areas;
mod families;
mod groups;
mod happenings;
mod houses;
mod list;
mod person;
mod photos;
mod readers;
pub(crate) mod seen;

use identity::Capability::{ManageResidents, ManageStaff, ReadResidents};
use web::office::{Needs, OfficeRoutes, RailPlace};

pub(crate) use list::found;

pub const PEOPLE: &str = "/kantor/penduduk";
pub const FAMILIES: &str = "/kantor/keluarga";
pub const AREAS: &str = "/kantor/penduduk/wilayah";
/// Lists under a name.
pub const SAVED: &str = "/kantor/penduduk/daftar";
/// Who reads which part of the village.
pub const READERS: &str = "/kantor/penduduk/wilayah/petugas";

/// Who reads of them what [`Reach`](crate::reach::Reach) lets her.
const READS: Needs = Needs::Capability(ReadResidents);
const RESIDENTS: Needs = Needs::Capability(ManageResidents);
const STAFF: Needs = Needs::Capability(ManageStaff);

/// The rail's entries.
pub const PLACES: &[RailPlace] = &[
    RailPlace {
        label: "Penduduk",
        href: PEOPLE,
        icon: "users",
        needs: READS,
        order: 24,
    },
    RailPlace {
        label: "Keluarga",
        href: FAMILIES,
        icon: "house",
        needs: READS,
        order: 25,
    },
    groups::PLACE,
    houses::PLACE,
];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .merge(groups::routes())
        .merge(houses::routes())
        .get(PEOPLE, READS, list::list)
        .post("/kantor/penduduk/cari", READS, list::search)
        .post(SAVED, READS, list::keep)
        .post("/kantor/penduduk/daftar/{id}/hapus", READS, list::forget)
        .get("/kantor/penduduk/baru", RESIDENTS, person::new)
        .post("/kantor/penduduk/baru", RESIDENTS, person::admit)
        .get("/kantor/penduduk/wilayah", RESIDENTS, areas::list)
        .post("/kantor/penduduk/wilayah", RESIDENTS, areas::add)
        .post("/kantor/penduduk/wilayah/{id}", RESIDENTS, areas::save)
        .get(READERS, STAFF, readers::list)
        .post(
            "/kantor/penduduk/wilayah/petugas/{id}",
            STAFF,
            readers::give,
        )
        .get("/kantor/penduduk/{id}", READS, person::show)
        .get("/kantor/penduduk/{id}/foto", READS, photos::show)
        .post(
            "/kantor/penduduk/{id}/foto/hapus",
            RESIDENTS,
            photos::remove,
        )
        .post("/kantor/penduduk/{id}/lihat", READS, person::look)
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
        .get(FAMILIES, READS, families::list)
        .get("/kantor/keluarga/{id}", READS, families::show)
        .post("/kantor/keluarga/{id}", RESIDENTS, families::save)
        .post("/kantor/keluarga/{id}/kepala", RESIDENTS, families::head)
        .post("/kantor/keluarga/{id}/pindah", RESIDENTS, families::part)
}
