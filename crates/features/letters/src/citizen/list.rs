//! What somebody asked for, and what is told of it on the first page.

use axum::response::Response;
use kernel::Cursor;
use serde::Deserialize;
use web::{
    AppError, AppResult, Query,
    citizen::{CameBy, CitizenCornerFuture, CitizenDesk},
};

use crate::{
    offered,
    pages::citizen::{CornerView, OwnList},
    store::lists as store,
};

/// Requests on a page.
const PAGE: i64 = 20;

/// Which page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    sebelum: String,
}

/// `GET /mandiri/surat`
pub async fn show(mut desk: CitizenDesk, Query(query): Query<ListQuery>) -> AppResult<Response> {
    let below = match query.sebelum.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal.")
        })?),
    };
    let only = (desk.me.came_by == CameBy::Link).then(|| CameBy::Link.word());
    let me = desk.me.resident;
    let mut rows = store::of_resident(&mut desk.tx, me, only, below.as_ref(), PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|row| Cursor::new(row.made_at.to_jiff(), row.id).encode());
    let kinds = offered::all(&mut desk.tx).await?;
    let page = OwnList::new(&rows, &kinds, desk.site.now()).paged(next, below.is_some());
    desk.page("Surat saya", &page).await
}

/// The latest request, and the way to another.
pub fn corner(desk: &mut CitizenDesk) -> CitizenCornerFuture<'_> {
    Box::pin(async move {
        let only = (desk.me.came_by == CameBy::Link).then(|| CameBy::Link.word());
        let me = desk.me.resident;
        let rows = store::of_resident(&mut desk.tx, me, only, None, 3).await?;
        let corner = CornerView::new(&rows);
        desk.site.render_part(&corner).map(Some)
    })
}
