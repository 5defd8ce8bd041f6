//! What a page could cost at best: a bare axum handler that returns finished bytes, and one that
//! runs the statements of the home page on one fixed schema and renders its template, both
//! without the shell. `tests/load/run` measures the service against them.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be set up should stop loudly")]

use std::{collections::HashMap, sync::Arc};

use axum::{Router, extract::State, response::Response, routing::get};
use config::Config;
use db::Database;
use jiff_sqlx::ToSqlx;
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::net::TcpListener;
use web::{Clock, Site};

#[derive(Clone)]
struct Bare {
    site: Site,
    pool: PgPool,
}

#[tokio::main]
async fn main() {
    let address = std::env::var("CEILING_LISTEN").unwrap();
    banua::setup::install_tls();
    let config = Config::load(None).unwrap();
    let database = Database::open(&config).unwrap();
    let objects = banua::setup::Objects::open(&config.storage).await.unwrap();
    let app =
        banua::setup::app(&config, database, objects.store.clone(), Clock::default()).unwrap();
    app.reload_registry().await.unwrap();
    let registry = app.registry();
    let village = registry
        .villages()
        .iter()
        .find(|village| village.entry.slug.as_str() == "tanipah")
        .unwrap()
        .clone();
    let owner = config.database.admin().expose().to_owned();
    let path = format!("{owner}?options=-c%20search_path%3D{}", village.entry.schema);
    let pool = PgPoolOptions::new()
        .max_connections(config.database.max_connections)
        .test_before_acquire(false)
        .connect(&path)
        .await
        .unwrap();
    let site = Site::outside_request(&app, village);
    let bare = Bare { site, pool };
    let home: Arc<[u8]> = bytes(page(State(bare.clone())).await).await.into();
    let finished = axum::body::Bytes::from(home.to_vec());
    let answer = move || {
        let body = finished.clone();
        async move { ([("content-type", "text/html; charset=utf-8")], body) }
    };
    let routes = Router::new()
        .route("/bare", get(page))
        .fallback(answer)
        .with_state(bare);
    let listener = TcpListener::bind(&address).await.unwrap();
    axum::serve(listener, routes).await.unwrap();
}

async fn page(State(bare): State<Bare>) -> Response {
    let mut connection = bare.pool.acquire().await.unwrap();
    let parts: HashMap<String, String> = sqlx::query_as::<_, (String, String)>(
        "select name, body from prepared_parts where name = any($1) and valid_until > $2",
    )
    .bind(["frame", "home"])
    .bind(bare.site.now().to_sqlx())
    .fetch_all(&mut *connection)
    .await
    .unwrap()
    .into_iter()
    .collect();
    // The service was visited before, so both are there.
    content::bare::home_page(&bare.site, &parts["frame"], &parts["home"]).unwrap().unwrap()
}

async fn bytes(response: Response) -> Vec<u8> {
    axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap().to_vec()
}
