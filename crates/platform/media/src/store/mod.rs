//! Where objects are kept: a small trait, and S3 behind it.

mod backups;
mod range;
mod s3;

use std::time::SystemTime;

use bytes::Bytes;
use kernel::SchemaName;
use tokio::{io::AsyncWrite, sync::mpsc};

use crate::{
    BackupKey,
    keys::{KeyPrefix, MediaKey},
};

pub use range::ByteRange;
pub use s3::{S3Store, StorageSettings};

/// What can go wrong with the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such object. Answer 404.
    #[error("no such object")]
    NotFound,
    /// The object is shorter than the range that was asked for. Answer 416.
    #[error("the range lies outside the object")]
    OutOfRange,
    /// The store does not accept our keys: a matter for the operator.
    #[error("the object store refused access: {0}")]
    Denied(String),
    /// The store does not answer, or answers nonsense. Answer 503, or try again later.
    #[error("the object store is unavailable: {0}")]
    Unavailable(String),
}

impl StoreError {
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound)
    }
}

/// An object, or the asked part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub bytes: Bytes,
    pub content_type: String,
    /// With its quotes, as HTTP has it; "" when the store gave none.
    pub etag: String,
    /// Length of the whole object.
    pub total_len: u64,
    /// First and last byte (inclusive) when only a part was asked for.
    pub range: Option<(u64, u64)>,
}

/// What the store knows of an object without handing it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectHead {
    pub content_type: String,
    pub etag: String,
    pub total_len: u64,
}

/// One object of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub key: MediaKey,
    pub len: u64,
    /// When it was put there last; `None` when the store does not say.
    pub modified: Option<SystemTime>,
}

/// A page of a listing, in the order of the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPage {
    pub objects: Vec<Listed>,
    /// Hand this back as `after` for the next page.
    pub next: Option<String>,
}

/// A piece of an export on its way into the store. What ends without a last piece was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// At least five MiB, as S3 wants it.
    More(Bytes),
    /// The end, of any length.
    Last(Bytes),
}

/// One export of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedBackup {
    pub key: BackupKey,
    pub len: u64,
}

/// A page of a listing of exports, in the order of the keys: by village, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupPage {
    pub backups: Vec<ListedBackup>,
    /// Hand this back as `after` for the next page.
    pub next: Option<String>,
}

/// The store as the rest of the system sees it. No call belongs inside an open transaction.
#[async_trait::async_trait]
pub trait ObjectStore: Send + Sync {
    /// Stores an object; one that has the key already is replaced.
    async fn put(&self, key: &MediaKey, content_type: &str, bytes: Bytes)
    -> Result<(), StoreError>;

    async fn get(&self, key: &MediaKey, range: Option<ByteRange>) -> Result<Object, StoreError>;

    async fn head(&self, key: &MediaKey) -> Result<ObjectHead, StoreError>;

    /// Removes an object; one that is not there is fine.
    async fn delete(&self, key: &MediaKey) -> Result<(), StoreError>;

    /// At most 1,000 objects at a time. Objects that no [`MediaKey`] names are passed over.
    async fn list(
        &self,
        prefix: &KeyPrefix,
        after: Option<&str>,
        limit: u16,
    ) -> Result<ListPage, StoreError>;

    /// Stores an export as its pieces come, without ever holding more than one of them. Nothing is
    /// stored unless the last one came. Returns its length.
    async fn put_backup(
        &self,
        key: &BackupKey,
        pieces: mpsc::Receiver<Piece>,
    ) -> Result<u64, StoreError>;

    /// Writes an export out as it arrives. Returns its length.
    async fn get_backup(
        &self,
        key: &BackupKey,
        to: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> Result<u64, StoreError>;

    /// Removes an export; one that is not there is fine.
    async fn delete_backup(&self, key: &BackupKey) -> Result<(), StoreError>;

    /// Exports of one village or of all, at most 1,000 at a time.
    async fn list_backups(
        &self,
        village: Option<&SchemaName>,
        after: Option<&str>,
        limit: u16,
    ) -> Result<BackupPage, StoreError>;

    /// Forgets the pieces of exports that were begun before this moment and never finished.
    async fn abandon_backups(&self, begun_before: SystemTime) -> Result<usize, StoreError>;

    /// Whether the store answers and has our bucket, within about two seconds.
    async fn ready(&self) -> Result<(), StoreError>;
}
