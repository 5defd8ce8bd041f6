//! Every SQL statement of the register.

pub mod areas;
pub mod columns;
pub mod elsewhere;
pub mod events;
pub mod families;
pub mod import;
pub mod looks;
pub mod people;
pub mod retention;
pub mod rights;
pub mod statistics;
pub mod writing;
