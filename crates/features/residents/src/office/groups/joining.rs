//! Who comes into a group: found by those who keep the register, or named exactly by who keeps the group.

use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use kernel::{NameKey, Nik, time};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{
    super::{list::found, seen},
    GROUPS,
    list::page,
    may_manage, own,
};
use crate::{
    domain::{State, draft},
    pages::groups::FoundLine,
    reach::Reach,
    store::{
        columns::NIK,
        groups::{
            GroupRow,
            members::{self, After},
        },
        people,
    },
};

/// Nothing tells whether nobody fits or several do.
const NOBODY: &str = "Tidak ditemukan satu orang yang cocok. Minta operator menambahkannya.";

/// `POST /kantor/kelompok/{id}/cari`: sent, so that no number stands in an address.
pub async fn search(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let asked = form.tidy("q");
    let reach = Reach::of(&mut desk).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let rows = found(&mut desk, &reach, &keys, &asked).await?;
    let today = time::day(desk.site.now());
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows
        .iter()
        .filter(|row| row.state == State::Present.as_str())
    {
        let nik = seen::nik(&keys, row.id, row.nik_sealed.as_deref())?;
        lines.push(FoundLine::new(row, nik, today));
    }
    let page = page(&mut desk, &group, &After::default(), &Form::default()).await?;
    let page = page.found(&asked, lines);
    desk.page(&page.name.clone(), &page).await
}

/// `POST /kantor/kelompok/{id}/anggota`
pub async fn join(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let today = time::day(desk.site.now());
    let resident = if may_manage(&desk) {
        Some(chosen(&mut desk, &form).await?)
    } else {
        named(&mut desk, &mut form, today).await?
    };
    let Some(resident) = resident else {
        return again(desk, &group, form).await;
    };
    let back = format!("{GROUPS}/{id}");
    if !members::join(&mut desk.tx, id, resident, today).await? {
        let flash = Flash::warn("Orang ini sudah menjadi anggota.");
        return desk.done_inside(&back, flash).await;
    }
    let detail = json!({ "id": id, "penduduk": resident });
    desk.record("kelompok.anggota", &group.name, detail).await?;
    desk.done_inside(&back, Flash::good("Anggota sudah ditambahkan."))
        .await
}

/// Whom the operator picked among those who were found.
async fn chosen(desk: &mut Desk, form: &Form) -> AppResult<Uuid> {
    let reach = Reach::of(desk).await?;
    let id = Uuid::try_parse(form.raw("penduduk")).ok().or_not_found()?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    Ok(row.id)
}

/// Who has exactly this NIK, or this name and day of birth. Nothing when the form has to be corrected.
async fn named(desk: &mut Desk, form: &mut Form, today: Date) -> AppResult<Option<Uuid>> {
    let nik = draft::optional(form, "nik", Nik::parse).flatten();
    let name = form.line("nama", 120);
    let mut born_on = None;
    if form.tidy("nik").is_empty() {
        if name.is_empty() {
            form.wrong("nama", "Tulis namanya seperti pada KTP, atau isi NIK-nya.");
            return Ok(None);
        }
        born_on = form.read("tanggal_lahir", |text| draft::past_day(text, today));
    }
    if !form.is_good() {
        return Ok(None);
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let niks = seen::lookups(&keys, NIK, nik.as_ref());
    let key = NameKey::of(&name).text();
    let fitting = members::exactly(&mut desk.tx, &niks, &key, born_on).await?;
    if let [only] = fitting[..] {
        return Ok(Some(only));
    }
    form.wrong("nama", NOBODY);
    Ok(None)
}

async fn again(mut desk: Desk, group: &GroupRow, mut form: Form) -> AppResult<Response> {
    // A number that was typed does not come back in a page.
    form.set("nik", "");
    let page = page(&mut desk, group, &After::default(), &form).await?;
    desk.wrong(&page.name.clone(), &page).await
}
