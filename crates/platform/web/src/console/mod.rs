//! The district's console at the portal: who works there, what she may do, and the room around her
//! page. It reads and writes control data only, never a village's.
//!
//! A console route names the right it needs when it is declared; a [`ConsoleDesk`] is handed out
//! only where that was said, so a handler cannot forget it.

mod desk;
mod form;
mod routes;
mod store;

use crate::{App, PortalSite};

pub use desk::{ConsoleDesk, ConsoleMe, DistrictWho, record, record_happened};
pub use form::ConsoleForm;
pub use routes::{ConsolePlace, ConsoleRoute, ConsoleRoutes};

/// What sessions, limits and the record of the district are kept under, where a village has its
/// schema.
pub const KEY: &str = "kabupaten";
/// The path all pages of the console lie below.
pub const BASE: &str = "/konsol";

/// "Konsol Kabupaten Banjar"
pub fn name(portal: &PortalSite) -> String {
    name_in(&portal.app)
}

/// The same for work outside of any request.
pub fn name_in(app: &App) -> String {
    let registry = app.registry_guard();
    match registry.regency() {
        Some(regency) => format!("Konsol Kabupaten {}", regency.name),
        None => "Konsol Kabupaten".to_owned(),
    }
}
