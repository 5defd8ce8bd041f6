//! A group as a table.

use anyhow::Context as _;
use axum::{extract::Path, response::Response};
use kernel::time;
use serde_json::json;
use sheets::{Cell, Column, CsvStyle, Export, Number};
use uuid::Uuid;
use web::{AppResult, keys, office::DeskForm};

use super::{super::seen, may_manage, own};
use crate::{
    import::desk::{XLSX, download},
    pages::groups::MemberLine,
    store::groups::members,
};

/// `POST /kantor/kelompok/{id}/tabel`: NIK are covered, and not there at all for who keeps but the group.
pub async fn take(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let is_csv = form.raw("bentuk") == "csv";
    let sees_nik = may_manage(&desk);
    let today = time::day(desk.site.now());
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let mut export = Export::new("Anggota");
    export.columns = columns(sees_nik);
    for (at, row) in members::all(&mut desk.tx, id).await?.iter().enumerate() {
        let line = MemberLine::new(id, row, today);
        let number = u32::try_from(at + 1).unwrap_or_default();
        let mut cells = vec![
            Cell::Number(Number::new(f64::from(number))),
            Cell::from_text(&line.name),
            Cell::from_text(&line.position),
            Cell::from_text(&line.number),
            Cell::from_text(&line.sex),
            Cell::from_text(&line.age),
            Cell::from_text(&line.place),
            row.joined_on
                .map_or(Cell::Empty, |day| Cell::Date(day.to_jiff())),
            Cell::from_text(&line.state),
        ];
        if sees_nik {
            let nik = seen::nik(&keys, row.id, row.nik_sealed.as_deref())?;
            cells.push(Cell::from_text(&nik));
        }
        export.rows.push(cells);
    }
    let detail = json!({ "id": id, "orang": export.rows.len() });
    desk.record("kelompok.unduh", &group.name, detail).await?;
    let name = format!("kelompok-{}-{today}", desk.site.village.entry.slug);
    desk.tx.finish().await?;
    let writing = move || {
        if is_csv {
            return Ok(export.to_csv(&CsvStyle::semicolon()));
        }
        export.to_xlsx()
    };
    let bytes = tokio::task::spawn_blocking(writing)
        .await
        .context("a table was not written")?
        .map_err(anyhow::Error::from)?;
    if is_csv {
        let kind = "text/csv; charset=utf-8";
        return Ok(download(&format!("{name}.csv"), kind, bytes));
    }
    Ok(download(&format!("{name}.xlsx"), XLSX, bytes))
}

fn columns(sees_nik: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("No").width(6.0),
        Column::new("Nama").width(36.0),
        Column::new("Jabatan").width(18.0),
        Column::new("Nomor anggota").width(16.0),
        Column::new("Jenis kelamin").width(14.0),
        Column::new("Umur").width(12.0),
        Column::new("Wilayah").width(30.0),
        Column::new("Bergabung").width(14.0),
        Column::new("Keadaan").width(14.0),
    ];
    if sees_nik {
        columns.push(Column::new("NIK").width(20.0));
    }
    columns
}
