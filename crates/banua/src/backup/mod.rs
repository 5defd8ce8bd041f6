//! Exports of every village that lie in the object store: made every night, kept for a while, tried
//! out, and good to go back to. What an export is, is the matter of `platform/archive`.

mod drill;
mod piecewise;
mod retention;

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use archive::{ArchiveError, Checked, Table};
use db::{
    Database,
    backups::{self, Backup, Made, Purpose},
    register::{self, Village},
};
use jiff::Timestamp;
use jobs::{Handlers, Job};
use media::{BackupKey, ObjectStore};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use web::{App, Leaves};

use self::piecewise::Piecewise;
use crate::features;

pub use drill::Trial;

/// The export of one village.
pub const EXPORT: &str = "backup.export";
/// The trial of one export, and tidying up.
pub const DRILL: &str = "backup.drill";
/// A village with some thousand photos on a slow disk.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// Pieces on their way into the store.
const PIECES: usize = 1;

/// Every table that travels, parents before children.
pub fn tables() -> Vec<Table> {
    features::all()
        .iter()
        .flat_map(|feature| feature.holdings)
        .filter(|holding| holding.leaves == Leaves::Whole)
        .map(|holding| Table {
            name: holding.table,
            blanks: holding.blanks,
            kept: holding.kept,
        })
        .collect()
}

/// Every table of a village that moves to another database: also what no archive holds.
pub fn all_tables() -> Vec<Table> {
    features::all()
        .iter()
        .flat_map(|feature| feature.holdings)
        .filter(|holding| holding.table != "prepared_parts")
        .map(|holding| Table {
            name: holding.table,
            blanks: &[],
            kept: &[],
        })
        .collect()
}

/// Makes, keeps and tries exports.
#[derive(Clone)]
pub struct Keeper {
    pub database: Database,
    pub store: Arc<dyn ObjectStore>,
    pub policy: config::Backup,
}

/// An export on this machine, every hash of it found right. The file goes with it.
pub struct Fetched {
    pub archive: Checked,
    _file: NamedTempFile,
}

impl Keeper {
    /// The keeper of the running service.
    pub fn of(app: &App) -> Self {
        Self {
            database: app.database.clone(),
            store: app.objects.clone(),
            policy: app.config.backup,
        }
    }

    /// What it does by itself every night.
    pub fn register(self, handlers: &mut Handlers) {
        let keeper = self.clone();
        handlers.nightly(EXPORT, move |job| {
            let keeper = keeper.clone();
            async move { keeper.nightly(&job).await }
        });
        handlers.nightly_once(DRILL, move |_| {
            let keeper = self.clone();
            async move { keeper.drill_and_tidy().await }
        });
        handlers.allow(EXPORT, LONGEST);
        handlers.allow(DRILL, LONGEST);
    }

    async fn nightly(&self, job: &Job) -> anyhow::Result<()> {
        let code = job.village.as_ref().context("an export is of a village")?;
        let villages = register::all(&self.database).await?;
        // Dropped since.
        let Some(village) = villages.iter().find(|village| village.code == code.code) else {
            return Ok(());
        };
        self.export(village, Purpose::Nightly).await?;
        self.prune(village).await?;
        Ok(())
    }

    /// Exports one village into the store. There is one export of a village at a time.
    ///
    /// # Errors
    /// When the database or the store fails, or another export of the village is being made; nothing
    /// is kept then.
    pub async fn export(&self, village: &Village, purpose: Purpose) -> anyhow::Result<Backup> {
        let turn = format!("banua backup {}", village.schema);
        let Some(turn) = self.database.turn(&turn).await? else {
            bail!("another export of {} is being made", village.slug);
        };
        let exported = self.export_alone(village, purpose).await;
        turn.end().await;
        exported
    }

    async fn export_alone(&self, village: &Village, purpose: Purpose) -> anyhow::Result<Backup> {
        let pool = self.database.control();
        let moment = Timestamp::now();
        let key = BackupKey::at(&village.schema, moment);
        let (id, stale) = backups::begin(pool, village, key.as_str(), purpose, moment).await?;
        for stale in stale.iter().filter_map(|key| key.parse().ok()) {
            // It may have arrived whole, but nobody knows its hash.
            self.store.delete_backup(&stale).await?;
        }
        let made = match self.send(village, &key, moment).await {
            Ok(made) => made,
            Err(error) => {
                backups::fail(pool, id, &format!("{error:#}")).await?;
                return Err(error);
            }
        };
        if !backups::keep(pool, id, &made).await? {
            self.store.delete_backup(&key).await?;
            let reason = "the village was dropped while it was exported";
            backups::fail(pool, id, reason).await?;
            bail!("{reason}");
        }
        tracing::info!(key = %key, bytes = made.bytes, rows = made.rows, "village exported");
        backups::by_key(pool, key.as_str())
            .await?
            .context("the export was forgotten at once")
    }

    /// Packs and sends at the same time; neither the archive nor a file of it is ever whole in
    /// memory or on disk.
    async fn send(
        &self,
        village: &Village,
        key: &BackupKey,
        moment: Timestamp,
    ) -> anyhow::Result<Made> {
        let tx = self.database.village(&village.schema).await?;
        let (pieces, waiting) = mpsc::channel(PIECES);
        let writing = async {
            let tables = tables();
            let out = Piecewise::new(pieces);
            let (manifest, out) =
                archive::write(tx, village, &tables, &*self.store, out, moment).await?;
            out.finish().await?;
            Ok::<_, ArchiveError>(manifest)
        };
        let (written, sent) = tokio::join!(writing, self.store.put_backup(key, waiting));
        // When the writer failed, the store only says that it was given up; and the other way round.
        let (manifest, bytes) = match (written, sent) {
            (Ok(manifest), sent) => (manifest, sent?),
            (Err(ArchiveError::Io(_)), Err(error)) => return Err(error.into()),
            (Err(error), _) => return Err(error.into()),
        };
        Ok(Made {
            bytes,
            rows: manifest.rows(),
            files: manifest.files.len() as u64,
            manifest_sha256: manifest.sha256()?,
            schema_version: manifest.schema_version,
        })
    }

    /// Takes away what retention does not keep of a village. Returns how many exports went.
    ///
    /// # Errors
    /// When the database or the store fails; the rest goes next time.
    pub async fn prune(&self, village: &Village) -> anyhow::Result<usize> {
        let kept = backups::of_village(self.database.control(), &village.code).await?;
        let over = retention::over(&kept, &self.policy, Timestamp::now());
        for backup in &over {
            self.forget(backup.id, &backup.key).await?;
        }
        Ok(over.len())
    }

    /// The object first: a line without one is found by the next run, an object without a line by
    /// nobody.
    async fn forget(&self, id: uuid::Uuid, key: &str) -> anyhow::Result<()> {
        if let Ok(key) = key.parse() {
            self.store.delete_backup(&key).await?;
        }
        backups::forget(self.database.control(), id).await?;
        Ok(())
    }

    /// Takes away exports of villages that were dropped longer ago than the grace, and what came to
    /// nothing.
    ///
    /// # Errors
    /// When the database or the store fails; the rest goes next time.
    pub async fn tidy(&self) -> anyhow::Result<usize> {
        let pool = self.database.control();
        let mut count = 0;
        loop {
            let over = backups::over(pool, self.policy.grace_days).await?;
            if over.is_empty() {
                break;
            }
            for (id, key) in over {
                self.forget(id, &key).await?;
                count += 1;
            }
        }
        let yesterday = std::time::SystemTime::now() - Duration::from_secs(24 * 60 * 60);
        self.store.abandon_backups(yesterday).await?;
        Ok(count)
    }

    /// Brings an export here and checks it: every hash in it, and that it is the one on the list.
    ///
    /// # Errors
    /// When it is not there, damaged, changed or newer than this build.
    pub async fn fetch(&self, key: &BackupKey) -> Result<Fetched, ArchiveError> {
        let file = NamedTempFile::new()?;
        let mut out = tokio::fs::File::from_std(file.reopen()?);
        self.store.get_backup(key, &mut out).await?;
        drop(out);
        let archive = checked(file.path()).await?;
        if let Some(known) = backups::by_key(self.database.control(), key.as_str()).await?
            && known.manifest_sha256 != archive.manifest.sha256()?
        {
            let text = "this is not the export that was put there: its manifest was changed";
            return Err(ArchiveError::Damaged(text.to_owned()));
        }
        Ok(Fetched {
            archive,
            _file: file,
        })
    }
}

/// Checks an archive without holding up anything else.
///
/// # Errors
/// See [`archive::check`].
pub async fn checked(path: &Path) -> Result<Checked, ArchiveError> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || archive::check(&path))
        .await
        .map_err(|_| ArchiveError::Damaged("the archive cannot be read".to_owned()))?
}
