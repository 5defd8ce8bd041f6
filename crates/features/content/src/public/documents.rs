//! Pages the village tells about itself in.

use axum::response::Response;
use web::{
    AppError, AppResult, Meta, Site,
    view::{DateView, Picture},
};

use super::{moved, slug_path::SlugPath};
use crate::{
    pages::{DocView, DocumentPage, Sibling, excerpt},
    store::documents,
};

/// `GET /halaman/{slug}`
pub async fn show(site: Site, SlugPath(slug): SlugPath) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let Some(row) = documents::find(&mut tx, &slug).await? else {
        let today = documents::renamed(&mut tx, &slug)
            .await?
            .ok_or(AppError::NotFound)?;
        return moved(&format!("/halaman/{today}"));
    };

    let path = format!("/halaman/{}", row.slug);
    let meta = Meta::new(
        row.title.clone(),
        excerpt(&row.excerpt, &row.body_html),
        path,
    )
    .under_home();
    let siblings: Vec<Sibling> = row
        .siblings
        .iter()
        .map(|other| Sibling {
            href: format!("/halaman/{}", other.slug),
            title: other.title.clone(),
            current: other.slug == row.slug,
        })
        .collect();
    let page = DocumentPage {
        doc: DocView {
            title: row.title,
            body_html: row.body_html,
            picture: Picture::of(row.photo.as_ref()),
            updated: DateView::new(row.updated_at, site.now()),
        },
        // A page alone has nothing beside it.
        siblings: if siblings.len() > 1 {
            siblings
        } else {
            Vec::new()
        },
    };
    site.page(tx, &meta, &page).await
}
