//! Slips of paper with PINs: for one resident, a family or an RT.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::header;
use identity::Pin;
use jiff::ToSpan as _;
use kernel::time;
use print::{Press, Sheet, Turn};
use residents::{
    lookup::{self, Known},
    reach::Reach,
    store::areas,
};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, keys,
    office::{Desk, DeskForm},
};

use crate::{
    door::{about_known, away},
    pages::office::SlipsDesk,
    store::accounts::{self, Group, NewAccount},
};

/// Most accounts that are made at once: their PINs take a while to be hashed.
const MOST: i64 = 60;
/// From this age somebody has an account of her own.
const AGE: i32 = 17;
const TITLE: &str = "Slip PIN";
/// Said when others print at the moment.
pub const BUSY: &str =
    "Dokumen lain sedang dicetak. Coba lagi sebentar lagi; belum ada akun yang dibuat.";
const TEMPLATE: &str = include_str!("../../templates/citizens/slips.typ");

/// What stands on one slip.
#[derive(Serialize)]
pub struct Slip {
    name: String,
    /// The last four digits; she knows the others.
    nik: String,
    place: String,
    pin: String,
}

impl Slip {
    pub fn new(known: &Known, pin: &Pin) -> Self {
        let last = known.nik.len().saturating_sub(4);
        let parts = [("RT ", &known.rt), ("RW ", &known.rw)];
        let parts = parts.iter().filter(|(_, value)| !value.is_empty());
        let place: Vec<String> = parts
            .map(|(word, value)| format!("{word}{value}"))
            .collect();
        let (left, right) = pin.expose().split_at(3);
        Self {
            name: known.name.clone(),
            nik: known.nik.get(last..).unwrap_or_default().to_owned(),
            place: place.join(" "),
            pin: format!("{left} {right}"),
        }
    }
}

/// The right to print now, with no connection held while it is waited for.
pub async fn turn(desk: &mut Desk) -> AppResult<Option<Turn>> {
    let press = Press::shared();
    let turn = desk.aside(async move { press.turn().await }).await?;
    Ok(turn.ok())
}

/// Makes the accounts last and answers with their slips. They are kept nowhere.
pub async fn commit_and_print(desk: Desk, turn: Turn, slips: Vec<Slip>) -> AppResult<Response> {
    let site = desk.site.clone();
    desk.tx.finish().await?;
    let data = json!({
        "village": web::village_name(&site.village),
        "address": site.village.base_url.replace("https://", "").replace("http://", "") + "/mandiri",
        "made": time::long_date(site.now()),
        "slips": slips,
    });
    let printing = turn.print(Sheet::new(TEMPLATE, data, site.now()));
    let printed = printing.await.map_err(anyhow::Error::from)?;
    let pdf = printed.map_err(anyhow::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"slip-pin.pdf\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from(pdf)).into_response())
}

/// `GET /kantor/warga/slip`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let page = page(&mut desk, &Form::default()).await?;
    desk.page(TITLE, &page).await
}

async fn page(desk: &mut Desk, form: &Form) -> AppResult<SlipsDesk> {
    let reach = Reach::of(desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    Ok(SlipsDesk::new(&areas, form, (MOST, AGE)))
}

/// `POST /kantor/warga/slip`: accounts for all of a part of the village, or of somebody's family.
pub async fn print(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let Some(group) = group(&mut desk, &mut form).await? else {
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let today = time::day(desk.site.now());
    let born_until = today.saturating_sub(AGE.years());
    let ids = accounts::without(&mut desk.tx, group, born_until, MOST).await?;
    if ids.is_empty() {
        form.wrong(
            "wilayah",
            "Di sini tidak ada lagi warga dewasa yang punya NIK dan belum punya akun.",
        );
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    }
    let Some(turn) = turn(&mut desk).await? else {
        form.wrong("wilayah", BUSY);
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let slips = give_all(&mut desk, &ids).await?;
    let detail = json!({ "orang": slips.len() });
    desk.record("warga.slip", &format!("{} orang", slips.len()), detail)
        .await?;
    commit_and_print(desk, turn, slips).await
}

/// Whom the slips are for.
async fn group(desk: &mut Desk, form: &mut Form) -> AppResult<Option<Group>> {
    if let Ok(resident) = Uuid::try_parse(form.raw("keluarga")) {
        let known = super::one::resident(desk, resident).await?;
        if known.family.is_none() {
            form.wrong("wilayah", "Orang ini belum tercatat dalam keluarga.");
        }
        return Ok(known.family.map(Group::Family));
    }
    let reach = Reach::of(desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let chosen = Uuid::try_parse(form.raw("wilayah")).ok();
    let known = chosen.filter(|id| areas.iter().any(|area| area.id == *id));
    if known.is_none() {
        form.wrong("wilayah", "Pilih wilayahnya.");
    }
    Ok(known.map(Group::Area))
}

/// Accounts for these residents. Hashing their PINs holds no connection.
async fn give_all(desk: &mut Desk, ids: &[Uuid]) -> AppResult<Vec<Slip>> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let known = lookup::facts(&mut desk.tx, &keys, ids).await?;
    let app = desk.site.app.clone();
    let pins: Vec<Pin> = known
        .iter()
        .map(|one| Pin::random(&about_known(one)))
        .collect();
    let hashing = async {
        let mut hashes = Vec::with_capacity(pins.len());
        for pin in &pins {
            hashes.push(app.passwords.hash_digits(pin.expose()).await?);
        }
        Ok(hashes)
    };
    let hashes: Vec<String> = desk.aside(hashing).await?.map_err(away)?;
    let (by, now) = (desk.me.name.clone(), desk.site.now());
    let mut slips = Vec::with_capacity(known.len());
    for ((known, pin), hash) in known.iter().zip(&pins).zip(&hashes) {
        let new = NewAccount {
            resident: known.id,
            pin_hash: hash,
            by: &by,
            now,
        };
        // Somebody else may have given her one in between: hers stays.
        if accounts::give(&mut desk.tx, new).await?.is_some() {
            slips.push(Slip::new(known, pin));
        }
    }
    Ok(slips)
}
