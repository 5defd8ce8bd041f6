//! Groups: the list, one with its members, who comes in and goes out, and who keeps it.

mod edit;
mod joining;
mod list;
mod member;
mod table;

use identity::Capability::{KeepGroups, ManageResidents, ManageStaff};
use uuid::Uuid;
use web::{
    AppResult, OrNotFound,
    office::{Desk, Needs, OfficeRoutes, RailPlace},
};

use crate::{
    reach::Keeps,
    store::groups::{self, GroupRow},
};

/// The list of groups.
pub const GROUPS: &str = "/kantor/kelompok";

const KEEPS: Needs = Needs::Capability(KeepGroups);
const RESIDENTS: Needs = Needs::Capability(ManageResidents);
const STAFF: Needs = Needs::Capability(ManageStaff);

/// The rail's entry.
pub const PLACE: RailPlace = RailPlace {
    label: "Kelompok",
    href: GROUPS,
    icon: "hand-heart",
    needs: KEEPS,
    order: 26,
};

/// The addresses below `/kantor/kelompok`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(GROUPS, KEEPS, list::list)
        .get("/kantor/kelompok/baru", RESIDENTS, edit::new)
        .post("/kantor/kelompok/baru", RESIDENTS, edit::add)
        .get("/kantor/kelompok/{id}", KEEPS, list::show)
        .get("/kantor/kelompok/{id}/ubah", RESIDENTS, edit::edit)
        .post("/kantor/kelompok/{id}/ubah", RESIDENTS, edit::save)
        .post("/kantor/kelompok/{id}/hapus", RESIDENTS, edit::remove)
        .post("/kantor/kelompok/{id}/pengurus", STAFF, edit::give)
        .post("/kantor/kelompok/{id}/cari", RESIDENTS, joining::search)
        .post("/kantor/kelompok/{id}/anggota", KEEPS, joining::join)
        .post("/kantor/kelompok/{id}/tabel", KEEPS, table::take)
        .get(
            "/kantor/kelompok/{id}/anggota/{member}",
            KEEPS,
            member::show,
        )
        .post(
            "/kantor/kelompok/{id}/anggota/{member}",
            KEEPS,
            member::save,
        )
        .post(
            "/kantor/kelompok/{id}/anggota/{member}/keluar",
            KEEPS,
            member::leave,
        )
}

/// Whether she keeps the register, and so sees more of a member than her own groups tell.
fn may_manage(desk: &Desk) -> bool {
    desk.me.capabilities.has(ManageResidents)
}

/// A group that is hers; any other is not there.
async fn own(desk: &mut Desk, id: Uuid) -> AppResult<GroupRow> {
    let keeps = Keeps::of(desk);
    groups::one(&mut desk.tx, keeps, id).await?.or_not_found()
}
