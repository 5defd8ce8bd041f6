//! The form of one article, new or opened again.

use axum::{extract::Path, response::Response};
use kernel::time;
use uuid::Uuid;
use web::{AppError, AppResult, Form, office::Desk};

use super::{articles::HERE, autosave, photos};
use crate::{
    pages::office::{Around, ArticleEditor, Begun, EditorState},
    store::{
        desk::{self, EditedRow},
        drafts::{self, Kind},
    },
};

/// `GET /kantor/artikel/baru`
pub async fn new(mut desk: Desk) -> AppResult<Response> {
    let me = desk.me.id;
    let now = desk.site.now();
    let begun = drafts::begun_articles(&mut desk.tx, me).await?;
    let around = Around {
        begun: begun
            .into_iter()
            .map(|row| Begun {
                href: format!("{HERE}/{}", row.item_id),
                title: if row.title.is_empty() {
                    "(tanpa judul)".to_owned()
                } else {
                    row.title
                },
                when: time::relative(row.saved_at.to_jiff(), now),
            })
            .collect(),
        ..Around::default()
    };
    let categories = desk::categories(&mut desk.tx).await?;
    let id = Uuid::now_v7();
    let page = ArticleEditor::new(id, &blank(), categories, EditorState::New).with(around);
    desk.page("Tulis berita", &page).await
}

fn blank() -> Form {
    Form::filled([("komentar", "ya".to_owned()), ("versi", "0".to_owned())])
}

/// `GET /kantor/artikel/{id}`: as it was saved, or as she left it typing.
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let mut row = desk::edited(&mut desk.tx, id).await?;
    if let Some(row) = &mut row {
        let body = std::mem::take(&mut row.body_html);
        row.body_html = photos::for_editing(&mut desk.tx, body).await?;
    }
    let saved = row.as_ref().map(|row| row.updated_at.to_jiff());
    let unsaved = autosave::unsaved(&mut desk, Kind::Article, id, saved).await?;
    if row.is_none() && unsaved.is_none() {
        return Err(AppError::NotFound);
    }
    let categories = desk::categories(&mut desk.tx).await?;
    let (state, title) = match &row {
        Some(row) => (EditorState::of(row, desk.site.now()), row.title.clone()),
        None => (EditorState::New, "Tulis berita".to_owned()),
    };
    let (form, restored) = match (unsaved, &row) {
        (Some((form, when)), _) => (form, when),
        (None, Some(row)) => (filled(row), String::new()),
        (None, None) => (blank(), String::new()),
    };
    let around = Around {
        others: autosave::others(&mut desk, Kind::Article, id).await?,
        restored,
        ..Around::default()
    };
    let photo = photos::chosen(&mut desk, &form, "foto").await?;
    let page = ArticleEditor::new(id, &form, categories, state)
        .with(around)
        .with_photo(photo);
    desk.page(&title, &page).await
}

/// The form as the row fills it.
pub fn filled(row: &EditedRow) -> Form {
    let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let at = row.published_at.map(|at| at.to_jiff());
    let mut values = vec![
        ("judul", row.title.clone()),
        ("ringkasan", row.excerpt.clone()),
        ("isi", row.body_html.clone()),
        ("kategori", text(row.category_id)),
        ("foto", text(row.photo_id)),
        ("alamat", row.slug.clone()),
        (
            "tanggal",
            at.map(|at| time::day(at).to_string()).unwrap_or_default(),
        ),
        (
            "jam",
            at.map(time::clock).unwrap_or_default().replace('.', ":"),
        ),
        ("versi", row.version.to_string()),
    ];
    if row.comments_open {
        values.push(("komentar", "ya".to_owned()));
    }
    Form::filled(values)
}
