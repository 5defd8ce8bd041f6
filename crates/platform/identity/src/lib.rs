#![doc = include_str!("../README.md")]

pub mod activity;
pub mod csrf;
mod district;
mod error;
mod handoff;
pub mod mail;
mod password;
pub mod pin;
mod program;
mod random;
pub mod recovery;
mod roles;
mod session;
mod throttle;
mod token;
pub mod totp;

pub use cache::{Limit, Redis, Verdict};
pub use district::{DistrictRight, DistrictRole};
pub use error::IdentityError;
pub use handoff::{Handoffs, forget_handoff_cookie, handoff_cookie, handoff_of};
pub use password::{Password, PasswordProblem, Passwords};
pub use pin::{Pin, PinProblem};
pub use program::{ProgramKey, Scope, UnknownScope};
pub use roles::{Capabilities, Capability, Role, UnknownRole};
pub use session::{
    CITIZEN, COOKIE, CookieName, Listed, Login, NewSession, Pending, STAFF, Session, SessionId,
    SessionRef, Sessions, Stay, coarse_address, cookie, cookie_of, device_label, forget_cookie,
};
pub use throttle::{Attempt, Door, RESET_MAILS, Throttle, Wait, neighbourhood};
pub use token::{Purpose, Token, TokenError, TokenHash};
