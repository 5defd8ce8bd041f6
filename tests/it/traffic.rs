//! What is counted of villages' sites, and what is not.

use config::Secret;
use identity::Scope;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use support::{TestApp, TestVillage, environment, own_database};

use super::{
    api::{ask, json_of, key},
    console::superadmin,
};

/// Visits, requests and errors of each day, the oldest first.
async fn counted(app: &TestApp, village: &TestVillage) -> Vec<(i64, i64, i64)> {
    sqlx::query_as(
        "select visits, requests, errors from platform.village_traffic
         where village_code = $1 order by day",
    )
    .bind(village.code.dotted())
    .fetch_all(app.database.control())
    .await
    .unwrap()
}

async fn start(name: &str) -> TestApp {
    let (owner, service) = own_database(name).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await
}

#[tokio::test]
async fn pages_are_counted_by_village_and_day_and_survive_an_outage() {
    let app = start("banua_it_traffic").await;
    let (village, quiet) = (app.village().await, app.village().await);
    let service = &app.running.app;
    // What the making of the villages asked for.
    web::traffic::carry(service).await.unwrap();
    let mut owner = app.database.owner().await.unwrap();
    sqlx::raw_sql("truncate platform.village_traffic")
        .execute(&mut owner)
        .await
        .unwrap();

    let host = village.host();
    let first = app.get(&host, "/").await;
    let etag = first.headers()["etag"].clone();
    app.get(&host, "/").await;
    let known = app.ask(&host, "/").header("if-none-match", etag);
    assert_eq!(known.send().await.unwrap().status(), 304);
    app.get(&host, "/agenda").await;
    // None of these is somebody who reads.
    app.get(&host, "/rss.xml").await;
    app.get(&host, "/tidak-ada").await;
    app.get(&host, "/kantor/masuk").await;
    app.request("HEAD", &host, "/").send().await.unwrap();
    let inside = app.ask(&host, "/").header("cookie", "__Host-sid=x");
    inside.send().await.unwrap();
    assert_eq!(counted(&app, &village).await, []);
    web::traffic::carry(service).await.unwrap();
    assert_eq!(counted(&app, &village).await, [(4, 9, 0)]);
    assert_eq!(counted(&app, &quiet).await, [], "nobody asked for it");
    web::traffic::carry(service).await.unwrap();
    assert_eq!(counted(&app, &village).await, [(4, 9, 0)]);

    // What fails is counted, and while nothing can be written it waits, with its day.
    sqlx::raw_sql("revoke insert on platform.village_traffic from banua_app")
        .execute(&mut owner)
        .await
        .unwrap();
    let broken = format!("alter table {}.officials rename to away", village.schema);
    sqlx::raw_sql(sqlx::AssertSqlSafe(broken))
        .execute(&mut owner)
        .await
        .unwrap();
    let failed = app.get(&host, "/pemerintahan").await;
    assert!(failed.status().is_server_error(), "{}", failed.status());
    assert!(web::traffic::carry(service).await.is_err());
    app.clock
        .set(Timestamp::now() + SignedDuration::from_hours(24));
    app.get(&host, "/agenda").await;
    assert!(web::traffic::carry(service).await.is_err());
    sqlx::raw_sql("grant insert on platform.village_traffic to banua_app")
        .execute(&mut owner)
        .await
        .unwrap();
    web::traffic::finish(service).await;
    assert_eq!(counted(&app, &village).await, [(4, 10, 1), (1, 1, 0)]);
}

#[tokio::test]
async fn the_console_shows_visits_and_failures_and_forgets_after_400_days() {
    let app = start("banua_it_traffic_shown").await;
    let (village, other) = (app.village().await, app.village().await);
    let service = &app.running.app;
    web::traffic::carry(service).await.unwrap();
    let mut owner = app.database.owner().await.unwrap();
    let rows = "insert into platform.village_traffic (village_code, day, visits, requests, errors)
         select v.code, (now() at time zone 'Asia/Makassar')::date - d.ago, d.visits, d.requests,
             d.errors
         from platform.villages v,
             (values (0, 34, 400, 10), (1, 1200, 2000, 30), (29, 1, 1, 1), (30, 9, 9, 9),
                 (400, 5, 5, 5), (401, 5, 5, 5)) as d(ago, visits, requests, errors)
         where v.code = $1
         on conflict (village_code, day) do update
             set visits = excluded.visits, requests = excluded.requests,
                 errors = excluded.errors";
    sqlx::query("delete from platform.village_traffic")
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query(rows)
        .bind(village.code.dotted())
        .execute(&mut owner)
        .await
        .unwrap();
    let mut browser = superadmin(&app).await;
    let page = browser
        .open(&format!("/konsol/desa/{}", village.slug))
        .await
        .html;
    assert!(
        page.contains("1.235 halaman dibuka dalam 30 hari, paling banyak 1.200"),
        "{page}"
    );
    assert!(page.contains("seluruhnya 1.235"), "read aloud, too");
    assert!(page.contains("40 dari 2.400 permintaan (1,7 %)"), "{page}");
    let empty = browser
        .open(&format!("/konsol/desa/{}", other.slug))
        .await
        .html;
    assert!(empty.contains("belum ada halaman yang dibuka"), "{empty}");

    let alarmed = browser.open("/konsol?keadaan=galat").await.html;
    assert!(alarmed.contains(&village.slug) && !alarmed.contains(&other.slug));
    assert!(alarmed.contains("Banyak galat") && alarmed.contains("1,7 %"));
    let table = browser.open("/konsol/desa.csv?urut=-kunjungan").await.html;
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].contains("kunjungan_30_hari,permintaan_2_hari,galat_2_hari,sertifikat_sampai")
    );
    assert!(lines[1].contains(&village.slug) && lines[1].contains(",1235,2400,40,,"));
    let read = key(&app, &[Scope::FleetRead]).await;
    let all = json_of(ask(&app, &read, "GET", "/fleet?alert=errors", Value::Null).await).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
    let figures = &all["items"][0]["figures"];
    assert_eq!(figures["visits_30_days"], 1235);
    assert_eq!(figures["requests_2_days"], 2400);
    assert_eq!(figures["errors_2_days"], 40);

    // The month is added up at night; what comes after it is counted as well.
    web::traffic::tidy(service).await.unwrap();
    sqlx::query("update platform.village_traffic set visits = visits + 5 where visits = 34")
        .execute(&mut owner)
        .await
        .unwrap();
    let table = browser.open("/konsol/desa.csv?urut=-kunjungan").await.html;
    let first = table.lines().nth(1).unwrap();
    assert!(
        first.contains(&village.slug) && first.contains(",1240,2400,40,,"),
        "{first}"
    );
    let oldest: i32 = sqlx::query_scalar(
        "select (now() at time zone 'Asia/Makassar')::date - min(day) from platform.village_traffic",
    )
    .fetch_one(app.database.control())
    .await
    .unwrap();
    assert_eq!(oldest, 400);
}
