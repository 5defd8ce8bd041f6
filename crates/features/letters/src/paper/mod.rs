//! The letter as a PDF: what it says ([`Content`]), and how it is set ([`sheet()`]).
//!
//! A content is everything a reader can read on the paper except for the proof, and nothing of how it
//! looks. It is what a letter's signature holds on to ([`Content::hash`]) and what the village keeps, so
//! that the same letter can be set again.

mod content;
mod sheet;
mod signatures;

pub use content::{Content, FORM, Head, canonical};
pub use sheet::{Marks, Proof, Size, sheet};
pub use signatures::Signatures;

pub mod samples;
#[cfg(test)]
mod tests;
