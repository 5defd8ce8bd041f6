//! What the district learns of the comments: how many wait, and since when.

use db::VillageTx;
use jiff::Timestamp;
use serde_json::{Value, json};
use web::rollup::{Figures, GatherFuture};

use crate::store;

pub const FIGURES: &[Figures] = &[Figures {
    topic: "comments",
    gather: figures,
}];

fn figures(tx: &mut VillageTx, _: Timestamp) -> GatherFuture<'_, Value> {
    Box::pin(async move {
        let sums = store::sums(tx).await?;
        Ok(json!({
            "waiting": sums.waiting,
            "oldest_waiting_at": sums.oldest_waiting_at.map(|at| at.to_jiff()),
            "approved": sums.approved,
        }))
    })
}
