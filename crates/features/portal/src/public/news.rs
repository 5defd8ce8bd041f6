//! News of all villages: what each of them published, on one page and in one feed.

use axum::{extract::Path, response::Response};
use http::HeaderMap;
use jiff::Timestamp;
use kernel::{Cursor, VillageCode};
use media::PublicName;
use serde::Deserialize;
use uuid::Uuid;
use web::{
    AppError, AppResult, Meta, PortalSite, Query,
    view::{Card, DateView, Pager, Photo, Picture},
};

use super::{full_name, regency};
use crate::{
    domain::feed::{self, Channel, Enclosure, Item},
    pages::{NewsItemView, NewsPage},
    store::{self, NewsRow},
};

/// Articles on one page.
const PAGE: usize = 12;
/// Articles on the front page, one a village at most, so that no village fills it.
const LATEST: usize = 6;
/// How many are looked through for those.
const LOOKED_THROUGH: i64 = 60;
/// Articles in the feed.
const IN_FEED: i64 = 30;

#[derive(Debug, Deserialize)]
pub(super) struct PartQuery {
    #[serde(default)]
    sebelum: String,
}

/// `GET /kabar`
pub(super) async fn list(portal: PortalSite, Query(part): Query<PartQuery>) -> AppResult<Response> {
    let is_first = part.sebelum.is_empty();
    let below = if is_first {
        top(portal.now())
    } else {
        Cursor::decode(&part.sebelum).map_err(|_| {
            AppError::BadRequest(
                "Alamat halaman ini tidak lengkap. Mulailah lagi dari awal daftar.",
            )
        })?
    };
    let db = portal.app.database.control();
    let mut rows = store::news(db, below, portal.now(), PAGE as i64 + 1).await?;
    if rows.is_empty() && !is_first {
        return Err(AppError::NotFound);
    }
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows
        .last()
        .filter(|_| more)
        .map(|row| format!("/kabar?sebelum={}", row.key()));
    let path = if is_first {
        "/kabar".to_owned()
    } else {
        format!("/kabar?sebelum={below}")
    };
    let mut meta = Meta::new(
        "Kabar dari desa-desa",
        format!(
            "Kabar terbaru dari situs desa dan kelurahan di Kabupaten {}.",
            regency(&portal)
        ),
        path,
    )
    .under_home();
    meta.next_href.clone_from(&older);
    let page = NewsPage {
        items: rows.iter().filter_map(|row| view(&portal, row)).collect(),
        is_first,
        pager: Pager {
            newer_href: (!is_first).then(|| "/kabar".to_owned()),
            older_href: older,
        },
    };
    portal.page(&meta, &page)
}

/// The newest of each village, newest first.
pub(super) async fn latest(portal: &PortalSite) -> AppResult<Vec<NewsItemView>> {
    let now = portal.now();
    let rows = store::news(portal.app.database.control(), top(now), now, LOOKED_THROUGH).await?;
    let mut seen = Vec::new();
    let mut items = Vec::new();
    for row in &rows {
        if items.len() == LATEST || seen.contains(&row.village_code.as_str()) {
            continue;
        }
        if let Some(item) = view(portal, row) {
            seen.push(row.village_code.as_str());
            items.push(item);
        }
    }
    Ok(items)
}

/// `GET /kabar.xml`
pub(super) async fn feed(portal: PortalSite) -> AppResult<Response> {
    let now = portal.now();
    let rows = store::news(portal.app.database.control(), top(now), now, IN_FEED).await?;
    let base_url = portal.app.config.site.portal_url();
    let items: Vec<Item> = rows
        .iter()
        .filter_map(|row| item(&portal, row, &base_url))
        .collect();
    let regency = regency(&portal);
    let channel = Channel {
        title: &format!("Kabar dari desa-desa Kabupaten {regency}"),
        description: &format!("Kabar terbaru dari desa dan kelurahan di Kabupaten {regency}."),
        base_url: &base_url,
    };
    let xml = feed::document(&channel, &items)
        .map_err(|error| AppError::Other(anyhow::Error::new(error)))?;
    Ok(portal.document("application/rss+xml; charset=utf-8", xml))
}

/// `GET /kabar/foto/{code}/{name}`
pub(super) async fn photo(
    portal: PortalSite,
    Path((code, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> AppResult<Response> {
    let code: VillageCode = code.parse().map_err(|_| AppError::NotFound)?;
    portal.photo(&code, &name, &headers).await
}

/// The key above every row that exists at `now`.
fn top(now: Timestamp) -> Cursor {
    Cursor::new(now, Uuid::max())
}

/// An article as a card; none when its village is not in the register any more.
fn view(portal: &PortalSite, row: &NewsRow) -> Option<NewsItemView> {
    let village = portal.village(&row.village_code.parse().ok()?)?;
    let picture = photo_of(row).and_then(|photo| Picture::below(&photo, &photos_of(row)));
    Some(NewsItemView {
        village: full_name(&village),
        subdistrict: village.entry.subdistrict.clone(),
        card: Card {
            href: format!("{}/artikel/{}", village.base_url, row.slug),
            title: row.title.clone(),
            excerpt: row.excerpt.clone(),
            date: DateView::new(row.published_at, portal.now()),
            category: None,
            picture,
        },
    })
}

fn item(portal: &PortalSite, row: &NewsRow, base_url: &str) -> Option<Item> {
    let village = portal.village(&row.village_code.parse().ok()?)?;
    let photo = photo_of(row);
    let file = photo.as_ref().and_then(Photo::largest_jpeg);
    Some(Item {
        title: row.title.clone(),
        address: format!("{}/artikel/{}", village.base_url, row.slug),
        excerpt: row.excerpt.clone(),
        village: full_name(&village),
        source: format!("{}/rss.xml", village.base_url),
        published: row.published_at,
        photo: file.map(|file| Enclosure {
            address: format!("{base_url}{}{}", photos_of(row), file.name),
            bytes: file.bytes,
        }),
    })
}

/// Where the portal answers with a village's photos.
fn photos_of(row: &NewsRow) -> String {
    let digits: String = row
        .village_code
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    format!("/kabar/foto/{digits}/")
}

/// The photo as the village told it, without files whose names are none.
fn photo_of(row: &NewsRow) -> Option<Photo> {
    let mut photo: Photo = serde_json::from_value(row.photo.clone()?).ok()?;
    photo
        .variants
        .retain(|file| file.name.parse::<PublicName>().is_ok());
    Some(photo)
}
