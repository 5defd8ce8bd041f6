//! Every SQL statement of the register.

pub mod areas;
pub mod books;
pub mod columns;
pub mod events;
pub mod families;
pub mod import;
pub mod looks;
pub mod past;
pub mod people;
pub mod statistics;
pub mod writing;
