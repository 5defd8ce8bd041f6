//! Files that belong to nothing any more leave the object store.

use std::{
    collections::HashSet,
    time::{Duration, SystemTime},
};

use anyhow::Context;
use jobs::{Handlers, Job};
use kernel::SchemaName;
use media::{ContentHash, KeyPrefix, MediaKey, PublicName};
use serde::{Deserialize, Serialize};

use crate::{
    intake::store as pictures,
    jobs::{MEDIA_PROCESS, Task, Workshop},
    store::files,
};

/// Asked for when photos were deleted.
pub const MEDIA_REMOVE: &str = "media.remove";
/// Once a day.
pub const MEDIA_SWEEP: &str = "media.sweep";

/// How long the original of an interrupted sending may lie around.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);
/// Objects of one page of a listing.
const PAGE: u16 = 1000;

/// The files of photos that were deleted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Left {
    /// Hashes of the originals.
    pub originals: Vec<String>,
    /// Names of the sizes.
    pub names: Vec<String>,
}

/// What a sweep came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Originals that belonged to nothing.
    pub removed: usize,
    /// Photos whose sizes were asked for once more.
    pub asked: usize,
    /// Photos whose file never came.
    pub given_up: usize,
}

impl Workshop {
    pub(crate) fn register_tidying(&self, handlers: &mut Handlers) {
        let workshop = self.clone();
        handlers.on(MEDIA_REMOVE, move |job| {
            let workshop = workshop.clone();
            async move {
                let left: Left = serde_json::from_value(job.payload.clone())?;
                workshop.remove(village_of(&job)?, &left).await
            }
        });
        let workshop = self.clone();
        handlers.daily(MEDIA_SWEEP, move |job| {
            let workshop = workshop.clone();
            async move {
                let swept = workshop.sweep(village_of(&job)?).await?;
                if swept != Swept::default() {
                    tracing::info!(?swept, "photos were tidied up");
                }
                Ok(())
            }
        });
    }

    /// Removes the files of deleted photos, unless another photo has the same ones.
    ///
    /// # Errors
    /// When the database or the object store is away.
    pub async fn remove(&self, village: &SchemaName, left: &Left) -> anyhow::Result<()> {
        let mut tx = self.database.village(village).await?;
        let names = files::unused_names(&mut tx, &left.names).await?;
        let originals = files::unused_originals(&mut tx, &left.originals).await?;
        tx.finish().await?;
        for name in names {
            let name: PublicName = name.parse()?;
            self.objects
                .delete(&MediaKey::public(village, &name))
                .await?;
        }
        for sha256 in originals {
            let hash: ContentHash = sha256.parse()?;
            self.objects
                .delete(&MediaKey::original(village, &hash))
                .await?;
        }
        Ok(())
    }

    /// Removes originals that no photo has and that are older than a day: of sendings that were cut
    /// off between file and row. Photos that have waited for a day get another try, or are given up
    /// when their file never came.
    ///
    /// # Errors
    /// When the database or the object store is away.
    pub async fn sweep(&self, village: &SchemaName) -> anyhow::Result<Swept> {
        let mut swept = Swept {
            removed: self.sweep_originals(village).await?,
            ..Swept::default()
        };
        let mut tx = self.database.village(village).await?;
        let stranded = files::stranded(&mut tx).await?;
        tx.finish().await?;
        let in_work = self.in_work(village).await?;
        for sha256 in stranded
            .into_iter()
            .filter(|sha256| !in_work.contains(sha256))
        {
            if self.look_after(village, &sha256).await? {
                swept.asked += 1;
            } else {
                swept.given_up += 1;
            }
        }
        Ok(swept)
    }

    async fn sweep_originals(&self, village: &SchemaName) -> anyhow::Result<usize> {
        let (prefix, mut after, mut removed) = (KeyPrefix::originals(village), None, 0);
        loop {
            let page = self.objects.list(&prefix, after.as_deref(), PAGE).await?;
            let old: Vec<String> = page
                .objects
                .iter()
                .filter(|object| object.modified.is_some_and(is_old))
                .filter_map(|object| object.key.as_str().strip_prefix(prefix.as_str()))
                .map(str::to_owned)
                .collect();
            // A photo that is sent again while this runs is put there anew, and so is not old.
            let mut tx = self.database.village(village).await?;
            let unused = files::unused_originals(&mut tx, &old).await?;
            tx.finish().await?;
            for sha256 in unused {
                let hash: ContentHash = sha256.parse()?;
                self.objects
                    .delete(&MediaKey::original(village, &hash))
                    .await?;
                removed += 1;
            }
            after = page.next;
            if after.is_none() {
                return Ok(removed);
            }
        }
    }

    /// Photos that a job is queued for: it may know where the file is.
    async fn in_work(&self, village: &SchemaName) -> anyhow::Result<HashSet<String>> {
        let keys = jobs::unfinished_keys_of(&self.database, village, MEDIA_PROCESS).await?;
        Ok(keys.into_iter().collect())
    }

    /// Whether a photo that has waited can still come ready.
    async fn look_after(&self, village: &SchemaName, sha256: &str) -> anyhow::Result<bool> {
        let key = MediaKey::original(village, &sha256.parse()?);
        let is_there = match self.objects.head(&key).await {
            Ok(_) => true,
            Err(error) if error.is_not_found() => false,
            Err(error) => return Err(error.into()),
        };
        let mut tx = self.database.village(village).await?;
        if is_there {
            let task = Task {
                sha256: sha256.to_owned(),
                source: String::new(),
            };
            jobs::enqueue(&mut tx, MEDIA_PROCESS, &task, Some(sha256)).await?;
            tx.finish().await?;
        } else {
            let problem = "Berkas foto ini tidak pernah sampai. Kirim sekali lagi.";
            pictures::fail_picture(&mut tx, sha256, problem).await?;
            tx.commit().await?;
        }
        Ok(is_there)
    }
}

fn is_old(modified: SystemTime) -> bool {
    // A clock that runs ahead of ours makes nothing old.
    modified.elapsed().is_ok_and(|age| age > GRACE)
}

fn village_of(job: &Job) -> anyhow::Result<&SchemaName> {
    let village = job.village.as_ref();
    let village = village.context("files belong to a village")?;
    Ok(&village.schema)
}
