//! What becomes of exports and jobs of a village that is dropped.

use jobs::Handlers;
use support::text;
use tokio::sync::Notify;

use super::*;

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
    let worker = Worker::new(
        app.database.home().clone(),
        handlers,
        1,
        Duration::from_secs(1),
    );
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
