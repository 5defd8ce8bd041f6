//! Letters that came to the office, under running agenda numbers.

use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use kernel::time;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query,
    office::{Desk, DeskForm, Flash},
};

use super::INCOMING;
use crate::{
    pages::incoming::{IncomingDesk, IncomingForm},
    store::{
        incoming::{self as store, NewIncoming},
        numbers,
    },
};

/// Letters on a page.
const PAGE: i64 = 30;
/// The row of agenda numbers among the rows of numbers.
const AGENDA: &str = "agenda-masuk";
/// The longest line, in characters.
const LINE: usize = 200;

/// Which page of which year.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct IncomingQuery {
    tahun: String,
    /// The last agenda number of the page before.
    sebelum: String,
}

/// `GET /kantor/surat/masuk`
pub async fn list(mut desk: Desk, Query(query): Query<IncomingQuery>) -> AppResult<Response> {
    let today = time::day(desk.site.now());
    let form = Form::filled([
        ("sekali", Uuid::now_v7().to_string()),
        ("diterima", today.to_string()),
    ]);
    let page = page(&mut desk, &query, &form).await?;
    desk.page("Surat masuk", &page).await
}

async fn page(desk: &mut Desk, query: &IncomingQuery, form: &Form) -> AppResult<IncomingDesk> {
    let this_year = i32::from(time::day(desk.site.now()).year());
    let year = query.tahun.parse().unwrap_or(this_year);
    let below: Option<i32> = query.sebelum.parse().ok();
    let mut rows = store::list(&mut desk.tx, year, below, PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| has_more).map(|row| row.agenda);
    let page = IncomingDesk::new(year, this_year, &rows, form);
    Ok(page.paged(next, below.is_some()))
}

/// What a form says of a letter.
struct Typed {
    received_on: Date,
    dated: Option<Date>,
    number: String,
    sender: String,
    subject: String,
    disposition: String,
}

/// Reads it; what is wrong is said next to its field.
fn read(form: &mut Form, today: Date) -> Option<Typed> {
    let past = |text: &str| -> Result<Date, String> {
        let day = time::typed_date(text).map_err(|error| error.to_string())?;
        let is_past = day <= today && i32::from(day.year()) > 1990;
        is_past
            .then_some(day)
            .ok_or_else(|| "Tanggal ini belum tiba, atau terlalu lama.".to_owned())
    };
    let received_on = form.read("diterima", past);
    let dated = form.read("tanggal", |text| {
        if text.is_empty() {
            Ok(None)
        } else {
            past(text).map(Some)
        }
    });
    let typed = Typed {
        number: form.line("nomor", LINE),
        sender: form.needed_line("pengirim", LINE, "Isi dari siapa suratnya."),
        subject: form.needed_line("perihal", LINE, "Isi perihalnya."),
        disposition: form.text("disposisi", 500),
        received_on: received_on?,
        dated: dated?,
    };
    if typed.dated.is_some_and(|dated| dated > typed.received_on) {
        form.wrong("tanggal", "Tanggal surat sesudah tanggal diterima.");
    }
    form.is_good().then_some(typed)
}

/// `POST /kantor/surat/masuk`
pub async fn add(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let today = time::day(desk.site.now());
    let Some(typed) = read(&mut form, today) else {
        let page = page(&mut desk, &IncomingQuery::default(), &form).await?;
        return desk.wrong("Surat masuk", &page).await;
    };
    let id = Uuid::try_parse(form.raw("sekali")).unwrap_or_else(|_| Uuid::now_v7());
    let year = i32::from(typed.received_on.year());
    let agenda = numbers::lock(&mut desk.tx, year, AGENDA).await? + 1;
    let by = desk.me.name.clone();
    let new = new(id, &typed, &by, desk.site.now());
    if !store::add(&mut desk.tx, agenda, &new).await? {
        let flash = Flash::good("Surat ini sudah tercatat.");
        return desk.done_inside(INCOMING, flash).await;
    }
    numbers::set_last(&mut desk.tx, year, AGENDA, agenda).await?;
    desk.record("surat-masuk.catat", &typed.subject, json!({ "id": id }))
        .await?;
    let text = format!("Tercatat dengan nomor agenda {agenda}.");
    desk.done_inside(INCOMING, Flash::good(text)).await
}

fn new<'a>(id: Uuid, typed: &'a Typed, by: &'a str, now: jiff::Timestamp) -> NewIncoming<'a> {
    NewIncoming {
        id,
        received_on: typed.received_on,
        number_text: &typed.number,
        dated: typed.dated,
        sender: &typed.sender,
        subject: &typed.subject,
        disposition: &typed.disposition,
        by,
        now,
    }
}

/// `GET /kantor/surat/masuk/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = store::one(&mut desk.tx, id).await?.or_not_found()?;
    let form = Form::filled([
        ("versi", row.version.to_string()),
        ("diterima", row.received_on.to_jiff().to_string()),
        (
            "tanggal",
            row.dated
                .map_or_else(String::new, |dated| dated.to_jiff().to_string()),
        ),
        ("nomor", row.number_text.clone()),
        ("pengirim", row.sender.clone()),
        ("perihal", row.subject.clone()),
        ("disposisi", row.disposition.clone()),
    ]);
    let page = IncomingForm::new(&row, &form);
    desk.page("Surat masuk", &page).await
}

/// `POST /kantor/surat/masuk/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = store::one(&mut desk.tx, id).await?.or_not_found()?;
    let today = time::day(desk.site.now());
    let typed = read(&mut form, today);
    let Some(typed) = typed else {
        let page = IncomingForm::new(&row, &form);
        return desk.wrong("Surat masuk", &page).await;
    };
    if i32::from(typed.received_on.year()) != row.year {
        let sentence = format!(
            "Nomor agendanya milik tahun {}; tanggal diterima harus di tahun itu.",
            row.year
        );
        form.wrong("diterima", sentence);
        let page = IncomingForm::new(&row, &form);
        return desk.wrong("Surat masuk", &page).await;
    }
    let version = form.raw("versi").parse().unwrap_or(0);
    let by = desk.me.name.clone();
    let new = new(id, &typed, &by, desk.site.now());
    if !store::rewrite(&mut desk.tx, version, &new).await? {
        let text = "Catatan ini baru saja diubah orang lain. Periksa, lalu ulangi perubahan Anda.";
        form.wrong("perihal", text);
        form.set("versi", row.version.to_string());
        let page = IncomingForm::new(&row, &form);
        return desk.wrong("Surat masuk", &page).await;
    }
    desk.record("surat-masuk.ubah", &typed.subject, json!({ "id": id }))
        .await?;
    desk.done_inside(INCOMING, Flash::good("Perubahan tersimpan."))
        .await
}
