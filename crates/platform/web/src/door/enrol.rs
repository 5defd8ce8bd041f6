//! Setting up the code from the phone: at the door when a role needs it, or later by choice.

use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use identity::{
    Login, Pending, Session, SessionId,
    recovery::{RecoveryCode, RecoveryCodes},
    totp::{TotpSecret, qr_svg},
};

use super::{
    Guest, House, Room, away, door_page, is_really_her,
    pages::{CodesPage, EnrolPage},
    session, to_login,
};
use crate::{AppError, AppResult, Form, OrNotFound, office::session_cookie};

const PURPOSE: &str = "kunci";

/// Somebody who may set up a code: at the door, or already inside.
async fn visitor(room: &Room, headers: &HeaderMap) -> AppResult<Option<(SessionId, Session)>> {
    let found = session(room, headers).await?;
    Ok(found.filter(|(_, session)| {
        session.is_complete() || session.login == Login::Pending(Pending::Enrolment)
    }))
}

/// `GET {base}/kunci`
///
/// # Errors
/// When Redis or the database is away.
pub async fn show<H: House>(house: H, headers: HeaderMap) -> AppResult<Response> {
    let room = house.room();
    let Some((_, session)) = visitor(room, &headers).await? else {
        return Ok(to_login(room));
    };
    let guest = house.by_id(session.staff_id).await?.or_not_found()?;
    let secret = pending(&house, &guest).await?;
    let seen = Seen {
        session: &session,
        guest: &guest,
        secret: &secret,
    };
    seen.page(room, &Form::default(), StatusCode::OK)
}

/// The secret that waits for its first code; made when there is none.
async fn pending<H: House>(house: &H, guest: &Guest) -> AppResult<TotpSecret> {
    let new = TotpSecret::generate().to_base32();
    let kept = house.pending_totp(guest.id, &new).await?;
    TotpSecret::from_base32(&kept).map_err(away)
}

/// What the page shows around its form.
struct Seen<'a> {
    session: &'a Session,
    guest: &'a Guest,
    secret: &'a TotpSecret,
}

impl Seen<'_> {
    fn page(&self, room: &Room, form: &Form, status: StatusCode) -> AppResult<Response> {
        let uri = self.secret.otpauth_uri(&room.name(), &self.guest.email);
        let page = EnrolPage {
            form: form.view(),
            qr_svg: qr_svg(&uri).map_err(away)?,
            secret: self.secret.to_base32(),
            is_needed: !self.session.is_complete(),
        };
        let csrf = self.session.csrf_token(PURPOSE);
        door_page(room, "Pasang kode dari ponsel", csrf, &page, status)
    }
}

/// `POST {base}/kunci`: the first code proves that the phone has the secret.
///
/// # Errors
/// When the form is not from this session, or Redis or the database is away.
pub async fn confirm<H: House>(
    house: H,
    headers: HeaderMap,
    mut form: Form,
) -> AppResult<Response> {
    let room = house.room();
    let Some((id, session)) = visitor(room, &headers).await? else {
        return Ok(to_login(room));
    };
    if !session.csrf_is_own(PURPOSE, form.raw("csrf")) {
        return Err(AppError::Forbidden(
            "Halaman ini terlalu lama terbuka. Muat ulang dulu.",
        ));
    }
    let guest = house.by_id(session.staff_id).await?.or_not_found()?;
    let secret = pending(&house, &guest).await?;
    let seen = Seen {
        session: &session,
        guest: &guest,
        secret: &secret,
    };
    if session.is_complete() {
        // Whoever sits down at a browser that was left open does not get a key of her own.
        let hash = guest.password_hash.as_deref();
        is_really_her(room, &guest.email, hash, &mut form, "sandi").await?;
        if !form.is_good() {
            return seen.page(room, &form, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    let step = match secret.verify(form.raw("kode"), room.now(), 0) {
        Ok(step) => step,
        Err(problem) => {
            form.wrong("kode", problem.to_string());
            return seen.page(room, &form, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let recovery = RecoveryCodes::issue(&room.app().passwords)
        .await
        .map_err(away)?;
    house.confirm_totp(&guest, step, &recovery.hashes).await?;
    inside(&house, &id, &seen, &recovery.codes).await
}

/// In, or further in, under a new number; the codes on paper are shown once.
async fn inside<H: House>(
    house: &H,
    id: &SessionId,
    seen: &Seen<'_>,
    codes: &[RecoveryCode],
) -> AppResult<Response> {
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
    if !seen.session.is_complete() {
        house.came_in(seen.guest).await?;
    }
    let page = CodesPage {
        codes: codes.iter().map(ToString::to_string).collect(),
    };
    let mut response = door_page(room, "Kode cadangan", String::new(), &page, StatusCode::OK)?;
    response.headers_mut().append(
        header::SET_COOKIE,
        session_cookie(&id, room.has_secure_cookies()),
    );
    Ok(response)
}
