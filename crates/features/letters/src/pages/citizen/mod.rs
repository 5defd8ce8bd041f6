//! Letters as whoever asks for them sees them.

mod ask;
mod link;
mod list;
mod request;

pub use ask::{AskForm, PickPage, Somebody};
pub use link::{LinkPage, SentPage};
pub use list::{CornerView, OwnList};
pub use request::{Asked, OwnRequest};

/// The longest name of a kind, for samples.
const LONG_KIND: &str = "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)";
/// A long name of somebody.
const LONG_NAME: &str = "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq";
