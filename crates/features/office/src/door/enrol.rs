//! Setting up the code from the phone: at the door when a role needs it, or later by choice.

use axum::response::{IntoResponse, Redirect, Response};
use db::VillageTx;
use http::{HeaderMap, StatusCode, header};
use identity::{
    Login, Pending, Session, SessionId,
    recovery::{RecoveryCode, RecoveryCodes},
    totp::{TotpSecret, qr_svg},
};
use serde_json::json;
use web::{
    AppError, AppResult, Form, OrNotFound, Site,
    office::{LOGIN, Who, door_page, record, session_cookie},
};

use super::{away, is_really_her, login::came_in, session};
use crate::{
    pages::{CodesPage, EnrolPage},
    store::{self, DoorRow},
};

const PURPOSE: &str = "kunci";

/// Somebody who may set up a code: at the door, or already inside.
async fn visitor(site: &Site, headers: &HeaderMap) -> AppResult<Option<(SessionId, Session)>> {
    let found = session(site, headers).await?;
    Ok(found.filter(|(_, session)| {
        session.is_complete() || session.login == Login::Pending(Pending::Enrolment)
    }))
}

/// `GET /kantor/kunci`
pub async fn show(site: Site, headers: HeaderMap) -> AppResult<Response> {
    let Some((_, session)) = visitor(&site, &headers).await? else {
        return Ok(Redirect::to(LOGIN).into_response());
    };
    let mut tx = site.begin().await?;
    let row = store::by_id(&mut tx, session.staff_id)
        .await?
        .or_not_found()?;
    let secret = pending(&mut tx, &row).await?;
    tx.finish().await?;
    page(
        &site,
        &session,
        &row,
        &secret,
        &Form::default(),
        StatusCode::OK,
    )
}

/// The secret that waits for its first code; made when there is none.
async fn pending(tx: &mut VillageTx, row: &DoorRow) -> AppResult<TotpSecret> {
    if let Some(kept) = store::pending_totp(tx, row.id).await?
        && let Ok(secret) = TotpSecret::from_base32(&kept)
    {
        return Ok(secret);
    }
    let secret = TotpSecret::generate();
    store::set_pending_totp(tx, row.id, Some(&secret.to_base32())).await?;
    Ok(secret)
}

fn page(
    site: &Site,
    session: &Session,
    row: &DoorRow,
    secret: &TotpSecret,
    form: &Form,
    status: StatusCode,
) -> AppResult<Response> {
    let uri = secret.otpauth_uri(&site.village.entry.name, &row.email);
    let page = EnrolPage {
        form: form.view(),
        qr_svg: qr_svg(&uri).map_err(away)?,
        secret: secret.to_base32(),
        is_needed: !session.is_complete(),
    };
    door_page(
        site,
        "Pasang kode dari ponsel",
        session.csrf_token(PURPOSE),
        &page,
        status,
    )
}

/// `POST /kantor/kunci`: the first code proves that the phone has the secret.
pub async fn confirm(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let Some((id, session)) = visitor(&site, &headers).await? else {
        return Ok(Redirect::to(LOGIN).into_response());
    };
    if !session.csrf_is_own(PURPOSE, form.raw("csrf")) {
        return Err(AppError::Forbidden(
            "Halaman ini terlalu lama terbuka. Muat ulang dulu.",
        ));
    }
    let mut tx = site.begin().await?;
    let row = store::by_id(&mut tx, session.staff_id)
        .await?
        .or_not_found()?;
    let secret = pending(&mut tx, &row).await?;
    tx.finish().await?;
    if session.is_complete() {
        // Whoever sits down at a browser that was left open does not get a key of her own.
        is_really_her(&site, &row, &mut form, "sandi").await?;
        if !form.is_good() {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return page(&site, &session, &row, &secret, &form, status);
        }
    }
    let step = match secret.verify(form.raw("kode"), site.now(), 0) {
        Ok(step) => step,
        Err(problem) => {
            form.wrong("kode", problem.to_string());
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return page(&site, &session, &row, &secret, &form, status);
        }
    };
    let recovery = RecoveryCodes::issue(&site.app.passwords)
        .await
        .map_err(away)?;
    let mut tx = site.begin().await?;
    store::confirm_totp(&mut tx, row.id, step, &recovery.hashes).await?;
    record(
        &site,
        &mut tx,
        Who {
            id: row.id,
            name: &row.name,
        },
        "kunci.pasang",
        "",
        json!({}),
    )
    .await?;
    tx.finish().await?;
    inside(&site, &id, &session, &row, &recovery.codes).await
}

/// In, or further in, under a new number; the codes on paper are shown once.
async fn inside(
    site: &Site,
    id: &SessionId,
    session: &Session,
    row: &DoorRow,
    codes: &[RecoveryCode],
) -> AppResult<Response> {
    let village = site.village.entry.schema.as_str();
    let login = Login::Complete {
        second_factor: true,
    };
    let rotated = site
        .app
        .sessions
        .rotate(village, id, login, site.now())
        .await
        .map_err(away)?;
    let Some((id, _)) = rotated else {
        return Ok(Redirect::to(LOGIN).into_response());
    };
    if !session.is_complete() {
        came_in(site, row).await?;
    }
    let page = CodesPage {
        codes: codes.iter().map(ToString::to_string).collect(),
    };
    let mut response = door_page(site, "Kode cadangan", String::new(), &page, StatusCode::OK)?;
    response
        .headers_mut()
        .append(header::SET_COOKIE, session_cookie(&id, site));
    Ok(response)
}
