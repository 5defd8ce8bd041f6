//! Pictures and files: how an upload becomes clean variants, where they are kept, and the share
//! cards drawn from them.
//!
//! Read in this order: [`keys`] (what an object may be called), [`store`] (where it is kept),
//! [`picture`] (what an upload becomes), [`card`] (the picture shown when an address is shared).

mod backup_keys;
pub mod card;
mod emptying;
pub mod keys;
pub mod picture;
pub mod store;

pub use backup_keys::BackupKey;
pub use emptying::empty;
pub use keys::{ContentHash, KeyPrefix, MediaKey, PublicFormat, PublicName};
pub use store::{
    BackupPage, ByteRange, ListedBackup, Object, ObjectStore, Piece, S3Store, StorageSettings,
    StoreError,
};

/// Lower-case hexadecimal, as object names use it.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a String never fails");
            text
        })
}
