//! The end of villages whose thirty days are over.

use std::sync::Arc;

use db::provision;
use jiff::Timestamp;
use jobs::Handlers;
use media::KeyPrefix;
use web::App;

use crate::acting;

/// The kind of the job.
const END: &str = "district.end";
/// Whose deed it is in the timeline.
const ACTOR: &str = "masa tunggu habis";

/// Registers the background work.
pub fn register(app: &App, handlers: &mut Handlers) {
    if !acting::can_act(app) {
        // Another process that may act does it.
        return;
    }
    let app = Arc::new(app.clone());
    handlers.nightly_once(END, move |_| {
        let app = app.clone();
        async move { end_all(&app).await }
    });
}

/// Ends every village whose time is over: its rows first, then its files. What the store did not
/// take away is harmless: no page leads there.
///
/// # Errors
/// When the database or the store is away; what is left is done the next night.
pub async fn end_all(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    // As the register is now, not as this process remembers it: somebody may just have called one
    // back.
    let villages = db::register::all(&app.database).await?;
    let is_over = |ends: &Option<String>| {
        ends.as_deref()
            .and_then(|at| at.parse::<Timestamp>().ok())
            .is_some_and(|at| at <= now)
    };
    for village in villages.iter().filter(|village| is_over(&village.ends_at)) {
        provision::drop_village(&app.database, &village.code, ACTOR).await?;
        let files = media::empty(&*app.objects, &KeyPrefix::village(&village.schema)).await?;
        tracing::info!(village = %village.slug, files, "a village was deleted after its grace");
    }
    Ok(())
}
