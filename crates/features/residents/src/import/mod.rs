//! Tables that are read in, and undone; what is taken away as a table.
//!
//! Read in this order: [`reading`] (cells to people), [`compare`] (people and the register), [`work`]
//! (what the jobs do), [`desk`] (what the office sees).

pub mod columns;
pub mod compare;
pub mod desk;
mod entry;
pub mod export;
mod families;
mod known;
mod masking;
mod matching;
mod merging;
mod pages;
pub mod reading;
mod report;
mod row;
pub mod work;

#[cfg(test)]
mod tests;

use web::keys;

pub use entry::{Entry, Said};
pub use known::{Area, Family, Known, Person};
pub use report::{Choices, Done, Kept, Report, SheetChoice, Tally, Undone};
