//! What a village tells the district: figures by topic, and its latest news.
//!
//! Every commit of a village asks for its roll-up in the same transaction; once a day each village
//! gets one without asking. The roll-up gathers what features hand to the shell and publishes it in
//! the village's name, so that console and portal never look into a village's schema.

use std::{future::Future, pin::Pin};

use anyhow::Context;
use db::VillageTx;
use jiff::Timestamp;
use jobs::Handlers;
use kernel::{SchemaName, Slug};
use serde::{Deserialize, Serialize};

use crate::{App, store, view::Photo};

/// The kind of the job.
pub const ROLLUP: &str = "rollup";
/// News of one village on the portal.
pub const MOST_NEWS: usize = 20;

/// The future of gathering.
pub type GatherFuture<'a, T> = Pin<Box<dyn Future<Output = sqlx::Result<T>> + Send + 'a>>;

/// Sums of one topic. A JSON object of numbers and moments; nothing about a person.
#[derive(Clone, Copy)]
pub struct Figures {
    pub topic: &'static str,
    pub gather: for<'a> fn(&'a mut VillageTx, Timestamp) -> GatherFuture<'a, serde_json::Value>,
}

/// Finds what of a feature is news for the portal.
#[derive(Clone, Copy)]
pub struct NewsSource {
    pub gather: for<'a> fn(&'a mut VillageTx, Timestamp) -> GatherFuture<'a, Bulletin>,
}

/// A village's latest news.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Bulletin {
    pub items: Vec<NewsItem>,
    /// When something scheduled joins it.
    pub next: Option<Timestamp>,
}

/// One article, as the portal shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewsItem {
    pub slug: Slug,
    pub title: String,
    pub excerpt: String,
    pub photo: Option<Photo>,
    pub published_at: Timestamp,
}

/// Asks for the roll-up of the village of this transaction. [`VillageTx::commit`] does so by itself;
/// this is for what ends without it.
///
/// # Errors
/// When the database is away.
pub async fn ask(tx: &mut VillageTx) -> sqlx::Result<()> {
    store::ask_rollup(tx, 0.0).await
}

/// Registers the job.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = app.clone();
    handlers.daily(ROLLUP, move |job| {
        let app = app.clone();
        async move {
            let village = job.village.context("a roll-up belongs to a village")?;
            run(&app, &village.schema).await
        }
    });
}

/// Gathers and publishes what one village has now. The same again changes nothing.
///
/// # Errors
/// When the database is away or a feature cannot gather.
pub async fn run(app: &App, village: &SchemaName) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut tx = app.database.village(village).await?;
    store::take_rollup_turn(&mut tx).await?;
    // Where the register is, which for most is where the village is.
    let mut home = app.database.village_at_home(village).await?;
    for figures in &app.figures {
        let sums = (figures.gather)(&mut tx, now)
            .await
            .with_context(|| format!("figures of {}", figures.topic))?;
        let tells = home.as_mut().unwrap_or(&mut tx);
        store::publish_figures(tells, figures.topic, &sums).await?;
    }
    let mut all = Bulletin::default();
    for source in &app.news {
        let bulletin = (source.gather)(&mut tx, now).await.context("news")?;
        all.items.extend(bulletin.items);
        all.next = all.next.into_iter().chain(bulletin.next).min();
    }
    all.items
        .sort_by_key(|item| std::cmp::Reverse(item.published_at));
    all.items.truncate(MOST_NEWS);
    let tells = home.as_mut().unwrap_or(&mut tx);
    store::publish_news(tells, &all.items).await?;
    if let Some(home) = home {
        home.finish().await?;
    }
    if let Some(next) = all.next {
        // A second late rather than a moment early.
        let seconds = next.duration_since(now).as_secs_f64().max(0.0) + 1.0;
        store::ask_rollup(&mut tx, seconds).await?;
    }
    // No page of the village changed.
    tx.finish().await?;
    Ok(())
}
