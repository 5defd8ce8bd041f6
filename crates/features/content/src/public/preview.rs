//! A draft, for whoever was given its link.

use axum::{extract::Path, response::Response};
use identity::{Purpose, Token};
use web::{AppError, AppResult, Meta, Site, view::Picture};

use super::moved;
use crate::{pages::PreviewPage, store::drafts};

/// `GET /pratinjau/{token}`: never kept, never indexed. What has become public meanwhile is shown
/// where everybody sees it.
pub async fn show(site: Site, Path(token): Path<String>) -> AppResult<Response> {
    let hash = Token::parse(&token)
        .map_err(|_| AppError::NotFound)?
        .hash(Purpose::Preview);
    let mut tx = site.begin().await?;
    let Some(row) = drafts::preview(&mut tx, &hash, site.now()).await? else {
        return Err(AppError::Gone(
            "Tautan pratinjau ini sudah tidak berlaku. Minta tautan baru kepada kantor.",
        ));
    };
    if row.is_public {
        let place = if row.kind == "page" {
            "halaman"
        } else {
            "artikel"
        };
        let address = format!("/{place}/{}", row.slug);
        return moved_for_now(&address);
    }
    let meta = Meta::new(row.title.clone(), "Pratinjau.", "/pratinjau").not_indexed();
    let page = PreviewPage {
        title: row.title,
        body_html: row.body_html,
        photo: Picture::of(row.photo.as_ref()),
    };
    site.fresh_page(tx, &meta, &page).await
}

/// It may be taken back and become a draft again.
fn moved_for_now(address: &str) -> AppResult<Response> {
    let mut response = moved(address)?;
    *response.status_mut() = http::StatusCode::SEE_OTHER;
    Ok(response)
}
