//! What the office's pages about photos receive.

use serde::Serialize;
use uuid::Uuid;
use web::view::Picture;

use crate::store::photos::LibraryRow;

/// The photo of a field, as the macro `photo_picker` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChosenPhoto {
    pub id: Uuid,
    pub src: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}

impl ChosenPhoto {
    pub fn new(row: &LibraryRow) -> Self {
        let picture = Picture::of(row.photo.as_ref());
        Self {
            id: row.id,
            alt: row.alt.clone(),
            width: picture.as_ref().map_or(4, |picture| picture.width),
            height: picture.as_ref().map_or(3, |picture| picture.height),
            src: picture.map_or_else(|| unfinished(row.id), |picture| picture.src),
        }
    }

    /// A photo for samples.
    pub fn sample() -> Self {
        let picture = Picture::sample();
        Self {
            id: Uuid::nil(),
            src: picture.src,
            alt: "Titian \"ulin\" <baru>".to_owned(),
            width: picture.width,
            height: picture.height,
        }
    }
}

/// Where the office looks at a photo whose sizes are still being made.
pub fn unfinished(id: Uuid) -> String {
    format!("/kantor/foto/{id}/gambar")
}
