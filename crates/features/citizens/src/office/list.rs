//! All accounts, and the search for somebody who has none yet.

use std::collections::HashMap;

use axum::response::Response;
use kernel::{Cursor, NameKey, time};
use residents::{
    reach::Reach,
    store::people::{self, ListedRow},
};
use serde::Deserialize;
use web::{
    AppError, AppResult, Query,
    office::{Desk, DeskForm},
};

use super::ACCOUNTS;
use crate::{
    pages::office::AccountsDesk,
    store::{alarms, list as store},
};

/// Accounts on a page.
const PAGE: i64 = 30;
/// People among whom the most alike are looked for.
const LIKE: i64 = 100;
/// People a search shows.
const FOUND: usize = 30;
const TITLE: &str = "Layanan Mandiri";

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AccountsQuery {
    /// The last account of the page before.
    sesudah: String,
}

/// `GET /kantor/warga`
pub async fn list(mut desk: Desk, Query(query): Query<AccountsQuery>) -> AppResult<Response> {
    let from = match query.sesudah.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.")
        })?),
    };
    let mut rows = store::newest(&mut desk.tx, from, PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|row| Cursor::new(row.given_at.to_jiff(), row.id).encode());
    let counts = store::counts(&mut desk.tx).await?;
    let now = desk.site.now();
    let alarms = alarms::of(&mut desk.tx, time::day(now)).await?;
    let page = AccountsDesk::listed(&rows, &counts, now)
        .alarmed(&alarms)
        .paged(ACCOUNTS, next.as_deref(), from.is_some());
    desk.page(TITLE, &page).await
}

/// `POST /kantor/warga/cari`: sent, so that no name stands in an address.
pub async fn search(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let asked = form.tidy("q");
    let reach = Reach::of(&mut desk).await?;
    let rows = found(&mut desk, &reach, &asked).await?;
    let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.id).collect();
    let accounts = store::of(&mut desk.tx, &ids).await?;
    let accounts: HashMap<uuid::Uuid, store::FoundRow> = accounts
        .into_iter()
        .map(|row| (row.resident_id, row))
        .collect();
    let counts = store::counts(&mut desk.tx).await?;
    let now = desk.site.now();
    let page = AccountsDesk::found(&rows, &accounts, (&counts, now), &asked);
    desk.page(TITLE, &page).await
}

/// Those who are here and whose names are like this one.
async fn found(desk: &mut Desk, reach: &Reach, asked: &str) -> AppResult<Vec<ListedRow>> {
    let key = NameKey::of(asked);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let words = (&*key.text(), &*key.sound());
    let rows = people::like(&mut desk.tx, reach, words, LIKE).await?;
    let mut ranked: Vec<(u8, ListedRow)> = rows
        .into_iter()
        .filter(|row| row.state == "present")
        .map(|row| (key.score(&NameKey::of(&row.name)), row))
        .filter(|(score, _)| *score >= NameKey::LIKELY)
        .collect();
    ranked.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.name_key.cmp(&b.name_key)));
    ranked.truncate(FOUND);
    Ok(ranked.into_iter().map(|(_, row)| row).collect())
}
