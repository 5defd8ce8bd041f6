#![doc = include_str!("../README.md")]

mod blind;
mod cell;
mod cipher;
mod closed;
mod envelope;
mod error;
mod holder;
mod key_file;
mod key_set;
mod master;
mod number;
mod private;
mod wrapped;

pub use blind::Blind;
pub use cell::{Cell, Column};
pub use closed::{Closed, Recorded, Shown};
pub use error::{KeyError, OpenError};
pub use holder::Holder;
pub use key_file::{MasterKeyError, WhenMissing};
pub use key_set::{KeySet, Purpose};
pub use master::MasterKeys;
pub use number::KeyNumber;
pub use private::{LookedUp, Private};
pub use wrapped::WrappedKey;
