//! Who sits at a desk of the console: found by her session, held to the right her route needs.

use std::future::Future;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use db::PlatformTx;
use http::{Method, StatusCode, header, request::Parts};
use identity::{
    DistrictRight, DistrictRole, Login, Pending, Session, SessionId, activity::Happened,
};
use jiff::Timestamp;
use minijinja::value::Serde;
use serde_json::Value;
use uuid::Uuid;

use super::{BASE, KEY, routes::Required, store};
use crate::{
    App, AppError, AppResult, Page, PortalSite,
    office::{Flash, OfficeView, RailItem, UserView, session_id},
    registry::Village,
};

/// What forms of the console are signed for.
pub(super) const PURPOSE: &str = "konsol";

/// Somebody who works for the district, as her account says at this moment.
#[derive(Debug, Clone)]
pub struct ConsoleMe {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: DistrictRole,
    /// Codes of the subdistricts a pembina sees; of no meaning for others.
    pub subdistricts: Vec<String>,
}

impl ConsoleMe {
    /// Whether a village is one she may see.
    pub fn sees(&self, village: &Village) -> bool {
        self.sees_subdistrict(&village.entry.subdistrict_code)
    }

    pub fn sees_subdistrict(&self, code: &str) -> bool {
        !self.role.is_bound_to_subdistricts() || self.subdistricts.iter().any(|own| own == code)
    }
}

/// A person at work, with a transaction on control data open.
pub struct ConsoleDesk {
    pub portal: PortalSite,
    pub tx: PlatformTx,
    pub me: ConsoleMe,
    pub session: Session,
    pub session_id: SessionId,
    flash: Option<Flash>,
}

impl FromRequestParts<App> for ConsoleDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        // A route that does not say what it needs is given to nobody.
        let Some(Required(needs)) = parts.extensions.get::<Required>().copied() else {
            return Err(AppError::NotFound.into_response());
        };
        let portal = PortalSite::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let (session_id, session) = signed_in(parts, &portal).await?;
        let mut tx = app
            .database
            .platform()
            .await
            .map_err(|error| AppError::from(error).into_response())?;
        let row = store::at_work(&mut tx, session.staff_id, portal.now())
            .await
            .map_err(|error| AppError::from(error).into_response())?;
        let known = row.and_then(|row| Some((row.role.parse::<DistrictRole>().ok()?, row)));
        let Some((role, row)) = known else {
            // Somebody was disabled while she was in.
            let _ = app.sessions.revoke(KEY, &session_id).await;
            return Err(door(&parts.method, &parts.uri));
        };
        if !role.may(needs) {
            return Err(
                AppError::Forbidden("Halaman ini untuk peran lain di kabupaten.").into_response(),
            );
        }
        Ok(Self {
            flash: Flash::of(&parts.headers),
            portal,
            tx,
            me: ConsoleMe {
                id: session.staff_id,
                name: row.name,
                email: row.email,
                role,
                subdistricts: row.subdistricts,
            },
            session,
            session_id,
        })
    }
}

/// The session, if its owner has come all the way in; else the way to the step that is missing.
pub(super) async fn signed_in(
    parts: &Parts,
    portal: &PortalSite,
) -> Result<(SessionId, Session), Response> {
    let Some(id) = session_id(&parts.headers, portal.has_secure_cookies()) else {
        return Err(door(&parts.method, &parts.uri));
    };
    let sessions = &portal.app.sessions;
    let session = sessions
        .load(KEY, &id, portal.now())
        .await
        .map_err(|error| {
            tracing::warn!(%error, "no session can be read");
            AppError::Unavailable("redis is away").into_response()
        })?;
    let Some(session) = session else {
        return Err(door(&parts.method, &parts.uri));
    };
    match session.login {
        Login::Complete {
            second_factor: true,
        } => Ok((id, session)),
        Login::Pending(Pending::SecondFactor) => {
            Err(Redirect::to(&format!("{BASE}/masuk/kode")).into_response())
        }
        // Nobody works here on a password alone.
        Login::Complete { .. } | Login::Pending(Pending::Enrolment) => {
            Err(Redirect::to(&format!("{BASE}/kunci")).into_response())
        }
    }
}

/// The way to the door and back to this page.
fn door(method: &Method, uri: &http::Uri) -> Response {
    if method != Method::GET {
        return AppError::SignedOut.into_response();
    }
    let here = uri.path_and_query().map_or(BASE, |path| path.as_str());
    let back = percent_encoding::utf8_percent_encode(here, percent_encoding::NON_ALPHANUMERIC);
    Redirect::to(&format!("{BASE}/masuk?kembali={back}")).into_response()
}

impl ConsoleDesk {
    /// Whether a form's token was made for this session.
    pub(super) fn is_own(&self, token: &str) -> bool {
        self.session.csrf_is_own(PURPOSE, token)
    }

    pub fn may(&self, right: DistrictRight) -> bool {
        self.me.role.may(right)
    }

    /// A village of the register that she may see.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one that is not there and for one of another subdistrict alike.
    pub fn village(&self, slug: &str) -> AppResult<std::sync::Arc<Village>> {
        let registry = self.portal.registry();
        let found = registry
            .villages()
            .iter()
            .find(|village| village.entry.slug.as_str() == slug);
        found
            .filter(|village| self.me.sees(village))
            .cloned()
            .ok_or(AppError::NotFound)
    }

    /// Writes into the district's record what is being done. The record is part of the
    /// transaction: what is not committed was not done.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn record(&mut self, action: &str, subject: &str, detail: Value) -> AppResult<()> {
        let who = DistrictWho {
            id: self.me.id,
            name: &self.me.name,
        };
        record(&self.portal, &mut self.tx, who, action, subject, detail).await
    }

    /// Does something slow with no transaction open, such as making a village. The one that is open
    /// ends, with what was done in it, and another begins afterwards.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn aside<T>(&mut self, work: impl Future<Output = T>) -> AppResult<T> {
        self.tx.pause().await?;
        let done = work.await;
        self.tx = self.portal.app.database.platform().await?;
        Ok(done)
    }

    /// Ends the transaction and answers with a page.
    ///
    /// # Errors
    /// When the database is away or the template does not fit.
    pub async fn page<P: Page>(self, title: &str, page: &P) -> AppResult<Response> {
        self.answer(title, page, StatusCode::OK).await
    }

    /// The same for a form that has to be corrected.
    ///
    /// # Errors
    /// As [`ConsoleDesk::page`].
    pub async fn wrong<P: Page>(self, title: &str, page: &P) -> AppResult<Response> {
        self.answer(title, page, StatusCode::UNPROCESSABLE_ENTITY)
            .await
    }

    /// Makes the changes last and leads to a page that says so.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn done(self, href: &str, flash: Flash) -> AppResult<Response> {
        self.tx.commit().await?;
        Ok(crate::office::lead(href, &flash))
    }

    async fn answer<P: Page>(
        self,
        title: &str,
        page: &P,
        status: StatusCode,
    ) -> AppResult<Response> {
        let view = self.view(title);
        self.tx.commit().await?;
        let context = minijinja::context! {
            office => Serde(&view),
            ..minijinja::Value::from(Serde(page))
        };
        let html = self.portal.app.templates.render(P::TEMPLATE, context)?;
        let mut response = self.portal.console_html(html);
        *response.status_mut() = status;
        if self.flash.is_some() {
            response
                .headers_mut()
                .append(header::SET_COOKIE, Flash::forget());
        }
        Ok(response)
    }

    fn view(&self, title: &str) -> OfficeView {
        let here = &*self.portal.path;
        let nav = self
            .portal
            .app
            .console_places
            .iter()
            .filter(|place| self.may(place.needs))
            .map(|place| RailItem {
                label: place.label,
                href: place.href,
                icon: place.icon,
                current: here == place.href
                    || (place.href != BASE && here.starts_with(&format!("{}/", place.href))),
                count: None,
            })
            .collect();
        OfficeView {
            user: UserView {
                name: self.me.name.clone(),
                role_label: self.me.role.label().to_owned(),
                href: "/konsol/akun",
            },
            nav,
            csrf: self.session.csrf_token(PURPOSE),
            flash: self.flash.clone(),
            ..OfficeView::of_console(&self.portal, title)
        }
    }
}

/// Whose deed it is.
#[derive(Debug, Clone, Copy)]
pub struct DistrictWho<'a> {
    pub id: Uuid,
    /// As she is called at that time.
    pub name: &'a str,
}

/// Writes into the district's record, chained to the entry before. The address is cut to its
/// neighbourhood.
///
/// # Errors
/// When the database is away.
pub async fn record(
    portal: &PortalSite,
    tx: &mut PlatformTx,
    who: DistrictWho<'_>,
    action: &str,
    subject: &str,
    detail: Value,
) -> AppResult<()> {
    let happened = Happened {
        staff: Some(who.id),
        who: who.name,
        action,
        subject,
        detail,
        address: &identity::coarse_address(portal.origin.address),
    };
    record_happened(tx, happened, portal.now()).await
}

/// The same for what no person at a desk did: a program with a key, or the command line.
///
/// # Errors
/// When the database is away.
pub async fn record_happened(
    tx: &mut PlatformTx,
    happened: Happened<'_>,
    now: Timestamp,
) -> AppResult<()> {
    store::append_activity(tx, happened, now).await
}
