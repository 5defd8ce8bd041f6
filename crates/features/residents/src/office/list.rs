//! All who are in the register: a list with filters that can be kept, and a search by name or number.

use std::collections::HashMap;

use axum::{extract::Path, response::Response};
use identity::Capability::ManageResidents;
use kernel::{FamilyCardNumber, NameKey, Nik, Phone, time};
use uuid::Uuid;
use vault::KeySet;
use web::{
    AppError, AppResult, Form, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{PEOPLE, seen};
use crate::{
    domain::{Filter, State, Whereabouts},
    pages::list::{PeopleDesk, PersonLine},
    reach::Reach,
    store::{
        areas::{self, AreaRow},
        columns::{CARD, NIK, PHONE},
        lists,
        people::{self, After, ListedRow},
    },
};

/// People on a page.
const PAGE: i64 = 50;
/// People among whom the most alike are looked for.
const LIKE: i64 = 200;
/// Letters of a list's name.
const NAME: usize = 60;

/// `GET /kantor/penduduk`
pub async fn list(
    mut desk: Desk,
    Query(query): Query<HashMap<String, String>>,
) -> AppResult<Response> {
    let asked = Form::filled(query.iter().map(|(name, text)| (&**name, text.clone())));
    let page = page(&mut desk, &asked, &Form::default()).await?;
    desk.page("Penduduk", &page).await
}

/// The list as it is asked for, with the form by which it is kept.
async fn page(desk: &mut Desk, asked: &Form, keeping: &Form) -> AppResult<PeopleDesk> {
    let reach = Reach::of(desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let filter = known(Filter::read(asked), &areas);
    let sesudah = asked.raw("sesudah");
    let after = after(desk, &reach, sesudah).await?;
    let today = time::day(desk.site.now());
    let mut rows = people::list(&mut desk.tx, &reach, &filter, today, &after, PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().map(|row| row.id).filter(|_| has_more);
    let counts = people::counts(&mut desk.tx, &reach).await?;
    let saved = lists::of(&mut desk.tx, desk.me.id).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let lines = lines(desk, &keys, &rows)?;
    Ok(PeopleDesk::list(lines, &counts, &areas, &filter)
        .within(&reach, &areas)
        .kept(&saved, keeping)
        .managed(desk.me.capabilities.has(ManageResidents))
        .paged(last, !sesudah.is_empty()))
}

/// A place that is not in reach, or not there any more, asks nothing.
fn known(filter: Filter, areas: &[AreaRow]) -> Filter {
    let is_known = match &filter.place {
        Whereabouts::Everywhere => true,
        Whereabouts::Area(id) => areas.iter().any(|area| area.id == *id),
        Whereabouts::Hamlet(key) => areas.iter().any(|area| area.hamlet_key == *key),
    };
    if is_known {
        return filter;
    }
    Filter {
        place: Whereabouts::Everywhere,
        ..filter
    }
}

/// Where the list goes on: after this person, wherever she stands now.
async fn after(desk: &mut Desk, reach: &Reach, word: &str) -> AppResult<After> {
    if word.is_empty() {
        return Ok(After::default());
    }
    let wrong =
        AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.");
    let Ok(id) = Uuid::try_parse(word) else {
        return Err(wrong);
    };
    let key = people::key_of(&mut desk.tx, reach, id).await?;
    Ok(After {
        name_key: key.ok_or(wrong)?,
        id,
    })
}

/// `POST /kantor/penduduk/daftar`: the filter under a name, to be opened again.
pub async fn keep(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let asked = Form::parse(form.raw("saringan").as_bytes());
    // Read and written again, so that nothing is kept but what can be filtered by: no text of anybody's.
    let reach = Reach::of(&mut desk).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let query = known(Filter::read(&asked), &areas).query();
    let name = form.needed_line("nama", NAME, "Beri nama daftarnya, misalnya: Balita RT 02.");
    if form.is_good() && query.is_empty() {
        form.wrong("nama", "Saring dulu daftarnya, lalu simpan.");
    }
    if form.is_good() {
        let own = lists::of(&mut desk.tx, desk.me.id).await?;
        if i64::try_from(own.len()).unwrap_or(lists::MOST) >= lists::MOST {
            let full = "Anda sudah menyimpan 30 daftar. Hapus dulu yang tidak dipakai lagi.";
            form.wrong("nama", full);
        } else if !lists::add(&mut desk.tx, desk.me.id, &name, &query).await? {
            form.wrong("nama", "Anda sudah mempunyai daftar dengan nama ini.");
        }
    }
    if !form.is_good() {
        let page = page(&mut desk, &asked, &form).await?;
        return desk.wrong("Penduduk", &page).await;
    }
    let flash = Flash::good(format!("Daftar {name} sudah disimpan."));
    desk.done_inside(&format!("{PEOPLE}?{query}"), flash).await
}

/// `POST /kantor/penduduk/daftar/{id}/hapus`
pub async fn forget(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let is_gone = lists::remove(&mut desk.tx, desk.me.id, id).await?;
    is_gone.then_some(()).or_not_found()?;
    desk.done_inside(PEOPLE, Flash::good("Daftar itu sudah dihapus."))
        .await
}

/// `POST /kantor/penduduk/cari`: sent, so that no number stands in an address.
pub async fn search(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let asked = form.tidy("q");
    let reach = Reach::of(&mut desk).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let rows = found(&mut desk, &reach, &keys, &asked).await?;
    let counts = people::counts(&mut desk.tx, &reach).await?;
    let areas = areas::all(&mut desk.tx, &reach).await?;
    let lines = lines(&desk, &keys, &rows)?;
    let page = PeopleDesk::found(lines, &counts, &asked)
        .within(&reach, &areas)
        .managed(desk.me.capabilities.has(ManageResidents));
    desk.page("Cari penduduk", &page).await
}

/// Those in reach who have this number, or whose names are like this one.
///
/// # Errors
/// When the database is away.
pub async fn found(
    desk: &mut Desk,
    reach: &Reach,
    keys: &KeySet,
    asked: &str,
) -> AppResult<Vec<ListedRow>> {
    let digits = asked.chars().filter(char::is_ascii_digit).count();
    if digits >= 6 {
        let nik = Nik::parse(asked).ok();
        let card = FamilyCardNumber::parse(asked).ok();
        let phone = Phone::parse(asked).ok();
        let niks = seen::lookups(keys, NIK, nik.as_ref());
        let cards = seen::lookups(keys, CARD, card.as_ref());
        let phones = seen::lookups(keys, PHONE, phone.as_ref());
        return Ok(people::of_number(&mut desk.tx, reach, &niks, &cards, &phones).await?);
    }
    let key = NameKey::of(asked);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let words = (&*key.text(), &*key.sound());
    let rows = people::like(&mut desk.tx, reach, words, LIKE).await?;
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
