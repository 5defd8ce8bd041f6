//! What the office reads and writes, one file a thing.

pub mod addresses;
mod articles;
pub mod categories;
pub mod documents;
pub mod events;
pub mod menu;
pub mod officials;
pub mod order;
pub mod running_text;
pub mod texts;
pub mod trash;

pub use articles::*;
