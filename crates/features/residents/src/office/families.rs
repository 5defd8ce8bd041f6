//! Families: the list, one with its members, a new head, and members who form another one.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageResidents;
use kernel::{CodeTable, FamilyCardNumber, time};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use vault::KeySet;
use web::{
    AppError, AppResult, Form, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{FAMILIES, seen};
use crate::{
    domain::{State, draft},
    pages::families::{FamiliesDesk, FamilyDesk, FamilyRowView, MemberView},
    reach::Reach,
    register::Refused,
    store::{
        areas,
        columns::CARD,
        events,
        families::{self, FamilyRow, MemberRow},
        houses,
    },
};

/// Families on a page.
const PAGE: i64 = 50;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FamiliesQuery {
    wilayah: String,
    kepala: String,
    /// Id of the family the page begins after.
    sesudah: String,
}

/// `GET /kantor/keluarga`
pub async fn list(mut desk: Desk, Query(query): Query<FamiliesQuery>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let area = areas
        .iter()
        .find(|area| area.id.to_string() == query.wilayah)
        .map(|area| area.id);
    let without_head = query.kepala == "tanpa";
    let after = after(&mut desk, &reach, &query.sesudah).await?;
    let after = (after.0.as_str(), after.1);
    let mut rows = families::list(&mut desk.tx, &reach, area, without_head, after, PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().map(|row| row.id).filter(|_| has_more);
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let card = seen::card(&keys, Some(row.id), row.card_sealed.as_deref())?;
        lines.push(FamilyRowView::new(row, card));
    }
    let page = FamiliesDesk::new(lines, &areas, area, without_head)
        .within(&reach)
        .paged(last, !query.sesudah.is_empty());
    desk.page("Keluarga", &page).await
}

async fn after(desk: &mut Desk, reach: &Reach, word: &str) -> AppResult<(String, Uuid)> {
    if word.is_empty() {
        return Ok((String::new(), Uuid::nil()));
    }
    let wrong =
        AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.");
    let Ok(id) = Uuid::try_parse(word) else {
        return Err(wrong);
    };
    let key = families::key_of(&mut desk.tx, reach, id)
        .await?
        .ok_or(wrong)?;
    Ok((key, id))
}

/// `GET /kantor/keluarga/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = families::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let form = Form::filled([
        ("alamat", row.address.clone()),
        ("dusun", row.hamlet.clone()),
        ("rw", row.rw.clone()),
        ("rt", row.rt.clone()),
        ("versi", row.version.to_string()),
    ]);
    page(desk, &row, &form, false).await
}

async fn page(mut desk: Desk, row: &FamilyRow, form: &Form, is_wrong: bool) -> AppResult<Response> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let reach = Reach::of(&mut desk).await?;
    let members = families::members(&mut desk.tx, &reach, row.id).await?;
    let elsewhere = families::members_elsewhere(&mut desk.tx, &reach, row.id).await?;
    let card = seen::card(&keys, Some(row.id), row.card_sealed.as_deref())?;
    let today = time::day(desk.site.now());
    let mut views = Vec::with_capacity(members.len());
    for member in &members {
        let nik = seen::nik(&keys, member.id, member.nik_sealed.as_deref())?;
        views.push(MemberView::new(member, nik, today));
    }
    let may_manage = desk.me.capabilities.has(ManageResidents);
    let house = houses::of_family(&mut desk.tx, &reach, row.id).await?;
    let offered = if may_manage {
        houses::in_area(&mut desk.tx, &reach, row.area_id).await?
    } else {
        Vec::new()
    };
    let page = FamilyDesk::new(row, card, views, form)
        .housed(house.as_ref(), &offered)
        .told(elsewhere, may_manage);
    if is_wrong {
        desk.wrong("Keluarga", &page).await
    } else {
        desk.page("Keluarga", &page).await
    }
}

/// `POST /kantor/keluarga/{id}`: number of the card, address, part of the village.
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = families::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let typed = draft::optional(&mut form, "no_kk", FamilyCardNumber::parse);
    let place = draft::place(&mut form);
    let address = form.line("alamat", 200);
    let (Some(typed), Some(place), true) = (typed, place, form.is_good()) else {
        return page(desk, &row, &form, true).await;
    };
    let card = match typed {
        Some(card) => Some(card),
        None => kept_card(&keys, &row)?,
    };
    let area = areas::find_or_add(&mut desk.tx, &place).await?;
    let version = form.raw("versi").parse().unwrap_or(0);
    let family = (id, version);
    let written = families::write(&mut desk.tx, &keys, family, card.as_ref(), area, &address).await;
    let refused = match written.map_err(Refused::from) {
        Ok(true) => None,
        Ok(false) => Some(Refused::Overtaken),
        Err(refused) => Some(refused),
    };
    if let Some(refused) = refused {
        return again(desk, &row, form, refused).await;
    }
    for moved in families::move_members(&mut desk.tx, id, area).await? {
        events::correct_span(&mut desk.tx, moved).await?;
    }
    done(desk, id, "Keluarga sudah disimpan.").await
}

fn kept_card(keys: &KeySet, row: &FamilyRow) -> AppResult<Option<FamilyCardNumber>> {
    let Some(sealed) = &row.card_sealed else {
        return Ok(None);
    };
    let card = keys
        .read::<FamilyCardNumber>(CARD.of(row.id), sealed)
        .map_err(seen::broken)?;
    Ok(Some(*card.expose()))
}

async fn again(
    mut desk: Desk,
    row: &FamilyRow,
    mut form: Form,
    refused: Refused,
) -> AppResult<Response> {
    if let Refused::Sql(error) = refused {
        return Err(error.into());
    }
    desk.tx = desk.site.begin().await?;
    form.wrong(refused.field().unwrap_or("alamat"), refused.to_string());
    page(desk, row, &form, true).await
}

async fn done(mut desk: Desk, id: Uuid, text: &str) -> AppResult<Response> {
    crate::register::changed(&mut desk.tx).await?;
    desk.record("keluarga.ubah", "satu keluarga", json!({ "id": id }))
        .await?;
    desk.done_inside(&format!("{FAMILIES}/{id}"), Flash::good(text))
        .await
}

/// `POST /kantor/keluarga/{id}/kepala`: a new head, and what the former one is to her.
pub async fn head(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    families::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let members = present(families::members(&mut desk.tx, &reach, id).await?);
    let chosen = members
        .iter()
        .find(|member| member.id.to_string() == form.raw("kepala"))
        .ok_or(AppError::BadRequest(
            "Pilih anggota yang menjadi kepala keluarga.",
        ))?;
    let former_is = CodeTable::Relationship
        .find(form.raw("bekas"))
        .map_or("9", |found| found.code);
    if former_is == "1" {
        return Err(AppError::BadRequest(
            "Satu keluarga hanya mempunyai satu kepala.",
        ));
    }
    for member in members
        .iter()
        .filter(|one| one.relationship == "1" && one.id != chosen.id)
    {
        families::relate(&mut desk.tx, member.id, former_is).await?;
        events::correct_span(&mut desk.tx, member.id).await?;
    }
    families::relate(&mut desk.tx, chosen.id, "1").await?;
    events::correct_span(&mut desk.tx, chosen.id).await?;
    done(
        desk,
        id,
        "Kepala keluarga sudah diganti. Periksa hubungan anggota lainnya.",
    )
    .await
}

fn present(members: Vec<MemberRow>) -> Vec<MemberRow> {
    members
        .into_iter()
        .filter(|member| member.state == State::Present.as_str())
        .collect()
}

/// `POST /kantor/keluarga/{id}/pindah`: some members form another family, or join one that is there.
pub async fn part(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = families::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let members = present(families::members(&mut desk.tx, &reach, id).await?);
    let picked: Vec<&MemberRow> = members
        .iter()
        .filter(|member| form.all("pilih").any(|id| member.id.to_string() == id))
        .collect();
    let card = form.read("kk_tujuan", FamilyCardNumber::parse);
    if picked.is_empty() {
        form.wrong("kk_tujuan", "Pilih dulu anggota yang pindah ke KK itu.");
    }
    let (Some(card), true) = (card, form.is_good()) else {
        return page(desk, &row, &form, true).await;
    };
    let known = families::of_card(&mut desk.tx, &keys, &card).await?;
    if known == Some(id) {
        form.wrong("kk_tujuan", "Ini nomor KK keluarga ini sendiri.");
        return page(desk, &row, &form, true).await;
    }
    let (family, area) = match known {
        Some(known) => {
            let known = families::one(&mut desk.tx, &reach, known)
                .await?
                .or_not_found()?;
            (known.id, known.area_id)
        }
        None => {
            let made =
                families::add(&mut desk.tx, &keys, Some(&card), row.area_id, &row.address).await?;
            (made, row.area_id)
        }
    };
    // In a family of their own the first of them is its head; elsewhere each is of the family.
    let mut needs_head = known.is_none();
    for member in picked {
        let relationship = match (needs_head, member.relationship.as_str()) {
            (true, _) => "1",
            (false, "1") => "9",
            (false, other) => other,
        };
        needs_head = false;
        families::put(&mut desk.tx, member.id, family, area, relationship).await?;
        events::correct_span(&mut desk.tx, member.id).await?;
    }
    done(
        desk,
        family,
        "Anggota sudah pindah ke KK ini. Periksa hubungan masing-masing.",
    )
    .await
}
