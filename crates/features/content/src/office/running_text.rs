//! The running text above every page: short lines, each with a link when it has one.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageSite;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{
    guarding::{self, Words},
    order as steps, shortly,
};
use crate::{
    domain::{destination::Destination, fields},
    pages::office::{RunningDesk, RunningEditor},
    store::desk::{
        order::{self, List},
        running_text as store,
    },
};

pub const HERE: &str = "/kantor/teks-berjalan";

/// Longest line, in characters.
const LONGEST: usize = 300;
/// Lines a village may have; more would take minutes to pass by.
const MOST: i64 = 20;

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const SITE: Needs = Needs::Capability(ManageSite);
    OfficeRoutes::new()
        .get("/kantor/teks-berjalan", SITE, list)
        .get("/kantor/teks-berjalan/baru", SITE, new)
        .get("/kantor/teks-berjalan/{id}", SITE, open)
        .post("/kantor/teks-berjalan/{id}", SITE, save)
        .post("/kantor/teks-berjalan/{id}/pindah", SITE, step)
        .post("/kantor/teks-berjalan/{id}/hapus", SITE, delete)
}

/// `GET /kantor/teks-berjalan`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let rows = store::all(&mut desk.tx).await?;
    desk.page("Teks berjalan", &RunningDesk::new(&rows)).await
}

/// `GET /kantor/teks-berjalan/baru`
pub async fn new(desk: Desk) -> AppResult<Response> {
    let page = RunningEditor::new(Uuid::now_v7(), &Form::default(), true);
    desk.page("Teks berjalan baru", &page).await
}

/// `GET /kantor/teks-berjalan/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let form = Form::filled([("teks", row.body), ("alamat", row.href)]);
    let page = RunningEditor::new(id, &form, false);
    desk.page("Teks berjalan", &page).await
}

/// `POST /kantor/teks-berjalan/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    order::lock(&mut desk.tx, List::RunningText).await?;
    let is_new = store::find(&mut desk.tx, id).await?.is_none();
    let body = fields::named(&mut form, "teks", LONGEST, "Tulis teksnya dulu.");
    let own = desk.site.village.base_url.clone();
    let href = form.read(
        "alamat",
        fields::optional(|typed| Destination::read(typed, &own)),
    );
    let href = href.flatten().map(Destination::into_string);
    let href = href.unwrap_or_default();
    if is_new && store::others(&mut desk.tx, id).await? >= MOST {
        form.wrong(
            "teks",
            format!("Sudah ada {MOST} teks berjalan. Hapus yang sudah lewat dulu."),
        );
    }
    let words = Words {
        body: &body,
        link: if href.contains("://") { &href } else { "" },
        ..Words::default()
    };
    guarding::lets_pass(&mut desk, &mut form, "teks", id, words).await?;
    if !form.is_good() {
        let page = RunningEditor::new(id, &form, is_new);
        return desk.wrong("Teks berjalan", &page).await;
    }
    store::save(&mut desk.tx, id, &body, &href).await?;
    let (action, sentence) = if is_new {
        ("teks.tambah", "Teks ini sudah berjalan di situs.")
    } else {
        ("teks.ubah", "Perubahan sudah tampil di situs.")
    };
    let detail = json!({ "id": id, "tujuan": href });
    desk.record(action, &shortly(&body), detail).await?;
    desk.done(HERE, Flash::good(sentence)).await
}

/// `POST /kantor/teks-berjalan/{id}/pindah`
pub async fn step(Path(id): Path<Uuid>, sent: DeskForm) -> AppResult<Response> {
    steps::step(sent, List::RunningText, id).await
}

/// `POST /kantor/teks-berjalan/{id}/hapus`
pub async fn delete(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let body = store::delete(&mut desk.tx, id).await?.or_not_found()?;
    desk.record("teks.hapus", &shortly(&body), json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!("“{}” sudah dihapus.", shortly(&body)));
    desk.done(HERE, flash).await
}
