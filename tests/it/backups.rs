//! Exports in the object store: made at night, tried out, gone back to, and kept for a while.

use std::{process::ExitCode, time::Duration};

use banua::backup::Keeper;
use config::Secret;
use db::backups::{self, Backup, Purpose, Verdict};
use jobs::{Handlers, Worker};
use support::{TestApp, TestVillage, command_line, environment, own_database, text};
use tokio::sync::Notify;

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
    let pool = app.database.control().clone();
    Worker::new(pool, handlers, 2, Duration::from_secs(1))
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
async fn a_village_goes_back_to_any_export_and_forth_again() {
    let app = regency("banua_it_back").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    seed(&app, &village, "SEMULA").await;
    seed(&app, &neighbour, "TETANGGA").await;
    let beside = print_of(&app, &neighbour).await;
    assert_eq!(
        run(&app, &["backup", "run", &village.slug]).await,
        ExitCode::SUCCESS
    );
    let mut tx = app.tx(&village).await;
    sqlx::query("update articles set title = 'Dirusak'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let first = kept(&app, &village).await[0].key.clone();
    let line = ["village", "restore", &village.slug, "--from", &first];
    assert_eq!(run(&app, &line).await, ExitCode::from(2), "without --yes");
    let line = [
        "village",
        "restore",
        &village.slug,
        "--from",
        &first,
        "--yes",
    ];
    assert_eq!(run(&app, &line).await, ExitCode::SUCCESS);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("SEMULA") && !page.contains("Dirusak"));
    let aside = kept(&app, &village).await;
    assert_eq!(aside.len(), 2);
    assert_eq!(aside[0].purpose, Purpose::BeforeRestore);
    let line = [
        "village",
        "restore",
        &village.slug,
        "--from",
        &aside[0].key,
        "--yes",
    ];
    assert_eq!(run(&app, &line).await, ExitCode::SUCCESS);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("Dirusak"));
    assert_eq!(
        print_of(&app, &neighbour).await,
        beside,
        "the neighbour is untouched"
    );
    // A key of somebody else's, and one of nothing.
    assert_eq!(run(&app, &["backup", "run"]).await, ExitCode::SUCCESS);
    let foreign = kept(&app, &neighbour).await[0].key.clone();
    let missing = format!("backup/{}/20200101T000000.000Z.tar.zst", village.schema);
    for key in [&foreign, &missing] {
        let line = ["village", "restore", &village.slug, "--from", key, "--yes"];
        assert_eq!(run(&app, &line).await, ExitCode::from(2), "{key}");
    }
    assert_eq!(print_of(&app, &neighbour).await, beside);
}

#[tokio::test]
async fn who_writes_while_a_village_is_restored_waits_and_nothing_is_mixed() {
    let app = regency("banua_it_busy").await;
    let village = app.village().await;
    seed(&app, &village, "SEMULA").await;
    assert_eq!(
        run(&app, &["backup", "run", &village.slug]).await,
        ExitCode::SUCCESS
    );
    let key = kept(&app, &village).await[0].key.clone();
    let line = ["village", "restore", &village.slug, "--from", &key, "--yes"];
    let writing = async {
        for number in 0..40 {
            let mut tx = app.tx(&village).await;
            let slug = format!("baru-{number}");
            sqlx::query(
                "insert into articles (id, slug, title, excerpt, body_html, status)
                 values (gen_random_uuid(), $1, $1, '', '', 'draft')",
            )
            .bind(&slug)
            .execute(&mut *tx)
            .await
            .unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
            sqlx::query(
                "insert into comments (id, article_id, author, body)
                         select gen_random_uuid(), id, 'a', 'b' from articles where slug = $1",
            )
            .bind(&slug)
            .execute(&mut *tx)
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
    };
    let (ended, ()) = tokio::join!(run(&app, &line), writing);
    assert_eq!(ended, ExitCode::SUCCESS);
    let schema = &village.schema;
    let orphans = format!(
        "select (select count(*) from {schema}.articles where slug like 'baru-%')
              - (select count(*) from {schema}.comments where author = 'a')"
    );
    assert_eq!(
        count(&app, &orphans).await,
        0,
        "each came whole or went whole"
    );
}

#[tokio::test]
async fn a_damaged_export_is_found_told_and_never_restored() {
    let app = regency("banua_it_bad").await;
    let village = app.village().await;
    seed(&app, &village, "UTUH").await;
    let before = print_of(&app, &village).await;
    assert_eq!(run(&app, &["backup", "run"]).await, ExitCode::SUCCESS);
    assert_eq!(
        run(&app, &["backup", "drill", "--random"]).await,
        ExitCode::SUCCESS
    );
    let backup = kept(&app, &village).await.remove(0);
    let file = app
        .config
        .storage
        .data_dir
        .join(&app.config.storage.bucket)
        .join(&backup.key);
    let whole = std::fs::read(&file).unwrap();
    let mut unpacked = zstd::decode_all(whole.as_slice()).unwrap();
    let swap = |unpacked: &mut Vec<u8>, from: &[u8], to: &[u8]| {
        let at = unpacked
            .windows(from.len())
            .position(|part| part == from)
            .unwrap();
        unpacked[at..at + to.len()].copy_from_slice(to);
    };
    let mut newer = unpacked.clone();
    let version = db::required_version().to_string();
    let next = format!("{}{}", "3", &version[1..]);
    swap(
        &mut newer,
        format!("\"schema_version\": {version}").as_bytes(),
        format!("\"schema_version\": {next}").as_bytes(),
    );
    // Only what no hash covers is changed: every entry is right, and the list knows better.
    let mut forged = unpacked.clone();
    swap(
        &mut forged,
        b"\"palette\": \"padi\"",
        b"\"palette\": \"ulin\"",
    );
    swap(&mut unpacked, b"UTUH", b"RUSA");
    let pack = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    for (what, bytes) in [
        ("unpacked", whole[..whole.len() / 2].to_vec()),
        ("was changed", pack(&unpacked)),
        ("not the export that was put there", pack(&forged)),
        ("newer version", pack(&newer)),
        ("no whole archive", Vec::new()),
    ] {
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(
            run(&app, &["backup", "drill", &village.slug]).await,
            ExitCode::FAILURE
        );
        let judged = kept(&app, &village).await.remove(0);
        assert_eq!(judged.verdict, Some(Verdict::Bad), "{what}");
        assert!(judged.reason.contains(what), "{}", judged.reason);
        let restore = [
            "village",
            "restore",
            &village.slug,
            "--from",
            &backup.key,
            "--yes",
        ];
        assert_eq!(run(&app, &restore).await, ExitCode::from(2), "{what}");
        let figures = backups::figures(app.database.control()).await.unwrap();
        assert_eq!(figures.failed, 1, "{what}");
    }
    assert_eq!(
        print_of(&app, &village).await,
        before,
        "nothing was changed"
    );
    let only = kept(&app, &village).await;
    assert_eq!(
        only.len(),
        1,
        "nothing was put aside for a restore that was refused"
    );
    std::fs::remove_file(&file).unwrap();
    assert_eq!(
        run(&app, &["backup", "drill", &village.slug]).await,
        ExitCode::FAILURE
    );
    std::fs::write(&file, whole).unwrap();
    assert_eq!(
        run(&app, &["backup", "drill", &village.slug]).await,
        ExitCode::SUCCESS
    );
    let figures = backups::figures(app.database.control()).await.unwrap();
    assert_eq!(figures.failed, 0);
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

#[tokio::test]
async fn exports_of_a_dropped_village_stay_for_the_grace() {
    let app = regency("banua_it_grace").await;
    let village = app.village().await;
    seed(&app, &village, "KEMBALI").await;
    assert_eq!(run(&app, &["backup", "run"]).await, ExitCode::SUCCESS);
    let key = kept(&app, &village).await[0].key.clone();
    let drop = ["village", "drop", &village.slug, "--yes", "--now"];
    assert_eq!(run(&app, &drop).await, ExitCode::SUCCESS);
    let keeper = Keeper::of(&app.running.app);
    assert_eq!(keeper.tidy().await.unwrap(), 0);
    let list = ["backup", "list", &village.slug];
    assert_eq!(
        run(&app, &list).await,
        ExitCode::SUCCESS,
        "by the name it had"
    );
    let import = ["village", "import", "--from", &key];
    assert_eq!(run(&app, &import).await, ExitCode::SUCCESS);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("KEMBALI"));
    assert_eq!(run(&app, &drop).await, ExitCode::SUCCESS);
    let days = |days: u32| {
        format!(
            "update platform.village_events set happened_at = now() - interval '{days} days'
         where kind = 'dropped'"
        )
    };
    sql(&app, &days(29)).await;
    assert_eq!(keeper.tidy().await.unwrap(), 0);
    sql(&app, &days(31)).await;
    assert_eq!(keeper.tidy().await.unwrap(), 1);
    assert!(kept(&app, &village).await.is_empty());
    let stored = app.running.app.objects.list_backups(None, None, 100).await;
    assert!(stored.unwrap().backups.is_empty());
}

#[tokio::test]
async fn a_village_is_dropped_while_its_job_runs() {
    let app = regency("banua_it_running").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    let (begun, go_on) = (
        std::sync::Arc::new(Notify::new()),
        std::sync::Arc::new(Notify::new()),
    );
    let mut handlers = Handlers::default();
    let database = app.database.clone();
    let (told, waits) = (begun.clone(), go_on.clone());
    handlers.on("uji.lama", move |job| {
        let (database, told, waits) = (database.clone(), told.clone(), waits.clone());
        async move {
            let village = job.village.unwrap();
            let mut tx = database.village(&village.schema).await?;
            sqlx::query("select count(*) from articles")
                .execute(&mut *tx)
                .await?;
            tx.finish().await?;
            told.notify_one();
            waits.notified().await;
            let mut tx = database.village(&village.schema).await?;
            sqlx::query("update site set tagline = 'selesai'")
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        }
    });
    let pool = app.database.control().clone();
    let worker = Worker::new(pool, handlers, 1, Duration::from_secs(1));
    let ask = async |village: &TestVillage| {
        let mut tx = app.tx(village).await;
        jobs::enqueue(&mut tx, "uji.lama", &serde_json::json!({}), None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    ask(&village).await;
    let dropping = async {
        begun.notified().await;
        let drop = ["village", "drop", &village.slug, "--yes", "--now"];
        assert_eq!(run(&app, &drop).await, ExitCode::SUCCESS);
        go_on.notify_one();
    };
    let (ended, ()) = tokio::join!(worker.drain(|_| {}), dropping);
    assert_eq!(ended.unwrap(), (1, 1), "it came to nothing");
    assert_eq!(
        count(
            &app,
            "select count(*) from platform.jobs where kind = 'uji.lama'"
        )
        .await,
        0,
        "and is forgotten"
    );
    let left = format!(
        "select count(*) from pg_namespace where nspname = '{}'",
        village.schema
    );
    assert_eq!(count(&app, &left).await, 0);
    // The worker goes on with the others.
    ask(&neighbour).await;
    go_on.notify_one();
    assert_eq!(worker.drain(|_| {}).await.unwrap(), (1, 0));
    let done = format!(
        "select count(*) from {}.site where tagline = 'selesai'",
        neighbour.schema
    );
    assert_eq!(count(&app, &done).await, 1);
}
