//! The language in which a letter is written.

mod block;

pub use block::{Block, Row, Run};
