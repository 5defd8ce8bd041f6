//! Where objects are kept: a small trait, and S3 behind it.

mod range;
mod s3;

use std::time::SystemTime;

use bytes::Bytes;

use crate::keys::{KeyPrefix, MediaKey};

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

    /// Whether the store answers and has our bucket, within about two seconds.
    async fn ready(&self) -> Result<(), StoreError>;
}
