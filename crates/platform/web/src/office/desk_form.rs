//! A form that was sent from a desk of this village, and from nowhere else.

use axum::extract::{FromRequest, FromRequestParts, Request};

use super::Desk;
use crate::{App, AppError, Form};

/// Who sends, and what. The form's token was checked against the sender's session.
pub struct DeskForm {
    pub desk: Desk,
    pub form: Form,
}

impl FromRequest<App> for DeskForm {
    type Rejection = axum::response::Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        use axum::response::IntoResponse;
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, app).await?;
        let form = Form::from_request(Request::from_parts(parts, body), app)
            .await
            .map_err(IntoResponse::into_response)?;
        if !desk.is_own(form.raw("csrf")) {
            return Err(AppError::Forbidden(
                "Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim sekali lagi.",
            )
            .into_response());
        }
        Ok(Self { desk, form })
    }
}
