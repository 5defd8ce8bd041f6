//! What the district learns of a village's news.

use db::VillageTx;
use jiff::Timestamp;
use serde_json::{Value, json};
use web::rollup::{Bulletin, Figures, GatherFuture, NewsItem, NewsSource};

use crate::{
    pages::excerpt,
    store::rollup::{self as store, LatestRow},
};

/// How much there is, and since when nothing new.
pub const FIGURES: &[Figures] = &[Figures {
    topic: "content",
    gather: figures,
}];

/// The latest articles, unless the village stays off the portal.
pub const NEWS: &[NewsSource] = &[NewsSource { gather: latest }];

fn figures(tx: &mut VillageTx, now: Timestamp) -> GatherFuture<'_, Value> {
    Box::pin(async move {
        let sums = store::sums(tx, now).await?;
        let last = sums.last_published_at.map(|at| at.to_jiff());
        Ok(json!({
            "articles": sums.articles,
            "scheduled": sums.scheduled,
            "drafts": sums.drafts,
            "last_published_at": last,
            "pages": sums.pages,
            "events": sums.events,
            "albums": sums.albums,
            "photos": sums.photos,
            "storage_bytes": sums.storage_bytes,
        }))
    })
}

fn latest(tx: &mut VillageTx, now: Timestamp) -> GatherFuture<'_, Bulletin> {
    Box::pin(async move {
        let rows = store::latest(tx, now).await?;
        let next = store::next_scheduled(tx, now).await?;
        Ok(Bulletin {
            items: rows.into_iter().filter_map(item).collect(),
            next: next.map(|next| next.to_jiff()),
        })
    })
}

/// What has no address that can be read has none on the portal either.
fn item(row: LatestRow) -> Option<NewsItem> {
    Some(NewsItem {
        slug: row.slug.parse().ok()?,
        excerpt: excerpt(&row.excerpt, &row.opening),
        title: row.title,
        photo: row.photo.map(|photo| photo.0),
        published_at: row.published_at,
    })
}
