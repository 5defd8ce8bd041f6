//! The residents' register.

mod balances;
mod books;
mod closed;
mod elsewhere;
mod groups;
pub mod houses;
mod importing;
mod places;
pub mod register;
mod rights;
mod statistics;
mod traces;
