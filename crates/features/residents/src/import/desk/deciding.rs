//! Starting an import, dropping its table, undoing it.

use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use kernel::time;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound,
    office::{DeskForm, Flash},
};

use super::{HERE, show};
use crate::{
    import::{
        Choices,
        work::{self, Step},
    },
    store::import as store,
};

/// The earliest day of which a table may tell.
const EARLIEST: Date = jiff::civil::date(1945, 8, 17);

/// `POST /kantor/penduduk/impor/{id}/mulai`
pub async fn start(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let today = time::day(desk.site.now());
    let as_of = form.read("keadaan", |text| {
        let date = time::typed_date(text)
            .map_err(|_| "Isi tanggalnya, misalnya 01-12-2026.".to_owned())?;
        if date > today {
            return Err("Tanggal ini belum terjadi.".to_owned());
        }
        if date < EARLIEST {
            return Err("Tanggal ini terlalu lama.".to_owned());
        }
        Ok(date)
    });
    let whole = form.raw("baris") == "semua";
    if whole && import.report.tally.stopped > 0 {
        form.wrong(
            "baris",
            format!(
                "Masih ada {} baris yang ditolak. Perbaiki berkasnya lalu unggah lagi, atau lewati \
                 baris itu.",
                import.report.tally.stopped
            ),
        );
    }
    if !form.is_good() {
        return show::again(desk, &import, &form).await;
    }
    let here = format!("{HERE}/{id}");
    let usable = import.report.missing.is_empty() && import.report.shared.is_empty();
    if !usable || import.report.tally.good == 0 {
        let flash = Flash::warn("Belum ada baris yang dapat diimpor. Atur kolomnya dulu.");
        return desk.done_inside(&here, flash).await;
    }
    if store::is_busy(&mut desk.tx, id).await? {
        let flash = Flash::warn("Impor lain sedang berjalan. Tunggu sampai selesai.");
        return desk.done_inside(&here, flash).await;
    }
    let choices = Choices {
        // What was looked over is what is taken.
        sheet: Some(import.report.sheet.clone()),
        mapping: Some(import.report.mapping.clone()),
        whole,
        update: form.raw("orang") != "biarkan",
        as_of,
        by: desk.me.name.clone(),
    };
    if !store::choose(&mut desk.tx, id, &["read"], "waiting", &choices).await? {
        let flash = Flash::warn("Impor ini sudah dimulai.");
        return desk.done_inside(&here, flash).await;
    }
    work::ask(&mut desk.tx, id, Step::Run).await?;
    let detail = json!({
        "impor": id, "baris": import.report.tally.good, "perbarui": choices.update,
        "keadaan": as_of,
    });
    desk.record("impor.mulai", &import.file_name, detail)
        .await?;
    let flash = Flash::good("Impor dimulai. Anda boleh menutup halaman ini.");
    desk.done_inside(&here, flash).await
}

/// `POST /kantor/penduduk/impor/{id}/batal`
pub async fn discard(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let Some(name) = store::discard(&mut desk.tx, id).await? else {
        let flash = Flash::warn("Impor ini sudah berjalan, jadi tidak dapat dibuang.");
        return desk
            .done_inside(&format!("{HERE}/{}", import.id), flash)
            .await;
    };
    desk.record("impor.batal", &name, json!({ "impor": id }))
        .await?;
    let flash = Flash::good(format!("“{name}” dibuang. Tidak ada data yang berubah."));
    desk.done_inside(HERE, flash).await
}

/// `POST /kantor/penduduk/impor/{id}/urungkan`
pub async fn undo(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let here = format!("{HERE}/{id}");
    let in_time = import
        .undo_until
        .is_some_and(|until| until > desk.site.now());
    if !in_time {
        let flash = Flash::warn("Impor hanya dapat diurungkan dalam 30 hari.");
        return desk.done_inside(&here, flash).await;
    }
    if store::is_busy(&mut desk.tx, id).await? {
        let flash = Flash::warn("Impor lain sedang berjalan. Tunggu sampai selesai.");
        return desk.done_inside(&here, flash).await;
    }
    if !store::choose(&mut desk.tx, id, &["done"], "undoing", &import.choices).await? {
        let flash = Flash::warn("Impor ini sedang atau sudah diurungkan.");
        return desk.done_inside(&here, flash).await;
    }
    work::ask(&mut desk.tx, id, Step::Undo).await?;
    desk.record("impor.urung", &import.file_name, json!({ "impor": id }))
        .await?;
    let flash = Flash::good("Impor sedang diurungkan.");
    desk.done_inside(&here, flash).await
}
