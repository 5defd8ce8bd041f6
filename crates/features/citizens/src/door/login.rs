//! NIK and PIN.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use identity::{Door, Passwords};
use serde::Deserialize;
use web::{
    AppResult, Form, Query, Site,
    citizen::{self, CameBy, Newcomer},
};

use super::{away, back, begin, kiosk, nik, six_digits, slowed, succeeded, typed};
use crate::{
    pages::door::LoginPage,
    store::accounts::{self, AtDoorRow},
};

const TITLE: &str = "Masuk";

/// Where somebody wanted to go, and why she is here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LoginQuery {
    kembali: String,
    sebab: String,
}

/// `GET /mandiri/masuk`
pub async fn show(
    site: Site,
    headers: HeaderMap,
    Query(query): Query<LoginQuery>,
) -> AppResult<Response> {
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    let form = Form::filled([("kembali", query.kembali)]);
    page(&site, at_kiosk, &form, said(&query.sebab), StatusCode::OK)
}

/// Why somebody is at the door.
fn said(word: &str) -> &'static str {
    match word {
        "pin" => "PIN telah diganti. Masuk dengan PIN yang baru.",
        "baru" => "PIN baru Anda sudah berlaku. Silakan masuk.",
        _ => "",
    }
}

fn page(
    site: &Site,
    at_kiosk: bool,
    form: &Form,
    said: &'static str,
    status: StatusCode,
) -> AppResult<Response> {
    let page = LoginPage::new(form, said);
    citizen::outside(site, (TITLE, at_kiosk), &page, status)
}

/// `POST /mandiri/masuk`
pub async fn enter(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    // A PIN that is changed from here on opens nothing.
    let since = site.now();
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    let nik = nik(&mut form);
    let pin = six_digits(&mut form, "pin", "Isi PIN Anda, 6 angka.");
    let (Some(nik), Some(pin)) = (nik, pin) else {
        return page(&site, at_kiosk, &form, "", StatusCode::UNPROCESSABLE_ENTITY);
    };
    let (mut tx, _, typed) = typed(&site, nik).await?;
    let account = accounts::at_door(&mut tx, &typed.lookups).await?;
    tx.finish().await?;
    if let Err(wait) = begin(&site, Door::Pin, &typed.word, since).await {
        form.wrong("pin", wait.to_string());
        let page = LoginPage::new(&form, "");
        return slowed(&site, (TITLE, at_kiosk), &page, &typed, wait).await;
    }
    let Some(account) = proven(&site, account, &pin).await? else {
        form.wrong("pin", "NIK atau PIN belum cocok.");
        return page(&site, at_kiosk, &form, "", StatusCode::UNPROCESSABLE_ENTITY);
    };
    succeeded(&site, Door::Pin, &typed.word).await;
    let newcomer = Newcomer {
        resident: account.resident_id,
        came_by: if at_kiosk {
            CameBy::Kiosk
        } else {
            CameBy::Online
        },
        at_kiosk,
        since,
    };
    let response = Redirect::to(back(form.raw("kembali"))).into_response();
    citizen::come_in(&site, &headers, newcomer, response).await
}

/// The account, if the PIN is its own. Equally slow for everybody.
async fn proven(
    site: &Site,
    account: Option<AtDoorRow>,
    pin: &str,
) -> AppResult<Option<AtDoorRow>> {
    let passwords = &site.app.passwords;
    let Some(account) = account else {
        passwords.verify_nobody(pin).await.map_err(away)?;
        return Ok(None);
    };
    if !passwords
        .verify(pin, &account.pin_hash)
        .await
        .map_err(away)?
    {
        return Ok(None);
    }
    let fresh = if Passwords::needs_rehash(&account.pin_hash) {
        Some(passwords.rehash(pin).await.map_err(away)?)
    } else {
        None
    };
    let (mut tx, now) = (site.begin().await?, site.now());
    let is_still_so = accounts::came_in(&mut tx, &account, fresh.as_deref(), now).await?;
    tx.finish().await?;
    Ok(Some(account).filter(|_| is_still_so))
}
