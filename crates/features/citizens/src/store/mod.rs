//! Every SQL statement of Layanan Mandiri.

pub mod accounts;
pub mod alarms;
pub mod codes;
pub mod example;
pub mod kiosks;
pub mod links;
pub mod list;
pub mod messages;
