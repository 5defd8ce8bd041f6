//! Her own PIN: the first thing after the office gave her one, and whenever she likes.

use axum::response::Response;
use identity::{Attempt, Door, pin};
use web::{
    AppError, AppResult, Form, OrNotFound,
    citizen::{self, CitizenDesk, CitizenForm, HOME},
    keys,
    office::Flash,
};

use crate::{
    door::{about, away, new_pin},
    pages::inside::PinPage,
    store::accounts::{self, Chosen},
};

const TITLE: &str = "Ganti PIN";

/// `GET /mandiri/pin`
pub async fn show(desk: CitizenDesk) -> AppResult<Response> {
    let page = PinPage::new(&Form::default(), desk.me.must_change);
    desk.page(TITLE, &page).await
}

/// `POST /mandiri/pin`: every other browser is out.
pub async fn change(CitizenForm { mut desk, mut form }: CitizenForm) -> AppResult<Response> {
    let resident = desk.me.resident;
    let account = accounts::of_resident(&mut desk.tx, resident).await?;
    let account = account.or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let about = about(&mut desk.tx, &keys, resident).await?.or_not_found()?;
    let now = desk.site.now();
    let app = desk.site.app.clone();
    // The one who chooses for the first time has proven her PIN a moment ago.
    if !desk.me.must_change {
        let (village, word) = (citizen::key(&desk.site), account.id.to_string());
        let attempt = Attempt {
            village: &village,
            door: Door::Pin,
            account: &word,
            address: desk.site.origin.address,
        };
        let old = pin::typed_digits(form.raw("lama")).unwrap_or_default();
        let hash = account.pin_hash.clone();
        let proven = desk.aside(async {
            app.throttle
                .begin(attempt, now)
                .await
                .map_err(|wait| wait.to_string())?;
            match app.passwords.verify(&old, &hash).await {
                Ok(true) => {
                    app.throttle.succeeded(attempt).await;
                    Ok(Ok(()))
                }
                Ok(false) => Err("PIN ini belum cocok.".to_owned()),
                Err(error) => Ok(Err(error)),
            }
        });
        match proven.await? {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(away(error)),
            Err(sentence) => form.wrong("lama", sentence),
        }
    }
    let pin = new_pin(&mut form, &about);
    let is_old = match &pin {
        Some(pin) => {
            let verifying = app.passwords.verify(pin.expose(), &account.pin_hash);
            desk.aside(verifying).await?.map_err(away)?
        }
        None => false,
    };
    if is_old {
        form.wrong("baru", "Ini masih PIN yang lama. Pilih PIN lain.");
    }
    let Some(pin) = pin.filter(|_| form.is_good()) else {
        let page = PinPage::new(&form, desk.me.must_change);
        return desk.wrong(TITLE, &page).await;
    };
    let hashing = app.passwords.hash_digits(pin.expose());
    let hash = desk.aside(hashing).await?.map_err(away)?;
    let current = accounts::of_resident(&mut desk.tx, resident).await?;
    if current.is_none_or(|current| current.pin_hash != account.pin_hash) {
        // Somebody else was quicker: this session is over with the next request.
        return Err(AppError::SignedOut);
    }
    accounts::set_pin(&mut desk.tx, account.id, &hash, Chosen::Herself, now).await?;
    let flash = Flash::good("PIN Anda sudah diganti. Perangkat lain sudah dikeluarkan.");
    desk.done_anew(HOME, flash).await
}
