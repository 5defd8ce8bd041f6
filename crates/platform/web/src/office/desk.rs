//! Who sits at the desk: found by her session, held to what her route needs.

use std::future::Future;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use db::VillageTx;
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use identity::{Capabilities, Login, Role, Session, SessionId, activity::Happened};
use minijinja::value::Serde;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Flash, Needs, Seat,
    view::{HelperView, OfficeView, RailItem, UserView},
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
    /// Who of the district helps in this office now, and until when.
    pub helper: Option<(String, jiff::Timestamp)>,
}

/// A person at work, with the village's transaction open.
pub struct Desk {
    pub site: Site,
    pub tx: VillageTx,
    pub me: Me,
    pub session: Session,
    pub session_id: SessionId,
    pub(super) flash: Option<Flash>,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        Seat::from_request_parts(parts, app).await?.desk().await
    }
}

impl Desk {
    /// Whether she proved herself by more than a password: needed to see how citizens are reached.
    pub fn has_second_factor(&self) -> bool {
        matches!(
            self.session.login,
            Login::Complete {
                second_factor: true
            }
        )
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
        let who = Who {
            id: self.me.id,
            name: &self.me.name,
        };
        record(site, tx, who, action, subject, detail).await
    }

    /// Does something slow with no transaction open, such as keeping a file that came with a form.
    /// The one that is open has only read so far: it ends, and another begins afterwards.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn aside<T>(&mut self, work: impl Future<Output = T>) -> AppResult<T> {
        self.tx.pause().await?;
        let done = work.await;
        self.tx = self.site.begin().await?;
        Ok(done)
    }

    /// What waits, corner by corner, as far as she may see it.
    ///
    /// # Errors
    /// What a corner failed with.
    pub async fn corners(&mut self) -> AppResult<Vec<String>> {
        let mut html = Vec::new();
        for corner in self.site.app.corners.clone() {
            let is_on = corner.is_on(&self.site.village);
            if !is_on || !corner.part.needs.are_met_by(self.me.capabilities) {
                continue;
            }
            html.extend((corner.part.render)(self).await?);
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

    /// Ends every session of her own but this one; says how many there were.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn end_other_sessions(&self) -> AppResult<u64> {
        let village = self.site.village.entry.schema.as_str();
        let sessions = &self.site.app.sessions;
        sessions
            .revoke_all(village, self.me.id, Some(&self.session_id))
            .await
            .map_err(|_| AppError::Unavailable("redis is away"))
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
        Ok(lead(href, &flash))
    }

    /// The same when nothing changed that the public sees: no kept page is dropped. What the
    /// district counts may have changed all the same.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn done_inside(mut self, href: &str, flash: Flash) -> AppResult<Response> {
        crate::rollup::ask(&mut self.tx).await?;
        self.tx.finish().await?;
        Ok(lead(href, &flash))
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
            .filter(|place| place.is_on(&self.site.village))
            .map(|place| &place.part)
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
            helper: self.me.helper.as_ref().map(|(name, until)| HelperView {
                name: name.clone(),
                until: kernel::time::clock(*until),
            }),
            ..OfficeView::of(&self.site, title)
        }
    }
}

/// Leads to a page that says something, from where no transaction is open.
pub fn lead(href: &str, flash: &Flash) -> Response {
    let mut response = Redirect::to(href).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, flash.cookie());
    response
}

/// Whose deed it is.
#[derive(Debug, Clone, Copy)]
pub struct Who<'a> {
    pub id: Uuid,
    /// As she is called at that time.
    pub name: &'a str,
}

/// Writes into a village's record, chained to the entry before. The address is cut to its
/// neighbourhood.
///
/// # Errors
/// When the database is away.
pub async fn record(
    site: &Site,
    tx: &mut VillageTx,
    who: Who<'_>,
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
        address: &identity::coarse_address(site.origin.address),
    };
    store::append_activity(tx, &site.village.entry.schema, happened, site.now()).await
}

/// Writes into a village's record what the district or the service itself did, outside of any
/// request.
///
/// # Errors
/// When the database is away.
pub async fn record_outside(
    tx: &mut VillageTx,
    who: &str,
    action: &str,
    subject: &str,
    detail: Value,
    now: jiff::Timestamp,
) -> AppResult<()> {
    let happened = Happened {
        staff: None,
        who,
        action,
        subject,
        detail,
        address: "",
    };
    let village = *tx.schema();
    store::append_activity(tx, &village, happened, now).await
}

pub(super) async fn me(tx: &mut VillageTx, id: Uuid, site: &Site) -> AppResult<Option<Me>> {
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
        helper: row.helper,
    }))
}

/// The session a request came with. `is_secure` tells whether browsers take `Secure` cookies here.
pub fn session_id(headers: &HeaderMap, is_secure: bool) -> Option<SessionId> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    identity::cookie_of(lines, is_secure)
}

/// `Set-Cookie` for somebody who came in or one step further.
pub fn session_cookie(id: &SessionId, is_secure: bool) -> HeaderValue {
    HeaderValue::from_str(&identity::cookie(id, is_secure)).expect("base64 is a valid header")
}

/// `Set-Cookie` for somebody who went out.
pub fn no_session_cookie(is_secure: bool) -> HeaderValue {
    HeaderValue::from_str(&identity::forget_cookie(is_secure))
        .expect("a constant is a valid header")
}

impl Needs {
    /// Whether somebody with these capabilities may come.
    pub fn are_met_by(self, capabilities: Capabilities) -> bool {
        match self {
            Self::SignedIn => true,
            Self::Capability(capability) => capabilities.has(capability),
            Self::Either(one, other) => capabilities.has(one) || capabilities.has(other),
        }
    }
}
