//! The one error type at the edge: what went wrong becomes a page in plain words.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// Result of a handler.
pub type AppResult<T> = Result<T, AppError>;

/// Why a request has no page. Logged once, where it becomes a response.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("not found")]
    NotFound,
    /// The request itself makes no sense; the text tells the visitor what to change.
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    /// What was sent is larger than we take; the text says how much that is.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// It was here and is not any more; the text says what to do.
    #[error("gone: {0}")]
    Gone(&'static str),
    /// The visitor is known and may not do this.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// Somebody's session has ended; what was sent is not done.
    #[error("signed out")]
    SignedOut,
    #[error("too many requests")]
    TooMany { retry_after_secs: u64 },
    /// The village is on its way to another database and takes nothing new for some seconds.
    #[error("the village is on its way to another database")]
    Moving,
    /// Something the service needs is away; it comes back by itself.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error("template: {0:#}")]
    Template(#[from] minijinja::Error),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// The mark a failed response carries to the gate, which draws the page in the village's look.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub status: StatusCode,
    pub detail: Option<&'static str>,
    /// A missing database: a stale copy may be served instead.
    pub outage: bool,
    /// A table changed under a prepared statement: on a new connection the request succeeds.
    pub stale_statement: bool,
    /// The village's role may not do it here: it goes, or has gone, to another database.
    pub is_denied: bool,
}

impl AppError {
    fn failure(&self) -> Failure {
        let (status, detail, outage) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None, false),
            Self::BadRequest(detail) => (StatusCode::BAD_REQUEST, Some(*detail), false),
            Self::TooLarge(detail) => (StatusCode::PAYLOAD_TOO_LARGE, Some(*detail), false),
            Self::SignedOut => (
                StatusCode::UNAUTHORIZED,
                Some(
                    "Sesi Anda sudah berakhir. Masuk lagi di tab lain, lalu kembali dan kirim ulang.",
                ),
                false,
            ),
            Self::Gone(detail) => (StatusCode::GONE, Some(*detail), false),
            Self::Forbidden(detail) => (StatusCode::FORBIDDEN, Some(*detail), false),
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, None, false),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, None, true),
            Self::Moving => (
                StatusCode::SERVICE_UNAVAILABLE,
                Some(
                    "Situs desa ini sedang dipindahkan ke tempat lain. Tunggu beberapa detik, \
                     kembali ke halaman tadi, lalu kirim ulang.",
                ),
                true,
            ),
            Self::Sql(error) if is_outage(error) || is_stale_statement(error) => {
                (StatusCode::SERVICE_UNAVAILABLE, None, true)
            }
            Self::Sql(_) | Self::Template(_) | Self::Other(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, None, false)
            }
        };
        Failure {
            status,
            detail,
            outage,
            stale_statement: matches!(self, Self::Sql(error) if is_stale_statement(error)),
            is_denied: matches!(self, Self::Sql(error) if is_denied(error)),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let failure = self.failure();
        if failure.status.is_server_error() {
            tracing::error!(error = %self, status = failure.status.as_u16(), "request failed");
        }
        let mut response = failure.status.into_response();
        let retry_after = match self {
            Self::TooMany { retry_after_secs } => Some(retry_after_secs),
            _ if failure.outage => Some(10),
            _ => None,
        };
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(failure);
        response
    }
}

/// Whether a database error means that the database is away rather than that we erred.
pub(crate) fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Tls(_)
        // The village is in a database this process was not told of.
        | sqlx::Error::Configuration(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::WorkerCrashed => true,
        // Shutting down, starting up, out of connections; no such database, one that lets nobody in,
        // a login it does not know; read-only, cancelled for time.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["57P", "53", "28"].iter().any(|kind| code.starts_with(kind))
                || ["3D000", "55000", "25006", "57014"].contains(&&*code)
        }),
        _ => false,
    }
}

/// `0A000`, "cached plan must not change result type": a migration ran since the statement was
/// prepared.
fn is_stale_statement(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.code().as_deref() == Some("0A000"))
}

/// `42501`: the right to write was taken from the village's role.
fn is_denied(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.code().as_deref() == Some("42501"))
}

/// Turns a missing row into a 404.
pub trait OrNotFound<T> {
    /// # Errors
    /// [`AppError::NotFound`] when there is nothing.
    fn or_not_found(self) -> AppResult<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self) -> AppResult<T> {
        self.ok_or(AppError::NotFound)
    }
}
