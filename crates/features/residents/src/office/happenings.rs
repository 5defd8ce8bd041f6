//! What happened to somebody: writing it down, and taking it back.

use axum::{extract::Path, response::Response};
use kernel::{CodeTable, time};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{PEOPLE, seen};
use crate::{
    domain::{EventKind, Happening, State, draft},
    pages::happening::HappeningDesk,
    reach::Reach,
    register::{self, Refused, Told},
    store::people::{self, ResidentRow},
};

/// Which event.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KindQuery {
    jenis: String,
}

/// What can be written down of somebody who is in the register.
pub const KINDS: [EventKind; 5] = [
    EventKind::Death,
    EventKind::Departure,
    EventKind::Missing,
    EventKind::Away,
    EventKind::Return,
];

fn kind_of(word: &str, state: State) -> EventKind {
    let asked = KINDS.into_iter().find(|kind| kind.word() == word);
    asked.unwrap_or(match state {
        State::Present => EventKind::Death,
        _ => EventKind::Return,
    })
}

/// `GET /kantor/penduduk/{id}/peristiwa`
pub async fn new(
    mut desk: Desk,
    Path(id): Path<Uuid>,
    Query(query): Query<KindQuery>,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let kind = kind_of(&query.jenis, State::stored(&row.state));
    let today = time::day(desk.site.now());
    let form = Form::filled([
        ("peristiwa", kind.word().to_owned()),
        ("tanggal", today.to_string()),
        ("tanggal_lapor", today.to_string()),
    ]);
    page(desk, &row, kind, &form, false).await
}

/// `POST /kantor/penduduk/{id}/peristiwa`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let kind = kind_of(form.raw("peristiwa"), State::stored(&row.state));
    let today = time::day(desk.site.now());
    let happened_on = form.read("tanggal", |text| draft::past_day(text, today));
    let reported_on = form.read("tanggal_lapor", |text| draft::past_day(text, today));
    let detail = detail(&mut form, kind);
    let (Some(happened_on), Some(reported_on), true) = (happened_on, reported_on, form.is_good())
    else {
        return page(desk, &row, kind, &form, true).await;
    };
    let by = desk.me.name.clone();
    let told = Told {
        happening: Happening {
            kind,
            happened_on,
            reported_on,
        },
        detail: &detail,
        by: &by,
    };
    match register::happen(&mut desk.tx, &row, told, today).await {
        Ok(()) => {
            let subject = seen::in_record(&row.name);
            let detail = json!({ "id": id, "peristiwa": kind.word() });
            crate::register::changed(&mut desk.tx).await?;
            desk.record("peristiwa.catat", &subject, detail).await?;
            let flash = Flash::good(format!("{}: sudah tercatat.", kind.label()));
            desk.done_inside(&format!("{PEOPLE}/{id}"), flash).await
        }
        Err(refused) => again(desk, &row, kind, form, refused).await,
    }
}

/// What the form of the event asks besides its days.
fn detail(form: &mut Form, kind: EventKind) -> Value {
    let mut coded = |name: &'static str, table: CodeTable| {
        let typed = form.raw(name).trim().to_owned();
        let found = table.find(&typed).map(|found| found.code);
        if found.is_none() && !typed.is_empty() {
            form.wrong(name, "Pilih salah satu dari daftar.");
        }
        found.unwrap_or_default()
    };
    match kind {
        EventKind::Death => {
            let cause = coded("sebab", CodeTable::DeathCause);
            let witness = coded("penerang", CodeTable::DeathWitness);
            json!({
                "sebab": cause, "penerang": witness, "tempat": form.line("tempat", 100),
                "akta": form.line("akta", 40),
            })
        }
        EventKind::Departure => {
            let distance = coded("klasifikasi", CodeTable::MoveDistance);
            let reason = coded("alasan", CodeTable::MoveReason);
            json!({
                "klasifikasi": distance, "alasan": reason,
                "asal_tujuan": form.line("asal_tujuan", 200),
            })
        }
        _ => json!({ "catatan": form.line("catatan", 200) }),
    }
}

/// `POST /kantor/penduduk/{id}/peristiwa/{event}/batal`
pub async fn take_back(
    Path((id, event)): Path<(Uuid, Uuid)>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let back = format!("{PEOPLE}/{id}");
    let by = desk.me.name.clone();
    let taken = register::take_back(&mut desk.tx, &row, event, &by).await;
    match taken {
        Ok(true) => {
            let subject = seen::in_record(&row.name);
            crate::register::changed(&mut desk.tx).await?;
            desk.record("peristiwa.batal", &subject, json!({ "id": id }))
                .await?;
            desk.done_inside(&back, Flash::good("Peristiwa itu dibatalkan."))
                .await
        }
        Ok(false) => {
            let text = "Ini awal catatannya. Bila orangnya tidak ada, hapus datanya.";
            desk.done_inside(&back, Flash::warn(text)).await
        }
        Err(Refused::Sql(error)) => Err(error.into()),
        Err(refused) => {
            desk.tx = desk.site.begin().await?;
            desk.done_inside(&back, Flash::warn(refused.to_string()))
                .await
        }
    }
}

async fn again(
    mut desk: Desk,
    row: &ResidentRow,
    kind: EventKind,
    mut form: Form,
    refused: Refused,
) -> AppResult<Response> {
    if let Refused::Sql(error) = refused {
        return Err(error.into());
    }
    desk.tx = desk.site.begin().await?;
    form.wrong(refused.field().unwrap_or("tanggal"), refused.to_string());
    page(desk, row, kind, &form, true).await
}

async fn page(
    mut desk: Desk,
    row: &ResidentRow,
    kind: EventKind,
    form: &Form,
    is_wrong: bool,
) -> AppResult<Response> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let nik = seen::nik(&keys, row.id, row.nik_sealed.as_deref())?;
    let page = HappeningDesk::new(row, nik, kind, form);
    if is_wrong {
        desk.wrong("Catat peristiwa", &page).await
    } else {
        desk.page("Catat peristiwa", &page).await
    }
}
