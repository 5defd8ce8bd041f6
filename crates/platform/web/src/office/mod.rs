//! The village's office: who sits at the desk, what she may do, and the room around her page.
//!
//! An office route names what it needs when it is declared; a [`Desk`] is handed out only where
//! that was said, so a handler cannot forget it.

mod desk;
mod desk_form;
mod flash;
mod invite;
mod routes;
mod seat;
mod view;

pub use desk::{
    Desk, ENROL, LOGIN, Me, Who, lead, no_session_cookie, record, record_outside, session_cookie,
    session_id,
};
pub(crate) use desk_form::begin;
pub use desk_form::{DeskForm, DeskUpload};
pub use flash::Flash;
pub use invite::{Help, HelpFuture, Helper, Invite, InviteFuture, Invited, NotHelped, NotInvited};
pub use routes::{Needs, OfficeRoute, OfficeRoutes};
pub use seat::Seat;
pub use view::{Corner, CornerFuture, Place as RailPlace};
pub(crate) use view::{KioskView, OfficeView, RailItem, UserView};

pub(crate) use routes::Required;
