//! Everything with a number: the register of letters, one letter, its paper, and taking it back.

use axum::{extract::Path, response::Response};
use http::{HeaderMap, HeaderValue};
use kernel::{Cursor, time};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use vault::KeySet;
use web::{
    AppError, AppResult, Download, Form, Manner, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::REGISTER;
use crate::{
    domain::{LetterState, Way},
    pages::register::{LetterDesk, RegisterDesk},
    processing::{self, Rights},
    store::{
        columns::PDF,
        issued::{self as store, PaperRow},
    },
};

/// Letters on a page.
const PAGE: i64 = 30;
/// The longest reason, in characters.
const LONGEST: usize = 300;

/// Which page of which year.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    tahun: String,
    sebelum: String,
}

/// `GET /kantor/surat/buku`
pub async fn list(mut desk: Desk, Query(query): Query<RegisterQuery>) -> AppResult<Response> {
    let below = match query.sebelum.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal.")
        })?),
    };
    let this_year = i32::from(time::day(desk.site.now()).year());
    let year = query.tahun.parse().unwrap_or(this_year);
    let mut years = store::years(&mut desk.tx).await?;
    if !years.contains(&this_year) {
        years.insert(0, this_year);
    }
    let mut rows = store::register(&mut desk.tx, year, below.as_ref(), PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|row| Cursor::new(row.signed_at.to_jiff(), row.id).encode());
    let may_work = desk
        .me
        .capabilities
        .has(identity::Capability::ProcessLetters);
    let page = RegisterDesk::new(year, &years, &rows, may_work).paged(next, below.is_some());
    desk.page("Buku surat keluar", &page).await
}

/// `GET /kantor/surat/buku/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let page = page(&mut desk, id, &Form::default()).await?;
    let title = page.number.clone();
    desk.page(&title, &page).await
}

async fn page(desk: &mut Desk, id: Uuid, form: &Form) -> AppResult<LetterDesk> {
    let row = store::one(&mut desk.tx, id).await?.or_not_found()?;
    let may_revoke = row.state == LetterState::Valid.as_str() && may_end(desk, &row.way).await?;
    Ok(LetterDesk::new(&row, may_revoke, form))
}

/// A letter is taken back by who signs; a number on paper is given up by who keeps the register.
async fn may_end(desk: &mut Desk, way: &str) -> AppResult<bool> {
    if way == Way::Paper.as_str() {
        return Ok(desk
            .me
            .capabilities
            .has(identity::Capability::ProcessLetters));
    }
    Ok(Rights::of(desk).await?.may_sign())
}

/// `GET /kantor/surat/buku/{id}/pdf`
pub async fn pdf(mut desk: Desk, Path(id): Path<Uuid>, asked: HeaderMap) -> AppResult<Response> {
    let row = store::pdf(&mut desk.tx, id).await?.or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let paper = paper(&keys, id, &row, Manner::Shown)?;
    desk.record("surat.unduh", &row.number_text, json!({ "id": id }))
        .await?;
    desk.tx.finish().await?;
    Ok(paper.answer(&asked))
}

/// A letter's paper, opened, under its number and the name of whom it is about.
///
/// # Errors
/// When it does not open.
pub fn paper(keys: &KeySet, id: Uuid, row: &PaperRow, manner: Manner) -> AppResult<Download> {
    let bytes = keys
        .open(PDF.of(id), &row.sealed)
        .map_err(|error| anyhow::anyhow!("the paper of a letter: {error}"))?
        .to_vec();
    let name = match &row.resident {
        Some(resident) => format!("{}_{resident}.pdf", row.number_text),
        None => format!("{}.pdf", row.number_text),
    };
    Ok(Download {
        bytes,
        content_type: HeaderValue::from_static("application/pdf"),
        manner,
        name,
    })
}

/// `POST /kantor/surat/buku/{id}/cabut`
pub async fn revoke(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let address = format!("{REGISTER}/{id}");
    let row = store::one(&mut desk.tx, id).await?.or_not_found()?;
    if !may_end(&mut desk, &row.way).await? {
        return desk
            .done_inside(&address, Flash::warn(processing::MAY_NOT))
            .await;
    }
    let reason = form.needed_line("alasan", LONGEST, "Tulis alasannya.");
    if !form.is_good() {
        let page = page(&mut desk, id, &form).await?;
        return desk.wrong(&page.number.clone(), &page).await;
    }
    let state = if row.way == Way::Paper.as_str() {
        LetterState::Void
    } else {
        LetterState::Revoked
    };
    let now = desk.site.now();
    if !store::end(&mut desk.tx, id, state, &reason, now).await? {
        let flash = Flash::warn("Surat ini sudah tidak berlaku.");
        return desk.done_inside(&address, flash).await;
    }
    desk.record(
        "surat.cabut",
        &row.number_text,
        json!({ "id": id, "alasan": reason }),
    )
    .await?;
    let text = match state {
        LetterState::Void => "Nomor itu batal. Ia tetap tercatat dan tidak dipakai lagi.",
        _ => "Surat dicabut. Siapa pun yang memeriksanya akan melihat itu.",
    };
    // What anybody sees at /verifikasi changes.
    desk.done(&address, Flash::good(text)).await
}
