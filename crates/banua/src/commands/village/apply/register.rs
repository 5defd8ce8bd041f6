//! Carrying out the register's part of a plan: places, new villages, changed entries.

use std::{
    collections::VecDeque,
    sync::Mutex,
    time::{Duration, Instant},
};

use db::{applied, provision, register};
use indicatif::ProgressBar;

use super::{
    Done, Failure,
    plan::{Create, Plan},
};
use crate::commands::{Context, report::progress, village::ACTOR};

/// Owner connections that make villages at the same time.
const MAKERS: usize = 4;

pub(super) async fn places(plan: &Plan, context: &Context) -> anyhow::Result<()> {
    if plan.places.is_empty() {
        return Ok(());
    }
    let mut owner = context.database.owner().await?;
    register::apply_regency(&mut owner, &plan.regency).await?;
    Ok(())
}

/// Makes the new villages, each in its own transaction. Returns how long each took.
pub(super) async fn create(plan: &Plan, context: &Context, done: &mut Done) -> Vec<Duration> {
    if plan.create.is_empty() {
        return Vec::new();
    }
    if let Err(error) = make_roles(plan, context).await {
        // Each village makes its own then, or says why it cannot.
        tracing::debug!(%error, "roles are made one by one");
    }
    let bar = progress("villages", plan.create.len(), context.json);
    let queue = Mutex::new(plan.create.iter().collect::<VecDeque<&Create>>());
    let makers = (0..MAKERS.min(plan.create.len())).map(|_| make(&queue, &bar, context));
    let shares = futures::future::join_all(makers).await;
    bar.finish_and_clear();
    let mut times = Vec::new();
    for (made, failures) in shares {
        times.extend(made);
        done.failures.extend(failures);
    }
    done.created = times.len();
    times
}

async fn make_roles(plan: &Plan, context: &Context) -> sqlx::Result<()> {
    let codes: Vec<_> = plan.create.iter().map(|new| new.village.code).collect();
    provision::make_roles(&mut context.database.owner().await?, &codes).await
}

/// One maker: its own connection, the next village of the queue, until there is none.
async fn make(
    queue: &Mutex<VecDeque<&Create>>,
    bar: &ProgressBar,
    context: &Context,
) -> (Vec<Duration>, Vec<Failure>) {
    let (mut times, mut failures) = (Vec::new(), Vec::new());
    let mut connection = None;
    loop {
        let next = queue
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .pop_front();
        let Some(new) = next else {
            return (times, failures);
        };
        let begun = Instant::now();
        let result: anyhow::Result<()> = async {
            let owner = match &mut connection {
                Some(owner) => owner,
                None => connection.insert(context.database.owner().await?),
            };
            provision::add(owner, &new.village, ACTOR).await?;
            applied::remember(owner, &new.village.code, &new.line).await?;
            Ok(())
        }
        .await;
        match result {
            Ok(()) => times.push(begun.elapsed()),
            Err(error) => {
                // Whatever state it is in, the next village gets a clean one.
                connection = None;
                let village = new.village.slug.to_string();
                failures.push(Failure {
                    village,
                    reason: format!("{error:#}"),
                });
            }
        }
        bar.inc(1);
    }
}

/// Changes entries, each fact in a transaction of its own. What is interrupted is found by the
/// next run.
pub(super) async fn change(plan: &Plan, context: &Context, done: &mut Done) -> anyhow::Result<()> {
    if plan.change.is_empty() && plan.note.is_empty() {
        return Ok(());
    }
    let mut owner = context.database.owner().await?;
    let bar = progress("changes", plan.change.len(), context.json);
    for alteration in &plan.change {
        let result = async {
            for change in &alteration.changes {
                register::change(&mut owner, &alteration.code, change, ACTOR).await?;
            }
            applied::remember(&mut owner, &alteration.code, &alteration.line).await?;
            Ok::<_, register::ChangeError>(())
        }
        .await;
        match result {
            Ok(()) => done.changed += 1,
            Err(error) => done.failures.push(Failure {
                village: alteration.slug.clone(),
                reason: error.to_string(),
            }),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (code, line) in &plan.note {
        applied::remember(&mut owner, code, line).await?;
    }
    Ok(())
}
