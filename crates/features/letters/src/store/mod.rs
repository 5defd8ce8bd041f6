//! Every SQL statement of letters.

pub mod agenda;
pub mod columns;
pub mod example;
pub mod files;
pub mod incoming;
pub mod issued;
pub mod keys;
pub mod kinds;
pub mod lists;
pub mod numbers;
pub mod ratings;
pub mod requests;
pub mod settings;
