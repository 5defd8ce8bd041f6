//! What is sent from a desk of this village, and from nowhere else.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};
use http::HeaderMap;

use super::{Desk, Seat};
use crate::{App, AppError, AppResult, Form, Upload, forms::Files, upload::is_multipart};

/// Who sends, and what. The form's token was checked against the sender's session; it may come in a
/// header too, as scripts send it. Everything was read before the database was asked for anything.
pub struct DeskForm {
    pub desk: Desk,
    pub form: Form,
}

/// Many files from a desk, one after the other. No connection is held while they come.
pub struct DeskUpload {
    pub seat: Seat,
    pub upload: Upload,
}

impl FromRequest<App> for DeskForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let seat = Seat::from_request_parts(&mut parts, app).await?;
        let form = Form::read_request(&parts.headers, body, Files::Taken)
            .await
            .map_err(IntoResponse::into_response)?;
        check(&seat, &parts.headers, form.raw("csrf")).map_err(IntoResponse::into_response)?;
        let desk = seat.desk().await?;
        Ok(Self { desk, form })
    }
}

impl FromRequest<App> for DeskUpload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let seat = Seat::from_request_parts(&mut parts, app).await?;
        let headers = &parts.headers;
        let begun = begin(headers, body).await;
        let (upload, token) = begun.map_err(IntoResponse::into_response)?;
        check(&seat, headers, &token).map_err(IntoResponse::into_response)?;
        // Whoever may not come here is told so before she sends two hundred photos.
        let desk = seat.desk().await?;
        let looked = desk.tx.finish().await.map_err(AppError::from);
        looked.map_err(IntoResponse::into_response)?;
        Ok(Self { seat, upload })
    }
}

/// A sending up to its token. A form without files is a sending of none.
pub(crate) async fn begin(headers: &HeaderMap, body: Body) -> AppResult<(Upload, String)> {
    if is_multipart(headers) {
        let mut upload = Upload::new(headers, body)?;
        let token = upload.first_text("csrf").await?;
        return Ok((upload, token));
    }
    let form = Form::read_request(headers, body, Files::Refused).await?;
    Ok((Upload::empty(), form.raw("csrf").to_owned()))
}

fn check(seat: &Seat, headers: &HeaderMap, token: &str) -> AppResult<()> {
    let in_header = headers
        .get("x-csrf-token")
        .and_then(|value| value.to_str().ok());
    if seat.is_own(in_header.unwrap_or(token)) {
        return Ok(());
    }
    Err(AppError::Forbidden(
        "Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim sekali lagi.",
    ))
}
