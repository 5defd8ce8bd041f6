//! What the district learns of the office: how many work there, and when somebody last came in.

use db::VillageTx;
use jiff::Timestamp;
use serde_json::{Value, json};
use web::rollup::{Figures, GatherFuture};

use crate::store;

pub const FIGURES: &[Figures] = &[Figures {
    topic: "office",
    gather: figures,
}];

fn figures(tx: &mut VillageTx, _: Timestamp) -> GatherFuture<'_, Value> {
    Box::pin(async move {
        let sums = store::staff::sums(tx).await?;
        Ok(json!({
            "staff": sums.staff,
            "invited": sums.invited,
            "last_login_at": sums.last_login_at.map(|at| at.to_jiff()),
        }))
    })
}
