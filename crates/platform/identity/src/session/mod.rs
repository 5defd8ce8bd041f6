//! Who is signed in: a random number in the browser, a record in Redis.
//!
//! Redis knows a session only by the hash of its number, and under the name of its village. So
//! who reads Redis cannot sign in, and a number carried to another village finds nothing there.

mod cookie;
mod origin;
mod record;
mod store;

pub(crate) use cookie::value_of;
pub use cookie::{
    CITIZEN, COOKIE, CookieName, STAFF, SessionId, SessionRef, cookie, cookie_of, forget_cookie,
};
pub use origin::{coarse_address, device_label};
pub use record::{Login, NewSession, Pending, Session, Stay};
pub use store::{Listed, Sessions};
