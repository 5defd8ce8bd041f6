//! The residents' register.

mod balances;
mod closed;
mod elsewhere;
mod importing;
mod register;
mod rights;
mod statistics;
mod traces;
