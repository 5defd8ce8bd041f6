//! What a visitor can search: one entry per public address, written in the same transaction as
//! the thing itself. The sitemap and the share cards read it too.

use db::VillageTx;
use jiff::Timestamp;
use uuid::Uuid;

use crate::store;

/// One searchable address.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// "/artikel/gotong-royong"
    pub address: &'a str,
    /// The feature's word for it: "artikel", "halaman", "agenda" …
    pub kind: &'a str,
    pub title: &'a str,
    /// Plain text.
    pub body: &'a str,
    pub media: Option<Uuid>,
    /// Not shown before; a scheduled article becomes visible by itself.
    pub public_from: Timestamp,
}

/// Writes or replaces an entry.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut VillageTx, entry: &Entry<'_>) -> sqlx::Result<()> {
    store::put_search_entry(tx, entry).await
}

/// Removes an entry; the address is not public any more.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &mut VillageTx, address: &str) -> sqlx::Result<()> {
    store::drop_search_entry(tx, address).await
}
