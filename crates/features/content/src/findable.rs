//! What the search, the site map and the share cards are told of pages, events and officials. The
//! office and the intake write the same things, so both tell it here.

use db::VillageTx;
use jiff::Timestamp;
use uuid::Uuid;
use web::search_index::{self, Entry};

use crate::store::desk::officials;

/// A page that is public now.
pub async fn put_page(
    tx: &mut VillageTx,
    slug: &str,
    (title, words): (&str, &str),
    photo: Option<Uuid>,
    now: Timestamp,
) -> sqlx::Result<()> {
    let entry = Entry {
        address: &format!("/halaman/{slug}"),
        kind: "halaman",
        title,
        body: words,
        media: photo,
        public_from: now,
    };
    search_index::put(tx, &entry).await
}

/// A page that is not public, or not any more.
pub async fn drop_page(tx: &mut VillageTx, slug: &str) -> sqlx::Result<()> {
    search_index::remove(tx, &format!("/halaman/{slug}")).await
}

/// What is said of an event.
#[derive(Debug, Clone, Copy)]
pub struct EventWords<'a> {
    pub title: &'a str,
    pub place: &'a str,
    pub organizer: &'a str,
    pub words: &'a str,
}

/// An event.
pub async fn put_event(
    tx: &mut VillageTx,
    slug: &str,
    event: EventWords<'_>,
    now: Timestamp,
) -> sqlx::Result<()> {
    let body = [event.place, event.organizer, event.words].join(" ");
    let entry = Entry {
        address: &format!("/agenda#{slug}"),
        kind: "agenda",
        title: event.title,
        body: body.trim(),
        media: None,
        public_from: now,
    };
    search_index::put(tx, &entry).await
}

/// An event that was deleted or has another address.
pub async fn drop_event(tx: &mut VillageTx, slug: &str) -> sqlx::Result<()> {
    search_index::remove(tx, &format!("/agenda#{slug}")).await
}

/// Everybody in an office, as the list is now.
pub async fn put_officials(tx: &mut VillageTx, now: Timestamp) -> sqlx::Result<()> {
    let names = officials::names(tx).await?;
    let address = "/pemerintahan";
    if names.is_empty() {
        return search_index::remove(tx, address).await;
    }
    let entry = Entry {
        address,
        kind: "pemerintahan",
        title: "Pemerintahan",
        body: &names.join("; "),
        media: None,
        public_from: now,
    };
    search_index::put(tx, &entry).await
}
