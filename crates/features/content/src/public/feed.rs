//! The news for feed readers.

use axum::response::Response;
use web::{AppError, AppResult, Site, view::media_address};

use crate::{
    domain::feed::{self, Channel, Enclosure, Item},
    pages::excerpt,
    store::news::{self, FeedRow},
};

/// `GET /rss.xml`
pub async fn rss(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let rows = news::feed(&mut tx, site.now()).await?;
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;

    let items: Vec<Item> = rows.into_iter().map(|row| item(&site, row)).collect();
    let channel = Channel {
        title: &frame.view.name,
        description: &format!("Berita {}, {}.", frame.view.name, frame.view.place_line),
        base_url: &frame.view.base_url,
    };
    let xml = feed::document(&channel, &items)
        .map_err(|error| AppError::Other(anyhow::Error::new(error)))?;
    Ok(site.document("application/rss+xml; charset=utf-8", xml, &frame))
}

fn item(site: &Site, row: FeedRow) -> Item {
    let photo = row.photo.as_ref().and_then(|photo| photo.largest_jpeg());
    Item {
        photo: photo.map(|file| Enclosure {
            address: site.absolute(&media_address(&file.name)),
            bytes: file.bytes,
        }),
        address: site.absolute(&format!("/artikel/{}", row.slug)),
        excerpt: excerpt(&row.excerpt, &row.body_html),
        title: row.title,
        body_html: row.body_html,
        author: row.author,
        category: row.category,
        published: row.published_at,
    }
}
