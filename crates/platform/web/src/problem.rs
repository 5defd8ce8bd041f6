//! A failure as programs read it: `application/problem+json`, RFC 9457.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

/// Where programs are answered; nothing below it is HTML, and no cookie counts there.
pub const API: &str = "/api/";

const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Why a program's request was not done. `code` never changes its meaning; `detail` is for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<FieldProblem>,
    retry_after: Option<u64>,
    challenge: Option<String>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// As it is called in the request: "operator.email".
    pub field: String,
    pub detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            challenge: None,
        }
    }

    /// What a status says of itself.
    pub fn of_status(status: StatusCode, detail: Option<&str>) -> Self {
        let (code, words) = match status.as_u16() {
            400 => ("bad_request", "Permintaan ini tidak dapat dibaca."),
            401 => ("no_token", "Kirim kunci program di kepala Authorization."),
            403 => ("forbidden", "Ini tidak terbuka untuk Anda."),
            404 => ("not_found", "Yang diminta tidak ada."),
            405 => (
                "method_not_allowed",
                "Alamat ini tidak menerima metode itu.",
            ),
            410 => ("gone", "Yang diminta sudah tidak ada."),
            413 => ("too_large", "Yang dikirim melebihi batas."),
            429 => (
                "too_many_requests",
                "Permintaan terlalu banyak. Tunggu sebentar.",
            ),
            503 => (
                "unavailable",
                "Layanan sedang terganggu. Coba lagi beberapa saat lagi.",
            ),
            _ => (
                "internal_error",
                "Ada kesalahan di pihak kami; catatannya sudah tersimpan.",
            ),
        };
        Self::new(status, code, detail.unwrap_or(words))
    }

    /// With the fields that have to be put right.
    #[must_use]
    pub fn at_fields(mut self, errors: Vec<FieldProblem>) -> Self {
        self.errors = errors;
        self
    }

    /// Not before so many seconds have passed.
    #[must_use]
    pub fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// With what `WWW-Authenticate` says.
    #[must_use]
    pub fn challenged(mut self, challenge: impl Into<String>) -> Self {
        self.challenge = Some(challenge.into());
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct Body<'a> {
            r#type: &'static str,
            title: &'a str,
            status: u16,
            code: &'static str,
            detail: &'a str,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            errors: &'a [FieldProblem],
        }
        let body = Json(Body {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            code: self.code,
            detail: &self.detail,
            errors: &self.errors,
        });
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, CONTENT_TYPE);
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = self.challenge
            && let Ok(value) = HeaderValue::from_str(&challenge)
        {
            headers.insert(header::WWW_AUTHENTICATE, value);
        }
        response
    }
}
