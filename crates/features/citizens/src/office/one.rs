//! One resident's account.

use axum::{extract::Path, response::Response};
use residents::{
    domain::State,
    lookup::{self, Known},
    store::people,
};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, keys,
    office::{Desk, DeskForm, Flash},
};

use super::ACCOUNTS;
use crate::{
    pages::office::AccountDesk,
    store::accounts::{self, AccountRow},
};

/// The page of one account.
pub fn address(resident: Uuid) -> String {
    format!("{ACCOUNTS}/{resident}")
}

/// Whose account it is about.
pub async fn resident(desk: &mut Desk, id: Uuid) -> AppResult<Known> {
    let reach = residents::reach::Reach::of(desk).await?;
    people::key_of(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let known = lookup::facts(&mut desk.tx, &keys, &[id]).await?;
    known.into_iter().next().or_not_found()
}

/// A name as the record of the office has it.
pub fn in_record(known: &Known) -> String {
    let name = kernel::PersonName::parse(&known.name);
    name.map_or_else(|_| "warga".to_owned(), |name| name.masked())
}

/// Why somebody cannot be given an account; nothing when she can.
pub fn hindrance(known: &Known) -> Option<&'static str> {
    if known.state != State::Present {
        return Some("Orang ini tidak tinggal di desa lagi, jadi tidak dapat masuk.");
    }
    if known.nik.is_empty() {
        return Some("Lengkapi dulu NIK orang ini: dengan NIK ia masuk.");
    }
    None
}

/// `GET /kantor/warga/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let known = resident(&mut desk, id).await?;
    let account = accounts::of_resident(&mut desk.tx, id).await?;
    let page = page(&desk, &known, account.as_ref(), &Form::default());
    desk.page("Akun warga", &page).await
}

/// The page, with what is wrong.
pub fn page(desk: &Desk, known: &Known, account: Option<&AccountRow>, form: &Form) -> AccountDesk {
    AccountDesk::new(known, account, desk.site.now())
        .hindered(hindrance(known))
        .with(form)
}

/// `POST /kantor/warga/{id}/tutup`
pub async fn close(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    set_open(form.desk, id, false).await
}

/// `POST /kantor/warga/{id}/buka`
pub async fn open(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    set_open(form.desk, id, true).await
}

async fn set_open(mut desk: Desk, id: Uuid, is_open: bool) -> AppResult<Response> {
    let known = resident(&mut desk, id).await?;
    let account = accounts::of_resident(&mut desk.tx, id).await?;
    let account = account.or_not_found()?;
    let now = desk.site.now();
    if !accounts::set_open(&mut desk.tx, account.id, is_open, now).await? {
        let text = "Akun ini sudah begitu keadaannya.";
        return desk.done_inside(&address(id), Flash::warn(text)).await;
    }
    let (action, text) = if is_open {
        (
            "warga.buka",
            "Akun dibuka lagi. PIN yang lama tetap berlaku.",
        )
    } else {
        (
            "warga.tutup",
            "Akun ditutup. Yang sedang masuk sudah dikeluarkan.",
        )
    };
    desk.record(action, &in_record(&known), json!({ "id": id }))
        .await?;
    desk.done_inside(&address(id), Flash::good(text)).await
}
