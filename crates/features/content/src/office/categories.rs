//! Categories of the news: their names, their order, and what becomes of their articles.

use axum::{extract::Path, response::Response};
use identity::Capability::WriteNews;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{
    addressing::{self, Asked},
    guarding::{self, Words},
    order as steps,
};
use crate::{
    domain::category::{CategoryDraft, MOST},
    pages::office::{CategoriesDesk, CategoryForm},
    store::desk::{
        addresses::{self, Addressed},
        categories::{self as store, CategoryRow},
        order::{self, List},
    },
};

pub const HERE: &str = "/kantor/kategori";

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const NEWS: Needs = Needs::Capability(WriteNews);
    OfficeRoutes::new()
        .get("/kantor/kategori", NEWS, list)
        .get("/kantor/kategori/baru", NEWS, new)
        .get("/kantor/kategori/{id}", NEWS, open)
        .post("/kantor/kategori/{id}", NEWS, save)
        .post("/kantor/kategori/{id}/pindah", NEWS, step)
        .post("/kantor/kategori/{id}/hapus", NEWS, delete)
}

/// `GET /kantor/kategori`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let rows = store::all(&mut desk.tx).await?;
    desk.page("Kategori", &CategoriesDesk::new(&rows)).await
}

/// `GET /kantor/kategori/baru`
pub async fn new(desk: Desk) -> AppResult<Response> {
    let page = CategoryForm::new(Uuid::now_v7(), &Form::default(), None);
    desk.page("Kategori baru", &page).await
}

/// `GET /kantor/kategori/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let form = Form::filled([("nama", row.name.clone()), ("alamat", row.slug.clone())]);
    desk.page(&row.name, &CategoryForm::new(id, &form, Some(&row)))
        .await
}

/// `POST /kantor/kategori/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    order::lock(&mut desk.tx, List::Categories).await?;
    let before = store::find(&mut desk.tx, id).await?;
    let Some(draft) = CategoryDraft::read(&mut form) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let (others, is_same) = store::others(&mut desk.tx, id, &draft.name).await?;
    if is_same {
        form.wrong("nama", "Kategori dengan nama ini sudah ada.");
    }
    if before.is_none() && others >= MOST {
        form.wrong(
            "nama",
            format!("Sudah ada {others} kategori. Hapus yang tidak dipakai dulu."),
        );
    }
    let asked = Asked {
        slug: draft.slug.as_ref(),
        was: before.as_ref().map(|row| row.slug.as_str()),
        title: &draft.name,
        fallback: "kategori",
    };
    let slug = addressing::give(&mut desk, &mut form, Addressed::Category, id, asked).await?;
    let words = Words {
        title: &draft.name,
        ..Words::default()
    };
    guarding::lets_pass(&mut desk, &mut form, "nama", id, words).await?;
    let (Some(slug), true) = (slug, form.is_good()) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    store::save(&mut desk.tx, id, slug.as_str(), &draft.name).await?;
    if let Some(row) = before.as_ref().filter(|row| row.slug != slug.as_str()) {
        let what = Addressed::Category;
        addresses::redirect(&mut desk.tx, what, &row.slug, slug.as_str()).await?;
    }
    let (action, sentence) = match before {
        Some(_) => ("kategori.ubah", "tersimpan"),
        None => ("kategori.tambah", "sudah ditambahkan"),
    };
    let detail = json!({ "id": id, "alamat": slug.as_str() });
    desk.record(action, &draft.name, detail).await?;
    let flash = Flash::good(format!("Kategori “{}” {sentence}.", draft.name));
    desk.done(HERE, flash).await
}

async fn again(
    desk: Desk,
    id: Uuid,
    form: &Form,
    before: Option<&CategoryRow>,
) -> AppResult<Response> {
    let page = CategoryForm::new(id, form, before);
    desk.wrong("Kategori", &page).await
}

/// `POST /kantor/kategori/{id}/pindah`
pub async fn step(Path(id): Path<Uuid>, sent: DeskForm) -> AppResult<Response> {
    steps::step(sent, List::Categories, id).await
}

/// `POST /kantor/kategori/{id}/hapus`
pub async fn delete(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let row = store::find(&mut desk.tx, id).await?.or_not_found()?;
    if !store::delete(&mut desk.tx, id).await? {
        // A colleague was quicker.
        return desk
            .done(HERE, Flash::warn("Kategori ini sudah dihapus."))
            .await;
    }
    let detail = json!({ "id": id, "berita": row.articles });
    desk.record("kategori.hapus", &row.name, detail).await?;
    let left = match row.articles {
        0 => String::new(),
        count => format!(" {count} berita sekarang tanpa kategori."),
    };
    let flash = Flash::good(format!("Kategori “{}” sudah dihapus.{left}", row.name));
    desk.done(HERE, flash).await
}
