//! Exports in the object store: made at night, tried out, gone back to, and kept for a while.

mod dropping;
mod going_back;

use std::{process::ExitCode, time::Duration};

use banua::backup::Keeper;
use config::Secret;
use db::backups::{self, Backup, Purpose, Verdict};
use jobs::Worker;
use support::{TestApp, TestVillage, command_line, environment, own_database};

use crate::isolation::seed;

async fn regency(name: &str) -> TestApp {
    let (owner, service) = own_database(name).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await
}

async fn run(app: &TestApp, line: &[&str]) -> ExitCode {
    command_line(&app.config, line).await
}

async fn kept(app: &TestApp, village: &TestVillage) -> Vec<Backup> {
    let pool = app.database.control();
    backups::of_village(pool, &village.code).await.unwrap()
}

fn worker(app: &TestApp) -> Worker {
    let handlers = banua::setup::handlers(&app.running.app);
    Worker::new(
        app.database.home().clone(),
        handlers,
        2,
        Duration::from_secs(1),
    )
}

async fn sql(app: &TestApp, text: &str) -> u64 {
    let mut owner = app.database.owner().await.unwrap();
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(text.to_owned()))
        .execute(&mut owner)
        .await;
    done.unwrap().rows_affected()
}

async fn count(app: &TestApp, text: &str) -> i64 {
    let mut owner = app.database.owner().await.unwrap();
    sqlx::query_scalar(sqlx::AssertSqlSafe(text.to_owned()))
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

/// A hash over every row of a village.
async fn print_of(app: &TestApp, village: &TestVillage) -> Vec<(String, String)> {
    let mut owner = app.database.owner().await.unwrap();
    let mut prints = Vec::new();
    for table in banua::backup::tables() {
        let text = format!(
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
             from \"{}\".\"{}\" t",
            village.schema, table.name
        );
        let print = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        prints.push((table.name.to_owned(), print));
    }
    prints
}

#[tokio::test]
async fn at_night_each_village_is_exported_and_one_export_is_tried() {
    let app = regency("banua_it_nightly").await;
    let villages = [app.village().await, app.village().await];
    for village in &villages {
        seed(&app, village, "MALAM").await;
    }
    let before = backups::figures(app.database.control()).await.unwrap();
    assert!(
        before.oldest_seconds < 600.0 && before.failed == 0,
        "{before:?}"
    );
    let worker = worker(&app);
    worker.keep_house().await;
    worker.keep_house().await;
    let exports = "select count(*) from platform.jobs where kind = 'backup.export'";
    assert_eq!(count(&app, exports).await, 2, "one for each village, once");
    let night = "select count(*) from platform.jobs
         where kind = 'backup.export' and run_at between now() and now() + interval '28 hours'
           and extract(hour from run_at at time zone 'Asia/Makassar') between 1 and 3";
    assert_eq!(count(&app, night).await, 2);
    let trials = "select count(*) from platform.jobs where kind = 'backup.drill'";
    assert_eq!(count(&app, trials).await, 1);
    assert_eq!(
        worker.drain(|_| {}).await.unwrap().1,
        0,
        "nothing fails by day"
    );
    assert!(kept(&app, &villages[0]).await.is_empty(), "not by day");

    sql(
        &app,
        "update platform.jobs set run_at = now() where kind = 'backup.export'",
    )
    .await;
    assert_eq!(worker.drain(|_| {}).await.unwrap().1, 0);
    for village in &villages {
        let kept = kept(&app, village).await;
        let [backup] = kept.as_slice() else {
            panic!("{kept:?}")
        };
        assert_eq!(backup.purpose, Purpose::Nightly);
        assert!(
            backup
                .key
                .starts_with(&format!("backup/{}/", village.schema))
        );
        assert!(backup.rows > 15 && backup.bytes > 1000, "{backup:?}");
        assert_eq!(backup.verdict, None);
    }
    sql(
        &app,
        "update platform.jobs set run_at = now() where kind = 'backup.drill'",
    )
    .await;
    assert_eq!(worker.drain(|_| {}).await.unwrap(), (1, 0));
    let all = backups::newest(app.database.control()).await.unwrap();
    let tried = all.iter().filter(|one| one.verdict == Some(Verdict::Good));
    assert_eq!(tried.count(), 1);
    // Nothing of the trial is left anywhere.
    for table in banua::backup::tables() {
        let text = format!("select count(*) from village_drill.\"{}\"", table.name);
        let born = format!("select count(*) from village_template.\"{}\"", table.name);
        assert_eq!(count(&app, &text).await, count(&app, &born).await);
    }
    assert_eq!(
        count(&app, "select count(*) from platform.villages").await,
        2
    );
}

#[tokio::test]
async fn one_export_of_a_village_at_a_time_and_a_failed_one_is_told() {
    let app = regency("banua_it_turns").await;
    let village = app.village().await;
    let keeper = Keeper::of(&app.running.app);
    let registry = app.running.app.registry();
    let entry = registry.by_schema(&village.schema).unwrap().entry.clone();
    let name = format!("banua backup {}", village.schema);
    let turn = app.database.turn(&name).await.unwrap().unwrap();
    let refused = keeper.export(&entry, Purpose::Asked).await;
    assert!(refused.unwrap_err().to_string().contains("another export"));
    turn.end().await;
    let made = keeper.export(&entry, Purpose::Asked).await.unwrap();
    // A table that cannot be read: the attempt fails, the last good one stays, and somebody hears.
    sql(
        &app,
        &format!("revoke all on {}.pages from {0}", village.schema),
    )
    .await;
    assert!(keeper.export(&entry, Purpose::Asked).await.is_err());
    let figures = backups::figures(app.database.control()).await.unwrap();
    assert_eq!(figures.failed, 1);
    let kept = kept(&app, &village).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].key, made.key);
    let stored = app.running.app.objects.list_backups(None, None, 100).await;
    assert_eq!(stored.unwrap().backups.len(), 1);
}
