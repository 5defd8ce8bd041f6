//! How anybody can prove that a letter is true: the village's signature under a summary of it.
//!
//! ```text
//! Content ── hash ──► Summary ── SigningKey ──► Link ──► Qr on the paper
//!                                                └─────► keywords of the file, sealed by file::seal
//! ```
//!
//! The village signs a [`Summary`] with its own Ed25519 key. Summary and signature lie in the QR, behind an
//! address that a phone opens ([`Link`]). [`verify_offline`] needs that text and the keys that the village
//! published ([`PublishedKeys`]), and no network. Formats are written down in `docs/letters.md`.

mod base32;
mod code;
pub mod file;
mod key;
mod link;
mod published;
mod qr;
mod summary;
mod verdict;

pub use code::{CheckCode, NoCode, Token};
pub use key::{KeyId, NoKey, Signature, SigningKey, VerifyingKey};
pub use link::Link;
pub use published::{KeysError, PublishedKey, PublishedKeys, PublishedVillage};
pub use qr::{Qr, TooMuch};
pub use summary::{Summary, SummaryError};
pub use verdict::{Genuine, Verdict, verify_offline};

pub mod samples;
#[cfg(test)]
mod tests;
