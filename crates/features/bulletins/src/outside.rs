//! What the command line does with bulletins: see them, and take one off every site.

use db::Database;
use identity::activity::Happened;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;
use web::console::record_happened;

use crate::store::{self, Asked};

/// Whose deed it is, in the record and at the bulletin.
const WHO: &str = "Perintah di server";
/// Bulletins of one answer.
const MOST: i64 = 200;

/// A bulletin as a command prints it.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    pub id: Uuid,
    pub kind: String,
    pub title: String,
    /// "tampil", "terjadwal", "selesai", "ditarik"
    pub state: &'static str,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub audience: String,
    pub subdistricts: Vec<String>,
    pub villages: Vec<String>,
    /// How many villages hide it.
    pub hidden_in: i64,
}

/// The latest two hundred bulletins, the latest beginning first.
///
/// # Errors
/// When the database is away.
pub async fn list(database: &Database, now: Timestamp) -> sqlx::Result<Vec<Told>> {
    let mut tx = database.platform().await?;
    let asked = Asked {
        state: None,
        sight: None,
        below: None,
        limit: MOST,
        now,
    };
    let rows = store::list(&mut tx, asked).await?;
    tx.commit().await?;
    let told = rows.into_iter().map(|row| Told {
        state: row.state(now).as_str(),
        id: row.id,
        kind: row.kind,
        title: row.title,
        starts_at: row.starts_at.to_jiff(),
        ends_at: row.ends_at.to_jiff(),
        audience: row.audience,
        subdistricts: row.subdistricts,
        villages: row.villages,
        hidden_in: row.hides,
    });
    Ok(told.collect())
}

/// Takes a bulletin off every site and writes it into the district's record; gives its title.
/// Nothing when there is none to take off.
///
/// # Errors
/// When the database is away.
pub async fn withdraw(
    database: &Database,
    id: Uuid,
    now: Timestamp,
) -> anyhow::Result<Option<String>> {
    let mut tx = database.platform().await?;
    let title = store::withdraw(&mut tx, id, WHO, now).await?;
    if let Some(title) = &title {
        let happened = Happened {
            staff: None,
            who: WHO,
            action: "kabar.tarik",
            subject: title,
            detail: json!({ "id": id }),
            address: "",
        };
        record_happened(&mut tx, happened, now).await?;
    }
    tx.commit().await?;
    Ok(title)
}
