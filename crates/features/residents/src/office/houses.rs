//! Houses: the list, one with its families, and which family lives where.

use axum::{extract::Path, response::Response};
use identity::Capability::{ManageResidents, ReadResidents};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Query,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes, RailPlace},
};

use super::FAMILIES;
use crate::{
    domain::house::{HouseDraft, Point},
    pages::houses::{HouseDesk, HouseEditor, HousesDesk},
    reach::Reach,
    store::{
        areas, families,
        houses::{self, HouseRow},
    },
};

/// The list of houses.
pub const HOUSES: &str = "/kantor/rumah";
/// Houses on a page.
const PAGE: i64 = 50;

const READS: Needs = Needs::Capability(ReadResidents);
const RESIDENTS: Needs = Needs::Capability(ManageResidents);

/// The rail's entry.
pub const PLACE: RailPlace = RailPlace {
    label: "Rumah",
    href: HOUSES,
    icon: "map-pin",
    needs: READS,
    order: 27,
};

/// The addresses below `/kantor/rumah`, and of a family's house.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(HOUSES, READS, list)
        .get("/kantor/rumah/baru", RESIDENTS, new)
        .post("/kantor/rumah/baru", RESIDENTS, add)
        .get("/kantor/rumah/{id}", READS, show)
        .get("/kantor/rumah/{id}/ubah", RESIDENTS, edit)
        .post("/kantor/rumah/{id}/ubah", RESIDENTS, save)
        .post("/kantor/rumah/{id}/hapus", RESIDENTS, remove)
        .post("/kantor/keluarga/{id}/rumah", RESIDENTS, settle)
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HousesQuery {
    wilayah: String,
    /// Id of the house the page begins after.
    sesudah: String,
}

/// `GET /kantor/rumah`
pub async fn list(mut desk: Desk, Query(query): Query<HousesQuery>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let area = areas
        .iter()
        .find(|area| area.id.to_string() == query.wilayah)
        .map(|area| area.id);
    let after = match query.sesudah.as_str() {
        "" => (String::new(), Uuid::nil()),
        text => {
            let lost = || {
                AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.")
            };
            let id = Uuid::try_parse(text).map_err(|_| lost())?;
            let key = houses::key_of(&mut desk.tx, &reach, id).await?;
            (key.ok_or_else(lost)?, id)
        }
    };
    let mut rows = houses::list(&mut desk.tx, &reach, area, (&after.0, after.1), PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().map(|row| row.id).filter(|_| has_more);
    let page = HousesDesk::new(&rows, &areas, area)
        .within(&reach)
        .paged(last, !query.sesudah.is_empty());
    desk.page("Rumah", &page).await
}

/// `GET /kantor/rumah/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let house = houses::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let families = houses::families(&mut desk.tx, &reach, id).await?;
    let may_manage = desk.me.capabilities.has(ManageResidents);
    let page = HouseDesk::new(&house, &families, may_manage);
    desk.page(&page.title.clone(), &page).await
}

/// `GET /kantor/rumah/baru`
pub async fn new(desk: Desk, Query(query): Query<HousesQuery>) -> AppResult<Response> {
    let form = Form::filled([("wilayah", query.wilayah)]);
    editor(desk, &form, None, false).await
}

async fn editor(
    mut desk: Desk,
    form: &Form,
    of: Option<Uuid>,
    is_wrong: bool,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let page = HouseEditor::new(form, &areas, of);
    if is_wrong {
        desk.wrong(page.title, &page).await
    } else {
        desk.page(page.title, &page).await
    }
}

async fn read(desk: &mut Desk, form: &mut Form) -> AppResult<Option<HouseDraft>> {
    let reach = Reach::of(desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    Ok(HouseDraft::read(form, |id| {
        areas.iter().any(|area| area.id == id)
    }))
}

/// `POST /kantor/rumah/baru`
pub async fn add(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let Some(draft) = read(&mut desk, &mut form).await? else {
        return editor(desk, &form, None, true).await;
    };
    let id = houses::add(&mut desk.tx, &draft).await?;
    told(
        desk,
        id,
        "Rumah sudah dicatat. Keluarganya dimasukkan dari halaman keluarga.",
    )
    .await
}

async fn told(mut desk: Desk, id: Uuid, text: &str) -> AppResult<Response> {
    desk.record("rumah.ubah", "satu rumah", json!({ "id": id }))
        .await?;
    desk.done_inside(&format!("{HOUSES}/{id}"), Flash::good(text))
        .await
}

/// `GET /kantor/rumah/{id}/ubah`
pub async fn edit(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let house = houses::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    editor(desk, &filled(house), Some(id), false).await
}

fn filled(house: HouseRow) -> Form {
    let point = house.latitude.zip(house.longitude);
    let point = point.map(|(latitude, longitude)| {
        let point = Point {
            latitude,
            longitude,
        };
        point.text()
    });
    Form::filled([
        ("versi", house.version.to_string()),
        ("nomor", house.number),
        ("wilayah", house.area_id.to_string()),
        ("alamat", house.address),
        ("kepemilikan", house.ownership),
        ("lantai", house.floor),
        ("dinding", house.wall),
        ("atap", house.roof),
        ("air", house.water),
        ("jamban", house.toilet),
        ("listrik", house.electricity),
        ("catatan", house.note),
        ("titik", point.unwrap_or_default()),
    ])
}

/// `POST /kantor/rumah/{id}/ubah`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let house = houses::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let Some(draft) = read(&mut desk, &mut form).await? else {
        return editor(desk, &form, Some(id), true).await;
    };
    let is_moving = draft.area != house.area_id;
    if is_moving && !houses::families(&mut desk.tx, &reach, id).await?.is_empty() {
        let text = "Masih ada keluarga di rumah ini. Keluarkan dulu, baru ubah wilayahnya.";
        form.wrong("wilayah", text);
        return editor(desk, &form, Some(id), true).await;
    }
    let version = form.raw("versi").parse().unwrap_or(0);
    if !houses::write(&mut desk.tx, (id, version), &draft).await? {
        let text = "Rumah ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.";
        form.wrong("nomor", text);
        return editor(desk, &form, Some(id), true).await;
    }
    told(desk, id, "Perubahan rumah sudah disimpan.").await
}

/// `POST /kantor/rumah/{id}/hapus`: one in which no family lives.
pub async fn remove(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    houses::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    if !houses::remove(&mut desk.tx, id).await? {
        let flash = Flash::warn("Masih ada keluarga di rumah ini. Keluarkan dulu.");
        return desk.done_inside(&format!("{HOUSES}/{id}"), flash).await;
    }
    desk.record("rumah.hapus", "satu rumah", json!({ "id": id }))
        .await?;
    desk.done_inside(HOUSES, Flash::good("Rumah sudah dihapus."))
        .await
}

/// `POST /kantor/keluarga/{id}/rumah`: into a house of its part, into a new one at its address, or out.
pub async fn settle(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let family = families::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let (house, text) = match form.raw("rumah") {
        "keluar" => (None, "Keluarga ini tidak lagi tercatat di rumah itu."),
        "baru" => {
            let draft = HouseDraft::at(family.area_id, family.address);
            let made = houses::add(&mut desk.tx, &draft).await?;
            (Some(made), "Rumah baru dibuat dengan alamat keluarga ini.")
        }
        chosen => {
            let chosen = Uuid::try_parse(chosen)
                .map_err(|_| AppError::BadRequest("Pilih rumahnya dulu."))?;
            (Some(chosen), "Keluarga ini sekarang tercatat di rumah itu.")
        }
    };
    let put = houses::put_family(&mut desk.tx, id, house).await?;
    put.then_some(()).or_not_found()?;
    desk.record(
        "keluarga.ubah",
        "satu keluarga",
        json!({ "id": id, "rumah": house }),
    )
    .await?;
    desk.done_inside(&format!("{FAMILIES}/{id}"), Flash::good(text))
        .await
}
