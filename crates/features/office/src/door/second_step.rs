//! The code from the phone, or one of the codes on paper.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use identity::{
    Attempt, Door, Login, Pending, SessionId,
    recovery::{RecoveryCode, RecoveryCodes},
    totp::TotpSecret,
};
use web::{
    AppError, AppResult, Form, OrNotFound, Site,
    office::{LOGIN, door_page},
};

use super::{away, lead, login::came_in, session};
use crate::{
    pages::CodePage,
    store::{self, DoorRow},
};

const PURPOSE: &str = "kode";

/// `GET /kantor/masuk/kode`
pub async fn show(site: Site, headers: HeaderMap) -> AppResult<Response> {
    match session(&site, &headers).await? {
        Some((_, session)) if session.login == Login::Pending(Pending::SecondFactor) => {
            let csrf = session.csrf_token(PURPOSE);
            page(&site, &Form::default(), csrf, StatusCode::OK)
        }
        Some((_, session)) if session.is_complete() => Ok(Redirect::to("/kantor").into_response()),
        _ => Ok(Redirect::to(LOGIN).into_response()),
    }
}

fn page(site: &Site, form: &Form, csrf: String, status: StatusCode) -> AppResult<Response> {
    let page = CodePage { form: form.view() };
    door_page(site, "Kode masuk", csrf, &page, status)
}

/// `POST /kantor/masuk/kode`
pub async fn enter(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let Some((id, session)) = session(&site, &headers).await? else {
        return Ok(Redirect::to(LOGIN).into_response());
    };
    if session.login != Login::Pending(Pending::SecondFactor) {
        return Ok(Redirect::to("/kantor").into_response());
    }
    if !session.csrf_is_own(PURPOSE, form.raw("csrf")) {
        return Err(AppError::Forbidden(
            "Halaman ini terlalu lama terbuka. Masuk sekali lagi.",
        ));
    }
    let account = session.staff_id.to_string();
    let attempt = Attempt {
        village: site.village.entry.schema.as_str(),
        door: Door::SecondFactor,
        account: &account,
        address: site.origin.address,
    };
    if let Err(wait) = site.app.throttle.begin(attempt, site.now()).await {
        form.wrong("kode", wait.to_string());
        let csrf = session.csrf_token(PURPOSE);
        return page(&site, &form, csrf, StatusCode::TOO_MANY_REQUESTS);
    }
    let mut tx = site.begin().await?;
    let row = store::by_id(&mut tx, session.staff_id)
        .await?
        .or_not_found()?;
    tx.finish().await?;
    match accepted(&site, &row, form.raw("kode")).await? {
        Ok(()) => {
            site.app.throttle.succeeded(attempt).await;
            through(&site, &id, &row).await
        }
        Err(problem) => {
            form.wrong("kode", problem);
            page(
                &site,
                &form,
                session.csrf_token(PURPOSE),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
    }
}

/// Whether the code opens; what opened opens nothing again.
async fn accepted(site: &Site, row: &DoorRow, typed: &str) -> AppResult<Result<(), String>> {
    let Some(secret) = &row.totp_secret else {
        return Ok(Err("Belum ada kode yang dipasang.".to_owned()));
    };
    if let Some(code) = RecoveryCode::parse(typed) {
        let used = RecoveryCodes::redeem(&site.app.passwords, &code, &row.recovery)
            .await
            .map_err(away)?;
        let Some(hash) = used else {
            return Ok(Err(
                "Kode cadangan ini tidak cocok atau sudah dipakai.".to_owned()
            ));
        };
        let mut tx = site.begin().await?;
        let first = store::use_recovery(&mut tx, row.id, &hash).await?;
        tx.finish().await?;
        return Ok(if first {
            Ok(())
        } else {
            Err("Kode cadangan ini sudah dipakai.".to_owned())
        });
    }
    let secret = TotpSecret::from_base32(secret).map_err(away)?;
    match secret.verify(typed, site.now(), row.totp_last_step) {
        Ok(step) => {
            let mut tx = site.begin().await?;
            let first = store::use_step(&mut tx, row.id, step).await?;
            tx.finish().await?;
            let replayed = identity::totp::TotpProblem::Replayed.to_string();
            Ok(if first { Ok(()) } else { Err(replayed) })
        }
        Err(problem) => Ok(Err(problem.to_string())),
    }
}

async fn through(site: &Site, id: &SessionId, row: &DoorRow) -> AppResult<Response> {
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
    came_in(site, row).await?;
    Ok(lead(site, &id, "/kantor"))
}
