//! One import: how far it is, what was found, what it did.

use axum::{extract::Path, response::Response};
use http::{HeaderValue, header};
use serde::Deserialize;
use sheets::Severity;
use uuid::Uuid;
use web::{AppResult, Form, OrNotFound, Query, office::Desk};

use super::{XLSX, download};
use crate::{
    import::pages::{FindingsWish, ImportDesk},
    store::import::{self as store, Import},
};

/// Which findings are shown.
#[derive(Debug, Default, Deserialize)]
pub struct ShowQuery {
    #[serde(default)]
    tingkat: String,
    #[serde(default)]
    dari: String,
}

impl ShowQuery {
    fn wish(&self) -> FindingsWish {
        let severity = match self.tingkat.as_str() {
            "ditolak" => Some(Severity::Stop),
            "peringatan" => Some(Severity::Warning),
            "catatan" => Some(Severity::Note),
            _ => None,
        };
        FindingsWish {
            severity,
            from: self.dari.parse().unwrap_or(0),
        }
    }
}

/// `GET /kantor/penduduk/impor/{id}`
pub async fn show(
    mut desk: Desk,
    Path(id): Path<Uuid>,
    Query(query): Query<ShowQuery>,
) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let today = kernel::time::day(desk.site.now());
    let form = Form::filled([
        ("baris", "lewati".to_owned()),
        ("orang", "perbarui".to_owned()),
        ("keadaan", today.to_string()),
    ]);
    let page = ImportDesk::new(&import, &form, query.wish(), desk.site.now());
    let is_going = page.is_going;
    let mut response = desk.page(&import.file_name, &page).await?;
    if is_going {
        // Works without scripts, and ends by itself.
        let every = HeaderValue::from_static("3");
        response.headers_mut().insert(header::REFRESH, every);
    }
    Ok(response)
}

/// The page again, with what is wrong with the choices.
pub(super) async fn again(desk: Desk, import: &Import, form: &Form) -> AppResult<Response> {
    let page = ImportDesk::new(import, form, FindingsWish::default(), desk.site.now());
    desk.wrong(&import.file_name, &page).await
}

/// `GET /kantor/penduduk/impor/{id}/temuan`
pub async fn findings(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let import = store::find(&mut desk.tx, id).await?.or_not_found()?;
    desk.tx.finish().await?;
    let findings = import.report.findings.or_not_found()?;
    let bytes = findings.export().to_xlsx().map_err(anyhow::Error::from)?;
    Ok(download("temuan-impor.xlsx", XLSX, bytes))
}
