//! Who of the office sees which part of the village.

use std::collections::HashSet;

use axum::{extract::Path, response::Response};
use identity::{Capability::ManageResidents, Role};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use super::READERS;
use crate::{
    pages::readers::ReadersDesk,
    reach::Reach,
    store::{areas, staff_areas},
};

/// `GET /kantor/penduduk/wilayah/petugas`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    keeps_the_register(&desk)?;
    let areas = areas::all(&mut desk.tx, &Reach::All).await?;
    let readers = staff_areas::readers(&mut desk.tx, Role::Wilayah.as_str()).await?;
    let page = ReadersDesk::new(&readers, &areas);
    desk.page("Siapa melihat wilayah mana", &page).await
}

/// `POST /kantor/penduduk/wilayah/petugas/{id}`: exactly these parts, from the next page she opens.
pub async fn give(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    keeps_the_register(&desk)?;
    let readers = staff_areas::readers(&mut desk.tx, Role::Wilayah.as_str()).await?;
    let reader = readers
        .into_iter()
        .find(|reader| reader.id == id)
        .or_not_found()?;
    let hamlets: HashSet<&str> = form.all("dusun").collect();
    let single: HashSet<&str> = form.all("wilayah").collect();
    let given: Vec<Uuid> = areas::all(&mut desk.tx, &Reach::All)
        .await?
        .into_iter()
        .filter(|area| {
            let in_hamlet = !area.hamlet_key.is_empty() && hamlets.contains(&*area.hamlet_key);
            in_hamlet || single.contains(&*area.id.to_string())
        })
        .map(|area| area.id)
        .collect();
    staff_areas::give(&mut desk.tx, id, &given).await?;
    let detail = json!({ "id": id, "wilayah": given });
    desk.record("wilayah.petugas", &reader.name, detail).await?;
    let text = match given.len() {
        0 => format!("{} sekarang tidak melihat penduduk mana pun.", reader.name),
        count => format!("{} sekarang melihat {count} wilayah.", reader.name),
    };
    desk.done_inside(READERS, Flash::good(text)).await
}

/// Managing accounts is asked for by the route; who gives a part of the register away keeps it herself.
fn keeps_the_register(desk: &Desk) -> AppResult<()> {
    if desk.me.capabilities.has(ManageResidents) {
        return Ok(());
    }
    Err(AppError::Forbidden(
        "Halaman ini untuk peran lain di kantor Anda.",
    ))
}
