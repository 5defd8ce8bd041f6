//! Without an account: NIK, family card and birthday open the door for one request.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use identity::Door;
use kernel::{FamilyCardNumber, time};
use residents::lookup;
use web::{
    AppResult, Form, Site,
    citizen::{self, CameBy, Newcomer},
};

use super::{begin, kiosk, nik, slowed, succeeded, typed};
use crate::pages::door::WithoutPinPage;

const TITLE: &str = "Masuk tanpa PIN";

/// `GET /mandiri/tanpa-pin`
pub async fn show(site: Site, headers: HeaderMap) -> AppResult<Response> {
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    page(&site, at_kiosk, &Form::default(), StatusCode::OK)
}

fn page(site: &Site, at_kiosk: bool, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = WithoutPinPage { form: form.view() };
    citizen::outside(site, (TITLE, at_kiosk), &page, status)
}

/// `POST /mandiri/tanpa-pin`
pub async fn enter(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let since = site.now();
    let at_kiosk = kiosk::is_here(&site, &headers).await?;
    let nik = nik(&mut form);
    let card = form.read("kk", FamilyCardNumber::parse);
    let born_on = form.read("lahir", |text| {
        time::typed_date(text).map_err(|_| "Isi tanggal lahir Anda, misalnya 17/08/1990.")
    });
    let (Some(nik), Some(card), Some(born_on)) = (nik, card, born_on) else {
        return page(&site, at_kiosk, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let (mut tx, keys, typed) = typed(&site, nik).await?;
    let found = lookup::by_card(&mut tx, &keys, &typed.nik, &card, born_on).await?;
    tx.finish().await?;
    if let Err(wait) = begin(&site, Door::Card, &typed.word, since).await {
        form.wrong("nik", wait.to_string());
        let page = WithoutPinPage { form: form.view() };
        return slowed(&site, (TITLE, at_kiosk), &page, &typed, wait).await;
    }
    let Some(resident) = found else {
        form.wrong(
            "nik",
            "NIK, nomor KK dan tanggal lahir ini belum cocok dengan data desa.",
        );
        return page(&site, at_kiosk, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    succeeded(&site, Door::Card, &typed.word).await;
    let newcomer = Newcomer {
        resident,
        came_by: CameBy::Link,
        at_kiosk,
        since,
    };
    let response = Redirect::to(citizen::HOME).into_response();
    citizen::come_in(&site, &headers, newcomer, response).await
}
