//! The form of one article, new or opened again, and its earlier states.

use axum::{extract::Path, response::Response};
use kernel::time;
use uuid::Uuid;
use web::{AppResult, Form, OrNotFound, office::Desk};

use super::articles::HERE;
use crate::{
    pages::office::{ArticleEditor, EditorState, HistoryDesk, RevisionLine},
    store::desk::{self, EditedRow},
};

/// `GET /kantor/artikel/baru`
pub async fn new(mut desk: Desk) -> AppResult<Response> {
    let id = Uuid::now_v7();
    let form = Form::filled([("komentar", "ya".to_owned()), ("versi", "0".to_owned())]);
    let categories = desk::categories(&mut desk.tx).await?;
    let page = ArticleEditor::new(id, &form, categories, EditorState::New);
    desk.page("Tulis berita", &page).await
}

/// `GET /kantor/artikel/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    let categories = desk::categories(&mut desk.tx).await?;
    let state = EditorState::of(&row, desk.site.now());
    let page = ArticleEditor::new(id, &filled(&row), categories, state);
    desk.page(&row.title, &page).await
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

/// `GET /kantor/artikel/{id}/riwayat`
pub async fn history(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    let now = desk.site.now();
    let earlier = desk::revisions(&mut desk.tx, id).await?;
    let page = HistoryDesk {
        title: row.title.clone(),
        href: format!("{HERE}/{id}"),
        revisions: RevisionLine::chain(&row, &earlier, now),
    };
    desk.page("Riwayat", &page).await
}
