//! What the portal shows, without SQL, HTTP or a clock.

pub(crate) mod catalogue;
pub(crate) mod feed;
pub(crate) mod map;
pub(crate) mod table;
