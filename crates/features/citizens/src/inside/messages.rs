//! What she was told.

use axum::response::Response;
use kernel::Cursor;
use serde::Deserialize;
use uuid::Uuid;
use web::{AppError, AppResult, Query, citizen::CitizenDesk};

use super::MESSAGES;
use crate::{pages::inside::MessagesPage, store::messages as store};

/// Messages on a page.
const PAGE: i64 = 20;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessagesQuery {
    /// The last message of the page before.
    sesudah: String,
}

/// `GET /mandiri/pesan`: what is shown is read.
pub async fn list(
    mut desk: CitizenDesk,
    Query(query): Query<MessagesQuery>,
) -> AppResult<Response> {
    let from = match query.sesudah.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.")
        })?),
    };
    let resident = desk.me.resident;
    let mut rows = store::newest(&mut desk.tx, resident, from, PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|row| Cursor::new(row.at.to_jiff(), row.id).encode());
    let new: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.is_new)
        .map(|row| row.id)
        .collect();
    let now = desk.site.now();
    if !new.is_empty() {
        store::mark_read(&mut desk.tx, resident, &new, now).await?;
    }
    let page = MessagesPage::new(&rows, now).paged(MESSAGES, next.as_deref(), from.is_some());
    desk.page("Pesan", &page).await
}
