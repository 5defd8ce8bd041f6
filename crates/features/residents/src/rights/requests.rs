//! What residents want put right: the list of all, and what waits on the office's first page.

use axum::response::Response;
use kernel::Cursor;
use serde::Deserialize;
use web::{
    AppError, AppResult, Query,
    office::{CornerFuture, Desk},
};

use super::{
    REQUESTS,
    pages::{RequestsCorner, RequestsDesk},
};
use crate::store::rights as store;

/// Requests on a page.
const PAGE: i64 = 30;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RequestsQuery {
    /// `selesai` for those that were decided.
    keadaan: String,
    /// The last row of the page before.
    sesudah: String,
}

/// `GET /kantor/penduduk/perbaikan`
pub async fn list(mut desk: Desk, Query(query): Query<RequestsQuery>) -> AppResult<Response> {
    let from = match query.sesudah.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.")
        })?),
    };
    let is_decided = query.keadaan == "selesai";
    let mut rows = if is_decided {
        store::decided_list(&mut desk.tx, from, PAGE).await?
    } else {
        store::waiting_list(&mut desk.tx, from, PAGE).await?
    };
    let has_more = rows.len() > usize::try_from(PAGE).unwrap_or_default();
    rows.truncate(usize::try_from(PAGE).unwrap_or_default());
    let waiting = store::waiting(&mut desk.tx).await?;
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|row| Cursor::new(row.made_at.to_jiff(), row.id).encode());
    let page = RequestsDesk::new(&rows, waiting, is_decided).paged(
        REQUESTS,
        next.as_deref(),
        from.is_some(),
    );
    desk.page("Permintaan perbaikan data", &page).await
}

/// What waits.
pub fn corner(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let waiting = store::waiting(&mut desk.tx).await?;
        if waiting == 0 {
            return Ok(None);
        }
        desk.site.render_part(&RequestsCorner { waiting }).map(Some)
    })
}
