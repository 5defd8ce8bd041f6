//! The residents' register.

mod closed;
mod importing;
mod register;
mod statistics;
