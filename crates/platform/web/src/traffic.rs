//! How often villages' sites are looked at, and how often they fail: sums by village and day, and
//! nothing of who looked at what. No cookie, no address and no page is noted.
//!
//! A request adds to counters of its village in memory. Twice a minute they are carried into the
//! database in one statement for all villages. While Postgres is away they wait, each with its day;
//! a process that stops carries them over once more.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use jiff::civil::Date;
use jobs::Handlers;
use kernel::time;
use tokio::sync::{Mutex, watch};

use crate::{App, gate::Unchanged, store};

/// How often what was counted is carried over.
const EVERY: Duration = Duration::from_secs(30);
/// How long a process that stops waits for it.
const LAST: Duration = Duration::from_secs(5);
/// The kind of the job that forgets.
const FORGET: &str = "traffic.forget";
/// So many days are kept.
const KEPT_DAYS: i64 = 400;

/// Counters of one village, since they were emptied last.
#[derive(Debug, Default)]
pub struct Traffic {
    visits: AtomicU64,
    requests: AtomicU64,
    errors: AtomicU64,
}

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub visits: u64,
    pub requests: u64,
    pub errors: u64,
}

impl Traffic {
    /// Counts an answer. `may_be_visit` says whether who asked may be a visitor.
    pub(crate) fn count(&self, response: &Response, may_be_visit: bool) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if response.status().is_server_error() {
            self.errors.fetch_add(1, Ordering::Relaxed);
        } else if may_be_visit && is_page(response) {
            self.visits.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn take(&self) -> Counts {
        Counts {
            visits: self.visits.swap(0, Ordering::Relaxed),
            requests: self.requests.swap(0, Ordering::Relaxed),
            errors: self.errors.swap(0, Ordering::Relaxed),
        }
    }
}

/// A page that somebody reads: shown, or known to be what she has.
fn is_page(response: &Response) -> bool {
    let kind = match response.status() {
        StatusCode::OK => response.headers().get(header::CONTENT_TYPE),
        StatusCode::NOT_MODIFIED => response
            .extensions()
            .get::<Unchanged>()
            .map(|Unchanged(kind)| kind),
        _ => None,
    };
    kind.is_some_and(|kind: &HeaderValue| kind.as_bytes().starts_with(b"text/html"))
}

impl Counts {
    fn add(&mut self, more: Self) {
        self.visits += more.visits;
        self.requests += more.requests;
        self.errors += more.errors;
    }
}

/// What waits to be carried into the database, by the village's code and the day.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<BTreeMap<(String, Date), Counts>>);

/// Carries over what was counted. What cannot be stored now waits for the next time.
///
/// # Errors
/// When the database is away.
pub async fn carry(app: &App) -> sqlx::Result<()> {
    let mut waiting = app.ledger.0.lock().await;
    let today = time::day(app.clock.now());
    for village in app.registry().villages() {
        let counts = village.traffic.take();
        if counts != Counts::default() {
            let key = (village.entry.code.dotted(), today);
            waiting.entry(key).or_default().add(counts);
        }
    }
    if waiting.is_empty() {
        return Ok(());
    }
    let mut tx = app.database.platform().await?;
    store::add_traffic(&mut tx, &waiting).await?;
    tx.commit().await?;
    waiting.clear();
    Ok(())
}

/// Carries over twice a minute until `stop` turns true.
pub async fn keep(app: &App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        if let Err(error) = carry(app).await {
            tracing::warn!(%error, "what was counted of villages' sites waits");
        }
    }
}

/// Carries over for the last time.
pub async fn finish(app: &App) {
    match tokio::time::timeout(LAST, carry(app)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the last counts of villages' sites are lost"),
        Err(_) => tracing::warn!("the last counts of villages' sites are lost: no answer"),
    }
}

/// Registers the job that adds up the month and forgets what is older than 400 days.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = app.clone();
    handlers.nightly_once(FORGET, move |_| {
        let app = app.clone();
        async move { Ok(tidy(&app).await?) }
    });
}

/// Adds up the month before today, which the console's table goes by, and forgets what is older than 400
/// days.
///
/// # Errors
/// When the database is away.
pub async fn tidy(app: &App) -> sqlx::Result<()> {
    let today = time::day(app.clock.now());
    let first = today.saturating_sub(jiff::Span::new().days(KEPT_DAYS));
    let mut tx = app.database.platform().await?;
    store::sum_traffic(&mut tx, today).await?;
    store::forget_traffic(&mut tx, first).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn answer(status: u16, kind: &'static str) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        let kind = HeaderValue::from_static(kind);
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }

    #[test]
    fn pages_that_are_read_are_visits_and_nothing_else_is() {
        let traffic = Traffic::default();
        let html = "text/html; charset=utf-8";
        traffic.count(&answer(200, html), true);
        let mut known = answer(304, "");
        let kind = Unchanged(HeaderValue::from_static(html));
        known.extensions_mut().insert(kind);
        traffic.count(&known, true);
        for (status, kind, may_be) in [
            (200, html, false),
            (200, "application/rss+xml", true),
            (404, html, true),
            (301, html, true),
            (304, html, true),
            (422, html, true),
        ] {
            traffic.count(&answer(status, kind), may_be);
        }
        for status in [500, 503] {
            traffic.count(&answer(status, html), true);
        }
        let counted = Counts {
            visits: 2,
            requests: 10,
            errors: 2,
        };
        assert_eq!(traffic.take(), counted);
        assert_eq!(traffic.take(), Counts::default(), "nothing is told twice");
    }
}
