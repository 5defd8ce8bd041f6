//! Every SQL statement of the village's public news, pages, agenda, albums and officials.
//!
//! A moment (`now`) comes in as an argument wherever something becomes public by itself.

pub mod album_desk;
pub mod albums;
pub mod archive;
pub mod desk;
pub mod documents;
pub mod drafts;
pub mod events;
pub mod files;
pub mod home;
pub mod library;
pub mod news;
pub mod officials;
pub mod photos;
pub mod rollup;
pub mod search;
pub mod site;
