//! People, places and what happens to them; no I/O but forms.

pub mod draft;
mod facts;
mod filter;
mod group;
mod happening;
pub mod house;
mod place;
mod rights;
mod state;

pub use draft::Draft;
pub use facts::{Documents, Facts, stored};
pub use filter::{Filter, Whereabouts, WithNik};
pub use group::{GroupDraft, GroupKind};
pub use happening::{Happening, History, Impossible};
pub use place::Place;
pub use rights::{Agreed, GivenBy, Retention, Wish};
pub use state::{EventKind, Residency, State};
