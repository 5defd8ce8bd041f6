//! Content that comes from files (`tenants/…`) instead of the office: what it is, what of it is
//! new, and saving it in one transaction.
//!
//! Read in this order: this file (what there is), [`changes`] (what differs), [`save`] (how it is
//! kept), [`pictures`] (pictures inside a text). Files never delete: an article, page, event or
//! album whose file is gone stays. What is one list in a file (menu, running text, officials, the
//! photos of an album) is replaced as a whole when its file changes.

pub mod changes;
pub mod pictures;
mod save;
pub(crate) mod store;

use jiff::{Timestamp, civil::Date};
use kernel::{SafeHtml, Slug};
use serde::Serialize;

pub use changes::{Change, PictureState, State, changes, state};
pub use save::{Saved, save};
pub use store::{Inventory, inventory};

/// A thing with the name of its source and a hash of it, by which a second run knows that
/// nothing changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// "articles/gotong-royong.md", "village.toml#menu"
    pub source: String,
    pub sha256: String,
    pub value: T,
}

/// Everything a village's folder brings. What its files do not mention is `None` or empty, and
/// stays in the database as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VillageContent {
    pub front: Option<Sourced<Front>>,
    pub categories: Option<Sourced<Vec<Category>>>,
    pub menu: Option<Sourced<Vec<MenuEntry>>>,
    pub officials: Option<Sourced<Vec<Official>>>,
    pub running_text: Option<Sourced<Vec<String>>>,
    pub articles: Vec<Sourced<Article>>,
    pub pages: Vec<Sourced<Document>>,
    pub events: Vec<Sourced<Event>>,
    pub albums: Vec<Sourced<Album>>,
    /// The pictures the rest refers to, by their hash.
    pub pictures: Vec<PictureFile>,
}

impl VillageContent {
    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// SHA-256 of a picture's file, in hexadecimal.
pub type PictureHash = String;

/// What the home page and every page's frame say of the village.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Front {
    pub tagline: String,
    pub about: String,
    pub notice: String,
    pub head_title: String,
    pub hero: Option<PictureHash>,
    pub address: String,
    pub email: String,
    pub phone: String,
    pub whatsapp: String,
    pub maps_url: String,
    pub hours: Vec<Hours>,
    pub socials: Vec<Social>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hours {
    pub days: String,
    pub hours: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Social {
    /// "facebook"
    pub kind: String,
    /// "Facebook"
    pub label: String,
    pub url: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Category {
    pub slug: Slug,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MenuEntry {
    pub label: String,
    pub href: String,
    pub children: Vec<MenuEntry>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Official {
    /// "pemerintah", "bpd", "rt" or "lembaga"
    pub section: String,
    pub name: String,
    pub office: String,
    pub term: String,
    pub note: String,
    pub photo: Option<PictureHash>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub slug: Slug,
    pub title: String,
    pub category: Option<Slug>,
    pub published: Timestamp,
    pub author: String,
    pub photo: Option<PictureHash>,
    /// As the file has it; made from the body when empty.
    pub excerpt: String,
    /// With [`pictures::pending`] in place of its pictures.
    pub body: SafeHtml,
    pub comments_open: bool,
    pub comments: Vec<Comment>,
}

/// A comment that is shown at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    pub author: String,
    /// Plain text.
    pub body: String,
    pub at: Timestamp,
    /// An answer of the office to the comment before it.
    pub by_office: bool,
}

/// A page such as the village's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub slug: Slug,
    pub title: String,
    pub position: i32,
    pub photo: Option<PictureHash>,
    pub body: SafeHtml,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub slug: Slug,
    pub title: String,
    pub place: String,
    pub organizer: String,
    pub starts: Timestamp,
    pub ends: Option<Timestamp>,
    pub all_day: bool,
    pub body: SafeHtml,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Album {
    pub slug: Slug,
    pub title: String,
    pub description: String,
    pub happened_on: Date,
    pub photos: Vec<AlbumPhoto>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AlbumPhoto {
    pub picture: PictureHash,
    pub caption: String,
}

/// A picture file of the folder. Its bytes are fetched later, by the media job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    pub sha256: PictureHash,
    /// "hero.jpg"
    pub file_name: String,
    /// Relative to the regency's folder: "pembantanan/media/hero.jpg".
    pub source: String,
    pub alt: String,
    pub byte_size: u64,
}
