//! The agenda, for people and for their calendars.

use axum::response::Response;
use jiff::ToSpan;
use kernel::time;
use web::{AppResult, Meta, Query, Site};

use crate::{
    domain::{
        calendar::{self, Entry},
        day::midnight,
        listing::PartQuery,
    },
    pages::{AgendaPage, EventView},
    store::events::{self, EventRow},
};

const HERE: &str = "/agenda";
const CALENDAR: &str = "/agenda.ics";

/// `GET /agenda`
pub async fn show(site: Site, Query(query): Query<PartQuery>) -> AppResult<Response> {
    let now = site.now();
    let today = midnight(time::day(now));
    let mut tx = site.begin().await?;
    let upcoming = events::upcoming(&mut tx, today).await?;
    let past = events::past(&mut tx, query.start()?, today)
        .await?
        .existing()?;

    let description = "Rapat, posyandu, gotong royong, dan kegiatan lain.";
    let meta = Meta::new("Agenda", description, past.address(HERE)).under_home();
    let view = |rows: &[EventRow]| rows.iter().map(|row| EventView::new(row, now)).collect();
    let page = AgendaPage {
        upcoming: view(&upcoming),
        past: view(&past.rows),
        ics_href: CALENDAR,
        pager: past.pager(HERE),
    };
    site.page(tx, &past.mark(meta, HERE), &page).await
}

/// `GET /agenda.ics`: a year back and all that is to come.
pub async fn calendar(site: Site) -> AppResult<Response> {
    let day = time::day(site.now());
    let since = midnight(day.checked_sub(1.year()).unwrap_or(day));
    let mut tx = site.begin().await?;
    let rows = events::calendar(&mut tx, since).await?;
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;

    let entries: Vec<Entry> = rows.into_iter().map(|row| entry(&site, row)).collect();
    let file = calendar::file(&format!("Agenda {}", frame.view.name), &entries);
    Ok(site.document("text/calendar; charset=utf-8", file, &frame))
}

fn entry(site: &Site, row: EventRow) -> Entry {
    Entry {
        address: site.absolute(&format!("{HERE}#{}", row.slug)),
        ends: row.ends(),
        id: row.id,
        title: row.title,
        place: row.place,
        organizer: row.organizer,
        body_html: row.body_html,
        starts: row.starts_at,
        all_day: row.all_day,
        updated: row.updated_at,
    }
}
