//! Somebody with a session, before any connection to the database is taken for her: what a slow
//! upload may hold for minutes.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, Method, request::Parts};
use identity::{IdentityError, Login, Pending, Session, SessionId};

use super::{
    Desk, ENROL, Flash, LOGIN, Needs, Required,
    desk::{PURPOSE, me},
    session_id,
};
use crate::{App, AppError, Site};

/// A session that is complete, at a route that says what it needs. Only [`Seat::desk`] finds out
/// whether the person may come here.
#[derive(Clone)]
pub struct Seat {
    pub site: Site,
    session: Session,
    session_id: SessionId,
    needs: Needs,
    headers: HeaderMap,
    method: Method,
    uri: http::Uri,
}

impl FromRequestParts<App> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        // A route that does not say what it needs is given to nobody.
        let Some(Required(needs)) = parts.extensions.get::<Required>().copied() else {
            return Err(AppError::NotFound.into_response());
        };
        let site = Site::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let Some(session_id) = session_id(&parts.headers, site.has_secure_cookies()) else {
            return Err(door(&parts.method, &parts.uri));
        };
        let village = site.village.entry.schema.as_str();
        let session = app
            .sessions
            .load(village, &session_id, site.now())
            .await
            .map_err(away)?;
        let Some(session) = session else {
            return Err(door(&parts.method, &parts.uri));
        };
        match session.login {
            Login::Complete { .. } => {}
            Login::Pending(Pending::SecondFactor) => {
                return Err(Redirect::to("/kantor/masuk/kode").into_response());
            }
            Login::Pending(Pending::Enrolment) => return Err(Redirect::to(ENROL).into_response()),
        }
        Ok(Self {
            site,
            session,
            session_id,
            needs,
            headers: parts.headers.clone(),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
        })
    }
}

impl Seat {
    /// Whether a form's token was made for this session.
    pub fn is_own(&self, token: &str) -> bool {
        self.session.csrf_is_own(PURPOSE, token)
    }

    /// Opens the village's transaction and finds the person in it.
    ///
    /// # Errors
    /// The response to send instead: she may not come here, works here no more, or the database is
    /// away.
    pub async fn desk(&self) -> Result<Desk, Response> {
        let site = self.site.clone();
        let mut tx = site.begin().await.map_err(IntoResponse::into_response)?;
        let me = me(&mut tx, self.session.staff_id, &site)
            .await
            .map_err(IntoResponse::into_response)?;
        let Some(me) = me else {
            // Somebody was disabled while she was in.
            let village = site.village.entry.schema.as_str();
            let _ = site.app.sessions.revoke(village, &self.session_id).await;
            return Err(door(&self.method, &self.uri));
        };
        if !self.needs.are_met_by(me.capabilities) {
            return Err(
                AppError::Forbidden("Halaman ini untuk peran lain di kantor Anda.").into_response(),
            );
        }
        Ok(Desk {
            flash: Flash::of(&self.headers),
            site,
            tx,
            me,
            session: self.session.clone(),
            session_id: self.session_id.clone(),
        })
    }
}

/// The way to the door and back to this page.
fn door(method: &Method, uri: &http::Uri) -> Response {
    if method != Method::GET {
        return AppError::SignedOut.into_response();
    }
    let here = uri.path_and_query().map_or("/kantor", |path| path.as_str());
    let back = percent_encoding::utf8_percent_encode(here, percent_encoding::NON_ALPHANUMERIC);
    Redirect::to(&format!("{LOGIN}?kembali={back}")).into_response()
}

fn away(error: IdentityError) -> Response {
    tracing::warn!(%error, "no session can be read");
    AppError::Unavailable("redis is away").into_response()
}
