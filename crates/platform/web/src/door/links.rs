//! A link that opens once: somebody new chooses her password, or somebody who forgot hers does.

use axum::{extract::Path, response::Response};
use http::{HeaderMap, StatusCode};
use identity::{Password, Purpose, Token, TokenHash};

use super::{Guest, House, Room, away, door_page, login::admit, pages::PasswordPage};
use crate::{AppError, AppResult, Form, OrNotFound};

/// `GET {base}/undangan/{token}`
///
/// # Errors
/// When the link does not open, or the database is away.
pub async fn invited<H: House>(house: H, Path(token): Path<String>) -> AppResult<Response> {
    show(&house, &token, Purpose::Invitation).await
}

/// `GET {base}/sandi/{token}`
///
/// # Errors
/// As [`invited`].
pub async fn forgot<H: House>(house: H, Path(token): Path<String>) -> AppResult<Response> {
    show(&house, &token, Purpose::PasswordReset).await
}

/// `POST {base}/undangan/{token}`
///
/// # Errors
/// As [`invited`], or when Redis is away.
pub async fn arrive<H: House>(
    house: H,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> AppResult<Response> {
    choose(&house, &token, Purpose::Invitation, &headers, form).await
}

/// `POST {base}/sandi/{token}`
///
/// # Errors
/// As [`arrive`].
pub async fn renew<H: House>(
    house: H,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> AppResult<Response> {
    choose(&house, &token, Purpose::PasswordReset, &headers, form).await
}

async fn show<H: House>(house: &H, token: &str, purpose: Purpose) -> AppResult<Response> {
    let (_, guest) = holder(house, token, purpose).await?;
    let room = house.room();
    page(room, purpose, &guest, &Form::default(), StatusCode::OK)
}

/// Whom the link is for.
async fn holder<H: House>(
    house: &H,
    token: &str,
    purpose: Purpose,
) -> AppResult<(TokenHash, Guest)> {
    let gone =
        AppError::Gone("Tautan ini sudah dipakai atau sudah lewat waktunya. Minta tautan baru.");
    let Ok(token) = Token::parse(token) else {
        return Err(gone);
    };
    let hash = token.hash(purpose);
    let guest = house.holder(purpose, &hash).await?;
    guest.map(|guest| (hash, guest)).ok_or(gone)
}

fn page(
    room: &Room,
    purpose: Purpose,
    guest: &Guest,
    form: &Form,
    status: StatusCode,
) -> AppResult<Response> {
    let page = PasswordPage {
        form: form.view(),
        name: guest.name.clone(),
        email: guest.email.clone(),
        is_new: purpose == Purpose::Invitation,
    };
    let title = if page.is_new {
        "Undangan"
    } else {
        "Kata sandi baru"
    };
    door_page(room, title, String::new(), &page, status)
}

async fn choose<H: House>(
    house: &H,
    token: &str,
    purpose: Purpose,
    headers: &HeaderMap,
    mut form: Form,
) -> AppResult<Response> {
    let room = house.room();
    let (link, guest) = holder(house, token, purpose).await?;
    let typed = form.raw("sandi").to_owned();
    let name = room.name();
    let about = [name.as_str(), guest.name.as_str(), guest.email.as_str()];
    let password = match Password::parse(&typed, &about) {
        Ok(password) => Some(password),
        Err(problem) => {
            form.wrong("sandi", problem.to_string());
            None
        }
    };
    if typed != form.raw("ulang") {
        form.wrong("ulang", "Ketikan kedua belum sama dengan yang pertama.");
    }
    let (true, Some(password)) = (form.is_good(), password) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(room, purpose, &guest, &form, status);
    };
    let hash = room.app().passwords.hash(password).await.map_err(away)?;
    let kept = house.renew_password(&guest, purpose, &link, &hash).await?;
    if !kept {
        return Err(AppError::Gone(
            "Tautan ini baru saja dipakai. Masuk dengan kata sandi itu.",
        ));
    }
    // Whoever was in with the old password is out.
    let sessions = &room.app().sessions;
    sessions
        .revoke_all(room.key(), guest.id, None)
        .await
        .map_err(away)?;
    let guest = house.by_id(guest.id).await?.or_not_found()?;
    admit(house, headers, guest, room.base()).await
}
