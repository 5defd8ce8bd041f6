//! Which column is which, and which sheet is meant.

use axum::{extract::Path, response::Response};
use serde_json::json;
use sheets::Mapping;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use super::HERE;
use crate::{
    import::{
        Choices, Report, columns,
        pages::ColumnsDesk,
        work::{self, Step},
    },
    store::import as store,
};

/// States in which a table may be read once more.
const READ: &[&str] = &["read", "unreadable", "failed"];

/// `GET /kantor/penduduk/impor/{id}/kolom`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let mapping = &import.report.mapping;
    let values = columns::COLUMNS.iter().map(|column| {
        let at = mapping.column(column.key);
        (column.key, at.map(|at| at.to_string()).unwrap_or_default())
    });
    let form = Form::filled(values);
    let page = ColumnsDesk::new(&import, &form);
    desk.page("Atur kolom", &page).await
}

/// `POST /kantor/penduduk/impor/{id}/kolom`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let Some(mapping) = read(&mut form, &import.report) else {
        let page = ColumnsDesk::new(&import, &form);
        return desk.wrong("Atur kolom", &page).await;
    };
    let choices = Choices {
        sheet: Some(import.report.sheet.clone()),
        mapping: Some(mapping),
        ..import.choices
    };
    desk.record("impor.kolom", &import.file_name, json!({ "impor": id }))
        .await?;
    read_again(desk, id, &choices).await
}

/// `POST /kantor/penduduk/impor/{id}/lembar`
pub async fn sheet(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let report = &import.report;
    let wanted: Option<usize> = form.raw("lembar").parse().ok();
    let sheet = wanted.and_then(|at| report.others.get(at)).cloned();
    // Nothing chosen: as it was guessed, which is also how a table is read once more.
    let choices = Choices {
        sheet,
        mapping: None,
        ..import.choices
    };
    read_again(desk, id, &choices).await
}

async fn read_again(
    mut desk: web::office::Desk,
    id: Uuid,
    choices: &Choices,
) -> AppResult<Response> {
    let here = format!("{HERE}/{id}");
    if !store::choose(&mut desk.tx, id, READ, "reading", choices).await? {
        let flash = Flash::warn("Impor ini sudah berjalan, jadi kolomnya tidak dapat diubah lagi.");
        return desk.done_inside(&here, flash).await;
    }
    work::ask(&mut desk.tx, id, Step::Read).await?;
    let flash = Flash::good("Berkas dibaca lagi. Belum ada data yang berubah.");
    desk.done_inside(&here, flash).await
}

/// The columns as they were chosen; what is wrong is noted.
fn read(form: &mut Form, report: &Report) -> Option<Mapping> {
    let mut mapping = Mapping::default();
    for column in columns::COLUMNS {
        let at: Option<usize> = form.raw(column.key).parse().ok();
        let at = at.filter(|at| *at < report.headers.len());
        if at.is_none() && column.required {
            let sentence = format!("Pilih kolom untuk {}.", column.label.to_lowercase());
            form.wrong(column.key, sentence);
        }
        let twice = mapping
            .columns
            .iter()
            .find(|one| at.is_some() && one.column == at);
        if let Some(other) = twice.and_then(|one| columns::find(&one.key)) {
            let label = other.label.to_lowercase();
            form.wrong(
                column.key,
                format!("Kolom ini sudah dipakai untuk {label}."),
            );
        }
        mapping.set(column.key, at);
    }
    form.is_good().then_some(mapping)
}
