//! Every SQL statement of the register.

pub mod areas;
pub mod books;
pub mod columns;
pub mod elsewhere;
pub mod events;
pub mod families;
pub mod groups;
pub mod houses;
pub mod import;
pub mod lists;
pub mod looks;
pub mod lookup;
pub mod past;
pub mod people;
pub mod photos;
pub mod retention;
pub mod rights;
pub mod staff_areas;
pub mod statistics;
pub mod writing;
