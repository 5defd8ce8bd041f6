//! Somebody stands at the counter: found, asked, written down, with the keyboard alone.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kernel::time;
use residents::lookup;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{COUNTER, LETTERS};
use crate::{
    answers::{self, Member},
    domain::{CameBy, State},
    offered::{self, Offered},
    pages::counter::{CounterDesk, CounterForm},
    store::{
        kinds,
        requests::{self as store, NewRequest, Step},
    },
    writing,
};

/// Who is not in the register has this number in addresses.
const STRANGER: Uuid = Uuid::nil();

/// Which kind is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KindQuery {
    jenis: String,
}

/// `GET /kantor/surat/baru`
pub async fn pick(mut desk: Desk, Query(query): Query<KindQuery>) -> AppResult<Response> {
    let form = Form::filled([("jenis", query.jenis)]);
    let page = start(&mut desk, &form).await?;
    desk.page("Buat surat", &page).await
}

async fn start(desk: &mut Desk, form: &Form) -> AppResult<CounterDesk> {
    let all = offered::all(&mut desk.tx).await?;
    let usual = kinds::usual(&mut desk.tx).await?;
    Ok(CounterDesk::new(&all, &usual, form))
}

/// `POST /kantor/surat/baru/cari`: sent, so that no number stands in an address.
pub async fn search(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let asked = form.needed_line("q", 100, "Ketik nama atau NIK warga.");
    let slug = form.needed_line("jenis", 60, "Pilih jenis suratnya.");
    let offered = offered::one(&mut desk.tx, &slug).await?;
    let Some(offered) = offered.filter(|offered| offered.is_on) else {
        form.wrong("jenis", "Pilih jenis suratnya.");
        let page = start(&mut desk, &form).await?;
        return desk.wrong("Buat surat", &page).await;
    };
    if !form.is_good() {
        let page = start(&mut desk, &form).await?;
        return desk.wrong("Buat surat", &page).await;
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let hits = lookup::search(&mut desk, &keys, &asked).await?;
    if let [only] = hits.as_slice() {
        let href = format!("{COUNTER}/{}?jenis={slug}", only.id);
        desk.tx.finish().await?;
        return Ok(Redirect::to(&href).into_response());
    }
    let today = time::day(desk.site.now());
    let page = start(&mut desk, &form).await?.found(&hits, &offered, today);
    desk.page("Buat surat", &page).await
}

/// The kind of an address: one that is on.
async fn kind_of(desk: &mut Desk, slug: &str) -> AppResult<Offered> {
    let offered = offered::one(&mut desk.tx, slug).await?;
    offered.filter(|offered| offered.is_on).or_not_found()
}

/// Whom the letter is about; nobody for a stranger, where the kind takes one.
async fn about(desk: &mut Desk, id: Uuid, offered: &Offered) -> AppResult<Option<lookup::Known>> {
    if id == STRANGER {
        offered.kind.about.strangers.then_some(()).or_not_found()?;
        return Ok(None);
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let known = lookup::facts(&mut desk.tx, &keys, &[id]).await?;
    known.into_iter().next().or_not_found().map(Some)
}

async fn family(desk: &mut Desk, about: Option<&lookup::Known>) -> AppResult<Vec<Member>> {
    let Some(about) = about else {
        return Ok(Vec::new());
    };
    let members = lookup::family_of(&mut desk.tx, about.id).await?;
    let others = members.into_iter().filter(|member| member.id != about.id);
    Ok(others
        .map(|member| Member {
            id: member.id,
            name: member.name,
            relationship: member.relationship,
        })
        .collect())
}

/// `GET /kantor/surat/baru/{id}`
pub async fn write(
    mut desk: Desk,
    Path(id): Path<Uuid>,
    Query(query): Query<KindQuery>,
) -> AppResult<Response> {
    let offered = kind_of(&mut desk, &query.jenis).await?;
    let about = about(&mut desk, id, &offered).await?;
    let family = family(&mut desk, about.as_ref()).await?;
    let form = Form::filled([("sekali", Uuid::now_v7().to_string())]);
    let page = CounterForm::new(id, &offered.kind, about.as_ref(), &form, &family)
        .hindered(hindrance(&desk, &offered, about.as_ref()));
    desk.page(&offered.kind.name, &page).await
}

fn hindrance(desk: &Desk, offered: &Offered, about: Option<&lookup::Known>) -> Option<String> {
    let today = time::day(desk.site.now());
    writing::hindrance(&offered.kind, about, today)
}

/// `POST /kantor/surat/baru/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let slug = form.raw("jenis").to_owned();
    let offered = kind_of(&mut desk, &slug).await?;
    let about = about(&mut desk, id, &offered).await?;
    let family = family(&mut desk, about.as_ref()).await?;
    let today = time::day(desk.site.now());
    let mut answers = answers::read(&offered.kind, &mut form, &family, today);
    if about.is_none() {
        let particulars = answers::read_stranger(&mut form, today);
        let stranger = answers::Somebody::typed(particulars);
        answers.set(writing::APPLICANT, answers::Value::Person(stranger));
    }
    let hindrance = hindrance(&desk, &offered, about.as_ref());
    if !form.is_good() || hindrance.is_some() {
        let page =
            CounterForm::new(id, &offered.kind, about.as_ref(), &form, &family).hindered(hindrance);
        return desk.wrong(&offered.kind.name, &page).await;
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    // Whoever was named by her NIK is written as the register has her: the office may read it there.
    let mut found = std::collections::HashMap::new();
    for nik in answers.numbers() {
        let resident = lookup::by_nik(&mut desk.tx, &keys, &nik).await?;
        found.insert(nik.expose().to_owned(), resident);
    }
    answers.recognise(|nik| found.get(nik.expose()).copied().flatten());
    let is_ready = form.raw("aksi") == "tandatangan";
    let state = if is_ready {
        State::Verified
    } else {
        State::Received
    };
    let request = Uuid::now_v7();
    let by = desk.me.name.clone();
    let new = NewRequest {
        id: request,
        kind: &slug,
        resident: about.as_ref().map(|about| about.id),
        asked_by: None,
        came_by: CameBy::Counter.as_str(),
        state,
        answers_sealed: &writing::closed(&keys, request, &answers)?,
        once: Uuid::try_parse(form.raw("sekali")).unwrap_or(request),
        link_hash: None,
        entered_by: &by,
        now: desk.site.now(),
    };
    let before = store::add(&mut desk.tx, &new).await?;
    let address = |id: Uuid| format!("{LETTERS}/permohonan/{id}");
    if let Some(before) = before {
        return desk
            .done_inside(
                &address(before),
                Flash::good("Permohonan ini sudah tercatat."),
            )
            .await;
    }
    let step = Step {
        from: State::Draft,
        to: state,
        by_name: &by,
        by_staff: Some(desk.me.id),
        reason: "",
        note: "",
        now: desk.site.now(),
    };
    store::note_step(&mut desk.tx, request, &step).await?;
    desk.record("surat.catat", &offered.kind.name, json!({ "id": request }))
        .await?;
    let text = if is_ready {
        "Tersimpan, dan menunggu tanda tangan."
    } else {
        "Permohonan tersimpan."
    };
    desk.done_inside(&address(request), Flash::good(text)).await
}
