//! The code from the phone, or one of the codes on paper.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use identity::{
    Attempt, Door, Login, Pending, SessionId,
    recovery::{RecoveryCode, RecoveryCodes},
    totp::TotpSecret,
};

use super::{Guest, House, Room, away, door_page, lead, pages::CodePage, session, to_login};
use crate::{AppError, AppResult, Form, OrNotFound};

const PURPOSE: &str = "kode";

/// `GET {base}/masuk/kode`
///
/// # Errors
/// When Redis is away.
pub async fn show<H: House>(house: H, headers: HeaderMap) -> AppResult<Response> {
    let room = house.room();
    match session(room, &headers).await? {
        Some((_, session)) if session.login == Login::Pending(Pending::SecondFactor) => {
            let csrf = session.csrf_token(PURPOSE);
            page(room, &Form::default(), csrf, StatusCode::OK)
        }
        Some((_, session)) if session.is_complete() => {
            Ok(Redirect::to(room.base()).into_response())
        }
        _ => Ok(to_login(room)),
    }
}

fn page(room: &Room, form: &Form, csrf: String, status: StatusCode) -> AppResult<Response> {
    let page = CodePage { form: form.view() };
    door_page(room, "Kode masuk", csrf, &page, status)
}

/// `POST {base}/masuk/kode`
///
/// # Errors
/// When the form is not from this session, or Redis or the database is away.
pub async fn enter<H: House>(house: H, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let room = house.room();
    let Some((id, session)) = session(room, &headers).await? else {
        return Ok(to_login(room));
    };
    if session.login != Login::Pending(Pending::SecondFactor) {
        return Ok(Redirect::to(room.base()).into_response());
    }
    if !session.csrf_is_own(PURPOSE, form.raw("csrf")) {
        return Err(AppError::Forbidden(
            "Halaman ini terlalu lama terbuka. Masuk sekali lagi.",
        ));
    }
    let account = session.staff_id.to_string();
    let attempt = Attempt {
        village: room.key(),
        door: Door::SecondFactor,
        account: &account,
        address: room.address(),
    };
    if let Err(wait) = room.app().throttle.begin(attempt, room.now()).await {
        form.wrong("kode", wait.to_string());
        let csrf = session.csrf_token(PURPOSE);
        return page(room, &form, csrf, StatusCode::TOO_MANY_REQUESTS);
    }
    let guest = house.by_id(session.staff_id).await?.or_not_found()?;
    match accepted(&house, &guest, form.raw("kode")).await? {
        Ok(()) => {
            room.app().throttle.succeeded(attempt).await;
            through(&house, &id, &guest).await
        }
        Err(problem) => {
            form.wrong("kode", problem);
            page(
                room,
                &form,
                session.csrf_token(PURPOSE),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
    }
}

/// Whether the code opens; what opened opens nothing again.
async fn accepted<H: House>(
    house: &H,
    guest: &Guest,
    typed: &str,
) -> AppResult<Result<(), String>> {
    let room = house.room();
    let Some(secret) = &guest.totp_secret else {
        return Ok(Err("Belum ada kode yang dipasang.".to_owned()));
    };
    if let Some(code) = RecoveryCode::parse(typed) {
        let used = RecoveryCodes::redeem(&room.app().passwords, &code, &guest.recovery)
            .await
            .map_err(away)?;
        let Some(hash) = used else {
            return Ok(Err(
                "Kode cadangan ini tidak cocok atau sudah dipakai.".to_owned()
            ));
        };
        return Ok(if house.use_recovery(guest.id, &hash).await? {
            Ok(())
        } else {
            Err("Kode cadangan ini sudah dipakai.".to_owned())
        });
    }
    let secret = TotpSecret::from_base32(secret).map_err(away)?;
    match secret.verify(typed, room.now(), guest.totp_last_step) {
        Ok(step) => Ok(if house.use_step(guest.id, step).await? {
            Ok(())
        } else {
            Err(identity::totp::TotpProblem::Replayed.to_string())
        }),
        Err(problem) => Ok(Err(problem.to_string())),
    }
}

async fn through<H: House>(house: &H, id: &SessionId, guest: &Guest) -> AppResult<Response> {
    let room = house.room();
    let login = Login::Complete {
        second_factor: true,
    };
    let sessions = &room.app().sessions;
    let rotated = sessions
        .rotate(room.key(), id, login, room.now())
        .await
        .map_err(away)?;
    let Some((id, _)) = rotated else {
        return Ok(to_login(room));
    };
    house.came_in(guest).await?;
    Ok(lead(room, &id, room.base()))
}
