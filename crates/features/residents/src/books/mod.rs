//! The five books about residents that Permendagri 47/2016 asks of a village (group B), as papers to sign
//! and as tables.
//!
//! Read in this order: [`book`] (which there are), [`period`] (of when), [`main`], [`changes`], [`recap`],
//! [`temporary`], [`cards`] (what stands in them), [`paper`] and [`file`] (how they leave), [`desk`].

mod book;
mod cards;
mod changes;
mod desk;
pub(crate) mod file;
mod main;
pub(crate) mod pages;
pub(crate) mod paper;
mod period;
mod recap;
pub(crate) mod table;
mod temporary;

#[cfg(test)]
mod tests;

pub(crate) use desk::BUSY;
pub use desk::routes;

/// The list of books.
pub const HERE: &str = "/kantor/penduduk/buku";
