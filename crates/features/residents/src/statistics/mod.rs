//! The village in numbers.
//!
//! After a change of the register somebody [`ask`]s, and a job counts all of it anew
//! ([`counting`]) into `population_sums`, `population_state` and `population_months`; once a day it is
//! done without asking, as people grow older. Only residents who live here for good and are here are
//! counted; who lives here for a while is one number.
//!
//! What is told to everybody has gone through [`concealment`]: [`published`] and [`growth`] are the only
//! way from the sums to a page or a file.

pub mod concealment;
pub mod counting;
pub(crate) mod files;
pub mod growth;
pub(crate) mod pages;
pub(crate) mod public;
pub mod published;
mod topics;
mod words;

use anyhow::Context;
use db::VillageTx;
use jiff::Timestamp;
use jobs::Handlers;
use kernel::{SchemaName, time};
use serde_json::{Value, json};
use web::{
    App,
    rollup::{Figures, GatherFuture},
    search_index,
};

pub use public::{AT_A_GLANCE, routes};
pub use topics::Topic;

use crate::store::statistics as store;
use published::Whole;

/// The kind of the job.
pub const COUNT: &str = "residents.count";

/// The kind of these pages in the village's search.
pub const FOUND_AS: &str = "data";

/// What the district learns: sums of the whole village, nothing of small groups.
pub const FIGURES: &[Figures] = &[Figures {
    topic: "population",
    gather: figures,
}];

/// The templates of these pages.
pub const TEMPLATES: &[(&str, &str)] = &[
    (
        "residents/data/index.html",
        include_str!("../../templates/residents/data/index.html"),
    ),
    (
        "residents/data/topic.html",
        include_str!("../../templates/residents/data/topic.html"),
    ),
    (
        "residents/data/growth.html",
        include_str!("../../templates/residents/data/growth.html"),
    ),
    (
        "residents/data/glance.html",
        include_str!("../../templates/residents/data/glance.html"),
    ),
    (
        "residents/data/macros.html",
        include_str!("../../templates/residents/data/macros.html"),
    ),
];

/// Asks for a new count of the village of this transaction, for when it commits. One at most waits.
///
/// # Errors
/// When the database is away.
pub async fn ask(tx: &mut VillageTx) -> sqlx::Result<()> {
    jobs::enqueue(tx, COUNT, &json!({}), Some("now")).await
}

/// Registers the job.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = app.clone();
    handlers.daily(COUNT, move |job| {
        let app = app.clone();
        async move {
            let village = job.village.context("a count belongs to a village")?;
            count(&app, &village.schema).await?;
            Ok(())
        }
    });
}

/// Counts a village. `false` when everything is as it was: then nothing is written, and no page that
/// readers have kept is dropped.
///
/// # Errors
/// When the database is away.
pub async fn count(app: &App, village: &SchemaName) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let today = time::day(now);
    let mut tx = app.database.village(village).await?;
    store::take_turn(&mut tx).await?;
    let raw = store::count(&mut tx, today).await?;
    let census = counting::Census::of(&raw, today);
    let known = known(&mut tx).await?;
    let was_empty = known.is_none() && census == counting::Census::default();
    if was_empty || known.as_ref() == Some(&census) {
        tx.finish().await?;
        return Ok(false);
    }
    store::replace(&mut tx, &census, today, now).await?;
    find(&mut tx, census.sums.is_empty(), now).await?;
    tx.commit().await?;
    Ok(true)
}

/// What the last count found.
async fn known(tx: &mut VillageTx) -> sqlx::Result<Option<counting::Census>> {
    let Some(state) = store::state(tx).await? else {
        return Ok(None);
    };
    Ok(Some(counting::Census {
        sums: store::sums(tx, &Topic::ALL).await?,
        families: state.families,
        temporary: state.temporary,
        began_on: state.began_on,
        months: store::months(tx).await?,
    }))
}

/// Lets the pages be found by the search, the sitemap and the share cards, as long as they have numbers.
async fn find(tx: &mut VillageTx, is_empty: bool, now: Timestamp) -> sqlx::Result<()> {
    for (address, title, body) in public::findable() {
        if is_empty {
            search_index::remove(tx, &address).await?;
        } else {
            let entry = search_index::Entry {
                address: &address,
                kind: FOUND_AS,
                title: &title,
                body,
                media: None,
                public_from: now,
            };
            search_index::put(tx, &entry).await?;
        }
    }
    Ok(())
}

fn figures(tx: &mut VillageTx, _: Timestamp) -> GatherFuture<'_, Value> {
    Box::pin(async move {
        let glance = store::glance(tx).await?;
        let counted_for = glance.map(|(_, state)| state.counted_for);
        let whole = glance.map_or_else(Whole::default, |(sexes, state)| {
            Whole::of(sexes, state.families, state.temporary)
        });
        let people = whole.people;
        Ok(json!({
            "total": people.all,
            "men": people.men,
            "women": people.women,
            "families": whole.families,
            "temporary": whole.temporary,
            "counted_for": counted_for,
        }))
    })
}
