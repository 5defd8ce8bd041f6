//! One person: her page, what lies closed, the form.

use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use kernel::{Nik, PersonName, Phone, time};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use vault::KeySet;
use web::{
    AppError, AppResult, Form, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{PEOPLE, photos, seen};
use crate::{
    domain::{Draft, EventKind, Happening, draft},
    opened,
    pages::{
        editor::Editor,
        person::{Opened, PersonDesk, Purpose},
    },
    reach::Reach,
    register::{self, Refused, Told},
    store::{
        self,
        columns::{FATHER, MOTHER, NIK, PHONE},
        events, families, looks,
        people::{self, ResidentRow},
        writing,
    },
};

/// How somebody comes into the register, and which family she joins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    asal: String,
    keluarga: String,
}

/// `GET /kantor/penduduk/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let page = person_page(&mut desk, &row, Vec::new()).await?;
    desk.page(&page.name.clone(), &page).await
}

async fn person_page(
    desk: &mut Desk,
    row: &ResidentRow,
    opened: Vec<Opened>,
) -> AppResult<PersonDesk> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let events = events::of(&mut desk.tx, row.id).await?;
    let looks = looks::of(&mut desk.tx, row.id).await?;
    let covered = covers(&keys, row)?;
    let reach = Reach::of(desk).await?;
    let has_photo = store::photos::is_there(&mut desk.tx, &reach, row.id).await?;
    let today = time::day(desk.site.now());
    Ok(PersonDesk::new(row, covered, today)
        .with_history(&events, &looks)
        .with_opened(opened)
        .kept_by(desk.me.capabilities)
        .pictured(has_photo))
}

fn covers(keys: &KeySet, row: &ResidentRow) -> AppResult<Vec<Opened>> {
    let id = row.id;
    let father = seen::cover::<PersonName>(keys, FATHER, id, row.father_sealed.as_deref())?;
    let mother = seen::cover::<PersonName>(keys, MOTHER, id, row.mother_sealed.as_deref())?;
    let phone = seen::cover::<Phone>(keys, PHONE, id, row.phone_sealed.as_deref())?;
    let card = seen::card(keys, row.family_id, row.card_sealed.as_deref())?;
    Ok(vec![
        Opened::new("NIK", seen::nik(keys, id, row.nik_sealed.as_deref())?),
        Opened::new("Nomor KK", card),
        Opened::new("Nama ayah", father),
        Opened::new("Nama ibu", mother),
        Opened::new("Telepon", phone),
    ])
}

/// `POST /kantor/penduduk/{id}/lihat`: what lies closed, once, written down.
pub async fn look(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let purpose = Purpose::of_word(form.raw("keperluan")).ok_or(AppError::BadRequest(
        "Pilih dulu untuk keperluan apa data ini dibuka.",
    ))?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let opened: Vec<Opened> = opened::all(&keys, &row)?
        .into_iter()
        .map(|(label, value)| Opened::new(label, value))
        .collect();
    let what: Vec<&str> = opened.iter().map(|value| value.label).collect();
    let what = what.join(", ");
    let staff = (desk.me.id, desk.me.name.as_str());
    looks::add(&mut desk.tx, id, staff, &what, purpose.label()).await?;
    let subject = seen::in_record(&row.name);
    let detail = json!({ "id": id, "keperluan": purpose.word() });
    desk.record("penduduk.lihat", &subject, detail).await?;
    let page = person_page(&mut desk, &row, opened).await?;
    desk.commit_and_page(&page.name.clone(), &page).await
}

/// `GET /kantor/penduduk/baru`
pub async fn new(mut desk: Desk, Query(query): Query<NewQuery>) -> AppResult<Response> {
    let kind = coming(&query.asal);
    let today = time::day(desk.site.now());
    let mut values = vec![
        ("asal", kind.word().to_owned()),
        ("tanggal", today.to_string()),
        ("tanggal_lapor", today.to_string()),
        ("status_penduduk", "1".to_owned()),
        ("kewarganegaraan", "1".to_owned()),
    ];
    let reach = Reach::of(&mut desk).await?;
    let family = Uuid::try_parse(&query.keluarga).ok();
    if let Some(family) = family
        && let Some(row) = families::one(&mut desk.tx, &reach, family).await?
    {
        values.extend([
            ("keluarga", family.to_string()),
            ("alamat", row.address),
            ("dusun", row.hamlet),
            ("rw", row.rw),
            ("rt", row.rt),
        ]);
        if kind == EventKind::Birth {
            values.push(("hubungan", "4".to_owned()));
        }
    }
    let page = Editor::new(kind, &Form::filled(values), None);
    desk.page(kind.label(), &page).await
}

/// How somebody can come in by the form.
fn coming(word: &str) -> EventKind {
    [EventKind::Birth, EventKind::Arrival]
        .into_iter()
        .find(|kind| kind.word() == word)
        .unwrap_or(EventKind::Recorded)
}

/// `POST /kantor/penduduk/baru`
pub async fn admit(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let photo = photos::sent(&mut desk, &mut form).await?;
    let kind = coming(form.raw("asal"));
    let today = time::day(desk.site.now());
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let days = days(&mut form, kind, today);
    let draft = Draft::read(&mut form, today);
    let (Some(draft), Some(happening)) = (draft, days) else {
        photos::ask_again(&mut form, photo.as_deref());
        return wrong(desk, kind, &form, None).await;
    };
    // A family that was chosen on its page, which may have no card yet.
    let family = Uuid::try_parse(form.raw("keluarga")).ok();
    if let Some(family) = family {
        let reach = Reach::of(&mut desk).await?;
        families::one(&mut desk.tx, &reach, family)
            .await?
            .or_not_found()?;
    }
    let happening = Happening {
        happened_on: match kind {
            EventKind::Birth => draft.facts.born_on,
            _ => happening.happened_on,
        },
        ..happening
    };
    let by = desk.me.name.clone();
    let detail = json!({ "asal_tujuan": form.tidy("asal_tujuan") });
    let told = Told {
        happening,
        detail: &detail,
        by: &by,
    };
    match register::admit(&mut desk.tx, &keys, &draft, family, told, today).await {
        Ok(id) => {
            photos::keep(&mut desk.tx, &keys, id, photo.as_deref()).await?;
            let subject = seen::in_record(draft.facts.name.as_str());
            let detail = json!({ "id": id, "peristiwa": kind.word() });
            register::changed(&mut desk.tx).await?;
            desk.record("penduduk.catat", &subject, detail).await?;
            let flash = noted("Sudah tercatat.", &draft, &desk);
            desk.done_inside(&format!("{PEOPLE}/{id}"), flash).await
        }
        Err(refused) => refused_again(desk, kind, form, refused, None).await,
    }
}

fn days(form: &mut Form, kind: EventKind, today: Date) -> Option<Happening> {
    let happened_on = match kind {
        EventKind::Birth => Some(today),
        _ => form.read("tanggal", |text| draft::past_day(text, today)),
    };
    let reported_on = form.read("tanggal_lapor", |text| draft::past_day(text, today));
    Some(Happening {
        kind,
        happened_on: happened_on?,
        reported_on: reported_on?,
    })
}

fn noted(good: &str, draft: &Draft, desk: &Desk) -> Flash {
    let code = desk.site.village.entry.code.dotted();
    let notes = draft.notes(draft::regency_of(&code));
    if notes.is_empty() {
        return Flash::good(good);
    }
    Flash::warn(format!("{good} Periksa sekali lagi: {}", notes.join(" ")))
}

/// `GET /kantor/penduduk/{id}/ubah`
pub async fn edit(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let covered = covers(&keys, &row)?;
    let page = Editor::filled(&row, &covered);
    desk.page("Perbaiki data", &page).await
}

/// `POST /kantor/penduduk/{id}/ubah`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let photo = photos::sent(&mut desk, &mut form).await?;
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let today = time::day(desk.site.now());
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let Some(mut draft) = Draft::read(&mut form, today) else {
        photos::ask_again(&mut form, photo.as_deref());
        return wrong(desk, EventKind::Recorded, &form, Some(&row)).await;
    };
    keep_closed(&mut draft, &keys, &row, &form)?;
    let version = form.raw("versi").parse().unwrap_or(0);
    match register::correct(&mut desk.tx, &keys, &row, version, &draft).await {
        Ok(()) => {
            photos::keep(&mut desk.tx, &keys, id, photo.as_deref()).await?;
            let subject = seen::in_record(draft.facts.name.as_str());
            register::changed(&mut desk.tx).await?;
            desk.record("penduduk.ubah", &subject, json!({ "id": id }))
                .await?;
            let flash = noted("Perbaikan sudah disimpan.", &draft, &desk);
            desk.done_inside(&format!("{PEOPLE}/{id}"), flash).await
        }
        Err(refused) => refused_again(desk, EventKind::Recorded, form, refused, Some(&row)).await,
    }
}

/// What the form shows covered and was not typed anew stays as it is. Ticking its box takes it away.
fn keep_closed(draft: &mut Draft, keys: &KeySet, row: &ResidentRow, form: &Form) -> AppResult<()> {
    let id = row.id;
    let stays = |name: &str| form.tidy(name).is_empty() && !form.has(&format!("{name}_kosong"));
    if let Some(sealed) = row.nik_sealed.as_deref().filter(|_| stays("nik")) {
        let nik = keys.read::<Nik>(NIK.of(id), sealed).map_err(seen::broken)?;
        draft.facts.nik = Some(*nik.expose());
    }
    let father = row.father_sealed.as_deref().filter(|_| stays("nama_ayah"));
    if let Some(sealed) = father {
        let name = keys
            .read::<PersonName>(FATHER.of(id), sealed)
            .map_err(seen::broken)?;
        draft.facts.father = Some(name.expose().clone());
    }
    let mother = row.mother_sealed.as_deref().filter(|_| stays("nama_ibu"));
    if let Some(sealed) = mother {
        let name = keys
            .read::<PersonName>(MOTHER.of(id), sealed)
            .map_err(seen::broken)?;
        draft.facts.mother = Some(name.expose().clone());
    }
    if let Some(sealed) = row.phone_sealed.as_deref().filter(|_| stays("telepon")) {
        let phone = keys
            .read::<Phone>(PHONE.of(id), sealed)
            .map_err(seen::broken)?;
        draft.facts.phone = Some(phone.expose().clone());
    }
    Ok(())
}

/// `POST /kantor/penduduk/{id}/hapus`: somebody who should never have been written down.
pub async fn remove(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let events = events::of(&mut desk.tx, id).await?;
    if events.iter().filter(|event| !event.withdrawn).count() > 1 {
        let text = "Orang ini sudah mempunyai riwayat. Catat peristiwanya, jangan dihapus.";
        let flash = Flash::warn(text);
        return desk.done_inside(&format!("{PEOPLE}/{id}"), flash).await;
    }
    writing::remove(&mut desk.tx, id).await?;
    let subject = seen::in_record(&row.name);
    register::changed(&mut desk.tx).await?;
    desk.record("penduduk.hapus", &subject, json!({ "id": id }))
        .await?;
    let flash = Flash::good("Data orang ini sudah dihapus dari daftar penduduk.");
    desk.done_inside(PEOPLE, flash).await
}

async fn wrong(
    mut desk: Desk,
    kind: EventKind,
    form: &Form,
    row: Option<&ResidentRow>,
) -> AppResult<Response> {
    let covered = match row {
        Some(row) => {
            let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
            Some((row.id, covers(&keys, row)?))
        }
        None => None,
    };
    let page = Editor::new(kind, form, covered);
    let title = if row.is_some() {
        "Perbaiki data"
    } else {
        kind.label()
    };
    desk.wrong(title, &page).await
}

/// The form again, with what was refused next to its field. The transaction may be broken: a new one.
async fn refused_again(
    mut desk: Desk,
    kind: EventKind,
    mut form: Form,
    refused: Refused,
    row: Option<&ResidentRow>,
) -> AppResult<Response> {
    if let Refused::Sql(error) = refused {
        return Err(error.into());
    }
    desk.tx = desk.site.begin().await?;
    let field = refused.field().unwrap_or("nama");
    form.wrong(field, refused.to_string());
    wrong(desk, kind, &form, row).await
}
