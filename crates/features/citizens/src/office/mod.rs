//! Accounts of residents at the office's desk: giving, renewing, closing them; slips of paper; the office's
//! own tablets.

mod alarm;
mod give;
mod kiosks;
mod list;
mod one;
mod slips;

use identity::Capability::ManageResidents;
use web::office::{Corner, Needs, OfficeRoutes, RailPlace};

const NEEDS: Needs = Needs::Capability(ManageResidents);
/// All accounts.
const ACCOUNTS: &str = "/kantor/warga";
/// Slips for many.
const SLIPS: &str = "/kantor/warga/slip";
/// The office's own tablets.
const KIOSKS: &str = "/kantor/warga/kiosk";

/// The entry of the office's rail.
pub const PLACES: &[RailPlace] = &[RailPlace {
    label: "Layanan Mandiri",
    href: ACCOUNTS,
    icon: "key-round",
    needs: NEEDS,
    order: 46,
}];

/// What waits, on the office's first page.
pub const CORNERS: &[Corner] = &[Corner {
    order: 35,
    needs: NEEDS,
    render: alarm::corner,
}];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(ACCOUNTS, NEEDS, list::list)
        .post("/kantor/warga/cari", NEEDS, list::search)
        .get(SLIPS, NEEDS, slips::show)
        .post(SLIPS, NEEDS, slips::print)
        .get(KIOSKS, NEEDS, kiosks::list)
        .post(KIOSKS, NEEDS, kiosks::begin)
        .post("/kantor/warga/kiosk/{id}/akhiri", NEEDS, kiosks::end)
        .get("/kantor/warga/{id}", NEEDS, one::show)
        .post("/kantor/warga/{id}/pin", NEEDS, give::pin)
        .post("/kantor/warga/{id}/tautan", NEEDS, give::link)
        .post("/kantor/warga/{id}/tutup", NEEDS, one::close)
        .post("/kantor/warga/{id}/buka", NEEDS, one::open)
}
