//! The addresses of OpenSID: 301 to where the thing is now, or the page that offers a search.

use axum::{Router, response::Response, routing::get};
use http::Uri;
use percent_encoding::percent_decode_str;
use web::{App, AppError, AppResult, Site};

use super::moved;
use crate::{
    domain::old_address::{self, Target},
    store::news,
};

/// Every form a link to the old system can have.
pub fn routes() -> Router<App> {
    [
        "/index.php",
        "/index.php/{*rest}",
        "/first",
        "/first/{*rest}",
        "/index/{*rest}",
        "/artikel/{slug}/{*rest}",
        "/arsip/{*rest}",
        "/feed",
        "/feed.xml",
        "/rss",
        "/sitemap",
        "/pemerintah",
        "/galeri/index/{*rest}",
        "/galeri/{slug}/{*rest}",
    ]
    .into_iter()
    .fold(Router::new(), |router, path| {
        router.route(path, get(follow))
    })
}

/// `GET` of any of them.
async fn follow(site: Site, uri: Uri) -> AppResult<Response> {
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    match old_address::target(&path) {
        Some(Target::Address(address)) => moved(&address),
        Some(Target::Story(slug)) => {
            let mut tx = site.begin().await?;
            let today = news::whereabouts(&mut tx, &slug, site.now()).await?;
            tx.finish().await?;
            moved(&today.ok_or(AppError::NotFound)?)
        }
        None => Err(AppError::NotFound),
    }
}
