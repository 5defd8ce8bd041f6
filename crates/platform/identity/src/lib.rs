#![doc = include_str!("../README.md")]

pub mod activity;
pub mod csrf;
mod district;
mod error;
mod handoff;
pub mod mail;
mod password;
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
pub use program::{ProgramKey, Scope, UnknownScope};
pub use roles::{Capabilities, Capability, Role, UnknownRole};
pub use session::{
    COOKIE, Listed, Login, NewSession, Pending, Session, SessionId, SessionRef, Sessions,
    coarse_address, cookie, cookie_of, device_label, forget_cookie,
};
pub use throttle::{Attempt, Door, RESET_MAILS, Throttle, Wait, neighbourhood};
pub use token::{Purpose, Token, TokenError, TokenHash};
