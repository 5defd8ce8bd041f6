//! When the second database is away.

use db::fleet;
use support::text;

use super::*;

#[tokio::test]
async fn a_database_that_is_away_takes_only_its_own_villages() {
    let app = start("banua_it_shards_away").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    assert_eq!(move_to(&app, &village, FAR).await, ExitCode::SUCCESS);
    soon("it is served from there", async || {
        app.get(&village.host(), "/kontak").await.status() == 200
    })
    .await;

    let mut owner = app.database.owner().await.unwrap();
    for statement in [
        "alter database banua_it_shards_away_far allow_connections false",
        "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = 'banua_it_shards_away_far'",
    ] {
        sqlx::raw_sql(statement).execute(&mut owner).await.unwrap();
    }
    // What nobody has read yet cannot be read; what is in memory still is.
    let away = app.get(&village.host(), "/agenda").await;
    assert_eq!(away.status(), 503);
    assert!(away.headers().contains_key("retry-after"));
    assert_eq!(app.get(&village.host(), "/kontak").await.status(), 200);
    // Everybody else goes on, and the service is ready for more.
    for path in ["/agenda", "/kontak"] {
        assert_eq!(app.get(&neighbour.host(), path).await.status(), 200);
    }
    assert_eq!(app.get(&app.portal_host(), "/").await.status(), 200);
    assert_eq!(app.get(&neighbour.host(), "/readyz").await.status(), 200);
    // Operators are told which one it is.
    for line in [vec!["shard", "list"], vec!["check"]] {
        assert_eq!(
            command_line(&app.config, &line).await,
            ExitCode::from(1),
            "{line:?}"
        );
    }
    let outcome = fleet::migrate(&app.database, |_, _| {}).await.unwrap();
    assert_eq!(outcome.failed.len(), 1);
    assert!(outcome.failed[0].0.contains(FAR), "{:?}", outcome.failed);

    let back = "alter database banua_it_shards_away_far allow_connections true";
    sqlx::raw_sql(back).execute(&mut owner).await.unwrap();
    soon("it comes back by itself", async || {
        app.get(&village.host(), "/agenda").await.status() == 200
    })
    .await;
}

#[tokio::test]
async fn a_village_in_a_database_nobody_named_answers_503_alone() {
    let app = start("banua_it_shards_unnamed").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    let mut owner = app.database.owner().await.unwrap();
    sqlx::query("update platform.villages set shard = 'entah' where code = $1")
        .bind(village.code.dotted())
        .execute(&mut owner)
        .await
        .unwrap();
    app.running.app.reload_registry().await.unwrap();
    let answer = app.get(&village.host(), "/kontak").await;
    assert_eq!(answer.status(), 503);
    assert!(text(answer).await.contains("terganggu"));
    assert_eq!(app.get(&neighbour.host(), "/kontak").await.status(), 200);
    let listed = command_line(&app.config, &["shard", "list"]).await;
    assert_eq!(listed, ExitCode::from(1));
}
