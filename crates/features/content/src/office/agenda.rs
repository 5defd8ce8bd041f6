//! The agenda: what is to come, what is over, and the form of one event.

use axum::{extract::Path, response::Response};
use identity::Capability::WriteNews;
use kernel::{Slug, time};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{
    addressing::{self, Asked},
    guarding::{self, Words},
};
use crate::{
    domain::{day::midnight, event_draft::EventDraft, listing::PartQuery},
    findable::{self, EventWords},
    pages::office::{AgendaDesk, EventEditor, EventLine},
    store::{
        desk::{
            addresses::{self, Addressed},
            events::{self, EditedEvent},
        },
        events as agenda,
    },
};

pub const HERE: &str = "/kantor/agenda";

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const NEWS: Needs = Needs::Capability(WriteNews);
    OfficeRoutes::new()
        .get("/kantor/agenda", NEWS, list)
        .get("/kantor/agenda/baru", NEWS, new)
        .get("/kantor/agenda/{id}", NEWS, open)
        .post("/kantor/agenda/{id}", NEWS, save)
        .post("/kantor/agenda/{id}/hapus", NEWS, delete)
}

/// `GET /kantor/agenda`: the same parts as the public page has.
pub async fn list(mut desk: Desk, Query(query): Query<PartQuery>) -> AppResult<Response> {
    let today = midnight(time::day(desk.site.now()));
    let upcoming = agenda::upcoming(&mut desk.tx, today).await?;
    let past = agenda::past(&mut desk.tx, query.start()?, today)
        .await?
        .existing()?;
    let page = AgendaDesk {
        upcoming: upcoming.iter().map(EventLine::new).collect(),
        past: past.rows.iter().map(EventLine::new).collect(),
        pager: past.pager(HERE),
    };
    desk.page("Agenda", &page).await
}

/// `GET /kantor/agenda/baru`
pub async fn new(desk: Desk) -> AppResult<Response> {
    let form = Form::filled([("versi", "0".to_owned())]);
    let page = EventEditor::new(Uuid::now_v7(), &form, None);
    desk.page("Kegiatan baru", &page).await
}

/// `GET /kantor/agenda/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = events::edited(&mut desk.tx, id).await?.or_not_found()?;
    let page = EventEditor::new(id, &filled(&row), Some(&row.slug));
    desk.page(&row.title, &page).await
}

/// The form as the row fills it.
fn filled(row: &EditedEvent) -> Form {
    let starts = row.starts_at.to_jiff();
    let ends = row.ends_at.map(|at| at.to_jiff());
    let clock = |at| time::clock(at).replace('.', ":");
    let mut values = vec![
        ("judul", row.title.clone()),
        ("isi", row.body_html.clone()),
        ("tempat", row.place.clone()),
        ("penyelenggara", row.organizer.clone()),
        ("tanggal", time::day(starts).to_string()),
        ("alamat", row.slug.clone()),
        ("versi", row.version.to_string()),
    ];
    if row.all_day {
        values.push(("sepanjang_hari", "ya".to_owned()));
    } else {
        values.push(("jam", clock(starts)));
        values.extend(ends.map(|ends| ("jam_selesai", clock(ends))));
    }
    let last_day = ends.map(time::day);
    values.extend(
        last_day
            .filter(|last| *last > time::day(starts))
            .map(|last| ("tanggal_selesai", last.to_string())),
    );
    Form::filled(values)
}

/// `POST /kantor/agenda/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let before = events::edited(&mut desk.tx, id).await?;
    let Some(draft) = EventDraft::read(&mut form) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let asked = Asked {
        slug: draft.slug.as_ref(),
        was: before.as_ref().map(|row| row.slug.as_str()),
        title: &draft.title,
        fallback: "kegiatan",
    };
    let slug = addressing::give(&mut desk, &mut form, Addressed::Event, id, asked).await?;
    let about = [
        draft.place.as_str(),
        draft.organizer.as_str(),
        &draft.text.raw,
    ]
    .join("\n");
    let words = Words {
        title: &draft.title,
        body: &about,
        is_html: true,
        link: "",
    };
    guarding::lets_pass(&mut desk, &mut form, "isi", id, words).await?;
    let (Some(slug), true) = (slug, form.is_good()) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let now = desk.site.now();
    let version = form.raw("versi").parse().unwrap_or(0);
    if !events::save(&mut desk.tx, id, version, &slug, &draft, now).await? {
        return lost_race(desk, id, form).await;
    }
    tell(&mut desk, &draft, &slug, before.as_ref()).await?;
    let (action, sentence) = match before {
        Some(_) => ("agenda.ubah", "Perubahan sudah tampil di agenda."),
        None => ("agenda.tambah", "Kegiatan ini sudah tampil di agenda."),
    };
    let detail = json!({ "id": id, "alamat": slug.as_str() });
    desk.record(action, &draft.title, detail).await?;
    let flash = super::with_pasted(Flash::good(sentence), draft.text.pasted_pictures);
    desk.done(HERE, flash).await
}

/// Search and redirects follow what was saved.
async fn tell(
    desk: &mut Desk,
    draft: &EventDraft,
    slug: &Slug,
    before: Option<&EditedEvent>,
) -> AppResult<()> {
    if let Some(row) = before.filter(|row| row.slug != slug.as_str()) {
        findable::drop_event(&mut desk.tx, &row.slug).await?;
        let what = Addressed::Event;
        addresses::redirect(&mut desk.tx, what, &row.slug, slug.as_str()).await?;
    }
    let words = EventWords {
        title: &draft.title,
        place: &draft.place,
        organizer: &draft.organizer,
        words: &draft.text.words,
    };
    let now = desk.site.now();
    findable::put_event(&mut desk.tx, slug.as_str(), words, now).await?;
    Ok(())
}

async fn again(
    desk: Desk,
    id: Uuid,
    form: &Form,
    before: Option<&EditedEvent>,
) -> AppResult<Response> {
    let page = EventEditor::new(id, form, before.map(|row| row.slug.as_str()));
    desk.wrong("Kegiatan", &page).await
}

async fn lost_race(mut desk: Desk, id: Uuid, mut form: Form) -> AppResult<Response> {
    let row = events::edited(&mut desk.tx, id).await?.or_not_found()?;
    form.wrong(
        "judul",
        "Kegiatan ini baru saja disimpan orang lain. Isian Anda masih ada di bawah; simpan lagi \
         bila isian Anda yang dipakai.",
    );
    form.set("versi", row.version.to_string());
    again(desk, id, &form, Some(&row)).await
}

/// `POST /kantor/agenda/{id}/hapus`
pub async fn delete(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let (slug, title) = events::delete(&mut desk.tx, id).await?.or_not_found()?;
    findable::drop_event(&mut desk.tx, &slug).await?;
    desk.record("agenda.hapus", &title, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!("“{title}” sudah dihapus dari agenda."));
    desk.done(HERE, flash).await
}
