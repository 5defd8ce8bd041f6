//! The monthly report of births, deaths, departures and arrivals (LAMPID): the balance of a month and
//! what happened in it. The balance is that of `population_months`, which the public page has too.

mod desk;
mod files;
pub(crate) mod pages;

pub use desk::routes;

/// The list of months, and a month.
pub const HERE: &str = "/kantor/penduduk/laporan";
