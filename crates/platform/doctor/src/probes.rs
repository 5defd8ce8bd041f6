//! The single questions.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use cache::Redis;
use identity::mail::Mailer;
use jiff::SignedDuration;
use kernel::{SchemaName, VillageCode};
use media::{ContentHash, MediaKey, ObjectStore, StoreError};
use sqlx::PgPool;

use crate::{Answer, Trouble};

/// What time the database has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// How far its clock is before ours; negative when it is behind.
    pub ahead: SignedDuration,
    /// How long the answer took.
    pub took: SignedDuration,
}

/// Where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mail {
    /// A mail server, which answered.
    Server,
    /// A folder on this machine, from where nobody gets them.
    Folder,
}

/// How many villages are at the version this build needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Villages {
    pub behind: i64,
    pub all: i64,
}

/// Room on a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    pub free_kib: u64,
    pub folder: PathBuf,
}

pub(crate) async fn clock(pool: &PgPool) -> Answer<Clock> {
    let (asked, theirs, answered) = db::doctor::time(pool).await.map_err(Trouble::said)?;
    let took = answered.duration_since(asked);
    let middle = asked.checked_add(took / 2).map_err(Trouble::said)?;
    Ok(Clock {
        ahead: theirs.duration_since(middle),
        took,
    })
}

pub(crate) async fn redis(redis: &Redis) -> Answer<()> {
    if redis.is_ready().await {
        Ok(())
    } else {
        Err(Trouble::Said("does not answer".to_owned()))
    }
}

/// The trial goes on to its end even when nobody waits for it any more, so that its object does not
/// stay.
pub(crate) async fn storage(store: Arc<dyn ObjectStore>) -> Answer<()> {
    tokio::spawn(async move { try_out(&*store).await })
        .await
        .map_err(Trouble::said)?
        .map_err(Trouble::said)
}

/// Writes an object of a village that cannot exist, reads it back and deletes it.
async fn try_out(store: &dyn ObjectStore) -> Result<(), StoreError> {
    store.ready().await?;
    let bytes = Bytes::from(format!("banua check {}", uuid::Uuid::new_v4()));
    let nobody: VillageCode = "99.99.99.2999".parse().expect("a code of the right form");
    let key = MediaKey::original(&SchemaName::from(nobody), &ContentHash::of(&bytes));
    store.put(&key, "text/plain", bytes.clone()).await?;
    let read = store.get(&key, None).await;
    store.delete(&key).await?;
    if read?.bytes == bytes {
        Ok(())
    } else {
        Err(StoreError::Unavailable(
            "it gave back other bytes than it was given".to_owned(),
        ))
    }
}

pub(crate) async fn mail(mailer: &Mailer) -> Answer<Mail> {
    match mailer {
        Mailer::Smtp(server) => {
            server.greet().await.map_err(Trouble::said)?;
            Ok(Mail::Server)
        }
        Mailer::Outbox(_) => Ok(Mail::Folder),
    }
}

pub(crate) async fn villages(pool: &PgPool) -> Answer<Villages> {
    let (behind, all) = db::doctor::behind(pool).await.map_err(Trouble::said)?;
    Ok(Villages { behind, all })
}

/// Free room where a folder lies (or will lie), as `df` tells; nothing where there is no `df`.
pub(crate) async fn disk(folder: &Path) -> Answer<Option<Disk>> {
    let there = folder
        .ancestors()
        .find(|part| part.is_dir())
        .unwrap_or(Path::new("."));
    let there = if there.as_os_str().is_empty() {
        Path::new(".")
    } else {
        there
    };
    let told = tokio::process::Command::new("df")
        .arg("-Pk")
        .arg(there)
        .kill_on_drop(true)
        .output()
        .await;
    let Ok(told) = told else { return Ok(None) };
    let text = String::from_utf8_lossy(&told.stdout);
    Ok(free(&text).map(|free_kib| Disk {
        free_kib,
        folder: folder.to_owned(),
    }))
}

/// The fourth column of the second line.
pub(crate) fn free(df: &str) -> Option<u64> {
    df.lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse::<u64>()
        .ok()
}
