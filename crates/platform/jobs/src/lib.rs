#![doc = include_str!("../README.md")]

mod queue;
mod worker;

pub use queue::{
    Counts, Failed, counts, due, enqueue, failed_elsewhere, failed_of, unfinished_keys,
    unfinished_keys_of,
};
pub use worker::{Handlers, Job, JobVillage, Worker};
