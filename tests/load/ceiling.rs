//! What a page could cost at best: a bare axum handler that returns the finished bytes of the same
//! pages in turn, and one that runs the statements of the home page on one fixed schema and renders
//! its template, both without the shell. `tests/load/run` measures the service against them.
#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot be set up should stop loudly"
)]

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{Router, body::Bytes, extract::State, response::Response, routing::get};
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
    let path = format!(
        "{owner}?options=-c%20search_path%3D{}",
        village.entry.schema
    );
    let pool = PgPoolOptions::new()
        .max_connections(config.database.max_connections)
        .test_before_acquire(false)
        .connect(&path)
        .await
        .unwrap();
    let site = Site::outside_request(&app, village);
    let bare = Bare { site, pool };
    let pages: Arc<[Bytes]> = finished_pages(&std::env::var("CEILING_PAGES_OF").unwrap())
        .await
        .into();
    let turn = Arc::new(AtomicUsize::new(0));
    let answer = move || {
        let body = pages[turn.fetch_add(1, Ordering::Relaxed) % pages.len()].clone();
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
    content::bare::home_page(&bare.site, &parts["frame"], &parts["home"])
        .unwrap()
        .unwrap()
}

/// What the service answers for the pages of the mix.
async fn finished_pages(service: &str) -> Vec<Bytes> {
    let hosts = std::fs::read_to_string(std::env::var("BENCH_HOSTS").unwrap()).unwrap();
    let client = reqwest::Client::new();
    let mut pages = Vec::new();
    for path in ["/", "/artikel/kabar-uji"] {
        for host in hosts.lines() {
            let request = client.get(format!("{service}{path}")).header("host", host);
            let response = request.send().await.unwrap().error_for_status().unwrap();
            pages.push(response.bytes().await.unwrap());
        }
    }
    pages
}
