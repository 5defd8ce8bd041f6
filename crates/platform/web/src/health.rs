//! Whether the service lives and whether it is fit for visitors, for whoever watches it.

use std::net::SocketAddr;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, Uri, header};
use kernel::HostName;
use serde::Serialize;

use crate::{
    App,
    registry::{Answers, Readiness},
};

#[derive(Serialize)]
struct Ready {
    ready: bool,
    /// It was told to stop and serves those who still come.
    leaving: bool,
    database: bool,
    register: bool,
    villages: usize,
    /// Villages served 503 because their schema waits for its upgrade.
    villages_behind: Vec<String>,
    redis: bool,
    storage: bool,
}

/// Answers the addresses that belong to no host; `None` for everything else.
pub(crate) async fn answer(app: &App, uri: &Uri, peer: SocketAddr) -> Option<Response> {
    match uri.path() {
        "/healthz" => Some((StatusCode::OK, "ok\n").into_response()),
        "/readyz" => Some(readiness(app).await),
        "/-/tls-ask" if peer.ip().is_loopback() => {
            Some(certificate(app, uri.query().unwrap_or_default()))
        }
        _ => None,
    }
}

/// Ready means: the register is known and the database answers. Redis and storage are told, but
/// without them the public site goes on.
async fn readiness(app: &App) -> Response {
    let database = sqlx::query("select 1")
        .execute(app.database.control())
        .await
        .is_ok();
    let (redis, storage) = tokio::join!(app.redis.is_ready(), app.objects.ready());
    let registry = app.registry();
    let behind = registry
        .villages()
        .iter()
        .filter(|village| village.readiness == Readiness::Behind)
        .map(|village| village.entry.slug.to_string())
        .collect();
    let state = Ready {
        ready: database && app.is_loaded() && !app.is_leaving(),
        leaving: app.is_leaving(),
        database,
        register: app.is_loaded(),
        villages: registry.villages().len(),
        villages_behind: behind,
        redis,
        storage: storage.is_ok(),
    };
    let status = if state.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = serde_json::to_string(&state).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// May the proxy ask for a certificate for this name? Only for what serves: no query, no write,
/// so that guessing names costs nothing.
fn certificate(app: &App, query: &str) -> Response {
    let domain = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("domain="))
        .and_then(|name| HostName::parse(name).ok());
    let known = domain.is_some_and(|name| match app.registry().find(name.as_str()) {
        Answers::Village(village) | Answers::Redirect(village) => village.is_listed(),
        Answers::Portal => true,
        Answers::UnknownSubdomain | Answers::Nobody => false,
    });
    if known {
        StatusCode::OK.into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}
