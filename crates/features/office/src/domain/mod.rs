//! Who may be invited, and how roles are chosen.

mod newcomer;

pub use newcomer::{Newcomer, read_roles};
