//! The one binary: everything the commands share, and what tests start the service with.

pub mod backup;
pub mod commands;
pub mod features;
mod relocating;
pub mod setup;
pub mod tenants;
