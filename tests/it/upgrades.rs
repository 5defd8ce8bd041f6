//! New versions of the villages' tables: brought up from the console, and met by the build before.

use std::time::Duration;

use config::Secret;
use db::fleet::{self, FleetError};
use identity::{DistrictRole, Role};
use sqlx::{
    AssertSqlSafe, PgConnection, SqlSafeStr as _,
    migrate::{Migration, MigrationType},
};
use support::{Browser, TestApp, TestVillage, environment, own_database, text};

use crate::{console, desks, office};

/// The service on a fleet of its own: what is done to all villages must not meet those of others.
async fn alone(database: &str, change: impl FnOnce(&mut config::Config)) -> TestApp {
    let (owner, service) = own_database(database).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.jobs.inline = true;
        change(config);
    })
    .await
}

/// A migration that was applied, as its schema remembers it.
type Applied = (i64, String, Vec<u8>);

/// As if the first migration had never been applied: the tables it makes are in its way.
async fn obstruct(owner: &mut PgConnection, village: &TestVillage) -> Applied {
    let schema = village.schema;
    let forget = format!(
        "delete from \"{schema}\"._sqlx_migrations
         where version = (select min(version) from \"{schema}\"._sqlx_migrations)
         returning version, description, checksum"
    );
    let applied = sqlx::query_as(AssertSqlSafe(forget))
        .fetch_one(&mut *owner)
        .await
        .unwrap();
    sqlx::query("update platform.villages set schema_version = 1 where schema_name = $1")
        .bind(schema.as_str())
        .execute(&mut *owner)
        .await
        .unwrap();
    sqlx::query("notify banua_register")
        .execute(&mut *owner)
        .await
        .unwrap();
    applied
}

async fn repair(owner: &mut PgConnection, village: &TestVillage, applied: &Applied) {
    let remember = format!(
        "insert into \"{}\"._sqlx_migrations
             (version, description, success, checksum, execution_time)
         values ($1, $2, true, $3, 0)",
        village.schema
    );
    sqlx::query(AssertSqlSafe(remember))
        .bind(applied.0)
        .bind(&applied.1)
        .bind(&applied.2)
        .execute(owner)
        .await
        .unwrap();
}

async fn version_of(owner: &mut PgConnection, village: &TestVillage) -> i64 {
    sqlx::query_scalar("select schema_version from platform.villages where schema_name = $1")
        .bind(village.schema.as_str())
        .fetch_one(owner)
        .await
        .unwrap()
}

async fn wait(app: &TestApp, village: &TestVillage, status: u16) {
    for _ in 0..100 {
        if app.get(&village.host(), "/").await.status() == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} does not answer {status}", village.host());
}

/// Presses the button and waits until the run is over.
async fn upgrade(browser: &mut Browser<'_>) -> String {
    let seen = console::act(browser, "/konsol/pembaruan", &[]).await;
    assert_eq!(seen.path, "/konsol/pembaruan", "{}", seen.html);
    for _ in 0..100 {
        let page = browser.open("/konsol/pembaruan").await.html;
        if page.contains("Pembaruan terakhir") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the run does not end");
}

#[tokio::test]
async fn a_village_whose_upgrade_fails_is_told_with_its_error_and_goes_on_when_repaired() {
    let app = alone("banua_it_upgrade", |_| {}).await;
    let (late, current) = (app.village().await, app.village().await);
    let mut owner = app.database.owner().await.unwrap();
    let staff = console::accounts(&app, late.code).await;
    let mut browser = console::enter(&app, console::of(&staff, DistrictRole::Superadmin)).await;
    let page = browser.open("/konsol/pembaruan").await.html;
    assert!(page.contains("Tidak ada yang tertinggal"), "{page}");
    let forgotten = obstruct(&mut owner, &late).await;
    wait(&app, &late, 503).await;

    let page = browser.open("/konsol/pembaruan").await.html;
    assert!(page.contains("<b>1</b> dari 2 desa"), "{page}");
    assert!(page.contains("Perbarui sekarang"), "{page}");
    assert!(page.contains(&late.code.dotted()) && !page.contains(&current.code.dotted()));
    let page = upgrade(&mut browser).await;
    for told in [
        "ada desa yang gagal",
        "1 gagal",
        "already exists",
        &forgotten.0.to_string(),
        "Lanjutkan",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    // It alone waits; and its own page says why it does.
    assert_eq!(app.get(&late.host(), "/").await.status(), 503);
    assert_eq!(app.get(&current.host(), "/").await.status(), 200);
    let its_page = browser.open(&format!("/konsol/desa/{}", late.slug)).await;
    assert!(its_page.html.contains("Pembaruan gagal"));
    // What Postgres said is for whoever can do something about it.
    let mut looker = console::enter(&app, console::of(&staff, DistrictRole::Pembina)).await;
    let page = looker.open("/konsol/pembaruan").await.html;
    assert!(
        page.contains("Gagal") && !page.contains("already exists"),
        "{page}"
    );
    assert!(!page.contains("Lanjutkan"));
    let refused = console::act(&mut looker, "/konsol/pembaruan", &[]).await;
    assert_eq!(refused.status, 403);

    repair(&mut owner, &late, &forgotten).await;
    let page = upgrade(&mut browser).await;
    assert!(page.contains("Tidak ada yang tertinggal"), "{page}");
    assert_eq!(app.get(&late.host(), "/").await.status(), 200);
    assert_eq!(version_of(&mut owner, &late).await, db::required_version());
    let its_page = browser.open(&format!("/konsol/desa/{}", late.slug)).await;
    assert!(its_page.html.contains("Diperbarui"));
    let record = browser.open("/konsol/catatan").await.html;
    assert!(record.contains("Memperbarui semua desa"), "{record}");
}

#[tokio::test]
async fn a_migration_that_is_broken_itself_stops_at_the_canaries() {
    let app = alone("banua_it_canary", |_| {}).await;
    let mut owner = app.database.owner().await.unwrap();
    let mut villages = Vec::new();
    for _ in 0..4 {
        villages.push(app.village().await);
    }
    for village in &villages {
        obstruct(&mut owner, village).await;
        wait(&app, village, 503).await;
    }
    let mut browser = console::superadmin(&app).await;
    let page = upgrade(&mut browser).await;
    assert!(
        page.contains("Berhenti sebelum sampai ke semua desa"),
        "{page}"
    );
    assert!(page.contains("Desa sesudahnya tidak disentuh"), "{page}");
    // Three were tried; the fourth waits.
    let failed = page.matches(">Gagal<").count();
    assert_eq!(
        (failed, page.matches(">Menunggu<").count()),
        (3, 1),
        "{page}"
    );
}

/// What a build after this one brings.
fn newer(sql: &'static str) -> Migration {
    let version = db::required_version() + 1;
    let (kind, name) = (MigrationType::Simple, "of a newer build".into());
    Migration::new(version, name, kind, sql.into_sql_str(), false)
}

#[tokio::test]
async fn the_build_before_serves_and_writes_what_a_newer_one_has_extended() {
    let app = alone("banua_it_two_builds", |_| {}).await;
    let village = app.village().await;
    let mut owner = app.database.owner().await.unwrap();
    let accounts = office::accounts(&app, &village).await;
    let mut desk = office::enter(&app, office::of(&accounts, Role::Redaktur)).await;
    // Its statements are prepared on the tables as they were.
    let before = [
        ("judul", "Sebelum pembaruan"),
        ("isi", "<p>Warga menanam padi.</p>"),
        ("versi", "0"),
        ("aksi", "terbit"),
    ];
    let (_, seen) = desks::make(&mut desk, "/kantor/artikel", &before).await;
    assert_eq!(seen.status, 200, "{}", seen.html);

    let extended = newer(
        "alter table articles add column of_a_newer_build text;
         create table of_a_newer_build (id bigint primary key, article uuid references articles)",
    );
    let later = [extended];
    let outcome = fleet::run(&app.database, &later, |_| {}).await.unwrap();
    assert_eq!(outcome.migrated, std::slice::from_ref(&village.slug));
    let ahead = db::required_version() + 1;
    assert_eq!(version_of(&mut owner, &village).await, ahead);

    // It reads, and a change made through its office is seen.
    let after = [
        ("judul", "Sesudah pembaruan"),
        ("isi", "<p>Warga memanen padi.</p>"),
        ("versi", "0"),
        ("aksi", "terbit"),
    ];
    let (_, seen) = desks::make(&mut desk, "/kantor/artikel", &after).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    let home = app.get(&village.host(), "/").await;
    assert_eq!(home.status(), 200);
    let home = text(home).await;
    for title in ["Sebelum pembaruan", "Sesudah pembaruan"] {
        assert!(home.contains(title), "{title}: {home}");
    }
    // Its own `migrate` leaves the village where it is, and what it makes meanwhile is served.
    let outcome = fleet::migrate(&app.database, |_, _| {}).await.unwrap();
    assert_eq!((outcome.current, outcome.migrated.len()), (1, 0));
    assert_eq!(version_of(&mut owner, &village).await, ahead);
    let meanwhile = app.village().await;
    assert_eq!(
        version_of(&mut owner, &meanwhile).await,
        db::required_version()
    );
    let mut browser = console::superadmin(&app).await;
    let page = browser.open("/konsol/pembaruan").await.html;
    assert!(
        page.contains("1 desa sudah di versi yang lebih baru"),
        "{page}"
    );
    assert!(page.contains("Tidak ada yang tertinggal"), "{page}");
    // The newer build then finds only the one that was made by the older.
    let outcome = fleet::run(&app.database, &later, |_| {}).await.unwrap();
    assert_eq!(outcome.migrated, std::slice::from_ref(&meanwhile.slug));
    assert_eq!(app.get(&meanwhile.host(), "/").await.status(), 200);
}

#[tokio::test]
async fn a_newer_migration_that_fails_in_the_template_touches_no_village() {
    let app = alone("banua_it_template", |_| {}).await;
    let village = app.village().await;
    let broken = newer("alter table articles add column excerpt text");
    let failed = fleet::run(&app.database, &[broken], |_| {}).await;
    let Err(FleetError::Canary { name, source }) = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(name, "village_template");
    assert!(source.to_string().contains("excerpt"), "{source}");
    let mut owner = app.database.owner().await.unwrap();
    assert_eq!(
        version_of(&mut owner, &village).await,
        db::required_version()
    );
    assert_eq!(app.get(&village.host(), "/").await.status(), 200);
}

#[tokio::test]
async fn health_is_told_in_words_and_nobody_is_waited_for() {
    // A mail server that takes the call and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let app = alone("banua_it_health", |config| {
        config.mail.smtp_url = Some(Secret::from(format!("smtp://{address}")));
    })
    .await;
    let village = app.village().await;
    let staff = console::accounts(&app, village.code).await;
    let mut browser = console::enter(&app, console::of(&staff, DistrictRole::Auditor)).await;
    let begun = std::time::Instant::now();
    let page = browser.open("/konsol/kesehatan").await.html;
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    for told in [
        "Menjawab dalam",
        "Dapat ditulis, dibaca, dan dihapus",
        "Server surat tidak dapat dicapai (tidak menjawab dalam 2 detik)",
        "Jam Postgres dan jam program ini sama",
        "Tidak ada yang terlambat",
        "1 desa di versi program ini",
        "bagian “Keys and passwords”",
        "Perlu dilihat",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Bermasalah"), "{page}");
    // A village that is behind, and work that failed.
    let mut owner = app.database.owner().await.unwrap();
    obstruct(&mut owner, &village).await;
    sqlx::query(
        "insert into platform.jobs (kind, status, finished_at) values ('trial', 'failed', now())",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let page = browser.open("/konsol/kesehatan").await.html;
    for told in [
        "1 dari 1 desa tertinggal",
        "href=\"/konsol/pembaruan\"",
        "bagian “BanuaVillageBehind”",
        "1 gagal",
        "Bermasalah",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
}
