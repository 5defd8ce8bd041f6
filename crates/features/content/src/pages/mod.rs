//! One struct per template, with samples of every state it can be in.

mod agenda;
mod documents;
mod gallery;
mod home;
mod news;
pub mod office;
mod people;
mod search;
pub mod site;

pub use agenda::{AgendaPage, EventView};
pub use documents::{DocView, DocumentPage, PreviewPage, Sibling};
pub use gallery::{AlbumPage, AlbumView, GalleryPage, Shot};
pub use home::{Fact, HomePage, PageCard, Task};
pub use news::{
    ArchivePage, ArticlePage, ArticleView, ArticlesPage, CategoryChip, card, category, excerpt,
    years,
};
pub use people::{ContactPage, Group, OfficialsPage, Person, PrivacyPage};
pub use search::{Hit, SearchPage};

/// The longest words and names a page must bear, for samples.
const LONG: &str =
    "Mempertanggungjawabkan Ketidakberpenghunian Rumah-Rumah Lanting & <RT 02> \"Sungai Rangas\"";

#[cfg(test)]
mod tests;
