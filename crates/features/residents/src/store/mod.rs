//! Every SQL statement of the register.

pub mod areas;
pub mod columns;
pub mod events;
pub mod families;
pub mod import;
pub mod lists;
pub mod looks;
pub mod people;
pub mod staff_areas;
pub mod statistics;
pub mod writing;
