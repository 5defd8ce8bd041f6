//! People, places and what happens to them, without I/O.

mod facts;
mod place;
mod state;

pub use facts::{Documents, Facts, stored};
pub use place::Place;
pub use state::{EventKind, Residency, State};
