//! Reading path and query without trusting them.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use kernel::Slug;
use serde::de::DeserializeOwned;

use crate::AppError;

/// The one slug in the path. Whatever is no slug is a page that does not exist.
#[derive(Debug, Clone)]
pub struct PathSlug(pub Slug);

impl<S: Send + Sync> FromRequestParts<S> for PathSlug {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| AppError::NotFound)?;
        let (_, value) = params.iter().next().ok_or(AppError::NotFound)?;
        value.parse().map(Self).map_err(|_| AppError::NotFound)
    }
}

/// The query string, read leniently: unknown keys are ignored, of repeated ones the last counts.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let raw = parts.uri.query().unwrap_or_default();
        let pairs = crate::address::decode_query(raw).ok_or(AppError::BadRequest(
            "Alamat ini memuat karakter yang tidak sah.",
        ))?;
        let map: HashMap<String, String> = pairs.into_iter().collect();
        let value = serde_json::Value::Object(
            map.into_iter()
                .map(|(key, value)| (key, serde_json::Value::String(value)))
                .collect(),
        );
        serde_json::from_value(value)
            .map(Self)
            .map_err(|_| AppError::BadRequest("Alamat ini tidak lengkap atau berubah."))
    }
}
