//! What villages tell: asked for with every commit, in their own name only.

use db::VillageTx;
use serde_json::Value;
use support::{TestApp, TestVillage, publish};

use super::{portal, work};

async fn figures(app: &TestApp, village: &TestVillage, topic: &str) -> Value {
    sqlx::query_scalar(
        "select figures from platform.village_stats where village_code = $1 and topic = $2",
    )
    .bind(village.code.dotted())
    .bind(topic)
    .fetch_one(app.database.control())
    .await
    .unwrap()
}

async fn waiting(app: &TestApp, village: &TestVillage) -> i64 {
    sqlx::query_scalar(
        "select count(*) from platform.jobs
         where kind = 'rollup' and status = 'waiting' and run_at <= now() and village_code = $1",
    )
    .bind(village.code.dotted())
    .fetch_one(app.database.control())
    .await
    .unwrap()
}

async fn say(tx: &mut VillageTx, statement: &str) -> Result<(), sqlx::Error> {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

#[tokio::test]
async fn every_commit_asks_once_and_the_figures_are_those_of_the_village() {
    let app = portal("figures").await;
    let village = app.village().await;
    assert_eq!(
        waiting(&app, &village).await,
        1,
        "a new village tells itself"
    );
    work(&app).await;
    let empty = figures(&app, &village, "content").await;
    assert_eq!(empty["articles"], 0);
    assert_eq!(empty["last_published_at"], Value::Null);
    assert_eq!(empty["storage_bytes"], 0);

    let mut tx = app.tx(&village).await;
    publish(&mut tx, "satu", "Satu", "Isi").await;
    publish(&mut tx, "dua", "Dua", "Isi").await;
    say(
        &mut tx,
        "insert into articles (id, slug, title, body_html, status, published_at)
         values (gen_random_uuid(), 'nanti', 'Nanti', '', 'published', now() + interval '2 days')",
    )
    .await
    .unwrap();
    say(
        &mut tx,
        "insert into media (id, sha256, file_name, byte_size, status, variants)
         values (gen_random_uuid(), repeat('a', 64), 'x', 1000, 'ready',
             '[{\"bytes\": 200}, {\"bytes\": 34}]')",
    )
    .await
    .unwrap();
    say(
        &mut tx,
        "insert into comments (id, article_id, author, body, status, created_at)
         select gen_random_uuid(), id, 'A', 'B', state, '2026-11-01T00:00:00Z'
         from articles, unnest(array['pending', 'approved']) state where slug = 'satu'",
    )
    .await
    .unwrap();
    say(
        &mut tx,
        "insert into staff (id, email, name, roles, status, password_hash)
         values (gen_random_uuid(), 'a@contoh.test', 'A', array['operator'], 'active', 'x')",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut tx = app.tx(&village).await;
    say(&mut tx, "update site set tagline = 'Lagi'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(waiting(&app, &village).await, 1, "two commits, one roll-up");
    assert_eq!(work(&app).await, 1);

    let content = figures(&app, &village, "content").await;
    assert_eq!(content["articles"], 2);
    assert_eq!(content["scheduled"], 1);
    assert_eq!(content["photos"], 1);
    assert_eq!(content["storage_bytes"], 1234);
    let last: jiff::Timestamp =
        serde_json::from_value(content["last_published_at"].clone()).unwrap();
    assert!(last < jiff::Timestamp::now());
    let comments = figures(&app, &village, "comments").await;
    assert_eq!(comments["waiting"], 1);
    assert_eq!(comments["approved"], 1);
    assert_eq!(comments["oldest_waiting_at"], "2026-11-01T00:00:00Z");
    let office = figures(&app, &village, "office").await;
    assert_eq!(office["staff"], 1);
    assert_eq!(office["last_login_at"], Value::Null);

    // What a roll-up read cannot be older than what the one before it published.
    app.tx(&village).await.finish().await.unwrap();
    assert_eq!(waiting(&app, &village).await, 0, "reading asks for nothing");
}

#[tokio::test]
async fn the_days_are_kept_and_the_oldest_let_go() {
    let app = portal("days").await;
    let village = app.village().await;
    let mut owner = app.database.owner().await.unwrap();
    sqlx::query(
        "insert into platform.village_stats_days (village_code, topic, day, figures)
         select $1, 'content', current_date - days, '{\"articles\": 7}'
         from unnest(array[30, 399, 402]) days",
    )
    .bind(village.code.dotted())
    .execute(&mut owner)
    .await
    .unwrap();
    work(&app).await;
    // A second one on the same day writes over the first.
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "satu", "Satu", "Isi").await;
    tx.commit().await.unwrap();
    work(&app).await;
    let days: Vec<(i64, Value)> = sqlx::query_as(
        "select ((now() at time zone 'Asia/Makassar')::date - day)::bigint, figures -> 'articles'
         from platform.village_stats_days
         where village_code = $1 and topic = 'content' order by day desc",
    )
    .bind(village.code.dotted())
    .fetch_all(app.database.control())
    .await
    .unwrap();
    let articles: Vec<&Value> = days.iter().map(|(_, articles)| articles).collect();
    assert_eq!(articles, [1, 7, 7], "{days:?}");
    assert_eq!(days[0].0, 0, "today is the village's today");
}

#[tokio::test]
async fn no_village_speaks_for_another() {
    let app = portal("own").await;
    let (one, other) = (app.village().await, app.village().await);
    work(&app).await;
    let (mine, theirs) = (one.code.dotted(), other.code.dotted());
    for forbidden in [
        "select count(*) from platform.village_news".to_owned(),
        format!(
            "insert into platform.village_news (village_code, slug, id, title, published_at)
             values ('{theirs}', 'a', gen_random_uuid(), 'A', now())"
        ),
        format!("delete from platform.village_news where village_code = '{theirs}'"),
        format!(
            "update platform.village_stats set figures = '{{}}' where village_code = '{theirs}'"
        ),
        format!("delete from platform.village_stats_days where village_code = '{theirs}'"),
        "select count(*) from platform.village_shapes".to_owned(),
        "insert into platform.village_names (village_code, name) values ('x', 'y')".to_owned(),
    ] {
        let mut tx = app.tx(&one).await;
        let error = say(&mut tx, &forbidden).await.expect_err(&forbidden);
        let code = error.as_database_error().and_then(|error| error.code());
        assert_eq!(code.as_deref(), Some("42501"), "{forbidden}: {error}");
    }
    // What the functions write belongs to whoever calls, whatever is handed over.
    let mut tx = app.tx(&one).await;
    say(
        &mut tx,
        &format!(
            "select platform.publish_news(jsonb_build_array(jsonb_build_object(
                 'village_code', '{theirs}', 'slug', 'a', 'title', 'A', 'excerpt', 'E',
                 'published_at', now())))"
        ),
    )
    .await
    .unwrap();
    tx.finish().await.unwrap();
    let owners: Vec<String> = sqlx::query_scalar("select village_code from platform.village_news")
        .fetch_all(app.database.control())
        .await
        .unwrap();
    assert_eq!(owners, [mine]);
    // More than twenty, or what has no address, is not taken.
    let mut tx = app.tx(&one).await;
    say(
        &mut tx,
        "select platform.publish_news((
             select jsonb_agg(jsonb_build_object('slug', slug, 'title', repeat('T', 9999),
                 'excerpt', null, 'published_at', now() - interval '1 day'))
             from (
                 select 'a' || n as slug from generate_series(1, 40) n
                 union all select '../x' union all select ''
             ) s
         ))",
    )
    .await
    .unwrap();
    tx.finish().await.unwrap();
    let (count, longest): (i64, i32) =
        sqlx::query_as("select count(*), max(length(title)) from platform.village_news")
            .fetch_one(app.database.control())
            .await
            .unwrap();
    assert_eq!((count, longest), (20, 300));
    // Outside of a village nothing is published, and nothing is asked for.
    let mut owner = app.database.owner().await.unwrap();
    for refused in [
        "select platform.publish_news('[]')",
        "select platform.publish_stats('content', '{}')",
    ] {
        let error = sqlx::query(refused)
            .execute(&mut owner)
            .await
            .expect_err(refused);
        assert!(error.to_string().contains("outside a village"), "{error}");
    }
}
