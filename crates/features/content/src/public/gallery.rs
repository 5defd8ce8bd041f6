//! Albums and their photos.

use axum::response::Response;
use web::{AppError, AppResult, Meta, Query, Site};

use super::{moved, slug_path::SlugPath};
use crate::{
    domain::listing::PartQuery,
    pages::{AlbumPage, AlbumView, GalleryPage, Shot},
    store::albums,
};

const HERE: &str = "/galeri";

/// `GET /galeri`
pub async fn list(site: Site, Query(query): Query<PartQuery>) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let part = albums::list(&mut tx, query.start()?).await?.existing()?;

    let meta = Meta::new("Galeri", "Foto kegiatan dan tempat.", part.address(HERE)).under_home();
    let page = GalleryPage {
        albums: part
            .rows
            .iter()
            .map(|row| AlbumView::new(row, site.now()))
            .collect(),
        pager: part.pager(HERE),
    };
    site.page(tx, &part.mark(meta, HERE), &page).await
}

/// `GET /galeri/{slug}`
pub async fn show(site: Site, SlugPath(slug): SlugPath) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let Some(row) = albums::find(&mut tx, &slug).await? else {
        let today = albums::renamed(&mut tx, &slug)
            .await?
            .ok_or(AppError::NotFound)?;
        return moved(&format!("{HERE}/{today}"));
    };

    let album = AlbumView::whole(&row, site.now());
    let description = match album.description.as_str() {
        "" => format!("Album foto, {}.", album.date.long),
        written => written.to_owned(),
    };
    let meta =
        Meta::new(album.title.clone(), description, album.href.clone()).under("Galeri", HERE);
    let photos = row.shots.iter().filter_map(Shot::new).collect();
    site.page(tx, &meta, &AlbumPage { album, photos }).await
}
