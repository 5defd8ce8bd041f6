#![doc = include_str!("../README.md")]

mod pages;
mod redis_link;

pub use pages::{CachedPage, Freshness, Generation, PageCache, PageKey, Rendered, Served};
pub use redis_link::{Limit, Redis, Verdict};
