//! Makes a fleet of many villages and measures what grows with it; `tests/load/fleet` starts it and
//! says how it compares. `provision` fills the database of the configuration, `measure` asks the
//! service that runs on it.
#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot be set up should stop loudly"
)]

mod console;
mod reading;

use std::time::{Duration, Instant};

use config::Config;
use db::{
    Database, fleet,
    provision::{self, NewVillage},
    register::{self, Regency, Subdistrict},
};
use kernel::{VillageCode, VillageKind};
use serde_json::{Value, json};
use sqlx::{
    PgConnection, SqlSafeStr as _,
    migrate::{Migration, MigrationType},
};
use tokio::sync::watch;

use console::Console;
use reading::Readers;

/// Villages of one subdistrict; more than any has, so that there are numbers enough.
const EACH: usize = 100;
/// Subdistricts that are there, for the fleet and for what is made beside the reading.
const SUBDISTRICTS: usize = 90;
/// Villages whose pages are read; a few hundred are enough to be spread.
const READ: usize = 300;
/// Requests in a second while it is measured how long pages take.
const RATE: u32 = 500;
/// And while all villages are migrated.
const CALM_RATE: u32 = 100;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let task = std::env::args().nth(1).unwrap_or_default();
    let result = runtime.block_on(async {
        banua::setup::install_tls();
        let config = Config::load(None).unwrap();
        let database = Database::open(&config).unwrap();
        match task.as_str() {
            "provision" => provision_all(&database, number("FLEET")).await,
            "measure" => measure(&config, &database, number("FLEET")).await,
            other => panic!("provision or measure, not {other:?}"),
        }
    });
    println!("{result}");
}

fn number(name: &str) -> usize {
    std::env::var(name).unwrap().parse().unwrap()
}

/// The village of this number.
fn village(at: usize) -> NewVillage {
    let digits = format!("63.03.{:02}.2{:03}", at / EACH + 1, at % EACH);
    let code: VillageCode = digits.parse().unwrap();
    NewVillage {
        code,
        name: format!("Uji {at}"),
        kind: VillageKind::Desa,
        subdistrict: code.subdistrict(),
        slug: format!("uji-{at}").parse().unwrap(),
        palette: "padi".to_owned(),
        postal_code: String::new(),
        latitude: Some(-3.3),
        longitude: Some(114.7),
        area_km2: Some(11.84),
    }
}

fn hosts(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("uji-{at}.localhost")).collect()
}

/// Makes all of them, one after the other; how long the first and the last tenth took.
async fn provision_all(database: &Database, count: usize) -> Value {
    fleet::migrate(database, |_, _| {}).await.unwrap();
    let mut owner = database.owner().await.unwrap();
    register::apply_regency(&mut owner, &regency())
        .await
        .unwrap();
    let mut millis = Vec::with_capacity(count);
    for at in 0..count {
        // As banua-admin and the console do: a backend that has seen many schemas is slow.
        if at % EACH == 0 {
            owner = database.owner().await.unwrap();
            make_roles(&mut owner, at).await;
        }
        let begun = Instant::now();
        provision::add(&mut owner, &village(at), "bench")
            .await
            .unwrap();
        millis.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    publish(&mut owner).await;
    let tenth = (count / 10).max(1);
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    json!({
        "villages": count,
        "first_ms": mean(&millis[..tenth]),
        "last_ms": mean(&millis[count - tenth..]),
    })
}

fn regency() -> Regency {
    Regency {
        code: "63.03".to_owned(),
        name: "Banjar".to_owned(),
        province: "Kalimantan Selatan".to_owned(),
        settings: json!({ "portal_name": "Portal Desa" }),
        subdistricts: (1..=SUBDISTRICTS)
            .map(|at| Subdistrict {
                code: format!("63.03.{at:02}"),
                name: format!("Kecamatan {at}"),
                slug: format!("kecamatan-{at}"),
                latitude: None,
                longitude: None,
                area_km2: None,
            })
            .collect(),
    }
}

/// What villages would have told the district by now.
async fn publish(owner: &mut PgConnection) {
    let told = [
        (
            "content",
            json!({ "articles": 12, "storage_bytes": 40_000_000, "last_published_at": "2026-11-20T01:00:00Z" }),
        ),
        (
            "comments",
            json!({ "waiting": 3, "oldest_waiting_at": "2026-11-21T01:00:00Z" }),
        ),
        ("office", json!({ "last_login_at": "2026-11-22T01:00:00Z" })),
    ];
    for (topic, figures) in told {
        sqlx::query(
            "insert into platform.village_stats (village_code, topic, figures)
             select code, $1, $2 from platform.villages
             on conflict (village_code, topic) do update set figures = excluded.figures",
        )
        .bind(topic)
        .bind(figures)
        .execute(&mut *owner)
        .await
        .unwrap();
    }
    // What was counted of their sites in two months, as it lies there after a night.
    sqlx::raw_sql(
        "insert into platform.village_traffic (village_code, day, visits, requests)
             select code, (now() at time zone 'Asia/Makassar')::date - ago, 40, 400
             from platform.villages, generate_series(0, 59) ago
             on conflict do nothing;
         insert into platform.village_traffic_months (village_code, before, visits)
             select code, (now() at time zone 'Asia/Makassar')::date, 1160 from platform.villages
             on conflict do nothing",
    )
    .execute(&mut *owner)
    .await
    .unwrap();
    // The queue is not what is measured.
    sqlx::raw_sql(
        "delete from platform.jobs;
         analyze platform.villages, platform.village_stats, platform.village_traffic,
             platform.village_traffic_months",
    )
    .execute(owner)
    .await
    .unwrap();
}

async fn measure(config: &Config, database: &Database, count: usize) -> Value {
    let service = std::env::var("FLEET_SERVICE").unwrap();
    let seconds = Duration::from_secs(number("FLEET_SECONDS") as u64);
    let readers = Readers::new(&service, hosts(count.min(READ)));
    readers.visit_all().await;

    let console = Console::enter(config, database, &service).await;
    let page_ms = console.median_ms(50).await;
    let traced = std::env::var("FLEET_TRACED").unwrap();
    let log = std::env::var("FLEET_TRACED_LOG").unwrap();
    let statements = console.at(&traced).statements(&log).await;

    let calm = readers.read(RATE, seconds).await;
    let busy = {
        let (stop, stopped) = watch::channel(false);
        let making = tokio::spawn(make_more(database.clone(), count, stopped));
        let busy = readers.read(RATE, seconds).await;
        stop.send_replace(true);
        let made = making.await.unwrap();
        json!({ "p99_ms": busy.p99_ms, "failed": busy.failed, "made": made })
    };

    let all = Readers::new(&service, hosts(count));
    let (stop, stopped) = watch::channel(false);
    let reading = tokio::spawn(async move { all.read_until(CALM_RATE, stopped).await });
    let begun = Instant::now();
    let additive = Migration::new(
        db::required_version() + 1,
        "bench".into(),
        MigrationType::Simple,
        "alter table articles add column of_the_bench text;
         create table of_the_bench (id bigint primary key, text text not null default '')"
            .into_sql_str(),
        false,
    );
    let outcome = fleet::run(database, &[additive], |_| {}).await.unwrap();
    let took = begun.elapsed().as_secs_f64();
    stop.send_replace(true);
    let meanwhile = reading.await.unwrap();
    json!({
        "console": { "median_ms": page_ms, "statements": statements },
        "reading": { "p99_ms": calm.p99_ms, "p50_ms": calm.p50_ms, "failed": calm.failed },
        "reading_while_provisioning": busy,
        "migration": {
            "seconds": took,
            "villages": outcome.migrated.len(),
            "villages_failed": outcome.failed.len(),
            "requests": meanwhile.asked,
            "requests_failed": meanwhile.failed,
        },
    })
}

/// Those of the next villages at once, as for every table of many villages.
async fn make_roles(owner: &mut PgConnection, from: usize) {
    let codes: Vec<VillageCode> = (from..from + EACH).map(|at| village(at).code).collect();
    provision::make_roles(owner, &codes).await.unwrap();
}

/// Makes villages as the console does, with its rests, until it is told to stop; how many.
async fn make_more(database: Database, from: usize, stop: watch::Receiver<bool>) -> usize {
    let mut owner = database.owner().await.unwrap();
    let mut made = 0;
    while !*stop.borrow() && from + made < SUBDISTRICTS * EACH {
        if made % EACH == 0 {
            make_roles(&mut owner, from + made).await;
        }
        let begun = Instant::now();
        provision::add(&mut owner, &village(from + made), "bench")
            .await
            .unwrap();
        made += 1;
        provision::rest(begun.elapsed()).await;
    }
    made
}
