//! A link by which anybody reads a draft.

use axum::{extract::Path, response::Response};
use identity::{Purpose, Token};
use serde_json::json;
use uuid::Uuid;
use web::{AppResult, OrNotFound, office::DeskForm};

use crate::{
    pages::office::PreviewLinkDesk,
    store::drafts::{self, Kind},
};

/// `POST /kantor/artikel/{id}/pratinjau`
pub async fn article(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    make(Kind::Article, id, form, format!("/kantor/artikel/{id}")).await
}

/// `POST /kantor/halaman/{id}/pratinjau`
pub async fn page(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    make(Kind::Page, id, form, format!("/kantor/halaman/{id}")).await
}

/// Makes the link and shows it once; the one before opens nothing any more.
async fn make(
    kind: Kind,
    id: Uuid,
    DeskForm { mut desk, .. }: DeskForm,
    back: String,
) -> AppResult<Response> {
    let token = Token::generate();
    let hash = token.hash(Purpose::Preview);
    let until = Purpose::Preview.expires_at(desk.site.now());
    let title = drafts::set_preview(&mut desk.tx, kind, id, &hash, until)
        .await?
        .or_not_found()?;
    desk.record("pratinjau.buat", &title, json!({ "id": id }))
        .await?;
    let page = PreviewLinkDesk {
        link: desk
            .site
            .absolute(&format!("/pratinjau/{}", token.to_text())),
        until: kernel::time::date_time(until),
        title,
        back,
    };
    desk.commit_and_page("Tautan pratinjau", &page).await
}
