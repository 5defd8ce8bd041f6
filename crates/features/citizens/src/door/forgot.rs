//! A forgotten PIN: a code to the phone the office knows, and never a word about whether it knows one.

use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use identity::{Door, Limit, Verdict, neighbourhood};
use jiff::Timestamp;
use uuid::Uuid;
use web::{AppResult, Form, Site, citizen, keys};

use super::{Typed, about, away, begin, kiosk, new_pin, nik, six_digits, slowed, succeeded, typed};
use crate::{
    jobs,
    pages::door::{CodePage, ForgotPage},
    store::{
        accounts::{self, AtDoorRow, Chosen},
        codes,
    },
};

/// Codes for one NIK in an hour.
const OF_ACCOUNT: Limit = Limit {
    name: "citizen-codes",
    max: 3,
    per: Duration::from_secs(60 * 60),
};
/// Codes that are asked for from one address in an hour.
const OF_ADDRESS: Limit = Limit {
    name: "citizen-codes-address",
    max: 10,
    per: Duration::from_secs(60 * 60),
};
const TITLE: &str = "Lupa PIN";
/// Where the code is typed.
const TITLE_OF_CODE: &str = "PIN baru";

/// `GET /mandiri/lupa`
pub async fn show(site: Site, headers: HeaderMap) -> AppResult<Response> {
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    page(&site, at_kiosk, &Form::default(), StatusCode::OK)
}

fn page(site: &Site, at_kiosk: bool, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = ForgotPage {
        form: form.view(),
        is_on: site.app.messenger.is_on(),
    };
    citizen::outside(site, (TITLE, at_kiosk), &page, status)
}

fn code_page(site: &Site, at_kiosk: bool, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = CodePage { form: form.view() };
    citizen::outside(site, (TITLE_OF_CODE, at_kiosk), &page, status)
}

/// `POST /mandiri/lupa`: asks for a code. The answer is the same for everybody.
pub async fn ask(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    if !site.app.messenger.is_on() {
        return page(&site, at_kiosk, &form, StatusCode::OK);
    }
    let Some(nik) = nik(&mut form) else {
        return page(&site, at_kiosk, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let (mut tx, _, typed) = typed(&site, nik).await?;
    let (redis, village) = (&site.app.redis, citizen::key(&site));
    let address = neighbourhood(site.origin.address);
    let of_account = redis.count(OF_ACCOUNT, &village, &typed.word).await;
    let of_address = redis.count(OF_ADDRESS, "all", &address).await;
    if of_account == Verdict::Allowed && of_address == Verdict::Allowed {
        // Whether somebody has this NIK is found out where nobody waits for an answer.
        jobs::ask_code(&mut tx, &typed.word).await?;
    }
    tx.finish().await?;
    code_page(&site, at_kiosk, &form, StatusCode::OK)
}

/// `GET /mandiri/lupa/kode`: the page was loaded again; the NIK is not known any more.
pub async fn back() -> Redirect {
    Redirect::to("/mandiri/lupa")
}

/// `POST /mandiri/lupa/kode`: the code, and a new PIN.
pub async fn renew(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let now = site.now();
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    let nik = nik(&mut form);
    let code = six_digits(&mut form, "kode", "Isi kode dari ponsel Anda, 6 angka.");
    let (Some(nik), Some(code)) = (nik, code) else {
        return code_page(&site, at_kiosk, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let (mut tx, _, typed) = typed(&site, nik).await?;
    let account = accounts::at_door(&mut tx, &typed.lookups).await?;
    tx.finish().await?;
    if let Err(wait) = begin(&site, Door::Code, &typed.word, now).await {
        form.wrong("kode", wait.to_string());
        let page = CodePage { form: form.view() };
        return slowed(&site, (TITLE_OF_CODE, at_kiosk), &page, &typed, wait).await;
    }
    let Some((account, hash)) = proven(&site, account, &code, now).await? else {
        form.wrong("kode", "Kode ini belum cocok, atau sudah tidak berlaku.");
        return code_page(&site, at_kiosk, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    // Only now: what is wrong with a PIN would tell when somebody was born.
    if !set(&site, &mut form, (&account, &hash), &typed, now).await? {
        return code_page(&site, at_kiosk, &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let to = format!("{}?sebab=baru", citizen::LOGIN);
    let response = Redirect::to(&to).into_response();
    citizen::go_out(&site, &headers, response).await
}

/// The account and the hash of its code, if the code is its own. Equally slow for everybody.
async fn proven(
    site: &Site,
    account: Option<AtDoorRow>,
    code: &str,
    now: Timestamp,
) -> AppResult<Option<(AtDoorRow, String)>> {
    let mut tx = site.begin().await?;
    // For nobody the same statement finds nothing.
    let asked = account.as_ref().map_or(Uuid::nil(), |account| account.id);
    let hash = codes::take_try(&mut tx, asked, now).await?;
    tx.finish().await?;
    let passwords = &site.app.passwords;
    let (Some(account), Some(hash)) = (account, hash) else {
        passwords.verify_nobody(code).await.map_err(away)?;
        return Ok(None);
    };
    let is_right = passwords.verify(code, &hash).await.map_err(away)?;
    Ok(is_right.then_some((account, hash)))
}

/// Judges the new PIN and keeps it; `false` when something is wrong, which the form says.
async fn set(
    site: &Site,
    form: &mut Form,
    (account, code_hash): (&AtDoorRow, &str),
    typed: &Typed,
    now: Timestamp,
) -> AppResult<bool> {
    let mut tx = site.begin().await?;
    let keys = keys::of(&site.app, &mut tx).await?;
    let about = about(&mut tx, &keys, account.resident_id).await?;
    let Some(pin) = about.and_then(|about| new_pin(form, &about)) else {
        // The code was right: it may be typed again with a better PIN.
        codes::give_back(&mut tx, account.id).await?;
        tx.finish().await?;
        succeeded(site, Door::Code, &typed.word).await;
        return Ok(false);
    };
    tx.finish().await?;
    let hash = site.app.passwords.hash_digits(pin.expose()).await;
    let hash = hash.map_err(away)?;
    let mut tx = site.begin().await?;
    if !codes::is_still(&mut tx, account.id, code_hash).await? {
        form.wrong("kode", "Kode ini belum cocok, atau sudah tidak berlaku.");
        return Ok(false);
    }
    accounts::set_pin(&mut tx, account.id, &hash, Chosen::Herself, now).await?;
    // Nothing that the public sees has changed.
    tx.finish().await?;
    succeeded(site, Door::Code, &typed.word).await;
    succeeded(site, Door::Pin, &typed.word).await;
    Ok(true)
}
