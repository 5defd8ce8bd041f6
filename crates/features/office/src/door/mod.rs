//! The door of the office: coming in, the code from the phone, invitations, new passwords, leaving.
//!
//! Nothing here tells whether an account exists: a wrong password, an unknown address and a
//! disabled account read the same and take the same time.

pub mod enrol;
pub mod invitation;
pub mod leave;
pub mod login;
pub mod reset;
pub mod second_step;

use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use identity::{Attempt, Door, Session, SessionId};
use web::{
    AppError, AppResult, Form, Site,
    office::{session_cookie, session_id},
};

use crate::store::DoorRow;

/// Where somebody goes after she came in. Only places of this office; anything else is the first
/// page.
fn back(wanted: &str) -> &str {
    let is_here = wanted == "/kantor" || wanted.starts_with("/kantor/");
    let is_plain = !wanted.contains(['\\', '\r', '\n']) && !wanted.contains("//");
    if is_here && is_plain {
        wanted
    } else {
        "/kantor"
    }
}

/// Leads on, with the number of the session in its cookie.
fn lead(site: &Site, id: &SessionId, href: &str) -> Response {
    let mut response = Redirect::to(href).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, session_cookie(id, site));
    response
}

/// The session of a request, however far it has come.
async fn session(
    site: &Site,
    headers: &http::HeaderMap,
) -> AppResult<Option<(SessionId, Session)>> {
    let Some(id) = session_id(headers, site) else {
        return Ok(None);
    };
    let village = site.village.entry.schema.as_str();
    let session = site
        .app
        .sessions
        .load(village, &id, site.now())
        .await
        .map_err(away)?;
    Ok(session.map(|session| (id, session)))
}

/// Asks somebody inside for her password again, in the field `sandi`, before something that would
/// hand her account to another.
/// What is wrong is said at `shown_at`.
pub async fn is_really_her(
    site: &Site,
    row: &DoorRow,
    form: &mut Form,
    shown_at: &'static str,
) -> AppResult<()> {
    let attempt = Attempt {
        village: site.village.entry.schema.as_str(),
        door: Door::Password,
        account: &row.email,
        address: site.origin.address,
    };
    if let Err(wait) = site.app.throttle.begin(attempt, site.now()).await {
        form.wrong(shown_at, wait.to_string());
        return Ok(());
    }
    let typed = form.raw("sandi").to_owned();
    let hash = row.password_hash.as_deref().unwrap_or_default();
    if !hash.is_empty()
        && site
            .app
            .passwords
            .verify(&typed, hash)
            .await
            .map_err(away)?
    {
        site.app.throttle.succeeded(attempt).await;
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
    fn the_way_back_stays_in_this_office() {
        assert_eq!(
            back("/kantor/artikel?status=draf"),
            "/kantor/artikel?status=draf"
        );
        for elsewhere in [
            "",
            "/",
            "https://judi.test/",
            "//judi.test",
            "/kantor//judi.test",
            "/kantorx",
            "/kantor/\\x",
        ] {
            assert_eq!(back(elsewhere), "/kantor", "{elsewhere}");
        }
    }
}
