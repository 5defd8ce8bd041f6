//! Pictures after an apply: working off the queue here and now, and telling what failed.

use std::path::Path;

use content::{
    intake::{self, PictureState},
    jobs::MEDIA_PROCESS,
};
use jobs::Worker;
use serde::Serialize;
use web::Clock;

use super::plan::ContentPlan;
use crate::{
    commands::{Context, report::progress},
    setup::{self, Objects},
    tenants::english,
};

/// How the pictures fared.
#[derive(Debug, Default, Serialize)]
pub struct Outcome {
    /// Jobs that were run here.
    pub done: usize,
    /// Of them those that failed and wait for another try.
    pub failed: usize,
    /// Why none was run.
    pub postponed: Option<String>,
    pub problems: Vec<PictureProblem>,
}

/// A picture that cannot be shown.
#[derive(Debug, Serialize)]
pub struct PictureProblem {
    /// "pembantanan/media/hero.jpg"
    pub file: String,
    pub reason: String,
}

/// Runs the queue until nothing is due. With nothing due, the store is not even asked.
pub async fn work_off(dir: &Path, context: &Context) -> anyhow::Result<Outcome> {
    let due = jobs::due(&context.database, MEDIA_PROCESS).await?;
    let due = usize::try_from(due).unwrap_or_default();
    if due == 0 {
        return Ok(Outcome::default());
    }
    let mut config = context.config.clone();
    config.tenants.dir = dir.to_owned();
    let objects = match Objects::visit(&config.storage).await {
        Ok(objects) => objects,
        Err(error) => return Ok(postponed(&format!("{error:#}"))),
    };
    if let Err(error) = objects.store.ready().await {
        objects.shutdown().await;
        return Ok(postponed(&error.to_string()));
    }
    let database = context.database.clone();
    let app = setup::app(&config, database, objects.store.clone(), Clock::default())?;
    let poll = config.jobs.poll_interval;
    let bar = progress("pictures", due, context.json);
    let (mut done, mut failed) = (0, 0);
    for shard in context.database.shards() {
        let worker = Worker::new(shard.clone(), setup::handlers(&app), 1, poll);
        let before = done;
        let result = worker
            .drain(|more| bar.set_position((before + more) as u64))
            .await;
        match result {
            Ok((more, problems)) => (done, failed) = (done + more, failed + problems),
            Err(error) => {
                bar.finish_and_clear();
                objects.shutdown().await;
                return Err(error.into());
            }
        }
    }
    bar.finish_and_clear();
    objects.shutdown().await;
    Ok(Outcome {
        done,
        failed,
        ..Outcome::default()
    })
}

fn postponed(reason: &str) -> Outcome {
    Outcome {
        postponed: Some(reason.to_owned()),
        ..Outcome::default()
    }
}

/// Pictures of these villages that cannot be shown, by file.
pub async fn problems(
    villages: &[&ContentPlan],
    context: &Context,
) -> anyhow::Result<Vec<PictureProblem>> {
    let mut found = Vec::new();
    for village in villages {
        let mut tx = context.database.village(&village.schema).await?;
        let state = intake::state(&mut tx).await?;
        tx.finish().await?;
        for file in &village.content.pictures {
            if let Some(PictureState::Failed(reason)) = state.pictures.get(&file.sha256) {
                let (file, reason) = (file.source.clone(), english::noted(reason));
                found.push(PictureProblem { file, reason });
            }
        }
    }
    Ok(found)
}
