//! Moving while the village is used.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use db::moving::{self, Move};
use identity::Role;
use support::{publish, text};

use super::*;
use crate::{
    isolation::seed,
    office::{accounts, enter, of},
};

#[tokio::test]
async fn a_village_moves_with_everything_it_has_and_back() {
    let app = start("banua_it_shards_move").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    let accounts = accounts(&app, &village).await;
    // Every table has something in it.
    seed(&app, &village, "PINDAH").await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "panen", "Panen raya", "Padi menguning").await;
    tx.commit().await.unwrap();
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    // A draft, a link for a reset, a session: what no archive holds moves, too.
    desk.act(
        "/kantor/artikel",
        "/kantor/artikel/baru",
        &[("judul", "Rancangan")],
    )
    .await;
    let main = ShardName::main();
    let other = print_of(&app, &neighbour.schema, &main).await;
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::SUCCESS);

    assert_eq!(shard_of(&app, &village).await, far());
    // Nothing of it is different, and the copy that is left takes no more.
    assert_eq!(
        print_of(&app, &village.schema, &far()).await,
        print_of(&app, &village.schema, &main).await
    );
    assert!(!may_write(&app, &village.schema, &main).await);
    assert!(may_write(&app, &village.schema, &far()).await);
    assert_eq!(print_of(&app, &neighbour.schema, &main).await, other);

    // Life goes on: read, written, counted, signed in as before.
    soon("the article is read where it is now", async || {
        app.get(&village.host(), "/artikel/panen").await.status() == 200
    })
    .await;
    let seen = desk.open("/kantor").await;
    assert_eq!(seen.path, "/kantor", "{}", seen.html);
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "sesudah", "Sesudah pindah", "Isi").await;
    tx.commit().await.unwrap();
    soon("what is published later is read", async || {
        app.get(&village.host(), "/artikel/sesudah").await.status() == 200
    })
    .await;
    soon("the district hears of it", async || {
        let page = text(app.get(&app.portal_host(), "/kabar").await).await;
        page.contains("Sesudah pindah")
    })
    .await;
    let timeline = register::timeline(app.database.control(), &village.code)
        .await
        .unwrap();
    assert_eq!(timeline[0].kind, "relocated");

    // The copy goes when nobody reads it any more, and not before.
    moving::mend(&app.database).await.unwrap();
    assert!(is_in(&app, &village.schema, &main).await);
    let mut owner = app.database.owner().await.unwrap();
    sqlx::raw_sql("update platform.village_copies set noted_at = now() - interval '1 hour'")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(moving::mend(&app.database).await.unwrap().removed, 1);
    assert!(!is_in(&app, &village.schema, &main).await);
    let listed = command_line(&app.config, &["shard", "list"]).await;
    assert_eq!(listed, ExitCode::SUCCESS);

    // There it is exported, brought back, upgraded and found like any other.
    let kept = print_of(&app, &village.schema, &far()).await;
    let file = std::env::temp_dir().join(format!("banua-{}.tar.zst", uuid::Uuid::new_v4()));
    let file = file.to_str().unwrap().to_owned();
    for line in [
        vec!["village", "export", &village.slug, &file],
        vec!["village", "restore", &village.slug, &file, "--yes"],
        vec!["migrate"],
    ] {
        assert_eq!(
            command_line(&app.config, &line).await,
            ExitCode::SUCCESS,
            "{line:?}"
        );
    }
    let restored = print_of(&app, &village.schema, &far()).await;
    let articles =
        |print: &[(String, String)]| print.iter().find(|(table, _)| table == "articles").cloned();
    assert_eq!(articles(&kept), articles(&restored));

    // And back; then gone for good, wherever it was.
    assert_eq!(move_to(&app, &village, "main").await, ExitCode::SUCCESS);
    assert_eq!(print_of(&app, &village.schema, &main).await, restored);
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::SUCCESS);
    let drop = ["village", "drop", &village.slug, "--yes", "--now"];
    assert_eq!(command_line(&app.config, &drop).await, ExitCode::SUCCESS);
    assert!(!is_in(&app, &village.schema, &far()).await);
    assert!(!is_in(&app, &village.schema, &main).await || has_note(&app, &village.schema).await);
    assert_eq!(print_of(&app, &neighbour.schema, &main).await, other);
}

#[tokio::test]
async fn who_reads_notices_nothing_and_who_writes_loses_nothing() {
    let app = start("banua_it_shards_life").await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "kabar", "Kabar", "Isi").await;
    tx.commit().await.unwrap();
    let (stop, refused) = (AtomicBool::new(false), AtomicUsize::new(0));
    let reading = async {
        let mut read = 0;
        while !stop.load(Ordering::Relaxed) {
            // What is not there is never kept: the database is asked each time.
            for (path, wanted) in [
                ("/artikel/kabar", 200),
                (&format!("/artikel/x-{read}"), 404),
            ] {
                let answer = app.get(&village.host(), path).await;
                let status = answer.status();
                assert_eq!(
                    status,
                    wanted,
                    "{path} after {read}: {}",
                    text(answer).await
                );
            }
            read += 1;
        }
        read
    };
    let writing = async {
        let mut written = Vec::new();
        for number in 0.. {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let slug = format!("tulisan-{number}");
            match try_publish(&app, &village, &slug).await {
                Ok(()) => written.push(slug),
                Err(_) => _ = refused.fetch_add(1, Ordering::Relaxed),
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        written
    };
    let moving = async {
        for shard in [FAR, "main", FAR] {
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert_eq!(move_to(&app, &village, shard).await, ExitCode::SUCCESS);
        }
        stop.store(true, Ordering::Relaxed);
    };
    let (read, written, ()) = tokio::join!(reading, writing, moving);
    assert!(read > 10, "only {read} were read");
    assert!(!written.is_empty());
    // What was said to be stored is there, three moves later.
    let mut tx = app.tx(&village).await;
    let there: Vec<String> = sqlx::query_scalar("select slug from articles")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    for slug in written {
        assert!(there.contains(&slug), "{slug} is lost");
    }
}

#[tokio::test]
async fn a_form_sent_during_a_move_waits_and_arrives() {
    let app = start("banua_it_shards_form").await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let form = desk.open("/kantor/artikel/baru").await;
    assert_eq!(form.status, 200);
    let villages = register::all(&app.database).await.unwrap();
    let entry = villages
        .iter()
        .find(|entry| entry.code == village.code)
        .unwrap();
    let target = app.database.shard(&far()).unwrap();
    let mut under_way = Move::begin(&app.database, entry, target).await.unwrap();
    under_way.still().await.unwrap();
    soon("the service has heard of it", async || {
        let registry = app.running.app.registry();
        registry
            .by_schema(&village.schema)
            .unwrap()
            .entry
            .moving_to
            .is_some()
    })
    .await;
    let begun = Instant::now();
    let sent = desk.open("/kantor/artikel");
    let breaking_off = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        drop(under_way);
        moving::mend(&app.database).await.unwrap();
    };
    let (seen, ()) = tokio::join!(sent, breaking_off);
    assert_eq!(seen.status, 200);
    assert!(
        begun.elapsed() >= Duration::from_millis(700),
        "it did not wait"
    );
    assert!(may_write(&app, &village.schema, &ShardName::main()).await);
    assert!(!is_in(&app, &village.schema, &far()).await);
}

#[tokio::test]
async fn a_move_that_cannot_be_made_changes_nothing() {
    let app = start("banua_it_shards_refused").await;
    let village = app.village().await;
    let refused = ExitCode::from(2);
    assert_eq!(move_to(&app, &village, "entah").await, refused);
    let again = ["village", "move", &village.slug, "--to", "main"];
    assert_eq!(command_line(&app.config, &again).await, ExitCode::SUCCESS);

    // A table that nobody says travels would stay behind.
    let mut owner = app.database.owner().await.unwrap();
    let extra = format!("create table {}.tamu (id int primary key)", village.schema);
    sqlx::raw_sql(sqlx::AssertSqlSafe(extra))
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::from(1));
    stays(&app, &village).await;
    let extra = format!("drop table {}.tamu", village.schema);
    sqlx::raw_sql(sqlx::AssertSqlSafe(extra))
        .execute(&mut owner)
        .await
        .unwrap();

    // Somebody drops, restores or moves it already.
    let turn = moving::turn(&app.database, &village.schema)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::from(1));
    turn.end().await;

    // An older schema goes nowhere.
    let behind = "update platform.villages set schema_version = schema_version - 1";
    sqlx::raw_sql(behind).execute(&mut owner).await.unwrap();
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::from(1));
    assert_eq!(
        command_line(&app.config, &["migrate"]).await,
        ExitCode::SUCCESS
    );
    stays(&app, &village).await;
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::SUCCESS);
}

/// It is where it was, takes what is written, and nothing is left there.
async fn stays(app: &TestApp, village: &TestVillage) {
    assert_eq!(shard_of(app, village).await, ShardName::main());
    assert!(may_write(app, &village.schema, &ShardName::main()).await);
    assert!(!is_in(app, &village.schema, &far()).await);
    assert!(!has_note(app, &village.schema).await);
}

async fn try_publish(app: &TestApp, village: &TestVillage, slug: &str) -> sqlx::Result<()> {
    // As a process does that hears of moves a moment later.
    let mut tx = app.running.app.database.village(&village.schema).await?;
    sqlx::query(
        "insert into articles (id, slug, title, body_html, status, published_at)
         values (gen_random_uuid(), $1, 'Tulisan', '<p>Isi</p>', 'published', now())",
    )
    .bind(slug)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

async fn may_write(app: &TestApp, schema: &SchemaName, shard: &ShardName) -> bool {
    let mut owner = app.database.shard(shard).unwrap().owner().await.unwrap();
    let text = format!("select has_table_privilege('{schema}', '{schema}.articles', 'insert')");
    sqlx::query_scalar(sqlx::AssertSqlSafe(text))
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

async fn has_note(app: &TestApp, schema: &SchemaName) -> bool {
    for shard in app.database.shards() {
        let mut owner = shard.owner().await.unwrap();
        let noted: bool = sqlx::query_scalar(
            "select exists (select from platform.village_copies where schema_name = $1)",
        )
        .bind(schema.as_str())
        .fetch_one(&mut owner)
        .await
        .unwrap();
        if noted {
            return true;
        }
    }
    false
}
