//! Every SQL statement.

pub mod columns;
pub mod import;
