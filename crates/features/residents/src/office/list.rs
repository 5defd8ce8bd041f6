//! All who are in the register: a list with filters, and a search by name or number.

use axum::response::Response;
use kernel::{FamilyCardNumber, NameKey, Nik, Phone, time};
use serde::Deserialize;
use uuid::Uuid;
use vault::KeySet;
use web::{
    AppError, AppResult, Query, keys,
    office::{Desk, DeskForm},
};

use super::seen;
use crate::{
    domain::State,
    pages::list::{Chosen, PeopleDesk, PersonLine},
    store::{
        areas,
        columns::{CARD, NIK, PHONE},
        people::{self, After, ListedRow, Wanted},
    },
};

/// People on a page.
const PAGE: i64 = 50;
/// People among whom the most alike are looked for.
const LIKE: i64 = 200;

/// Which part of the list. Nothing in it is about one person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    pub keadaan: String,
    pub wilayah: String,
    pub jk: String,
    pub status: String,
    pub nik: String,
    /// Id of the person the page begins after.
    pub sesudah: String,
}

/// `GET /kantor/penduduk`
pub async fn list(mut desk: Desk, Query(query): Query<PeopleQuery>) -> AppResult<Response> {
    let state = State::ALL
        .into_iter()
        .find(|state| state.as_str() == query.keadaan)
        .unwrap_or(State::Present);
    let areas = areas::all(&mut desk.tx).await?;
    let area = areas
        .iter()
        .find(|area| area.id.to_string() == query.wilayah);
    let one_of = |text: &str| ["1", "2"].contains(&text).then(|| text.to_owned());
    let wanted = Wanted {
        state: state.as_str(),
        area: area.map(|area| area.id),
        sex: one_of(&query.jk),
        residency: one_of(&query.status),
        without_nik: query.nik == "tanpa",
        ..Wanted::default()
    };
    let after = after(&mut desk, &query.sesudah).await?;
    let mut rows = people::list(&mut desk.tx, &wanted, &after, PAGE).await?;
    let has_more = rows.len() > usize::try_from(PAGE).unwrap_or_default();
    rows.truncate(usize::try_from(PAGE).unwrap_or_default());
    let last = rows.last().map(|row| row.id).filter(|_| has_more);
    let counts = people::counts(&mut desk.tx).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let lines = lines(&desk, &keys, &rows)?;
    let chosen = Chosen {
        state,
        area: wanted.area,
        sex: wanted.sex.as_deref().unwrap_or_default(),
        residency: wanted.residency.as_deref().unwrap_or_default(),
        without_nik: wanted.without_nik,
    };
    let page =
        PeopleDesk::list(lines, &counts, &areas, &chosen).paged(last, !query.sesudah.is_empty());
    desk.page("Penduduk", &page).await
}

/// Where the list goes on: after this person, wherever she stands now.
async fn after(desk: &mut Desk, word: &str) -> AppResult<After> {
    if word.is_empty() {
        return Ok(After::default());
    }
    let wrong =
        AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.");
    let Ok(id) = Uuid::try_parse(word) else {
        return Err(wrong);
    };
    let key = people::key_of(&mut desk.tx, id).await?.ok_or(wrong)?;
    Ok(After { name_key: key, id })
}

/// `POST /kantor/penduduk/cari`: sent, so that no number stands in an address.
pub async fn search(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let asked = form.tidy("q");
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let rows = found(&mut desk, &keys, &asked).await?;
    let counts = people::counts(&mut desk.tx).await?;
    let lines = lines(&desk, &keys, &rows)?;
    let page = PeopleDesk::found(lines, &counts, &asked);
    desk.page("Cari penduduk", &page).await
}

async fn found(desk: &mut Desk, keys: &KeySet, asked: &str) -> AppResult<Vec<ListedRow>> {
    let digits = asked.chars().filter(char::is_ascii_digit).count();
    if digits >= 6 {
        let nik = Nik::parse(asked).ok();
        let card = FamilyCardNumber::parse(asked).ok();
        let phone = Phone::parse(asked).ok();
        let niks = seen::lookups(keys, NIK, nik.as_ref());
        let cards = seen::lookups(keys, CARD, card.as_ref());
        let phones = seen::lookups(keys, PHONE, phone.as_ref());
        return Ok(people::of_number(&mut desk.tx, &niks, &cards, &phones).await?);
    }
    let key = NameKey::of(asked);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let rows = people::like(&mut desk.tx, &key.text(), &key.sound(), LIKE).await?;
    let mut ranked: Vec<(u8, ListedRow)> = rows
        .into_iter()
        .map(|row| (key.score(&NameKey::of(&row.name)), row))
        .filter(|(score, _)| *score >= NameKey::LIKELY)
        .collect();
    // Who is here comes before who is not, when the names are equally like.
    ranked.sort_by(|(one, a), (other, b)| {
        let is_gone = |row: &ListedRow| row.state != State::Present.as_str();
        other
            .cmp(one)
            .then(is_gone(a).cmp(&is_gone(b)))
            .then_with(|| a.name_key.cmp(&b.name_key))
    });
    ranked.truncate(usize::try_from(PAGE).unwrap_or_default());
    Ok(ranked.into_iter().map(|(_, row)| row).collect())
}

fn lines(desk: &Desk, keys: &KeySet, rows: &[ListedRow]) -> AppResult<Vec<PersonLine>> {
    let today = time::day(desk.site.now());
    rows.iter()
        .map(|row| {
            let nik = seen::nik(keys, row.id, row.nik_sealed.as_deref())?;
            Ok(PersonLine::new(row, nik, today))
        })
        .collect()
}
