//! The door of a room with accounts: coming in, the code from the phone, invitations, new passwords.
//!
//! A village's office and the district's console have the same door. What differs, the accounts
//! behind it, is a [`House`].
//!
//! Nothing here tells whether an account exists: a wrong password, an unknown address and a
//! disabled account read the same and take the same time.

pub mod enrol;
pub mod links;
pub mod login;
mod pages;
pub mod reset;
mod room;
pub mod second_step;

use std::future::Future;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, StatusCode, header};
use identity::{Attempt, Door, Purpose, Session, SessionId, TokenHash};
use uuid::Uuid;

use crate::{
    App, AppError, AppResult, Form, Page,
    office::{session_cookie, session_id},
};

pub use room::Room;

/// Somebody at the door, as her account says.
#[derive(Debug, Clone)]
pub struct Guest {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    /// May come in at all: invited people choose a password first, disabled ones stay out.
    pub is_active: bool,
    pub needs_second_factor: bool,
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_last_step: i64,
    /// Hashes of the codes on paper that were not used yet.
    pub recovery: Vec<String>,
    pub is_example: bool,
}

/// A room with accounts, as a request found it. Every method is one short transaction.
pub trait House:
    FromRequestParts<App, Rejection: IntoResponse> + Clone + Send + Sync + 'static
{
    fn room(&self) -> &Room;

    /// Who has this e-mail address (in lower case).
    fn by_email(&self, email: &str) -> impl Future<Output = AppResult<Option<Guest>>> + Send;

    fn by_id(&self, id: Uuid) -> impl Future<Output = AppResult<Option<Guest>>> + Send;

    /// Remembers the code that was used, so that it opens nothing again. `false` when it was used.
    fn use_step(&self, id: Uuid, step: i64) -> impl Future<Output = AppResult<bool>> + Send;

    /// Takes a code on paper away. `false` when it was used before.
    fn use_recovery(&self, id: Uuid, hash: &str) -> impl Future<Output = AppResult<bool>> + Send;

    /// The secret that waits for its first code; `new` becomes it when there is none.
    fn pending_totp(&self, id: Uuid, new: &str) -> impl Future<Output = AppResult<String>> + Send;

    /// The pending secret was confirmed by its first code. Writes that into the record.
    fn confirm_totp(
        &self,
        guest: &Guest,
        step: i64,
        recovery: &[String],
    ) -> impl Future<Output = AppResult<()>> + Send;

    /// Whom a link is for, while it opens.
    fn holder(
        &self,
        purpose: Purpose,
        link: &TokenHash,
    ) -> impl Future<Output = AppResult<Option<Guest>>> + Send;

    /// Uses the link up and keeps the new password; whoever was invited has arrived. Writes that
    /// into the record. `false`, and nothing is kept, when the link was used in the meantime.
    fn renew_password(
        &self,
        guest: &Guest,
        purpose: Purpose,
        link: &TokenHash,
        hash: &str,
    ) -> impl Future<Output = AppResult<bool>> + Send;

    /// Writes into the record that somebody is in.
    fn came_in(&self, guest: &Guest) -> impl Future<Output = AppResult<()>> + Send;

    /// Sends a link for a new password, if the address is somebody's.
    fn ask_reset(&self, email: &str) -> impl Future<Output = AppResult<()>> + Send;
}

/// Where somebody goes after she came in. Only places of this room; anything else is the first page.
fn back<'a>(base: &'a str, wanted: &'a str) -> &'a str {
    let below = wanted.strip_prefix(base);
    let is_here = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_plain = !wanted.contains(['\\', '\r', '\n']) && !wanted.contains("//");
    if is_here && is_plain { wanted } else { base }
}

/// Leads on, with the number of the session in its cookie.
fn lead(room: &Room, id: &SessionId, href: &str) -> Response {
    let mut response = Redirect::to(href).into_response();
    response.headers_mut().append(
        header::SET_COOKIE,
        session_cookie(id, room.has_secure_cookies()),
    );
    response
}

/// To the door itself.
fn to_login(room: &Room) -> Response {
    Redirect::to(&format!("{}/masuk", room.base())).into_response()
}

/// The session of a request, however far it has come.
async fn session(room: &Room, headers: &HeaderMap) -> AppResult<Option<(SessionId, Session)>> {
    let Some(id) = session_id(headers, room.has_secure_cookies()) else {
        return Ok(None);
    };
    let sessions = &room.app().sessions;
    let session = sessions
        .load(room.key(), &id, room.now())
        .await
        .map_err(away)?;
    Ok(session.map(|session| (id, session)))
}

/// A page at the door. `csrf` is empty while there is no session: then the strict check of the
/// request's origin is what protects the form.
fn door_page<P: Page>(
    room: &Room,
    title: &str,
    csrf: String,
    page: &P,
    status: StatusCode,
) -> AppResult<Response> {
    let mut response = room.page(title, csrf, page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Asks somebody inside for her password again, in the field `sandi`, before something that would
/// hand her account to another. What is wrong is said at `shown_at`.
///
/// # Errors
/// When Redis or the hashing of passwords gives no answer.
pub async fn is_really_her(
    room: &Room,
    email: &str,
    password_hash: Option<&str>,
    form: &mut Form,
    shown_at: &'static str,
) -> AppResult<()> {
    let attempt = Attempt {
        village: room.key(),
        door: Door::Password,
        account: email,
        address: room.address(),
    };
    let app = room.app();
    if let Err(wait) = app.throttle.begin(attempt, room.now()).await {
        form.wrong(shown_at, wait.to_string());
        return Ok(());
    }
    let typed = form.raw("sandi").to_owned();
    let hash = password_hash.unwrap_or_default();
    if !hash.is_empty() && app.passwords.verify(&typed, hash).await.map_err(away)? {
        app.throttle.succeeded(attempt).await;
    } else {
        form.wrong(shown_at, "Kata sandi ini belum cocok.");
    }
    Ok(())
}

/// Redis or the hashing of passwords gives no answer now.
pub fn away(error: identity::IdentityError) -> AppError {
    tracing::warn!(%error, "the door cannot be opened now");
    AppError::Unavailable("sessions are away")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_in_this_room() {
        for base in ["/kantor", "/konsol"] {
            let wanted = format!("{base}/artikel?status=draf");
            assert_eq!(back(base, &wanted), wanted);
            for elsewhere in [
                "",
                "/",
                "https://judi.test/",
                "//judi.test",
                &format!("{base}//judi.test"),
                &format!("{base}x"),
                &format!("{base}/\\x"),
            ] {
                assert_eq!(back(base, elsewhere), base, "{elsewhere}");
            }
        }
    }
}
