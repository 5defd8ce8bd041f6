#![doc = include_str!("../README.md")]

mod clean;
mod error;
mod fonts;
mod press;
mod sheet;
mod world;

pub use error::{Complaint, PrintError};
pub use press::{Press, Turn};
pub use sheet::{Picture, Sheet};
