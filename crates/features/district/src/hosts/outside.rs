//! What the command line does with villages' domains.

use db::{Database, register::Village};
use jiff::Timestamp;

use super::By;

/// Whose deed it is, in the record and in timelines.
const WHO: &str = "Perintah di server";

/// Whoever types at the server, now.
pub fn by(actor: &str) -> By {
    By {
        staff: None,
        who: WHO.to_owned(),
        actor: actor.to_owned(),
        address: String::new(),
        at: Timestamp::now(),
    }
}

/// What became of a village's domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It answers there, without a proof: whoever types here holds the server.
    Added,
    /// All its addresses lead there, or lead there no more.
    Preferred,
    Dropped,
}

/// Writes into the district's record what was done with a domain.
///
/// # Errors
/// When the database is away.
pub async fn record(
    database: &Database,
    village: &Village,
    host: &str,
    done: Done,
) -> anyhow::Result<()> {
    let action = match done {
        Done::Added => "desa.domain",
        Done::Preferred => "desa.domain-utama",
        Done::Dropped => "desa.domain-lepas",
    };
    let mut tx = database.platform().await?;
    by("").record(&mut tx, action, village, host).await?;
    tx.commit().await?;
    Ok(())
}
