//! Requests to a village that is on its way to another database: who reads is served, who writes waits
//! for it to arrive.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{body::Body, response::Response};
use http::{Method, Request};

use super::failed;
use crate::{App, AppError, error::Failure, registry::Village};

/// How long a request waits for its village to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The village as it is when a request to it may go on; itself, when it does not arrive in time.
pub(super) async fn arrived(
    app: &App,
    village: Arc<Village>,
    may_write: bool,
) -> Result<Arc<Village>, Arc<Village>> {
    if village.entry.moving_to.is_none() || !may_write {
        return Ok(village);
    }
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        tokio::time::sleep(LOOK_EVERY).await;
        if let Some(now) = app.registry().by_schema(&village.entry.schema)
            && now.entry.moving_to.is_none()
        {
            return Ok(now.clone());
        }
    }
    Err(village)
}

/// Whether something may be written down: also that somebody of the office has read.
pub(super) fn may_write(request: &Request<Body>) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    !reads || request.uri().path().starts_with("/kantor")
}

/// A refusal by the database is news of a move that has not come round: then it is told as one.
pub(super) async fn told(app: &App, village: &Village, response: Response) -> Response {
    let failure = response.extensions().get::<Failure>();
    if !failure.is_some_and(|failure| failure.is_denied) || app.reload_registry().await.is_err() {
        return response;
    }
    let has_moved = app
        .registry()
        .by_schema(&village.entry.schema)
        .is_some_and(|now| now.entry.moving_to.is_some() || now.entry.shard != village.entry.shard);
    if has_moved {
        failed(AppError::Moving)
    } else {
        response
    }
}
