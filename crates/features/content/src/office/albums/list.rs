//! The list of albums.

use axum::response::Response;
use web::{AppResult, Query, office::Desk};

use super::HERE;
use crate::{
    domain::listing::PartQuery,
    pages::office::albums::{AlbumLine, AlbumsDesk},
    store::albums,
};

/// `GET /kantor/galeri`
pub async fn list(mut desk: Desk, Query(query): Query<PartQuery>) -> AppResult<Response> {
    let start = query.start()?;
    let part = albums::list(&mut desk.tx, start).await?.existing()?;
    let page = AlbumsDesk {
        albums: part.rows.iter().map(AlbumLine::new).collect(),
        pager: part.pager(HERE),
        new_href: format!("{HERE}/baru"),
    };
    desk.page("Galeri", &page).await
}
