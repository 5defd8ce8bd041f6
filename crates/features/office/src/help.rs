//! Help from the district: somebody of the console works in this office for an hour, seen by
//! everybody here, and can be sent away at any time.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use db::VillageTx;
use http::{HeaderMap, header};
use identity::{Login, NewSession, Purpose, Token};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Site,
    door::{Room, away},
    office::{
        DeskForm, Flash, Helper, NotHelped, Who, record, record_outside, session_cookie, session_id,
    },
};

use crate::{pages::HelpingPage, staff, store};

/// How long somebody may help before she has to ask again.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// Gives somebody of the district a place in the office and a link to it; commits.
///
/// # Errors
/// When the village takes no help, or the database is away.
pub async fn begin(
    mut tx: VillageTx,
    helper: Helper<'_>,
    now: Timestamp,
) -> Result<String, NotHelped> {
    if !store::help::takes_help(&mut tx).await? {
        return Err(NotHelped::Refused);
    }
    let until = now.checked_add(LASTS).map_err(anyhow::Error::from)?;
    store::help::put_helper(&mut tx, &helper, until).await?;
    let token = Token::generate();
    store::links::drop_links(&mut tx, helper.id).await?;
    let hash = token.hash(Purpose::Help);
    store::links::put_link(&mut tx, helper.id, Purpose::Help, &hash, now).await?;
    let (who, detail) = (format!("{} (kabupaten)", helper.name), json!({}));
    record_outside(&mut tx, &who, "bantuan.mulai", helper.reason, detail, now)
        .await
        .map_err(anyhow::Error::from)?;
    // Nothing that the public sees has changed.
    tx.finish().await?;
    Ok(format!("/kantor/bantuan/{}", token.to_text()))
}

/// `GET /kantor/bantuan/{token}`: a button, so that what looks at links ahead uses none up.
pub async fn invited(site: Site, Path(token): Path<String>) -> AppResult<Response> {
    holder(&site, &token).await?;
    let page = HelpingPage {
        action: format!("/kantor/bantuan/{token}"),
    };
    Room::Office(site).page("Bantuan kabupaten", String::new(), &page)
}

async fn holder(site: &Site, token: &str) -> AppResult<(identity::TokenHash, Uuid)> {
    let gone = AppError::Gone("Tautan ini sudah dipakai atau sudah lewat. Mulai lagi dari konsol.");
    let Ok(token) = Token::parse(token) else {
        return Err(gone);
    };
    let hash = token.hash(Purpose::Help);
    let mut tx = site.begin().await?;
    let found = store::links::link(&mut tx, Purpose::Help, &hash, site.now()).await?;
    tx.finish().await?;
    found.map(|id| (hash, id)).ok_or(gone)
}

/// `POST /kantor/bantuan/{token}`: in, with a session that ends with the help.
pub async fn come_in(
    site: Site,
    Path(token): Path<String>,
    headers: HeaderMap,
    _form: Form,
) -> AppResult<Response> {
    let (hash, id) = holder(&site, &token).await?;
    let mut tx = site.begin().await?;
    if !store::links::take_link(&mut tx, &hash).await? {
        return Err(AppError::Gone("Tautan ini baru saja dipakai."));
    }
    let row = store::door::by_id(&mut tx, id).await?.or_not_found()?;
    let who = Who {
        id,
        name: &row.name,
    };
    record(&site, &mut tx, who, "bantuan.masuk", "", json!({})).await?;
    tx.finish().await?;
    let village = site.village.entry.schema.as_str();
    let is_secure = site.has_secure_cookies();
    let sessions = &site.app.sessions;
    if let Some(old) = session_id(&headers, is_secure) {
        sessions.revoke(village, &old).await.map_err(away)?;
    }
    let new = NewSession {
        staff_id: id,
        // She proved herself at the console, by more than a password.
        login: Login::Complete {
            second_factor: true,
        },
        address: site.origin.address,
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default(),
    };
    let (session, _) = sessions
        .create(village, new, site.now())
        .await
        .map_err(away)?;
    let mut response = Redirect::to("/kantor").into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, session_cookie(&session, is_secure));
    Ok(response)
}

/// `POST /kantor/bantuan/akhiri`: whoever works here may end it; so may she who helps.
pub async fn end(DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let now = desk.site.now();
    let ended = store::help::end_help(&mut desk.tx, now).await?;
    desk.record("bantuan.akhiri", "", json!({ "jumlah": ended.len() }))
        .await?;
    for id in &ended {
        let village = desk.site.village.entry.schema.as_str();
        let sessions = &desk.site.app.sessions;
        sessions
            .revoke_all(village, *id, None)
            .await
            .map_err(away)?;
    }
    desk.done_inside("/kantor", Flash::good("Bantuan kabupaten sudah diakhiri."))
        .await
}

/// `POST /kantor/bantuan/izin`: whether the district may come at all.
pub async fn allow(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let takes = form.has("boleh");
    store::help::set_takes_help(&mut desk.tx, takes).await?;
    desk.record("bantuan.izin", "", json!({ "boleh": takes }))
        .await?;
    let text = if takes {
        "Kabupaten boleh membantu di kantor ini."
    } else {
        "Kabupaten tidak lagi bisa masuk untuk membantu."
    };
    desk.done_inside(staff::HERE, Flash::good(text)).await
}
