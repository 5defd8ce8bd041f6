//! Who sits at the desk: found by her session, held to what her route needs.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use db::VillageTx;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use identity::{
    Capabilities, IdentityError, Login, Pending, Role, Session, SessionId, activity::Happened,
};
use minijinja::value::Serde;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Flash, Needs, Required,
    view::{OfficeView, RailItem, UserView},
};
use crate::{App, AppError, AppResult, Page, Site, store};

/// What forms of the office are signed for.
pub(crate) const PURPOSE: &str = "kantor";
/// Where somebody signs in.
pub const LOGIN: &str = "/kantor/masuk";
/// Where somebody sets up the code from her phone.
pub const ENROL: &str = "/kantor/kunci";

/// Somebody who works here, as her row says at this moment.
#[derive(Debug, Clone)]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub capabilities: Capabilities,
    pub has_second_factor: bool,
}

/// A person at work, with the village's transaction open.
pub struct Desk {
    pub site: Site,
    pub tx: VillageTx,
    pub me: Me,
    pub session: Session,
    pub session_id: SessionId,
    flash: Option<Flash>,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        // A route that does not say what it needs is given to nobody.
        let Some(Required(needs)) = parts.extensions.get::<Required>().copied() else {
            return Err(AppError::NotFound.into_response());
        };
        let site = Site::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let door = || Self::door(&parts.method, &parts.uri);
        let Some(session_id) = session_id(&parts.headers, &site) else {
            return Err(door());
        };
        let village = site.village.entry.schema.as_str();
        let session = app
            .sessions
            .load(village, &session_id, site.now())
            .await
            .map_err(away)?;
        let Some(session) = session else {
            return Err(door());
        };
        match session.login {
            Login::Complete { .. } => {}
            Login::Pending(Pending::SecondFactor) => {
                return Err(Redirect::to("/kantor/masuk/kode").into_response());
            }
            Login::Pending(Pending::Enrolment) => return Err(Redirect::to(ENROL).into_response()),
        }
        let mut tx = site.begin().await.map_err(IntoResponse::into_response)?;
        let me = me(&mut tx, session.staff_id, &site)
            .await
            .map_err(IntoResponse::into_response)?;
        let Some(me) = me else {
            // Somebody was disabled while she was in.
            let _ = app.sessions.revoke(village, &session_id).await;
            return Err(door());
        };
        if !needs.are_met_by(me.capabilities) {
            return Err(
                AppError::Forbidden("Halaman ini untuk peran lain di kantor Anda.").into_response(),
            );
        }
        Ok(Self {
            flash: Flash::of(&parts.headers),
            site,
            tx,
            me,
            session,
            session_id,
        })
    }
}

impl Desk {
    /// The way to the door and back to this page.
    fn door(method: &Method, uri: &http::Uri) -> Response {
        if method != Method::GET {
            return AppError::SignedOut.into_response();
        }
        let here = uri.path_and_query().map_or("/kantor", |path| path.as_str());
        let back = percent_encoding::utf8_percent_encode(here, percent_encoding::NON_ALPHANUMERIC);
        Redirect::to(&format!("{LOGIN}?kembali={back}")).into_response()
    }

    /// Whether a form's token was made for this session.
    pub fn is_own(&self, token: &str) -> bool {
        self.session.csrf_is_own(PURPOSE, token)
    }

    /// What the village's own words are signed with: "Kantor Desa Pembantanan".
    pub fn office_name(&self) -> String {
        format!("Kantor {}", crate::frame::name_of(&self.site.village))
    }

    /// Writes into the record what is being done. The record is part of the transaction: what is
    /// not committed was not done.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn record(&mut self, action: &str, subject: &str, detail: Value) -> AppResult<()> {
        let (site, tx) = (&self.site, &mut self.tx);
        record(site, tx, self.me.id, &self.me.name, action, subject, detail).await
    }

    /// What waits, corner by corner, as far as she may see it.
    ///
    /// # Errors
    /// What a corner failed with.
    pub async fn corners(&mut self) -> AppResult<Vec<String>> {
        let mut html = Vec::new();
        for corner in self.site.app.corners.clone() {
            if !corner.needs.are_met_by(self.me.capabilities) {
                continue;
            }
            html.extend((corner.render)(self).await?);
        }
        Ok(html)
    }

    /// Ends every session of somebody, at whatever browser.
    ///
    /// # Errors
    /// When Redis is away: then nothing of what was asked for is done.
    pub async fn end_sessions_of(&self, staff: Uuid) -> AppResult<()> {
        let village = self.site.village.entry.schema.as_str();
        let spared = (staff == self.me.id).then_some(&self.session_id);
        self.site
            .app
            .sessions
            .revoke_all(village, staff, spared)
            .await
            .map_err(|_| AppError::Unavailable("redis is away"))?;
        Ok(())
    }

    /// Ends the transaction, which only read, and answers with a page.
    ///
    /// # Errors
    /// When the database is away or the template does not fit.
    pub async fn page<P: Page>(self, title: &str, page: &P) -> AppResult<Response> {
        self.answer(title, page, StatusCode::OK, false).await
    }

    /// The same for a form that has to be corrected.
    ///
    /// # Errors
    /// As [`Desk::page`].
    pub async fn wrong<P: Page>(self, title: &str, page: &P) -> AppResult<Response> {
        self.answer(title, page, StatusCode::UNPROCESSABLE_ENTITY, false)
            .await
    }

    /// Makes the changes last and answers with a page: for what is shown once.
    ///
    /// # Errors
    /// As [`Desk::page`].
    pub async fn commit_and_page<P: Page>(self, title: &str, page: &P) -> AppResult<Response> {
        self.answer(title, page, StatusCode::OK, true).await
    }

    /// Makes the changes last and leads to a page that says so.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn done(self, href: &str, flash: Flash) -> AppResult<Response> {
        self.tx.commit().await?;
        let mut response = Redirect::to(href).into_response();
        response
            .headers_mut()
            .append(header::SET_COOKIE, flash.cookie());
        Ok(response)
    }

    async fn answer<P: Page>(
        self,
        title: &str,
        page: &P,
        status: StatusCode,
        commits: bool,
    ) -> AppResult<Response> {
        let view = self.view(title);
        if commits {
            self.tx.commit().await?;
        } else {
            self.tx.finish().await?;
        }
        let context = minijinja::context! {
            office => Serde(&view),
            ..minijinja::Value::from(Serde(page))
        };
        let html = self.site.app.templates.render(P::TEMPLATE, context)?;
        let mut response = self.site.office_html(html);
        *response.status_mut() = status;
        if self.flash.is_some() {
            response
                .headers_mut()
                .append(header::SET_COOKIE, Flash::forget());
        }
        Ok(response)
    }

    fn view(&self, title: &str) -> OfficeView {
        let roles: Vec<&str> = self.me.roles.iter().map(|role| role.label()).collect();
        let here = &*self.site.path;
        let nav = self
            .site
            .app
            .places
            .iter()
            .filter(|place| place.needs.are_met_by(self.me.capabilities))
            .map(|place| RailItem {
                label: place.label,
                href: place.href,
                icon: place.icon,
                current: here == place.href
                    || (place.href != "/kantor" && here.starts_with(&format!("{}/", place.href))),
                count: None,
            })
            .collect();
        OfficeView {
            user: UserView {
                name: self.me.name.clone(),
                role_label: roles.join(", "),
                href: "/kantor/akun",
            },
            nav,
            csrf: self.session.csrf_token(PURPOSE),
            flash: self.flash.clone(),
            ..OfficeView::of(&self.site, title)
        }
    }
}

/// Writes into a village's record, chained to the entry before. The address is cut to its
/// neighbourhood.
///
/// # Errors
/// When the database is away.
pub async fn record(
    site: &Site,
    tx: &mut VillageTx,
    staff: Uuid,
    who: &str,
    action: &str,
    subject: &str,
    detail: Value,
) -> AppResult<()> {
    let happened = Happened {
        staff: Some(staff),
        who,
        action,
        subject,
        detail,
        address: &identity::coarse_address(site.origin.address),
    };
    store::append_activity(tx, &site.village.entry.schema, happened, site.now()).await
}

async fn me(tx: &mut VillageTx, id: Uuid, site: &Site) -> AppResult<Option<Me>> {
    let Some(row) = store::staff_at_work(tx, id, site.now()).await? else {
        return Ok(None);
    };
    let roles: Vec<Role> = row
        .roles
        .iter()
        .filter_map(|role| role.parse().ok())
        .collect();
    Ok(Some(Me {
        id,
        name: row.name,
        email: row.email,
        capabilities: Capabilities::of(&roles),
        roles,
        has_second_factor: row.has_second_factor,
    }))
}

/// The session a request came with.
pub fn session_id(headers: &HeaderMap, site: &Site) -> Option<SessionId> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    identity::cookie_of(lines, site.has_secure_cookies())
}

/// `Set-Cookie` for somebody who came in or one step further.
pub fn session_cookie(id: &SessionId, site: &Site) -> HeaderValue {
    HeaderValue::from_str(&identity::cookie(id, site.has_secure_cookies()))
        .expect("base64 is a valid header")
}

/// `Set-Cookie` for somebody who went out.
pub fn no_session_cookie(site: &Site) -> HeaderValue {
    HeaderValue::from_str(&identity::forget_cookie(site.has_secure_cookies()))
        .expect("a constant is a valid header")
}

fn away(error: IdentityError) -> Response {
    tracing::warn!(%error, "no session can be read");
    AppError::Unavailable("redis is away").into_response()
}

impl Needs {
    /// Whether somebody with these capabilities may come.
    pub fn are_met_by(self, capabilities: Capabilities) -> bool {
        match self {
            Self::SignedIn => true,
            Self::Capability(capability) => capabilities.has(capability),
        }
    }
}
