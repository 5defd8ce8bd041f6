//! The residents' register.

mod books;
mod closed;
mod importing;
mod register;
mod statistics;
