#![doc = include_str!("../README.md")]

mod notes;
mod pages;
mod redis_link;

pub use notes::{Away, NoteKey};
pub use pages::{
    CachedPage, Freshness, Generation, PageCache, PageKey, Rendered, Served, brotli, gzip,
};
pub use redis_link::{Limit, Redis, Verdict};
