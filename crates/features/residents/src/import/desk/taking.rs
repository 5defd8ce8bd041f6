//! The register as a file. It leaves the house, so it is asked what for, and written down for
//! everybody whose row is taken.

use anyhow::Context as _;
use axum::response::Response;
use kernel::time;
use serde_json::json;
use sheets::CsvStyle;
use web::{
    AppError, AppResult, Form,
    office::{Desk, DeskForm},
};

use super::{XLSX, download};
use crate::{
    import::{
        export::{self, Wish},
        keys,
        pages::ExportDesk,
    },
    reach::Reach,
    store::import::{
        looks::{self, Taker},
        register,
    },
};

/// `GET /kantor/penduduk/ekspor`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let form = Form::filled([
        ("siapa", "menetap".to_owned()),
        ("isi", "kode".to_owned()),
        ("bentuk", "xlsx".to_owned()),
    ]);
    let page = ExportDesk::new(&form, is_locked(&desk), &reach);
    desk.page("Ekspor penduduk", &page).await
}

/// Whether the account has a second factor that this session did not prove.
fn is_locked(desk: &Desk) -> bool {
    desk.me.has_second_factor && !desk.has_second_factor()
}

/// `POST /kantor/penduduk/ekspor`
pub async fn take(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    if is_locked(&desk) {
        return Err(AppError::Forbidden(
            "Keluar, lalu masuk lagi dengan kode dari ponsel Anda untuk mengekspor data penduduk.",
        ));
    }
    let reach = Reach::of(&mut desk).await?;
    let missing = "Tulis untuk apa datanya dipakai. Ini tercatat.";
    let purpose = form.needed_line("keperluan", 200, missing);
    if form.is_good()
        && purpose
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            < 5
    {
        form.wrong("keperluan", "Tulis keperluannya dengan lebih jelas.");
    }
    if !form.is_good() {
        let page = ExportDesk::new(&form, false, &reach);
        return desk.wrong("Ekspor penduduk", &page).await;
    }
    let wish = Wish {
        everybody: form.raw("siapa") == "semua",
        words: form.raw("isi") == "kata",
    };
    let is_csv = form.raw("bentuk") == "csv";
    let app = desk.site.app.clone();
    let keys = keys::of(&app, &mut desk.tx).await?;
    let known = register::all(&mut desk.tx, &reach, &keys).await?;
    let taker = Taker {
        staff: desk.me.id,
        name: &desk.me.name,
        purpose: &purpose,
        now: desk.site.now(),
    };
    let count = looks::record_export(&mut desk.tx, &taker, &reach, wish.everybody).await?;
    let detail = json!({ "orang": count, "bentuk": if is_csv { "csv" } else { "xlsx" } });
    desk.record("penduduk.ekspor", &purpose, detail).await?;
    let name = format!(
        "penduduk-{}-{}",
        desk.site.village.entry.slug,
        time::day(desk.site.now())
    );
    desk.tx.finish().await?;
    let writing = move || {
        let sheet = export::register(&known, wish);
        if is_csv {
            return Ok(sheet.to_csv(&CsvStyle::semicolon()));
        }
        sheet.to_xlsx()
    };
    let bytes = tokio::task::spawn_blocking(writing)
        .await
        .context("a table was not written")?
        .map_err(anyhow::Error::from)?;
    if is_csv {
        return Ok(download(
            &format!("{name}.csv"),
            "text/csv; charset=utf-8",
            bytes,
        ));
    }
    Ok(download(&format!("{name}.xlsx"), XLSX, bytes))
}
