//! A link that opens once: somebody new chooses her password, or somebody who forgot hers does.

use axum::{extract::Path, response::Response};
use http::{HeaderMap, StatusCode};
use identity::{Password, Purpose, Token, TokenHash};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Site,
    office::{Who, door_page, record},
};

use super::{away, login::admit};
use crate::{
    pages::PasswordPage,
    store::{self, DoorRow},
};

/// `GET /kantor/undangan/{token}`
pub async fn invited(site: Site, Path(token): Path<String>) -> AppResult<Response> {
    show(&site, &token, Purpose::Invitation).await
}

/// `GET /kantor/sandi/{token}`
pub async fn forgot(site: Site, Path(token): Path<String>) -> AppResult<Response> {
    show(&site, &token, Purpose::PasswordReset).await
}

/// `POST /kantor/undangan/{token}`
pub async fn arrive(
    site: Site,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> AppResult<Response> {
    choose(site, &token, Purpose::Invitation, headers, form).await
}

/// `POST /kantor/sandi/{token}`
pub async fn renew(
    site: Site,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> AppResult<Response> {
    choose(site, &token, Purpose::PasswordReset, headers, form).await
}

async fn show(site: &Site, token: &str, purpose: Purpose) -> AppResult<Response> {
    let (_, row) = holder(site, token, purpose).await?;
    page(site, purpose, &row, &Form::default(), StatusCode::OK)
}

/// Whom the link is for.
async fn holder(site: &Site, token: &str, purpose: Purpose) -> AppResult<(TokenHash, DoorRow)> {
    let gone =
        AppError::Gone("Tautan ini sudah dipakai atau sudah lewat waktunya. Minta tautan baru.");
    let Ok(token) = Token::parse(token) else {
        return Err(gone);
    };
    let hash = token.hash(purpose);
    let mut tx = site.begin().await?;
    let staff = store::link(&mut tx, purpose, &hash, site.now()).await?;
    let Some(staff) = staff else { return Err(gone) };
    let row = store::by_id(&mut tx, staff).await?.or_not_found()?;
    tx.finish().await?;
    Ok((hash, row))
}

fn page(
    site: &Site,
    purpose: Purpose,
    row: &DoorRow,
    form: &Form,
    status: StatusCode,
) -> AppResult<Response> {
    let page = PasswordPage {
        form: form.view(),
        name: row.name.clone(),
        email: row.email.clone(),
        is_new: purpose == Purpose::Invitation,
    };
    let title = if page.is_new {
        "Undangan"
    } else {
        "Kata sandi baru"
    };
    door_page(site, title, String::new(), &page, status)
}

async fn choose(
    site: Site,
    token: &str,
    purpose: Purpose,
    headers: HeaderMap,
    mut form: Form,
) -> AppResult<Response> {
    let (link, row) = holder(&site, token, purpose).await?;
    let typed = form.raw("sandi").to_owned();
    let about = [
        site.village.entry.name.as_str(),
        row.name.as_str(),
        row.email.as_str(),
    ];
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
        return page(
            &site,
            purpose,
            &row,
            &form,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    };
    let hash = site.app.passwords.hash(password).await.map_err(away)?;
    if !keep(&site, &row, &link, &hash, purpose).await? {
        return Err(AppError::Gone(
            "Tautan ini baru saja dipakai. Masuk dengan kata sandi itu.",
        ));
    }
    // Whoever was in with the old password is out.
    let village = site.village.entry.schema.as_str();
    site.app
        .sessions
        .revoke_all(village, row.id, None)
        .await
        .map_err(away)?;
    let row = fresh(&site, row.id).await?;
    admit(&site, &headers, row, "/kantor").await
}

/// The new password, if the link was still there.
async fn keep(
    site: &Site,
    row: &DoorRow,
    link: &TokenHash,
    hash: &str,
    purpose: Purpose,
) -> AppResult<bool> {
    let mut tx = site.begin().await?;
    if !store::take_link(&mut tx, link).await? {
        return Ok(false);
    }
    store::drop_links(&mut tx, row.id).await?;
    store::set_password(&mut tx, row.id, hash, site.now()).await?;
    let action = match purpose {
        Purpose::Invitation => "undangan.terima",
        _ => "sandi.ubah",
    };
    record(
        site,
        &mut tx,
        Who {
            id: row.id,
            name: &row.name,
        },
        action,
        "",
        json!({}),
    )
    .await?;
    tx.finish().await?;
    Ok(true)
}

async fn fresh(site: &Site, id: Uuid) -> AppResult<DoorRow> {
    let mut tx = site.begin().await?;
    let row = store::by_id(&mut tx, id).await?.or_not_found()?;
    tx.finish().await?;
    Ok(row)
}
