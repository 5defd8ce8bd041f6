//! How long what lies closed is kept, and forgetting what is over.

use anyhow::Context as _;
use axum::response::Response;
use jobs::{Handlers, Job};
use kernel::time;
use serde_json::json;
use web::{
    App, AppResult, Form,
    office::{Desk, DeskForm, Flash, record_outside},
};

use super::{KEEPING, pages::KeepingDesk};
use crate::{
    domain::Retention,
    store::retention::{self, Over},
};

const TITLE: &str = "Masa simpan data";
/// The kind of the nightly job.
const FORGET: &str = "residents.forget";

/// `GET /kantor/penduduk/masa-simpan`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let rules = retention::of(&mut desk.tx).await?;
    let page = page(&mut desk, &rules, &filled(&rules)).await?;
    desk.page(TITLE, &page).await
}

fn filled(rules: &Retention) -> Form {
    let years = rules.numbers_years.map(|years| years.to_string());
    Form::filled([
        ("telepon", rules.phone_months.to_string()),
        ("nomor", years.unwrap_or_default()),
        ("jejak", rules.looks_years.to_string()),
    ])
}

async fn page(desk: &mut Desk, rules: &Retention, form: &Form) -> AppResult<KeepingDesk> {
    let today = time::day(desk.site.now());
    let over = retention::over(&mut desk.tx, rules, today).await?;
    Ok(KeepingDesk {
        form: form.view(),
        phones: over.phones,
        numbers: over.numbers,
        looks: over.looks,
    })
}

/// `POST /kantor/penduduk/masa-simpan`
pub async fn save(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let phone_months = form.read("telepon", |text| within(text, 1, 120, "bulan"));
    let numbers_years = form.read("nomor", |text| match text {
        "" => Ok(None),
        text => within(text, 1, 100, "tahun").map(Some),
    });
    let looks_years = form.read("jejak", |text| within(text, 1, 30, "tahun"));
    let (Some(phone_months), Some(numbers_years), Some(looks_years)) =
        (phone_months, numbers_years, looks_years)
    else {
        let rules = retention::of(&mut desk.tx).await?;
        let page = page(&mut desk, &rules, &form).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let rules = Retention {
        phone_months,
        numbers_years,
        looks_years,
    };
    retention::set(&mut desk.tx, &rules).await?;
    let detail = json!({
        "telepon_bulan": phone_months, "nomor_tahun": numbers_years, "jejak_tahun": looks_years,
    });
    desk.record("penduduk.masa-simpan", "", detail).await?;
    let flash = Flash::good("Masa simpan sudah disimpan. Penghapusannya berjalan setiap malam.");
    desk.done_inside(KEEPING, flash).await
}

fn within(text: &str, least: i32, most: i32, unit: &str) -> Result<i32, String> {
    let number = text.trim().parse::<i32>().ok();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("Tulis angka {least} sampai {most} ({unit})."))
}

/// Registers the nightly forgetting.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = app.clone();
    handlers.nightly(FORGET, move |job| {
        let app = app.clone();
        async move { forget(&app, &job).await }
    });
}

/// Takes away what is over, and writes into the village's record how much it was.
async fn forget(app: &App, job: &Job) -> anyhow::Result<()> {
    let village = job.village.as_ref().context("work of a village")?;
    let now = app.clock.now();
    let mut tx = app.database.village(&village.schema).await?;
    let rules = retention::of(&mut tx).await?;
    let gone = retention::forget(&mut tx, &rules, time::day(now)).await?;
    if gone != Over::default() {
        let detail = json!({
            "telepon": gone.phones, "nomor": gone.numbers, "jejak": gone.looks,
        });
        record_outside(&mut tx, "Banua", "penduduk.lupa", "", detail, now)
            .await
            .map_err(|error| anyhow::anyhow!("the record was not written: {error:?}"))?;
    }
    tx.finish().await?;
    Ok(())
}
