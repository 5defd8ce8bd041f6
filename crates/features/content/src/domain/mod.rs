//! What the village's news, pages, events and albums are: pure, no SQL, no HTTP, no clock.

pub mod blocks;
pub mod calendar;
pub mod day;
pub mod draft;
pub mod feed;
pub mod front;
pub mod listing;
pub mod old_address;
pub mod place;
pub mod search;
pub mod share;
pub mod structured;
