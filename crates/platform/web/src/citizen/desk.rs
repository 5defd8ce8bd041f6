//! A resident who is in, with the village's transaction open.

use std::future::Future;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse as _, Redirect, Response},
};
use db::VillageTx;
use http::{HeaderMap, StatusCode, header, request::Parts};
use identity::{Listed, Session, SessionId, SessionRef};
use jiff::Timestamp;
use minijinja::value::Serde;
use uuid::Uuid;

use super::{
    CameBy, CitizenSeat, LOGIN, Newcomer, come_in,
    session::{away, key},
    view::citizen_view,
};
use crate::{
    App, AppResult, Page, Site,
    office::{Flash, lead},
};

/// What forms of residents are signed for.
pub(super) const PURPOSE: &str = "mandiri";

/// A resident, as the register says at this moment.
#[derive(Debug, Clone)]
pub struct CitizenMe {
    pub resident: Uuid,
    /// Nothing for who came in without one.
    pub account: Option<Uuid>,
    pub name: String,
    pub family: Option<Uuid>,
    pub came_by: CameBy,
    /// Whether the first thing she has to do is to choose her own PIN.
    pub must_change: bool,
}

/// A resident who is in, with the village's transaction open.
pub struct CitizenDesk {
    pub site: Site,
    pub tx: VillageTx,
    pub me: CitizenMe,
    pub session: Session,
    pub session_id: SessionId,
    pub(super) flash: Option<Flash>,
    pub(super) headers: HeaderMap,
    /// Sessions that began before are over.
    pub(super) void_before: Timestamp,
}

impl FromRequestParts<App> for CitizenDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        CitizenSeat::from_request_parts(parts, app)
            .await?
            .desk()
            .await
    }
}

/// Whether a session began before the PIN was changed. Postgres keeps a moment to the microsecond.
pub(super) fn is_void(session: &Session, void_before: Timestamp) -> bool {
    session.created_at.as_millisecond() < void_before.as_millisecond()
}

impl CitizenDesk {
    /// Does something slow with no transaction open. The one that is open has only read so far: it ends,
    /// and another begins afterwards.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn aside<T>(&mut self, work: impl Future<Output = T>) -> AppResult<T> {
        self.tx.pause().await?;
        let done = work.await;
        self.tx = self.site.begin().await?;
        Ok(done)
    }

    /// What other features have for her on the first page, in order.
    ///
    /// # Errors
    /// What a corner failed with.
    pub async fn corners(&mut self) -> AppResult<Vec<String>> {
        let mut html = Vec::new();
        for corner in self.site.app.citizen_corners.clone() {
            if corner.is_on(&self.site.village) {
                html.extend((corner.part.render)(self).await?);
            }
        }
        Ok(html)
    }

    /// Where she is signed in, the latest seen first.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn sessions(&self) -> AppResult<Vec<Listed>> {
        let (id, now) = (Some(&self.session_id), self.site.now());
        let sessions = &self.site.app.sessions;
        let key = key(&self.site);
        let listed = sessions.list(&key, self.me.resident, id, now);
        let mut listed = listed.await.map_err(away)?;
        listed.retain(|one| !is_void(&one.session, self.void_before));
        Ok(listed)
    }

    /// Ends one of her other sessions. `false` when she has none of that name.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn end_session(&self, reference: &SessionRef) -> AppResult<bool> {
        let sessions = &self.site.app.sessions;
        let key = key(&self.site);
        let ended = sessions.revoke_listed(&key, self.me.resident, reference);
        ended.await.map_err(away)
    }

    /// Ends every session of hers but this one; says how many there were.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn end_other_sessions(&self) -> AppResult<u64> {
        let sessions = &self.site.app.sessions;
        let spared = Some(&self.session_id);
        let key = key(&self.site);
        let ended = sessions.revoke_all(&key, self.me.resident, spared);
        ended.await.map_err(away)
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
    /// As [`CitizenDesk::page`].
    pub async fn wrong<P: Page>(self, title: &str, page: &P) -> AppResult<Response> {
        self.answer(title, page, StatusCode::UNPROCESSABLE_ENTITY, false)
            .await
    }

    /// Makes the changes last and answers with a page: for what is shown once.
    ///
    /// # Errors
    /// As [`CitizenDesk::page`].
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

    /// The same when nothing changed that the public sees: no kept page is dropped. What the district
    /// counts may have changed all the same.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn done_inside(mut self, href: &str, flash: Flash) -> AppResult<Response> {
        crate::rollup::ask(&mut self.tx).await?;
        self.tx.finish().await?;
        Ok(lead(href, &flash))
    }

    /// The same after her PIN was changed: sessions that began before are over, and this browser gets a
    /// new one.
    ///
    /// # Errors
    /// When the database or Redis is away.
    pub async fn done_anew(self, href: &str, flash: Flash) -> AppResult<Response> {
        self.tx.finish().await?;
        let newcomer = Newcomer {
            resident: self.me.resident,
            came_by: self.me.came_by,
            at_kiosk: self.session.stay.is_at_kiosk(),
            since: self.site.now(),
        };
        let response = lead(href, &flash);
        come_in(&self.site, &self.headers, newcomer, response).await
    }

    /// Ends her session and leads out, leaving nothing of it in the browser.
    ///
    /// # Errors
    /// When the database or Redis is away.
    pub async fn leave(self) -> AppResult<Response> {
        self.tx.finish().await?;
        let to = if self.session.stay.is_at_kiosk() {
            super::KIOSK
        } else {
            LOGIN
        };
        let mut response = Redirect::to(to).into_response();
        super::view::clear(&mut response);
        super::go_out(&self.site, &self.headers, response).await
    }

    async fn answer<P: Page>(
        self,
        title: &str,
        page: &P,
        status: StatusCode,
        commits: bool,
    ) -> AppResult<Response> {
        let view = citizen_view(&self, title);
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
}
