//! Hamlets, RW and RT.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageStaff;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form,
    office::{Desk, DeskForm, Flash},
};

use super::AREAS;
use crate::{domain::draft, pages::areas::AreasDesk, reach::Reach, store::areas};

/// `GET /kantor/penduduk/wilayah`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let rows = rows(&mut desk).await?;
    let page = AreasDesk::new(&rows, &Form::default(), None).staffed(gives(&desk));
    desk.page("Wilayah", &page).await
}

/// `POST /kantor/penduduk/wilayah`
pub async fn add(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let Some(place) = draft::place(&mut form).filter(|_| form.is_good()) else {
        return again(desk, &form, None).await;
    };
    if place == crate::domain::Place::default() {
        form.wrong("rt", "Isi dusun, RW, atau RT.");
        return again(desk, &form, None).await;
    }
    areas::find_or_add(&mut desk.tx, &place).await?;
    told(desk, &place.label(), "Wilayah sudah ada di daftar.").await
}

/// `POST /kantor/penduduk/wilayah/{id}`: another name, or none any more.
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    if form.has("hapus") {
        if !areas::remove(&mut desk.tx, id).await? {
            let text =
                "Masih ada penduduk, keluarga, rumah, atau riwayat di wilayah ini. Pindahkan dulu.";
            return desk.done_inside(AREAS, Flash::warn(text)).await;
        }
        return told(desk, "", "Wilayah itu sudah dihapus.").await;
    }
    let Some(place) = draft::place(&mut form).filter(|_| form.is_good()) else {
        return again(desk, &form, Some(id)).await;
    };
    if !areas::rename(&mut desk.tx, id, &place).await? {
        form.wrong("rt", "Wilayah dengan nama ini sudah ada.");
        return again(desk, &form, Some(id)).await;
    }
    told(desk, &place.label(), "Nama wilayah sudah diubah.").await
}

async fn told(mut desk: Desk, subject: &str, text: &str) -> AppResult<Response> {
    crate::register::changed(&mut desk.tx).await?;
    desk.record("wilayah.ubah", subject, json!({})).await?;
    desk.done_inside(AREAS, Flash::good(text)).await
}

async fn again(mut desk: Desk, form: &Form, of: Option<Uuid>) -> AppResult<Response> {
    let rows = rows(&mut desk).await?;
    let page = AreasDesk::new(&rows, form, of).staffed(gives(&desk));
    desk.wrong("Wilayah", &page).await
}

async fn rows(desk: &mut Desk) -> AppResult<Vec<areas::AreaRow>> {
    let reach = Reach::of(desk).await?;
    Ok(areas::counted(&mut desk.tx, &reach).await?)
}

/// Whether she also says who of the office sees which part.
fn gives(desk: &Desk) -> bool {
    desk.me.capabilities.has(ManageStaff)
}
