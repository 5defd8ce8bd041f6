//! The residents' register.

mod statistics;
