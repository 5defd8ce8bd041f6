//! What the village's news, pages, events and albums are: pure, no SQL, no HTTP, no clock.

pub mod album_draft;
pub mod blocks;
pub mod calendar;
pub mod category;
pub mod day;
pub mod destination;
pub mod draft;
pub mod event_draft;
pub mod feed;
pub mod fields;
pub mod front;
pub mod listing;
pub mod menu;
pub mod official_draft;
pub mod old_address;
pub mod order;
pub mod page_draft;
pub mod place;
pub mod search;
pub mod share;
pub mod structured;
pub mod text_pictures;
pub mod written;
