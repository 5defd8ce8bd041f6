//! The village's front room.

use axum::response::Response;
use kernel::time;
use serde::Deserialize;
use web::{
    AppResult, Meta, Part, PartName, Place, Query, Site, Subject,
    frame::{Frame, SiteView},
};

use super::moved;
use crate::{
    domain::{blocks, day::midnight, structured},
    pages::{AlbumView, EventView, Fact, HomePage, PageCard, Person, Task, card},
    store::{self, home::HomeRow},
};

/// The prepared part of the page.
const PART: PartName = PartName::of("home");

#[derive(Debug, Default, Deserialize)]
pub struct HomeQuery {
    /// OpenSID searched here.
    #[serde(default)]
    cari: String,
}

/// `GET /`
pub async fn show(site: Site, Query(query): Query<HomeQuery>) -> AppResult<Response> {
    if !query.cari.is_empty() {
        return moved(&super::search::address(&query.cari, 1));
    }
    let mut tx = site.begin_for(&PART).await?;
    let frame = site.frame(&mut tx).await?;
    let row = match site.part(&mut tx, PART).await? {
        Part::Ready(row) => row,
        Part::Missing(slot) => {
            let now = site.now();
            let row = store::home::read(&mut tx, now, midnight(time::day(now))).await?;
            slot.keep(&mut tx, &row, frame.good_until(now)).await?;
            row
        }
    };
    let others = Others {
        blocks: site.blocks(&mut tx, Place::Home, &Subject::Home).await?,
        end: site.blocks(&mut tx, Place::HomeEnd, &Subject::Home).await?,
    };
    tx.finish().await?;
    answer(&site, &row, &frame, others)
}

/// What other features have for the page.
#[derive(Default)]
pub(crate) struct Others {
    /// Among the village's own blocks, if it shows them.
    blocks: Vec<String>,
    /// Below them all, whatever the village thinks of it.
    end: Vec<String>,
}

/// The page from what was read.
pub(crate) fn answer(
    site: &Site,
    row: &HomeRow,
    frame: &Frame,
    others: Others,
) -> AppResult<Response> {
    let page = HomePage {
        blocks_html: if row.hidden.iter().any(|hidden| hidden == "others") {
            Vec::new()
        } else {
            others.blocks
        },
        end_html: others.end,
        ..assemble(site, &frame.view, row)
    };
    let meta = Meta {
        image_alt: format!("{}, {}", frame.view.name, frame.view.place_line),
        json_ld: Some(structured::web_site(&frame.view)),
        ..Meta::new(frame.view.name.clone(), description(&frame.view), "/")
    };
    site.framed_page(frame, &meta, &page)
}

fn assemble(site: &Site, view: &SiteView, row: &HomeRow) -> HomePage {
    let now = site.now();
    let shown = |block: &str| !row.hidden.iter().any(|hidden| hidden == block);
    let mut page = HomePage {
        tasks: Task::of(view, row, site.village.has("letters")),
        order: HomePage::drawn(&blocks::ordered(&row.order)),
        ..HomePage::default()
    };
    if shown("news") {
        let mut cards = row.news.iter().map(|news| card(news, now));
        page.lead = cards.next();
        page.news = cards.collect();
    }
    if shown("events") {
        page.events = row
            .events
            .iter()
            .map(|event| EventView::new(event, now))
            .collect();
    }
    if shown("officials") {
        page.officials = row.officials.iter().map(Person::new).collect();
    }
    if shown("albums") {
        page.albums = row
            .albums
            .iter()
            .map(|album| AlbumView::new(album, now))
            .collect();
    }
    if shown("facts") {
        page.facts = Fact::of(view);
    }
    if shown("pages") {
        page.pages = row.pages.iter().map(PageCard::new).collect();
    }
    page
}

fn description(view: &SiteView) -> String {
    let own = [&view.about, &view.tagline]
        .into_iter()
        .find(|text| !text.is_empty());
    own.cloned().unwrap_or_else(|| {
        format!(
            "Situs resmi {}, Kecamatan {}, Kabupaten {}: kabar, agenda, perangkat, dan kontak.",
            view.name, view.subdistrict, view.regency
        )
    })
}
