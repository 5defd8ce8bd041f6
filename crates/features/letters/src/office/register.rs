//! Everything with a number: the register of letters, one letter, its paper, and taking it back.

use axum::{extract::Path, response::Response};
use http::{HeaderValue, header};
use kernel::{Cursor, time};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{REGISTER, request::inline};
use crate::{
    domain::{LetterState, Way},
    pages::register::{LetterDesk, RegisterDesk},
    processing,
    store::{columns::PDF, issued as store},
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
    processing::may_sign(desk).await
}

/// `GET /kantor/surat/buku/{id}/pdf`
pub async fn pdf(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let (sealed, number) = store::pdf(&mut desk.tx, id).await?.or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let bytes = keys
        .open(PDF.of(id), &sealed)
        .map_err(|error| anyhow::anyhow!("the paper of a letter: {error}"))?
        .to_vec();
    desk.record("surat.unduh", &number, json!({ "id": id }))
        .await?;
    desk.tx.finish().await?;
    let mut response = inline(bytes, "application/pdf");
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, named("inline", &number));
    Ok(response)
}

/// `470/001/SM/VII/2026` as a file's name: `470-001-SM-VII-2026.pdf`.
pub fn named(how: &str, number: &str) -> HeaderValue {
    let plain: String = number
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || letter == '.' {
                letter
            } else {
                '-'
            }
        })
        .collect();
    HeaderValue::from_str(&format!("{how}; filename=\"{plain}.pdf\""))
        .expect("letters, digits, dots and hyphens are a header")
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
