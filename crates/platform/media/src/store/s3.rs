//! Any S3: the embedded server, Garage, MinIO or AWS, through the same client.

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    BehaviorVersion, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
};
use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use bytes::Bytes;

use kernel::SchemaName;
use tokio::{io::AsyncWrite, sync::mpsc};

use super::{
    BackupPage, ByteRange, ListPage, Listed, Object, ObjectHead, ObjectStore, Piece, StoreError,
};
use crate::{
    BackupKey,
    keys::{KeyPrefix, MediaKey},
};

const CONNECT_PATIENCE: Duration = Duration::from_secs(2);
const OPERATION_PATIENCE: Duration = Duration::from_secs(10);
/// A body comes after the answer's headers and may be 25 MB on a slow line.
const BODY_PATIENCE: Duration = Duration::from_secs(30);
const READY_PATIENCE: Duration = Duration::from_secs(2);
const ATTEMPTS: u32 = 3;
const LONGEST_PAGE: u16 = 1000;

/// The one region in which S3 does not want to be told the region of a new bucket.
const UNNAMED_REGION: &str = "us-east-1";

/// Which store, and how to get in.
#[derive(Clone)]
pub struct StorageSettings {
    pub endpoint: String,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: String,
}

impl fmt::Debug for StorageSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StorageSettings")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// The object store behind S3. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct S3Store {
    pub(super) client: Client,
    pub(super) bucket: String,
    region: String,
}

impl S3Store {
    /// Prepares a client; nothing is sent before the first call.
    pub fn new(settings: &StorageSettings) -> Self {
        let http = aws_smithy_http_client::Builder::new()
            .tls_provider(Provider::Rustls(CryptoMode::Ring))
            .build_https();
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT_PATIENCE)
            .operation_timeout(OPERATION_PATIENCE)
            .build();
        let retries = RetryConfig::standard()
            .with_max_attempts(ATTEMPTS)
            .with_initial_backoff(Duration::from_millis(50))
            .with_max_backoff(Duration::from_millis(500));
        let key = Credentials::new(
            settings.access_key.as_str(),
            settings.secret_key.as_str(),
            None,
            None,
            "banua configuration",
        );
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(settings.region.clone()))
            .endpoint_url(settings.endpoint.as_str())
            .credentials_provider(key)
            .http_client(http)
            .timeout_config(timeouts)
            .retry_config(retries)
            // Bucket names stay in the path: private stores rarely have wildcard DNS.
            .force_path_style(true)
            // Garage rejects the checksums newer clients add by themselves.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .build();
        Self {
            client: Client::from_conf(config),
            bucket: settings.bucket.clone(),
            region: settings.region.clone(),
        }
    }

    async fn delete_named(&self, key: &str) -> Result<(), StoreError> {
        let gone = self
            .client
            .delete_object()
            .bucket(&self.bucket)
            .key(key)
            .send()
            .await;
        match gone.map_err(classify) {
            Ok(_) | Err(StoreError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Makes the bucket unless it is there.
    pub async fn ensure_bucket(&self) -> Result<(), StoreError> {
        match self.client.head_bucket().bucket(&self.bucket).send().await {
            Ok(_) => return Ok(()),
            Err(error) => match classify(error) {
                StoreError::NotFound => {}
                other => return Err(other),
            },
        }
        let place = (self.region != UNNAMED_REGION).then(|| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(self.region.as_str()))
                .build()
        });
        let made = self
            .client
            .create_bucket()
            .bucket(&self.bucket)
            .set_create_bucket_configuration(place)
            .send()
            .await;
        match made {
            Ok(_) => Ok(()),
            // Another process was faster.
            Err(error) if error.code() == Some("BucketAlreadyOwnedByYou") => Ok(()),
            Err(error) => Err(classify(error)),
        }
    }
}

#[async_trait::async_trait]
impl ObjectStore for S3Store {
    #[tracing::instrument(name = "store.put", skip_all, fields(key = %key, bytes = bytes.len()))]
    async fn put(
        &self,
        key: &MediaKey,
        content_type: &str,
        bytes: Bytes,
    ) -> Result<(), StoreError> {
        let caching = match key.public_name() {
            Some(_) => "public, max-age=31536000, immutable",
            None => "private, no-store",
        };
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .content_type(content_type)
            .cache_control(caching)
            .body(ByteStream::from(bytes))
            .send()
            .await
            .map_err(classify)?;
        Ok(())
    }

    #[tracing::instrument(name = "store.get", skip_all, fields(key = %key))]
    async fn get(&self, key: &MediaKey, range: Option<ByteRange>) -> Result<Object, StoreError> {
        let got = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .set_range(range.map(|range| range.to_string()))
            .send()
            .await
            .map_err(classify)?;
        let (content_type, etag) = (text(got.content_type), text(got.e_tag));
        let part = match range {
            None => None,
            Some(_) => got
                .content_range
                .as_deref()
                .map(content_range)
                .transpose()?,
        };
        let body = tokio::time::timeout(BODY_PATIENCE, got.body.collect())
            .await
            .map_err(|_| StoreError::Unavailable("the object took too long".to_owned()))?
            .map_err(|error| unavailable(&error))?;
        let bytes = body.into_bytes();
        let total_len = part.map_or(bytes.len() as u64, |(_, _, total)| total);
        let range = part.map(|(first, last, _)| (first, last));
        Ok(Object {
            bytes,
            content_type,
            etag,
            total_len,
            range,
        })
    }

    #[tracing::instrument(name = "store.head", skip_all, fields(key = %key))]
    async fn head(&self, key: &MediaKey) -> Result<ObjectHead, StoreError> {
        let head = self
            .client
            .head_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .send()
            .await
            .map_err(classify)?;
        Ok(ObjectHead {
            content_type: text(head.content_type),
            etag: text(head.e_tag),
            total_len: head
                .content_length
                .and_then(|n| u64::try_from(n).ok())
                .unwrap_or(0),
        })
    }

    #[tracing::instrument(name = "store.delete", skip_all, fields(key = %key))]
    async fn delete(&self, key: &MediaKey) -> Result<(), StoreError> {
        self.delete_named(key.as_str()).await
    }

    #[tracing::instrument(name = "store.list", skip_all, fields(prefix = prefix.as_str()))]
    async fn list(
        &self,
        prefix: &KeyPrefix,
        after: Option<&str>,
        limit: u16,
    ) -> Result<ListPage, StoreError> {
        let page = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket)
            .prefix(prefix.as_str())
            .set_continuation_token(after.map(str::to_owned))
            .max_keys(i32::from(limit.clamp(1, LONGEST_PAGE)))
            .send()
            .await
            .map_err(classify)?;
        let mut objects = Vec::new();
        for object in page.contents() {
            match object.key().unwrap_or_default().parse::<MediaKey>() {
                Ok(key) => {
                    let len = object
                        .size()
                        .and_then(|n| u64::try_from(n).ok())
                        .unwrap_or(0);
                    let modified = object.last_modified().and_then(moment);
                    objects.push(Listed { key, len, modified });
                }
                Err(_) => tracing::warn!(key = object.key(), "an object with a foreign name"),
            }
        }
        Ok(ListPage {
            objects,
            next: page.next_continuation_token,
        })
    }

    async fn put_backup(
        &self,
        key: &BackupKey,
        pieces: mpsc::Receiver<Piece>,
    ) -> Result<u64, StoreError> {
        self.put_pieces(key, pieces).await
    }

    async fn get_backup(
        &self,
        key: &BackupKey,
        to: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> Result<u64, StoreError> {
        self.get_pieces(key, to).await
    }

    #[tracing::instrument(name = "store.delete_backup", skip_all, fields(key = %key))]
    async fn delete_backup(&self, key: &BackupKey) -> Result<(), StoreError> {
        self.delete_named(key.as_str()).await
    }

    async fn list_backups(
        &self,
        village: Option<&SchemaName>,
        after: Option<&str>,
        limit: u16,
    ) -> Result<BackupPage, StoreError> {
        self.list_exports(village, after, limit.clamp(1, LONGEST_PAGE))
            .await
    }

    async fn abandon_backups(&self, begun_before: SystemTime) -> Result<usize, StoreError> {
        self.abandon_exports(begun_before).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        let asked = self.client.head_bucket().bucket(&self.bucket).send();
        match tokio::time::timeout(READY_PATIENCE, asked).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(match classify(error) {
                StoreError::NotFound => {
                    StoreError::Unavailable(format!("there is no bucket `{}`", self.bucket))
                }
                other => other,
            }),
            Err(_) => Err(StoreError::Unavailable(
                "no answer in two seconds".to_owned(),
            )),
        }
    }
}

pub(super) fn classify<E>(error: SdkError<E>) -> StoreError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let status = error
        .raw_response()
        .map(|response| response.status().as_u16());
    match (status, error.code()) {
        // Every object is missing then, which is not what 404 says.
        (_, Some("NoSuchBucket")) => unavailable(&error),
        (Some(404), _) => StoreError::NotFound,
        (Some(416), _) => StoreError::OutOfRange,
        (Some(401 | 403), code) => StoreError::Denied(code.unwrap_or("403").to_owned()),
        _ => unavailable(&error),
    }
}

pub(super) fn unavailable<E: std::error::Error>(error: &E) -> StoreError {
    StoreError::Unavailable(DisplayErrorContext(error).to_string())
}

/// A moment of the store. None of its objects is older than the clock.
fn moment(at: &DateTime) -> Option<SystemTime> {
    let seconds = u64::try_from(at.secs()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// `bytes 0-99/1234` as first, last and total.
fn content_range(header: &str) -> Result<(u64, u64, u64), StoreError> {
    let read = || {
        let (range, total) = header.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        Some((first.parse().ok()?, last.parse().ok()?, total.parse().ok()?))
    };
    read().ok_or_else(|| StoreError::Unavailable(format!("odd Content-Range: {header:?}")))
}

fn text(value: Option<String>) -> String {
    value.unwrap_or_default()
}
