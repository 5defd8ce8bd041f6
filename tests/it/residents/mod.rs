//! The residents' register.

mod closed;
mod groups;
mod houses;
mod importing;
mod places;
mod register;
mod statistics;
