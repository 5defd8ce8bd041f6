//! The residents' register.

mod closed;
mod register;
