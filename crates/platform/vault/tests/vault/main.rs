//! Sealing, finding, covering, and keys that change under load.

#![expect(
    clippy::unwrap_used,
    reason = "in helpers of tests a panic is the failure"
)]

mod indexes;
mod keys;
mod masks;
mod master;
mod rotation;
mod sealing;
mod support;
