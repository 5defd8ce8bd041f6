//! The list of pages, its trash, and the form of one page.

use axum::{extract::Path, response::Response};
use identity::Capability::WriteNews;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Query,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{articles::ListQuery, autosave, document_saving as saving, history, photos, preview};
use crate::{
    domain::written::Kind,
    findable,
    pages::office::{Around, Chip, PageEditor, PageLine, PageState, PagesDesk},
    store::desk::{
        Kept,
        documents::{self, EditedPage},
    },
};

pub const HERE: &str = "/kantor/halaman";

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const PAGES: Needs = Needs::Capability(WriteNews);
    OfficeRoutes::new()
        .get("/kantor/halaman", PAGES, list)
        .get("/kantor/halaman/baru", PAGES, new)
        .get("/kantor/halaman/{id}", PAGES, open)
        .post("/kantor/halaman/{id}", PAGES, saving::save)
        .post("/kantor/halaman/{id}/sampah", PAGES, trash)
        .post("/kantor/halaman/{id}/pulihkan", PAGES, restore)
        .get("/kantor/halaman/{id}/riwayat", PAGES, history::of_page)
        .post(
            "/kantor/halaman/{id}/riwayat/{revision}",
            PAGES,
            history::restore_page,
        )
        .post("/kantor/halaman/{id}/otomatis", PAGES, autosave::keep_page)
        .post(
            "/kantor/halaman/{id}/otomatis/buang",
            PAGES,
            autosave::forget_page,
        )
        .post("/kantor/halaman/{id}/pratinjau", PAGES, preview::page)
}

const CHIPS: [(Kept, &str, &str); 4] = [
    (Kept::All, "", "Semua"),
    (Kept::Public, "terbit", "Terbit"),
    (Kept::Drafts, "draf", "Draf"),
    (Kept::Trash, "sampah", "Sampah"),
];

/// `GET /kantor/halaman`
pub async fn list(mut desk: Desk, Query(query): Query<ListQuery>) -> AppResult<Response> {
    let now = desk.site.now();
    let (kept, word, _) = CHIPS
        .into_iter()
        .find(|(_, word, _)| *word == query.status)
        .unwrap_or(CHIPS[0]);
    let words: String = query.q.trim().chars().take(100).collect();
    let part = documents::list(&mut desk.tx, kept, &words, query.part.start()?, now)
        .await?
        .existing()?;
    let chips = CHIPS.into_iter();
    let page = PagesDesk {
        chips: chips
            .map(|(_, value, label)| Chip::new(HERE, value, label, word))
            .collect(),
        rows: part
            .rows
            .iter()
            .map(|row| PageLine::new(row, now))
            .collect(),
        pager: super::narrowed(part.pager(HERE), word, &words),
        in_trash: kept == Kept::Trash,
        status: word.to_owned(),
        q: words,
    };
    desk.page("Halaman", &page).await
}

/// `GET /kantor/halaman/baru`
pub async fn new(mut desk: Desk) -> AppResult<Response> {
    let form = blank(&mut desk).await?;
    let page = PageEditor::new(Uuid::now_v7(), &form, None, PageState::New);
    desk.page("Tulis halaman", &page).await
}

async fn blank(desk: &mut Desk) -> AppResult<Form> {
    let place = documents::next_position(&mut desk.tx).await?;
    Ok(Form::filled([
        ("versi", "0".to_owned()),
        ("urutan", place.to_string()),
    ]))
}

/// `GET /kantor/halaman/{id}`: as it was saved, or as she left it typing.
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = documents::edited(&mut desk.tx, id).await?;
    let saved = row.as_ref().map(|row| row.updated_at.to_jiff());
    let unsaved = autosave::unsaved(&mut desk, Kind::Page, id, saved).await?;
    let (form, restored) = match (unsaved, &row) {
        (Some((form, when)), _) => (form, when),
        (None, Some(row)) => (filled(row), String::new()),
        (None, None) => return Err(AppError::NotFound),
    };
    let (state, title) = match &row {
        Some(row) => (PageState::of(row, desk.site.now()), row.title.clone()),
        None => (PageState::New, "Tulis halaman".to_owned()),
    };
    let around = Around {
        others: autosave::others(&mut desk, Kind::Page, id).await?,
        restored,
        ..Around::default()
    };
    let photo = photos::chosen(&mut desk, &form, "foto").await?;
    let page = PageEditor::new(id, &form, photo, state).with(around);
    desk.page(&title, &page).await
}

/// The form as the row fills it.
fn filled(row: &EditedPage) -> Form {
    let photo = row.photo_id.map(|id| id.to_string());
    Form::filled([
        ("judul", row.title.clone()),
        ("ringkasan", row.excerpt.clone()),
        ("isi", row.body_html.clone()),
        ("foto", photo.unwrap_or_default()),
        ("alamat", row.slug.clone()),
        ("urutan", row.position.to_string()),
        ("versi", row.version.to_string()),
    ])
}

/// `POST /kantor/halaman/{id}/sampah`
pub async fn trash(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let now = desk.site.now();
    let (slug, title) = documents::set_trashed(&mut desk.tx, id, true, now)
        .await?
        .or_not_found()?;
    findable::drop_page(&mut desk.tx, &slug).await?;
    desk.record("halaman.sampah", &title, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!(
        "“{title}” dipindahkan ke sampah. Bisa dipulihkan selama 30 hari."
    ));
    desk.done(
        HERE,
        flash.with_undo(format!("{HERE}/{id}/pulihkan"), "Pulihkan"),
    )
    .await
}

/// `POST /kantor/halaman/{id}/pulihkan`
pub async fn restore(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let now = desk.site.now();
    let (_, title) = documents::set_trashed(&mut desk.tx, id, false, now)
        .await?
        .or_not_found()?;
    desk.record("halaman.pulihkan", &title, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!("“{title}” kembali sebagai draf."));
    desk.done(&format!("{HERE}/{id}"), flash).await
}
