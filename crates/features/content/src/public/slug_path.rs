//! A slug in a path, forgiving about capitals.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    response::{IntoResponse, Response},
};
use http::request::Parts;
use kernel::Slug;
use web::AppError;

use super::moved;

/// The one slug in the path. Capitals are answered with 301 to small letters; whatever else is no
/// slug is a page that does not exist.
#[derive(Debug, Clone)]
pub struct SlugPath(pub Slug);

impl<S: Send + Sync> FromRequestParts<S> for SlugPath {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let not_found = || AppError::NotFound.into_response();
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| not_found())?;
        let (_, value) = params.iter().next().ok_or_else(not_found)?;
        if let Ok(slug) = Slug::parse(value) {
            return Ok(Self(slug));
        }
        let small = Slug::parse(&value.to_lowercase()).map_err(|_| not_found())?;
        let Some((folder, _)) = parts.uri.path().rsplit_once('/') else {
            return Err(not_found());
        };
        let query = parts
            .uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let address = format!("{folder}/{small}{query}");
        Err(moved(&address).unwrap_or_else(IntoResponse::into_response))
    }
}
