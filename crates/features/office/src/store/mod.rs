//! Every SQL statement about staff, their links and the record of what they did.

pub mod door;
pub mod example;
pub mod help;
pub mod links;
pub mod record;
pub mod staff;
