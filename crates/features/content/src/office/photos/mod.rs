//! Photos in the office: the library, and what forms and texts take from it.

mod picking;
mod taking;

pub(in crate::office) use picking::{chosen, picked};
