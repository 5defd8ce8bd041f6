//! What search, site map and share cards are told of an album.

use jiff::Timestamp;
use uuid::Uuid;
use web::{
    office::Desk,
    search_index::{self, Entry},
};

use crate::store::album_desk::{self, EditedAlbum};

/// Tells it as the album is now.
pub(super) async fn tell(desk: &mut Desk, album: &EditedAlbum, now: Timestamp) -> sqlx::Result<()> {
    let photos = album_desk::placed(&mut desk.tx, album.id).await?;
    let captions: Vec<&str> = photos.iter().map(|photo| photo.caption.as_str()).collect();
    let cover: Option<Uuid> = photos.first().map(|photo| photo.id);
    let entry = Entry {
        address: &format!("/galeri/{}", album.slug),
        kind: "galeri",
        title: &album.title,
        body: &format!("{} {}", album.description, captions.join(" ")),
        media: cover,
        public_from: now,
    };
    search_index::put(&mut desk.tx, &entry).await
}
