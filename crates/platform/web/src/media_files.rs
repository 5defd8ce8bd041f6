//! Pictures under `/media/`: content-addressed, immutable, and only those of the host's village.
//!
//! The key in object storage begins with the schema of the village the request came to, so a
//! name that belongs to another village names nothing here. No query is needed.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::SchemaName;
use media::{ByteRange, MediaKey, PublicName, StoreError};
use moka::future::Cache;

use crate::{App, AppError, AppResult, Site, download::partial, gate::matches};

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A file above this is not kept in memory.
const LARGEST_KEPT: usize = 512 * 1024;
/// How long a file that was deleted meanwhile may still be served from memory.
const MEMORY: Duration = Duration::from_secs(10 * 60);

/// Small files that were asked for lately.
#[derive(Clone)]
pub struct MediaFiles {
    files: Cache<String, Bytes>,
}

impl MediaFiles {
    pub(crate) fn new(bytes: u64) -> Self {
        let files = Cache::builder()
            .max_capacity(bytes)
            .time_to_live(MEMORY)
            .weigher(|key: &String, file: &Bytes| {
                u32::try_from(key.len() + file.len()).unwrap_or(u32::MAX)
            })
            .build();
        Self { files }
    }

    /// A whole file, from memory or from the store.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Unavailable`].
    pub async fn whole(&self, app: &App, key: &MediaKey) -> AppResult<Bytes> {
        if let Some(file) = self.files.get(key.as_str()).await {
            return Ok(file);
        }
        let object = app.objects.get(key, None).await.map_err(explain)?;
        if object.bytes.len() <= LARGEST_KEPT {
            self.files
                .insert(key.as_str().to_owned(), object.bytes.clone())
                .await;
        }
        Ok(object.bytes)
    }
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/media/{name}", get(show))
}

/// `GET /media/{name}`
async fn show(
    State(app): State<App>,
    site: Site,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> AppResult<Response> {
    of_village(&app, &site.village.entry.schema, &name, &headers).await
}

/// A public file of one village, as it is answered wherever it is asked for.
pub(crate) async fn of_village(
    app: &App,
    village: &SchemaName,
    name: &str,
    headers: &HeaderMap,
) -> AppResult<Response> {
    let name: PublicName = name.parse().map_err(|_| AppError::NotFound)?;
    let etag =
        HeaderValue::from_str(&format!("\"{}\"", name.hash())).map_err(|_| AppError::NotFound)?;
    let key = MediaKey::public(village, &name);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| matches(known, &etag));
    let file = app.media_files.whole(app, &key).await?;
    let range = headers
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok())
        .and_then(ByteRange::parse)
        // A range of another version would be a mix of two files.
        .filter(|_| {
            headers
                .get(header::IF_RANGE)
                .is_none_or(|known| matches(known, &etag))
        });

    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match range {
            None => Body::from(file).into_response(),
            Some(range) => partial(&file, range),
        }
    };
    let out = response.headers_mut();
    out.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(name.content_type()),
    );
    out.insert(header::ETAG, etag);
    out.insert(header::CACHE_CONTROL, FOREVER);
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    out.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    Ok(response)
}

fn explain(error: StoreError) -> AppError {
    if error.is_not_found() {
        AppError::NotFound
    } else {
        tracing::warn!(%error, "object storage is away");
        AppError::Unavailable("object storage is away")
    }
}

/// Shared so that a share card can use the photo of a page.
pub(crate) async fn photo_of(site: &Site, name: &str) -> Option<Arc<[u8]>> {
    let name: PublicName = name.parse().ok()?;
    let key = MediaKey::public(&site.village.entry.schema, &name);
    let file = site.app.media_files.whole(&site.app, &key).await.ok()?;
    Some(file.to_vec().into())
}
