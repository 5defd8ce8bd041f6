//! Trying an export out: it is fetched, restored into tables that are no village's, and compared.

use anyhow::Context as _;
use archive::{ArchiveError, Arrival};
use db::backups::{self, Backup, Verdict};

use super::{Keeper, tables};

/// What a trial came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    pub verdict: Verdict,
    /// What is wrong with the export.
    pub reason: String,
    /// What arrived, when it is good.
    pub arrival: Option<Arrival>,
}

impl Keeper {
    /// Restores an export for trial and notes the verdict. A bad one is an error in the log.
    ///
    /// # Errors
    /// When database or store fail, so that nothing can be said of the export.
    pub async fn drill(&self, backup: &Backup) -> anyhow::Result<Trial> {
        let trial = match self.rehearse(backup).await {
            Ok(arrival) => Trial {
                verdict: Verdict::Good,
                reason: String::new(),
                arrival: Some(arrival),
            },
            Err(error) if error.is_of_archive() => Trial {
                verdict: Verdict::Bad,
                reason: error.to_string(),
                arrival: None,
            },
            Err(error) => return Err(error).context("the trial could not be made"),
        };
        if trial.verdict == Verdict::Bad {
            tracing::error!(key = backup.key, reason = trial.reason, "an export is bad");
        } else {
            tracing::info!(
                key = backup.key,
                "an export was restored for trial and is good"
            );
        }
        let pool = self.database.control();
        backups::judge(pool, backup.id, trial.verdict, &trial.reason).await?;
        Ok(trial)
    }

    async fn rehearse(&self, backup: &Backup) -> Result<Arrival, ArchiveError> {
        let damaged = |text: &str| ArchiveError::Damaged(text.to_owned());
        let key = backup
            .key
            .parse()
            .map_err(|_| damaged("its key cannot be read"))?;
        let fetched = self.fetch(&key).await?;
        let manifest = &fetched.archive.manifest;
        if manifest.village.code != backup.village_code {
            return Err(ArchiveError::OtherVillage {
                found: manifest.village.code.clone(),
                expected: backup.village_code.clone(),
            });
        }
        let mut scratch = self.database.scratch().await?;
        let rehearsed = archive::rehearse(&mut scratch, &fetched.archive, &tables()).await;
        // Whatever it says: nothing of the trial stays.
        let undone = scratch.undo().await;
        let arrival = rehearsed?;
        undone?;
        let rows = i64::try_from(arrival.rows).unwrap_or(i64::MAX);
        let files = i64::try_from(arrival.files).unwrap_or(i64::MAX);
        if (rows, files) == (backup.rows, backup.files) {
            Ok(arrival)
        } else {
            Err(damaged("it has not as many rows and files as were written"))
        }
    }

    /// The night's trial, of any one export, and tidying up.
    pub(super) async fn drill_and_tidy(&self) -> anyhow::Result<()> {
        self.tidy().await?;
        if let Some(backup) = backups::random(self.database.control()).await? {
            self.drill(&backup).await?;
        }
        Ok(())
    }
}
