//! What a resident of this village sends, and nobody else.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};
use http::HeaderMap;

use super::{CitizenDesk, CitizenSeat};
use crate::{App, AppError, AppResult, Form, Upload, forms::Files, office::begin};

/// Who sends, and what. The form's token was checked against the sender's session; it may come in a header
/// too, as scripts send it. Everything was read before the database was asked for anything.
pub struct CitizenForm {
    pub desk: CitizenDesk,
    pub form: Form,
}

/// Files of a resident, one after the other. No connection is held while they come.
pub struct CitizenUpload {
    pub seat: CitizenSeat,
    pub upload: Upload,
}

impl FromRequest<App> for CitizenForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let seat = CitizenSeat::from_request_parts(&mut parts, app).await?;
        let form = Form::read_request(&parts.headers, body, Files::Taken)
            .await
            .map_err(IntoResponse::into_response)?;
        check(&seat, &parts.headers, form.raw("csrf")).map_err(IntoResponse::into_response)?;
        let desk = seat.desk().await?;
        Ok(Self { desk, form })
    }
}

impl FromRequest<App> for CitizenUpload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let seat = CitizenSeat::from_request_parts(&mut parts, app).await?;
        let headers = &parts.headers;
        let begun = begin(headers, body).await;
        let (upload, token) = begun.map_err(IntoResponse::into_response)?;
        check(&seat, headers, &token).map_err(IntoResponse::into_response)?;
        // Whoever may not come here is told so before she sends her photos.
        let desk = seat.desk().await?;
        let looked = desk.tx.finish().await.map_err(AppError::from);
        looked.map_err(IntoResponse::into_response)?;
        Ok(Self { seat, upload })
    }
}

fn check(seat: &CitizenSeat, headers: &HeaderMap, token: &str) -> AppResult<()> {
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
