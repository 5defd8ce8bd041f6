//! Background work of the news: a picture is fetched, made into the sizes that pages use, and put
//! where texts wait for it.

use std::{
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use bytes::Bytes;
use db::Database;
use jobs::{Handlers, Job};
use kernel::SchemaName;
use media::{
    ContentHash, MediaKey, ObjectStore, StoreError,
    picture::{self, PictureError, Processed},
};
use serde::{Deserialize, Serialize};
use web::{
    App,
    view::{Photo, PhotoFile},
};

use crate::intake::store::{self, Finished};

/// The kind of the job.
pub const MEDIA_PROCESS: &str = "media.process";

/// What the job is told: which picture, and where its file lies when the store has none yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Task {
    pub sha256: String,
    /// Relative to the regency's folder; "" for a picture that was uploaded.
    #[serde(default)]
    pub source: String,
}

/// What the job works with.
#[derive(Clone)]
pub struct Workshop {
    pub database: Database,
    pub objects: Arc<dyn ObjectStore>,
    /// The regency's folder.
    pub tenants: PathBuf,
}

/// Registers the background work of the feature.
pub fn register(app: &App, handlers: &mut Handlers) {
    Workshop::of(app).register(handlers);
}

impl Workshop {
    /// The workshop of the running service.
    pub(crate) fn of(app: &App) -> Self {
        Self {
            database: app.database.clone(),
            objects: app.objects.clone(),
            tenants: app.config.tenants.dir.clone(),
        }
    }

    /// Registers the work with tools of the caller's choice.
    pub fn register(self, handlers: &mut Handlers) {
        self.register_tidying(handlers);
        self.register_emptying(handlers);
        handlers.on(MEDIA_PROCESS, move |job| {
            let workshop = self.clone();
            async move { workshop.run(&job).await }
        });
    }

    /// May run twice: a picture that is ready already is left alone, and the same bytes always
    /// get the same names.
    async fn run(&self, job: &Job) -> anyhow::Result<()> {
        let village = job
            .village
            .as_ref()
            .context("a picture belongs to a village")?;
        let task: Task = serde_json::from_value(job.payload.clone())?;
        let hash: ContentHash = task.sha256.parse()?;

        let mut tx = self.database.village(&village.schema).await?;
        let known = store::picture_status(&mut tx, &task.sha256).await?;
        tx.finish().await?;
        if known.as_deref() != Some("pending") {
            // Ready, given up, or deleted since.
            return Ok(());
        }

        let bytes = match self.original(&village.schema, &hash, &task.source).await? {
            Ok(bytes) => bytes,
            Err(problem) => return self.give_up(&village.schema, &task.sha256, problem).await,
        };
        match picture::process_in_turn(bytes).await {
            Ok(processed) => {
                self.keep(&village.schema, &task.sha256, processed).await?;
                Ok(())
            }
            Err(PictureError::Encoding(reason)) if !job.last_attempt => {
                anyhow::bail!("the picture could not be encoded: {reason}")
            }
            Err(error) => {
                self.give_up(&village.schema, &task.sha256, &error.to_string())
                    .await
            }
        }
    }

    /// The bytes of the upload, or why there are none. From the store; else from the folder, and
    /// then into the store first. The outer error is worth another try.
    async fn original(
        &self,
        village: &SchemaName,
        hash: &ContentHash,
        source: &str,
    ) -> anyhow::Result<Result<Bytes, &'static str>> {
        let key = MediaKey::original(village, hash);
        match self.objects.get(&key, None).await {
            Ok(object) => return Ok(Ok(object.bytes)),
            Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
        let path = self
            .inside(source)
            .context("the picture is nowhere: upload it again")?;
        let bytes = tokio::fs::read(&path)
            .await
            .with_context(|| format!("{} cannot be read", path.display()))?;
        if ContentHash::of(&bytes) != *hash {
            return Ok(Err(
                "Berkas gambar ini berubah sebelum sempat diolah. Kirim lagi.",
            ));
        }
        let bytes = Bytes::from(bytes);
        let kind = match picture::inspect(&bytes) {
            Ok(inspected) => inspected.format.content_type(),
            Err(_) => "application/octet-stream",
        };
        self.objects.put(&key, kind, bytes.clone()).await?;
        Ok(Ok(bytes))
    }

    /// The path of a source, unless it leads out of the folder.
    fn inside(&self, source: &str) -> Option<PathBuf> {
        let path = Path::new(source);
        let plain = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        (!source.is_empty() && plain).then(|| self.tenants.join(path))
    }

    /// Keeps the sizes of a picture whose row is there, and tells everybody who waits for it.
    pub(crate) async fn keep(
        &self,
        village: &SchemaName,
        sha256: &str,
        processed: Processed,
    ) -> anyhow::Result<Photo> {
        let mut variants = Vec::with_capacity(processed.variants.len());
        for variant in &processed.variants {
            let name = variant.name();
            let key = MediaKey::public(village, &name);
            self.objects
                .put(&key, name.content_type(), variant.bytes.clone())
                .await?;
            variants.push(PhotoFile {
                name: name.to_string(),
                format: variant.format.extension().to_owned(),
                width: variant.width,
                height: variant.height,
                bytes: variant.bytes.len() as u64,
            });
        }
        let finished = Finished {
            width: processed.width,
            height: processed.height,
            placeholder: processed.placeholder,
            variants,
        };
        let mut tx = self.database.village(village).await?;
        let photo = store::finish_picture(&mut tx, sha256, &finished).await?;
        tx.commit().await?;
        Ok(photo)
    }

    async fn give_up(
        &self,
        village: &SchemaName,
        sha256: &str,
        problem: &str,
    ) -> anyhow::Result<()> {
        tracing::warn!(village = %village, sha256, problem, "a picture cannot be shown");
        let mut tx = self.database.village(village).await?;
        store::fail_picture(&mut tx, sha256, problem).await?;
        tx.commit().await?;
        Ok(())
    }
}
