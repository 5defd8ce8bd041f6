//! What the command line does with keys of programs.

use db::Database;
use identity::{ProgramKey, Scope, activity::Happened};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;
use web::console::record_happened;

use crate::{
    keys::{self, Wanted},
    store::keys::{self as store, KeyRow},
};

/// Whose deed it is, in the record.
const WHO: &str = "Perintah di server";
/// Keys that are read at once.
const BATCH: i64 = 200;

/// A key as the command line lists it.
#[derive(Debug, Clone, Serialize)]
pub struct ListedKey {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<String>,
    /// Nobody when it was made at the command line.
    pub made_by: Option<String>,
    pub made_at: String,
    pub expires_at: String,
    pub last_used_at: Option<String>,
    pub revoked_at: Option<String>,
    /// Whether it opens anything now.
    pub is_good: bool,
}

/// A key that was made; the secret is known to nobody else.
#[derive(Debug)]
pub struct MadeKey {
    pub id: Uuid,
    pub expires_at: Timestamp,
    pub secret: ProgramKey,
}

/// Makes a key that is nobody's: whoever types here holds the server.
///
/// # Errors
/// When the database is away.
pub async fn add(
    database: &Database,
    name: &str,
    scopes: &[Scope],
    days: i64,
) -> anyhow::Result<MadeKey> {
    let now = Timestamp::now();
    let wanted = Wanted {
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        days,
    };
    let mut tx = database.platform().await?;
    let (made, secret) = keys::make(&mut tx, &wanted, None, now).await?;
    let happened = happened("token.buat", name, wanted.detail(made));
    record_happened(&mut tx, happened, now).await?;
    tx.commit().await?;
    Ok(MadeKey {
        id: made.id,
        expires_at: made.expires_at,
        secret,
    })
}

/// Every key, newest first.
///
/// # Errors
/// When the database is away.
pub async fn list(database: &Database) -> sqlx::Result<Vec<ListedKey>> {
    let now = Timestamp::now();
    let mut tx = database.platform().await?;
    let mut all: Vec<ListedKey> = Vec::new();
    loop {
        let before = all.last().map(|key| key.id);
        let rows = store::list(&mut tx, before, BATCH).await?;
        if rows.is_empty() {
            tx.commit().await?;
            return Ok(all);
        }
        all.extend(rows.into_iter().map(|row| ListedKey::new(row, now)));
    }
}

/// What became of a key that was to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revoked {
    Now(String),
    Before(String),
    Unknown,
}

/// Takes a key away.
///
/// # Errors
/// When the database is away.
pub async fn revoke(database: &Database, id: Uuid) -> anyhow::Result<Revoked> {
    let now = Timestamp::now();
    let mut tx = database.platform().await?;
    let Some(name) = store::name(&mut tx, id).await? else {
        return Ok(Revoked::Unknown);
    };
    if !store::revoke(&mut tx, id, now).await? {
        return Ok(Revoked::Before(name));
    }
    let happened = happened("token.cabut", &name, json!({ "id": id }));
    record_happened(&mut tx, happened, now).await?;
    tx.commit().await?;
    Ok(Revoked::Now(name))
}

fn happened<'a>(action: &'a str, subject: &'a str, detail: Value) -> Happened<'a> {
    Happened {
        staff: None,
        who: WHO,
        action,
        subject,
        detail,
        address: "",
    }
}

impl ListedKey {
    fn new(row: KeyRow, now: Timestamp) -> Self {
        let expires_at = row.expires_at.to_jiff();
        Self {
            is_good: row.revoked_at.is_none() && expires_at > now && !row.is_orphan,
            id: row.id,
            name: row.name,
            scopes: row.scopes,
            made_by: row.maker,
            made_at: row.made_at.to_jiff().to_string(),
            expires_at: expires_at.to_string(),
            last_used_at: row.last_used_at.map(|at| at.to_jiff().to_string()),
            revoked_at: row.revoked_at.map(|at| at.to_jiff().to_string()),
        }
    }
}
