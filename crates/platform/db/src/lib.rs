#![doc = include_str!("../README.md")]

pub mod applied;
pub mod backups;
pub mod doctor;
pub mod fleet;
mod guarded;
mod migrations;
pub mod moving;
mod parts;
mod platform_tx;
pub mod provision;
pub mod register;
pub mod roles;
mod scratch;
mod shards;
mod signals;
mod turn;
mod village_tx;

pub use migrations::{platform_version, required_version, village_migrations};
pub use parts::PartName;
pub use platform_tx::PlatformTx;
pub use scratch::Scratch;
pub use shards::{Database, DatabaseError, Shard};
pub use signals::{Signal, Signals};
pub use turn::Turn;
pub use village_tx::VillageTx;

/// Channel on which a committed change of a village is announced; the payload is its schema.
pub const PAGES_CHANNEL: &str = "banua_pages";
/// Channel on which a change of the register of villages is announced.
pub const REGISTER_CHANNEL: &str = "banua_register";
/// Channel on which a new job is announced; the payload is its kind.
pub const JOBS_CHANNEL: &str = "banua_jobs";
/// Announces what the portal shows of a village has changed.
pub const PORTAL_CHANNEL: &str = "banua_portal";
