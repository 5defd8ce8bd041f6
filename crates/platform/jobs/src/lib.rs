#![doc = include_str!("../README.md")]

mod queue;
mod worker;

pub use queue::{
    Counts, Failed, counts, due, enqueue, failed_elsewhere, failed_of, unfinished_keys,
};
pub use worker::{Handlers, Job, JobVillage, Worker};
