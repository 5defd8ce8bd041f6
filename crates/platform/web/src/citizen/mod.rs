//! The village's pages for its residents below `/mandiri`: who is in, what is open to her, and the room
//! around her page.
//!
//! As in the office, a route says whom it is open to when it is declared, and a [`CitizenDesk`] is handed
//! out only where that was said.

mod desk;
mod form;
mod routes;
mod seat;
mod session;
mod view;

pub use desk::{CitizenDesk, CitizenMe};
pub use form::{CitizenForm, CitizenUpload};
pub use routes::{CameBy, CitizenRoute, CitizenRoutes, Opens};
pub use seat::CitizenSeat;
pub use session::{Newcomer, come_in, go_out, key};
pub use view::{CitizenCorner, CitizenCornerFuture, CitizenPlace, clear, outside};

/// Where residents come in.
pub const LOGIN: &str = "/mandiri/masuk";
/// The first page inside.
pub const HOME: &str = "/mandiri";
/// Where somebody chooses her own PIN.
pub const NEW_PIN: &str = "/mandiri/pin";
/// The first screen of the office's tablet.
pub const KIOSK: &str = "/mandiri/kiosk";
