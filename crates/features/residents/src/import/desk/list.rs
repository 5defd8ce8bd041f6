//! The imports so far, the field for a table, and the template.

use axum::response::Response;
use kernel::Cursor;
use serde::Deserialize;
use web::{AppError, AppResult, Form, Query, office::Desk, view::Pager};

use super::{HERE, XLSX, download};
use crate::{
    import::{
        export,
        pages::{ImportRow, ImportsDesk},
    },
    store::import::{self as store, PAGE},
};

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    sebelum: String,
}

/// `GET /kantor/penduduk/impor`
pub async fn show(mut desk: Desk, Query(query): Query<ListQuery>) -> AppResult<Response> {
    let below = match query.sebelum.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest(
                "Alamat halaman ini tidak lengkap. Mulailah lagi dari awal daftar.",
            )
        })?),
    };
    let page = page(&mut desk, below, &Form::default()).await?;
    desk.page("Impor penduduk", &page).await
}

/// The list with the form for another table.
pub(super) async fn page(
    desk: &mut Desk,
    below: Option<Cursor>,
    form: &Form,
) -> AppResult<ImportsDesk> {
    let mut rows = store::list(&mut desk.tx, below).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let key = rows
        .last()
        .map(|row| Cursor::new(row.made_at, row.id).encode());
    let older = key
        .filter(|_| more)
        .map(|key| format!("{HERE}?sebelum={key}"));
    Ok(ImportsDesk {
        form: form.view(),
        rows: rows.iter().map(ImportRow::new).collect(),
        pager: Pager {
            newer_href: below.map(|_| HERE.to_owned()),
            older_href: older,
        },
    })
}

/// `GET /kantor/penduduk/impor/contoh`
pub async fn template(desk: Desk) -> AppResult<Response> {
    desk.tx.finish().await?;
    let sheets = export::template();
    let bytes = sheets::to_xlsx(&sheets).map_err(anyhow::Error::from)?;
    Ok(download("contoh-penduduk.xlsx", XLSX, bytes))
}
