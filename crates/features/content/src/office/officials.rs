//! The people who serve in the village, part by part.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageSite;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{
    guarding::{self, Words},
    order as steps, photos,
};
use crate::{
    domain::official_draft::{MOST, OfficialDraft, Section},
    findable,
    pages::office::{OfficialEditor, OfficialsDesk},
    store::desk::{
        officials::{self as store, EditedOfficial},
        order::{self, List},
    },
};

pub const HERE: &str = "/kantor/perangkat";

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const SITE: Needs = Needs::Capability(ManageSite);
    OfficeRoutes::new()
        .get("/kantor/perangkat", SITE, list)
        .get("/kantor/perangkat/baru", SITE, new)
        .get("/kantor/perangkat/{id}", SITE, open)
        .post("/kantor/perangkat/{id}", SITE, save)
        .post("/kantor/perangkat/{id}/pindah", SITE, step)
        .post("/kantor/perangkat/{id}/hapus", SITE, delete)
}

/// `GET /kantor/perangkat`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let rows = store::all(&mut desk.tx).await?;
    let kind = desk.site.village.entry.kind;
    desk.page("Perangkat", &OfficialsDesk::new(kind, &rows))
        .await
}

/// Which part somebody is added to.
#[derive(Debug, Default, Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    bagian: String,
}

/// `GET /kantor/perangkat/baru`
pub async fn new(desk: Desk, Query(query): Query<NewQuery>) -> AppResult<Response> {
    let kind = desk.site.village.entry.kind;
    let section = Section::of(kind)
        .find(|section| section.as_str() == query.bagian)
        .unwrap_or(Section::Government);
    let form = Form::filled([("bagian", section.as_str().to_owned())]);
    let page = OfficialEditor::new(Uuid::now_v7(), kind, &form, None, true);
    desk.page("Tambah perangkat", &page).await
}

/// `GET /kantor/perangkat/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = store::edited(&mut desk.tx, id).await?.or_not_found()?;
    let form = filled(&row);
    let photo = photos::chosen(&mut desk, &form, "foto").await?;
    let kind = desk.site.village.entry.kind;
    let page = OfficialEditor::new(id, kind, &form, photo, false);
    desk.page(&row.name, &page).await
}

fn filled(row: &EditedOfficial) -> Form {
    let photo = row.photo_id.map(|id| id.to_string());
    Form::filled([
        ("bagian", row.section.clone()),
        ("nama", row.name.clone()),
        ("jabatan", row.office.clone()),
        ("masa", row.term.clone()),
        ("catatan", row.note.clone()),
        ("foto", photo.unwrap_or_default()),
    ])
}

/// `POST /kantor/perangkat/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let photo = photos::picked(&mut desk, &mut form, "foto").await?;
    order::lock(&mut desk.tx, List::Officials).await?;
    let is_new = store::edited(&mut desk.tx, id).await?.is_none();
    let kind = desk.site.village.entry.kind;
    let Some(draft) = OfficialDraft::read(&mut form, kind, photo) else {
        return again(desk, id, &form, is_new).await;
    };
    let (others, is_same) = store::others(&mut desk.tx, id, &draft).await?;
    if is_same {
        form.wrong(
            "nama",
            "Orang ini dengan jabatan yang sama sudah ada di bagian ini.",
        );
    }
    if is_new && others >= MOST {
        form.wrong(
            "nama",
            format!("Daftar ini sudah berisi {others} orang. Hapus dulu yang sudah purna."),
        );
    }
    let words = Words {
        title: &draft.name,
        body: &[draft.office.as_str(), &draft.term, &draft.note].join("\n"),
        ..Words::default()
    };
    guarding::lets_pass(&mut desk, &mut form, "nama", id, words).await?;
    if !form.is_good() {
        return again(desk, id, &form, is_new).await;
    }
    store::save(&mut desk.tx, id, &draft).await?;
    let now = desk.site.now();
    findable::put_officials(&mut desk.tx, now).await?;
    let (action, sentence) = if is_new {
        ("perangkat.tambah", "sudah ditambahkan")
    } else {
        ("perangkat.ubah", "tersimpan")
    };
    let detail = json!({ "id": id, "bagian": draft.section.as_str(), "jabatan": draft.office });
    desk.record(action, &draft.name, detail).await?;
    let flash = Flash::good(format!("{}, {}, {sentence}.", draft.name, draft.office));
    desk.done(HERE, flash).await
}

async fn again(mut desk: Desk, id: Uuid, form: &Form, is_new: bool) -> AppResult<Response> {
    let photo = photos::chosen(&mut desk, form, "foto").await?;
    let kind = desk.site.village.entry.kind;
    let page = OfficialEditor::new(id, kind, form, photo, is_new);
    desk.wrong("Perangkat", &page).await
}

/// `POST /kantor/perangkat/{id}/pindah`
pub async fn step(Path(id): Path<Uuid>, sent: DeskForm) -> AppResult<Response> {
    steps::step(sent, List::Officials, id).await
}

/// `POST /kantor/perangkat/{id}/hapus`
pub async fn delete(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let name = store::delete(&mut desk.tx, id).await?.or_not_found()?;
    let now = desk.site.now();
    findable::put_officials(&mut desk.tx, now).await?;
    desk.record("perangkat.hapus", &name, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!("{name} sudah dihapus dari daftar."));
    desk.done(HERE, flash).await
}
