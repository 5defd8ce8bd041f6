//! A link from the office: whoever has it chooses the PIN, once. To come in she also has to know the NIK.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, StatusCode};
use identity::{Purpose, Token, TokenHash};
use web::{AppError, AppResult, Form, Site, citizen, keys};

use super::{about, away, new_pin};
use crate::{
    pages::door::InvitedPage,
    store::{
        accounts::{self, Chosen},
        links,
    },
};

const TITLE: &str = "Pilih PIN Anda";
const GONE: AppError = AppError::Gone(
    "Tautan ini sudah dipakai atau sudah lewat waktunya. Mintalah yang baru di kantor desa.",
);

/// `GET /mandiri/undangan/{token}`: looking does not use it up, for phones look at links by themselves.
pub async fn show(site: Site, Path(token): Path<String>) -> AppResult<Response> {
    let hash = hash(&token)?;
    let mut tx = site.begin().await?;
    let found = links::account(&mut tx, &hash, site.now()).await?;
    tx.finish().await?;
    found.ok_or(GONE)?;
    page(&site, &token, &Form::default(), StatusCode::OK)
}

fn page(site: &Site, token: &str, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = InvitedPage {
        form: form.view(),
        action: format!("/mandiri/undangan/{token}"),
    };
    citizen::outside(site, (TITLE, false), &page, status)
}

fn hash(token: &str) -> AppResult<TokenHash> {
    let token = Token::parse(token).map_err(|_| GONE)?;
    Ok(token.hash(Purpose::Pin))
}

/// `POST /mandiri/undangan/{token}`
pub async fn renew(
    site: Site,
    Path(token): Path<String>,
    headers: HeaderMap,
    mut form: Form,
) -> AppResult<Response> {
    let (hash, now) = (hash(&token)?, site.now());
    let mut tx = site.begin().await?;
    let found = links::account(&mut tx, &hash, now).await?;
    let (account, resident) = found.ok_or(GONE)?;
    let keys = keys::of(&site.app, &mut tx).await?;
    let about = about(&mut tx, &keys, resident).await?.ok_or(GONE)?;
    tx.finish().await?;
    let Some(pin) = new_pin(&mut form, &about) else {
        return page(&site, &token, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let pin_hash = site.app.passwords.hash_digits(pin.expose()).await;
    let pin_hash = pin_hash.map_err(away)?;
    let mut tx = site.begin().await?;
    if !links::redeem(&mut tx, &hash).await? {
        return Err(GONE);
    }
    accounts::set_pin(&mut tx, account, &pin_hash, Chosen::Herself, now).await?;
    // Nothing that the public sees has changed.
    tx.finish().await?;
    let to = format!("{}?sebab=baru", citizen::LOGIN);
    let response = Redirect::to(&to).into_response();
    citizen::go_out(&site, &headers, response).await
}
