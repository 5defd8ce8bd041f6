//! The residents' register.

mod closed;
mod register;
mod statistics;
