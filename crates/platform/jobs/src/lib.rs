#![doc = include_str!("../README.md")]

mod queue;
mod worker;

pub use queue::{Counts, counts, due, enqueue, unfinished_keys};
pub use worker::{Handlers, Job, JobVillage, Worker};
