//! Carrying out the content's part of a plan: one transaction a village.

use content::intake;
use futures::{StreamExt, stream};
use jiff::Timestamp;

use super::{
    Done, Failure,
    plan::{ContentPlan, Plan},
};
use crate::commands::{Context, report::progress};

/// Villages that are filled at the same time.
const WRITERS: usize = 4;

/// Saves what the folders bring. Returns the plans whose pictures deserve a look afterwards.
pub(super) async fn save<'a>(
    plan: &'a Plan,
    context: &Context,
    done: &mut Done,
) -> Vec<&'a ContentPlan> {
    // A village that could not be made has no place for content.
    let failed: Vec<&str> = done
        .failures
        .iter()
        .map(|one| one.village.as_str())
        .collect();
    let due: Vec<&ContentPlan> = plan
        .content
        .iter()
        .filter(|village| village.is_work() && !failed.contains(&village.slug.as_str()))
        .collect();
    if due.is_empty() {
        return plan
            .content
            .iter()
            .filter(|village| has_failed_picture(village))
            .collect();
    }
    let now = Timestamp::now();
    let bar = progress("content", due.len(), context.json);
    let results: Vec<_> = stream::iter(due)
        .map(|village| {
            let bar = bar.clone();
            async move {
                let saved = save_one(village, context, now).await;
                bar.inc(1);
                (village, saved)
            }
        })
        .buffer_unordered(WRITERS)
        .collect()
        .await;
    bar.finish_and_clear();
    let mut look_at: Vec<&ContentPlan> = plan
        .content
        .iter()
        .filter(|village| has_failed_picture(village))
        .collect();
    for (village, saved) in results {
        match saved {
            Ok(saved) => {
                done.content += 1;
                if saved.pictures_queued > 0 && !has_failed_picture(village) {
                    look_at.push(village);
                }
            }
            Err(error) => done.failures.push(Failure {
                village: village.slug.clone(),
                reason: format!("its content was not saved: {error}"),
            }),
        }
    }
    look_at
}

fn has_failed_picture(village: &ContentPlan) -> bool {
    village.changes.iter().any(|change| {
        matches!(change, intake::Change::Leave { source, .. } if source.starts_with("media/"))
    })
}

async fn save_one(
    village: &ContentPlan,
    context: &Context,
    now: Timestamp,
) -> sqlx::Result<intake::Saved> {
    let tx = context.database.village(&village.schema).await?;
    intake::save(tx, &village.content, &village.in_work, now).await
}
