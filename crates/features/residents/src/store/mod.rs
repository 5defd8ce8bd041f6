//! Every SQL statement of the register.

pub mod statistics;
