//! A resident with a session, before any connection to the database is taken for her.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, Method, request::Parts};
use identity::{Session, SessionId};
use jiff::Timestamp;

use super::{
    CameBy, CitizenDesk, CitizenMe, HOME, LOGIN, NEW_PIN, Opens,
    desk::{PURPOSE, is_void},
    routes::Opened,
    session,
};
use crate::{
    App, AppError, Site,
    office::Flash,
    store::citizens::{self, Citizen},
};

/// A session at a route that says whom it is open to. Only [`CitizenSeat::desk`] finds out whether she is
/// still here.
#[derive(Clone)]
pub struct CitizenSeat {
    pub site: Site,
    session: Session,
    session_id: SessionId,
    opens: Opens,
    came_by: CameBy,
    headers: HeaderMap,
    method: Method,
    uri: http::Uri,
}

impl FromRequestParts<App> for CitizenSeat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        // A route that does not say whom it is open to is open to nobody.
        let Some(Opened(opens)) = parts.extensions.get::<Opened>().copied() else {
            return Err(AppError::NotFound.into_response());
        };
        let site = Site::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let found = session::of(&site, &parts.headers)
            .await
            .map_err(IntoResponse::into_response)?;
        let Some((session_id, session)) = found else {
            return Err(door(&parts.method, &parts.uri, ""));
        };
        let came_by = CameBy::of(session.stay).filter(|_| session.is_complete());
        let Some(came_by) = came_by else {
            return Err(door(&parts.method, &parts.uri, ""));
        };
        Ok(Self {
            site,
            session,
            session_id,
            opens,
            came_by,
            headers: parts.headers.clone(),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
        })
    }
}

impl CitizenSeat {
    /// Whether a form's token was made for this session.
    pub fn is_own(&self, token: &str) -> bool {
        self.session.csrf_is_own(PURPOSE, token)
    }

    /// How she came in.
    pub fn came_by(&self) -> CameBy {
        self.came_by
    }

    /// Opens the village's transaction and finds her in it.
    ///
    /// # Errors
    /// The response to send instead: she is not here any more, her PIN was changed, or the database is
    /// away.
    pub async fn desk(&self) -> Result<CitizenDesk, Response> {
        let site = self.site.clone();
        let mut tx = site.begin().await.map_err(IntoResponse::into_response)?;
        let known = citizens::here(&mut tx, self.session.staff_id)
            .await
            .map_err(|error| AppError::from(error).into_response())?;
        let me = match known {
            Some(known) => self.admitted(known),
            None => Err(""),
        };
        let (me, void_before) = match me {
            Ok(admitted) => admitted,
            Err(why) => {
                // Who cannot come back with this session shall not keep it.
                let key = session::key(&site);
                let _ = site.app.sessions.revoke(&key, &self.session_id).await;
                return Err(door(&self.method, &self.uri, why));
            }
        };
        if !self.opens.is_open(me.came_by) {
            return Err(AppError::Forbidden(
                "Halaman ini untuk warga yang masuk dengan PIN. Mintalah PIN Anda di kantor desa.",
            )
            .into_response());
        }
        if me.must_change && !self.opens.is_open_before_pin() {
            return Err(Redirect::to(NEW_PIN).into_response());
        }
        Ok(CitizenDesk {
            flash: Flash::of(&self.headers),
            site,
            tx,
            me,
            session: self.session.clone(),
            session_id: self.session_id.clone(),
            headers: self.headers.clone(),
            void_before,
        })
    }

    /// Who she is, or why this session is over, as the door says it.
    fn admitted(&self, known: Citizen) -> Result<(CitizenMe, Timestamp), &'static str> {
        let came_by = self.came_by;
        let account = match (came_by, known.account) {
            (CameBy::Link, _) => None,
            (_, None) => return Err(""),
            (_, Some(account)) => Some(account),
        };
        if let Some(account) = &account {
            if account.is_closed {
                return Err("");
            }
            if is_void(&self.session, account.void_before) {
                return Err("pin");
            }
        }
        let void_before = account.as_ref().map(|account| account.void_before);
        let me = CitizenMe {
            resident: known.resident,
            account: account.as_ref().map(|account| account.id),
            name: known.name,
            family: known.family,
            came_by,
            must_change: account.is_some_and(|account| account.must_change),
        };
        Ok((me, void_before.unwrap_or(Timestamp::MIN)))
    }
}

/// The way to the door and back to this page; `why` is what the door says of it.
fn door(method: &Method, uri: &http::Uri, why: &str) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return AppError::SignedOut.into_response();
    }
    let here = uri.path_and_query().map_or(HOME, |path| path.as_str());
    let back = percent_encoding::utf8_percent_encode(here, percent_encoding::NON_ALPHANUMERIC);
    let mut address = format!("{LOGIN}?kembali={back}");
    if !why.is_empty() {
        address.push_str("&sebab=");
        address.push_str(why);
    }
    Redirect::to(&address).into_response()
}
