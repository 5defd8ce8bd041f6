//! Photos leave the library. One that something uses stays, so that no page ever shows a gap; where it
//! is used is said, and it is let go there first.

use axum::{extract::Path, response::Response};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use super::HERE;
use crate::{
    pages::office::photos::{GoingCard, PhotosGoing},
    store::library::{self, GoingRow},
    tidying::{Left, MEDIA_REMOVE},
};

/// Photos that go at once.
const MOST: usize = 100;

/// `POST /kantor/foto/{id}/hapus`
pub async fn one(Path(id): Path<Uuid>, DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let rows = library::seize(&mut desk.tx, &[id]).await?;
    let row = rows.first().or_not_found()?;
    let uses = library::uses(&mut desk.tx, id).await?;
    if !uses.is_empty() {
        let flash = Flash::warn(format!(
            "“{}” masih dipakai di {} tempat, jadi tidak dihapus. Lepas dulu di sana; daftarnya ada \
             di halaman ini.",
            row.file_name,
            uses.len()
        ));
        return desk.done_inside(&format!("{HERE}/{id}"), flash).await;
    }
    remove(&mut desk, &rows).await?;
    let flash = Flash::good(format!("“{}” dihapus dari pustaka.", row.file_name));
    desk.done(HERE, flash).await
}

/// `POST /kantor/foto/hapus`: first shows what would go and what would stay, then does it.
pub async fn several(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let ids: Vec<Uuid> = form
        .all("pilih")
        .filter_map(|id| Uuid::try_parse(id).ok())
        .take(MOST)
        .collect();
    let rows = library::seize(&mut desk.tx, &ids).await?;
    if rows.is_empty() {
        return desk
            .done_inside(HERE, Flash::warn("Pilih dulu foto yang akan dihapus."))
            .await;
    }
    let used = library::in_use(&mut desk.tx, Some(&ids)).await?;
    let (staying, going): (Vec<GoingRow>, Vec<GoingRow>) =
        rows.into_iter().partition(|row| used.contains(&row.id));
    if going.is_empty() || !form.has("yakin") {
        let page = PhotosGoing {
            going: going.iter().map(GoingCard::new).collect(),
            staying: staying.iter().map(GoingCard::new).collect(),
            action: format!("{HERE}/hapus"),
            back_href: HERE.to_owned(),
        };
        return desk.page("Hapus foto", &page).await;
    }
    remove(&mut desk, &going).await?;
    let flash = match staying.len() {
        0 => Flash::good(format!("{} foto dihapus dari pustaka.", going.len())),
        kept => Flash::warn(format!(
            "{} foto dihapus dari pustaka. {kept} foto masih dipakai dan tetap ada.",
            going.len()
        )),
    };
    desk.done(HERE, flash).await
}

/// The files go after the rows have gone: no network call inside a transaction.
async fn remove(desk: &mut Desk, rows: &[GoingRow]) -> AppResult<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut left = Left::default();
    for row in library::delete(&mut desk.tx, &ids).await? {
        left.originals.push(row.sha256);
        left.names
            .extend(row.variants.0.into_iter().map(|file| file.name));
    }
    jobs::enqueue(&mut desk.tx, MEDIA_REMOVE, &left, None).await?;
    for row in rows {
        let detail = json!({ "id": row.id });
        desk.record("foto.hapus", &row.file_name, detail).await?;
    }
    Ok(())
}
