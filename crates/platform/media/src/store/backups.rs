//! Exports in the store: of any length, so in pieces.

use std::time::{Duration, SystemTime};

use aws_sdk_s3::{
    config::{Builder, timeout::TimeoutConfig},
    error::ProvideErrorMetadata,
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart},
};
use bytes::Bytes;
use kernel::SchemaName;
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    sync::mpsc,
};

use super::{
    BackupPage, ListedBackup, Piece, S3Store, StoreError,
    s3::{classify, unavailable},
};
use crate::BackupKey;

const CONTENT_TYPE: &str = "application/zstd";
const CACHING: &str = "private, no-store";
/// A piece of eight MiB on a slow line, or the store putting a thousand of them together.
const PIECE_PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How long the next bytes of an export may take.
const STREAM_PATIENCE: Duration = Duration::from_secs(60);

fn patient() -> Builder {
    Builder::new().timeout_config(
        TimeoutConfig::builder()
            .operation_timeout(PIECE_PATIENCE)
            .build(),
    )
}

fn given_up() -> StoreError {
    StoreError::Unavailable("the export was given up before its end".to_owned())
}

impl S3Store {
    /// One request when it is short; else a multipart upload, which shows nothing before its end.
    #[tracing::instrument(name = "store.put_backup", skip_all, fields(key = %key))]
    pub(super) async fn put_pieces(
        &self,
        key: &BackupKey,
        mut pieces: mpsc::Receiver<Piece>,
    ) -> Result<u64, StoreError> {
        match pieces.recv().await {
            None => Err(given_up()),
            Some(Piece::Last(bytes)) => self.put_whole(key, bytes).await,
            Some(Piece::More(first)) => {
                let upload = self.begin_upload(key).await?;
                let put = self.put_parts(key, &upload, first, &mut pieces).await;
                if put.is_err() {
                    self.abort(key.as_str(), &upload).await;
                }
                put
            }
        }
    }

    async fn put_whole(&self, key: &BackupKey, bytes: Bytes) -> Result<u64, StoreError> {
        let length = bytes.len() as u64;
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .content_type(CONTENT_TYPE)
            .cache_control(CACHING)
            .body(ByteStream::from(bytes))
            .customize()
            .config_override(patient())
            .send()
            .await
            .map_err(classify)?;
        Ok(length)
    }

    async fn begin_upload(&self, key: &BackupKey) -> Result<String, StoreError> {
        let begun = self
            .client
            .create_multipart_upload()
            .bucket(&self.bucket)
            .key(key.as_str())
            .content_type(CONTENT_TYPE)
            .cache_control(CACHING)
            .send()
            .await
            .map_err(classify)?;
        begun
            .upload_id
            .ok_or_else(|| StoreError::Unavailable("an upload without a name".to_owned()))
    }

    async fn put_parts(
        &self,
        key: &BackupKey,
        upload: &str,
        first: Bytes,
        pieces: &mut mpsc::Receiver<Piece>,
    ) -> Result<u64, StoreError> {
        let (mut length, mut parts) = (0, Vec::new());
        let mut piece = Piece::More(first);
        loop {
            let (bytes, is_last) = match piece {
                Piece::More(bytes) => (bytes, false),
                Piece::Last(bytes) => (bytes, true),
            };
            if !bytes.is_empty() {
                length += bytes.len() as u64;
                let number = i32::try_from(parts.len() + 1).unwrap_or(i32::MAX);
                parts.push(self.put_part(key, upload, number, bytes).await?);
            }
            if is_last {
                break;
            }
            piece = pieces.recv().await.ok_or_else(given_up)?;
        }
        let whole = CompletedMultipartUpload::builder()
            .set_parts(Some(parts))
            .build();
        self.client
            .complete_multipart_upload()
            .bucket(&self.bucket)
            .key(key.as_str())
            .upload_id(upload)
            .multipart_upload(whole)
            .customize()
            .config_override(patient())
            .send()
            .await
            .map_err(classify)?;
        Ok(length)
    }

    async fn put_part(
        &self,
        key: &BackupKey,
        upload: &str,
        number: i32,
        bytes: Bytes,
    ) -> Result<CompletedPart, StoreError> {
        let put = self
            .client
            .upload_part()
            .bucket(&self.bucket)
            .key(key.as_str())
            .upload_id(upload)
            .part_number(number)
            .body(ByteStream::from(bytes))
            .customize()
            .config_override(patient())
            .send()
            .await
            .map_err(classify)?;
        Ok(CompletedPart::builder()
            .part_number(number)
            .set_e_tag(put.e_tag)
            .build())
    }

    /// The reason for giving up is told by who gave up; pieces that stay are forgotten later.
    async fn abort(&self, key: &str, upload: &str) {
        let aborted = self
            .client
            .abort_multipart_upload()
            .bucket(&self.bucket)
            .key(key)
            .upload_id(upload)
            .send()
            .await;
        if let Err(error) = aborted {
            tracing::warn!(error = %classify(error), key, "pieces of an export stay in the store");
        }
    }

    #[tracing::instrument(name = "store.get_backup", skip_all, fields(key = %key))]
    pub(super) async fn get_pieces(
        &self,
        key: &BackupKey,
        to: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> Result<u64, StoreError> {
        let mut got = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .send()
            .await
            .map_err(classify)?;
        let slow = || StoreError::Unavailable("the export stopped coming".to_owned());
        let mut length = 0;
        while let Some(bytes) = tokio::time::timeout(STREAM_PATIENCE, got.body.next())
            .await
            .map_err(|_| slow())?
        {
            let bytes = bytes.map_err(|error| unavailable(&error))?;
            length += bytes.len() as u64;
            to.write_all(&bytes)
                .await
                .map_err(|error| unavailable(&error))?;
        }
        to.flush().await.map_err(|error| unavailable(&error))?;
        Ok(length)
    }

    #[tracing::instrument(name = "store.list_backups", skip_all)]
    pub(super) async fn list_exports(
        &self,
        village: Option<&SchemaName>,
        after: Option<&str>,
        limit: u16,
    ) -> Result<BackupPage, StoreError> {
        let page = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket)
            .prefix(BackupKey::prefix(village))
            .set_continuation_token(after.map(str::to_owned))
            .max_keys(i32::from(limit))
            .send()
            .await
            .map_err(classify)?;
        let mut backups = Vec::new();
        for object in page.contents() {
            match object.key().unwrap_or_default().parse() {
                Ok(key) => {
                    let len = object.size().and_then(|size| u64::try_from(size).ok());
                    let len = len.unwrap_or_default();
                    backups.push(ListedBackup { key, len });
                }
                Err(_) => tracing::warn!(key = object.key(), "an export with a foreign name"),
            }
        }
        Ok(BackupPage {
            backups,
            next: page.next_continuation_token,
        })
    }

    #[tracing::instrument(name = "store.abandon_backups", skip_all)]
    pub(super) async fn abandon_exports(
        &self,
        begun_before: SystemTime,
    ) -> Result<usize, StoreError> {
        let listed = self
            .client
            .list_multipart_uploads()
            .bucket(&self.bucket)
            .prefix(BackupKey::prefix(None))
            .send()
            .await;
        let listed = match listed {
            Ok(listed) => listed,
            // The embedded store forgets them by itself when it starts.
            Err(error) if error.code() == Some("NotImplemented") => return Ok(0),
            Err(error) => return Err(classify(error)),
        };
        let mut count = 0;
        for upload in listed.uploads() {
            let begun = upload
                .initiated()
                .and_then(|at| SystemTime::try_from(*at).ok());
            if let (Some(begun), Some(key), Some(id)) = (begun, upload.key(), upload.upload_id())
                && begun < begun_before
            {
                self.abort(key, id).await;
                count += 1;
            }
        }
        Ok(count)
    }
}
