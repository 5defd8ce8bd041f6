//! Moves of villages that were asked for in the console or by a program, carried out here, where every
//! table of a village is known; and what moves leave behind.

use std::time::Duration;

use archive::ArchiveError;
use db::{moving, provision, register};
use district::relocate::{Errand, MOVE};
use jobs::Handlers;
use web::App;

use crate::backup::all_tables;

/// What moves and drops have left is looked for.
const TIDY: &str = "shards.tidy";
/// A village with years of everything, between two slow machines.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Registers the background work of a process that may act.
pub fn register(app: &App, handlers: &mut Handlers) {
    if !app.config.database.has_admin() {
        return;
    }
    let its = app.clone();
    handlers.on(MOVE, move |job| {
        let app = its.clone();
        async move { carry_out(&app, serde_json::from_value(job.payload)?).await }
    });
    handlers.allow(MOVE, LONGEST);
    let its = app.clone();
    handlers.nightly_once(TIDY, move |_| {
        let app = its.clone();
        async move {
            moving::mend(&app.database).await?;
            Ok(())
        }
    });
}

/// Does it, or writes into the village's timeline why not. Asked for twice, it is done once.
async fn carry_out(app: &App, errand: Errand) -> anyhow::Result<()> {
    let villages = register::all(&app.database).await?;
    let village = villages
        .iter()
        .find(|village| village.code == errand.village);
    let (Some(village), Some(target)) = (village, app.database.shard(&errand.to)) else {
        tracing::warn!(village = %errand.village, to = %errand.to, "nothing to move, or nowhere to");
        return Ok(());
    };
    if village.shard == errand.to {
        return Ok(());
    }
    let moved =
        archive::relocate(&app.database, village, target, &all_tables(), &errand.actor).await;
    match moved {
        Ok(moved) => {
            tracing::info!(village = %village.slug, to = %errand.to, rows = moved.rows, "moved");
        }
        // A line that was cut is worth another try; mail to nobody: the village is whole.
        Err(ArchiveError::Sql(error)) if error.as_database_error().is_none() => {
            return Err(error.into());
        }
        Err(error) => {
            tracing::warn!(%error, village = %village.slug, to = %errand.to, "not moved");
            let mut home = app.database.owner().await?;
            let (code, actor) = (&village.code, &errand.actor);
            provision::note(&mut home, code, "relocation_failed", actor).await?;
        }
    }
    app.reload_registry().await?;
    Ok(())
}
