//! Sessions of residents: under another key and another cookie than those of the office, so that neither
//! opens the other.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use identity::{CITIZEN, IdentityError, Login, NewSession, Session, SessionId, Stay};
use jiff::Timestamp;
use uuid::Uuid;

use super::CameBy;
use crate::{AppError, AppResult, Site};

/// What residents' sessions of a village are kept under.
pub fn key(site: &Site) -> String {
    format!("{}:warga", site.village.entry.schema)
}

/// Somebody who proved who she is.
#[derive(Debug, Clone, Copy)]
pub struct Newcomer {
    pub resident: Uuid,
    pub came_by: CameBy,
    /// Whether it is at the office's own tablet.
    pub at_kiosk: bool,
    /// When she began to prove it: a PIN that is changed in between is noticed.
    pub since: Timestamp,
}

impl Newcomer {
    /// How long somebody who came so may stay.
    const fn stay(self) -> Stay {
        match (self.came_by, self.at_kiosk) {
            (CameBy::Link, false) => Stay::Link,
            (CameBy::Link, true) => Stay::KioskLink,
            (CameBy::Kiosk, _) | (CameBy::Online, true) => Stay::Kiosk,
            (CameBy::Online, false) => Stay::Online,
        }
    }
}

/// A session for somebody who came in; `response` takes its number to her browser. The number the browser
/// had before is worth nothing after.
///
/// # Errors
/// When Redis is away.
pub async fn come_in(
    site: &Site,
    headers: &HeaderMap,
    newcomer: Newcomer,
    mut response: Response,
) -> AppResult<Response> {
    let (sessions, key) = (&site.app.sessions, key(site));
    if let Some(old) = number(site, headers) {
        sessions.revoke(&key, &old).await.map_err(away)?;
    }
    let new = NewSession {
        staff_id: newcomer.resident,
        login: Login::Complete {
            second_factor: false,
        },
        address: site.origin.address,
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default(),
    };
    let stay = newcomer.stay();
    let (id, _) = sessions
        .create_for(&key, new, stay, newcomer.since)
        .await
        .map_err(away)?;
    put_cookie(&mut response, &CITIZEN.set(&id, site.has_secure_cookies()));
    Ok(response)
}

/// Ends the session this browser has, if any.
///
/// # Errors
/// When Redis is away: the session may still live then.
pub async fn go_out(
    site: &Site,
    headers: &HeaderMap,
    mut response: Response,
) -> AppResult<Response> {
    if let Some(id) = number(site, headers) {
        let ended = site.app.sessions.revoke(&key(site), &id).await;
        ended.map_err(away)?;
    }
    put_cookie(&mut response, &CITIZEN.forget(site.has_secure_cookies()));
    Ok(response)
}

/// The session a request came with, and its number.
pub(super) async fn of(
    site: &Site,
    headers: &HeaderMap,
) -> AppResult<Option<(SessionId, Session)>> {
    let Some(id) = number(site, headers) else {
        return Ok(None);
    };
    let found = site.app.sessions.load(&key(site), &id, site.now()).await;
    Ok(found.map_err(away)?.map(|session| (id, session)))
}

fn number(site: &Site, headers: &HeaderMap) -> Option<SessionId> {
    let lines = headers.get_all(header::COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    CITIZEN.find(lines, site.has_secure_cookies())
}

fn put_cookie(response: &mut Response, line: &str) {
    let value = HeaderValue::from_str(line).expect("base64 is a valid header");
    response.headers_mut().append(header::SET_COOKIE, value);
}

pub(super) fn away(error: IdentityError) -> AppError {
    tracing::warn!(%error, "no session of a resident can be read");
    AppError::Unavailable("redis is away")
}
