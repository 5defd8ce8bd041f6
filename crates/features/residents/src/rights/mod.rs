//! What residents have a right to, at the office's desk (UU 27/2022, art. 5 to 13): what they agreed to, a
//! copy of what is kept of them, what they want put right, and how long it is kept.

pub(crate) mod copy;
mod keeping;
mod pages;
mod person;
mod requests;

use identity::Capability::ManageResidents;
use uuid::Uuid;
use web::{
    App, AppResult, OrNotFound,
    office::{Corner, Desk, Needs, OfficeRoutes},
};

use crate::{
    reach::Reach,
    store::people::{self, ResidentRow},
};

const NEEDS: Needs = Needs::Capability(ManageResidents);
/// Requests of everybody.
const REQUESTS: &str = "/kantor/penduduk/perbaikan";
/// How long what is kept.
const KEEPING: &str = "/kantor/penduduk/masa-simpan";

/// What waits, on the office's first page.
pub const CORNERS: &[Corner] = &[Corner {
    order: 30,
    needs: NEEDS,
    render: requests::corner,
}];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(REQUESTS, NEEDS, requests::list)
        .get(KEEPING, NEEDS, keeping::show)
        .post(KEEPING, NEEDS, keeping::save)
        .get("/kantor/penduduk/{id}/hak", NEEDS, person::show)
        .post(
            "/kantor/penduduk/{id}/hak/persetujuan",
            NEEDS,
            person::agree,
        )
        .post(
            "/kantor/penduduk/{id}/hak/persetujuan/{event}/cabut",
            NEEDS,
            person::withdraw,
        )
        .post("/kantor/penduduk/{id}/hak/perbaikan", NEEDS, person::ask)
        .post(
            "/kantor/penduduk/{id}/hak/perbaikan/{event}/baca",
            NEEDS,
            person::read,
        )
        .post(
            "/kantor/penduduk/{id}/hak/perbaikan/{event}/putus",
            NEEDS,
            person::decide,
        )
        .post("/kantor/penduduk/{id}/hak/salinan", NEEDS, copy::take)
}

/// Registers the nightly forgetting.
pub fn register(app: &App, handlers: &mut jobs::Handlers) {
    keeping::register(app, handlers);
}

/// Whose rights it is about.
async fn resident(desk: &mut Desk, id: Uuid) -> AppResult<ResidentRow> {
    let reach = Reach::of(desk).await?;
    people::one(&mut desk.tx, &reach, id).await?.or_not_found()
}
