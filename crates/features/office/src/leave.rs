//! Leaving.

use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use serde_json::json;
use web::{
    AppError, AppResult,
    office::{DeskForm, LOGIN, no_session_cookie},
};

/// `POST /kantor/keluar`
pub async fn leave(DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let village = desk.site.village.entry.schema;
    desk.site
        .app
        .sessions
        .revoke(village.as_str(), &desk.session_id)
        .await
        .map_err(|_| AppError::Unavailable("sessions are away"))?;
    desk.record("keluar", "", json!({})).await?;
    let site = desk.site.clone();
    desk.tx.finish().await?;
    let mut response = Redirect::to(LOGIN).into_response();
    response.headers_mut().append(
        header::SET_COOKIE,
        no_session_cookie(site.has_secure_cookies()),
    );
    Ok(response)
}
