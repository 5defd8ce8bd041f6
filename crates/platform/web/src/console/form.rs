//! What is sent from a desk of the console, and from nowhere else.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};

use super::{ConsoleDesk, desk::signed_in};
use crate::{App, AppError, Form, PortalSite, forms::Files};

/// Who sends, and what. The form's token was checked against the sender's session.
pub struct ConsoleForm {
    pub desk: ConsoleDesk,
    pub form: Form,
}

impl FromRequest<App> for ConsoleForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        // Strangers send nothing; and everything is read before the database is asked for anything.
        let portal = PortalSite::from_request_parts(&mut parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        signed_in(&parts, &portal).await?;
        let form = Form::read_request(&parts.headers, body, Files::Taken)
            .await
            .map_err(IntoResponse::into_response)?;
        let desk = ConsoleDesk::from_request_parts(&mut parts, app).await?;
        let in_header = parts
            .headers
            .get("x-csrf-token")
            .and_then(|value| value.to_str().ok());
        if !desk.is_own(in_header.unwrap_or_else(|| form.raw("csrf"))) {
            return Err(AppError::Forbidden(
                "Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim sekali lagi.",
            )
            .into_response());
        }
        Ok(Self { desk, form })
    }
}
