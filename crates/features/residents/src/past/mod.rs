//! The register as it was on any day: how many, and who.

mod desk;
pub(crate) mod pages;

pub use desk::routes;

/// The page of a day.
pub const HERE: &str = "/kantor/penduduk/pada";
