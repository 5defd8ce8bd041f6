//! What visitors see when something behind the service is away.

use support::{TestApp, publish, text};

#[tokio::test]
async fn without_redis_and_object_storage_news_is_read_and_searched() {
    let app = TestApp::start_with(|config| {
        config.redis.url = Some(config::Secret::from("redis://127.0.0.1:1/".to_owned()));
    })
    .await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "kabar", "Kabar Desa", "Isi").await;
    tx.commit().await.unwrap();
    assert_eq!(
        app.get(&village.host(), "/artikel/kabar").await.status(),
        200
    );
    assert_eq!(
        app.get(&village.host(), "/cari?q=kabar").await.status(),
        200
    );
}

#[tokio::test]
async fn without_postgres_visitors_get_503_and_a_time_to_come_back() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let before = text(app.get(&village.host(), "/kontak").await).await;
    assert!(before.contains("Kontak"));
    app.running.app.database.close().await;
    let missing = app.get(&village.host(), "/agenda").await;
    assert_eq!(missing.status(), 503);
    assert!(missing.headers().contains_key("retry-after"));
    let body = text(missing).await;
    assert!(body.contains("terganggu"), "{body}");
    // What was read before is still there.
    assert_eq!(app.get(&village.host(), "/kontak").await.status(), 200);
    assert_eq!(app.get(&village.host(), "/healthz").await.status(), 200);
    assert_eq!(app.get(&village.host(), "/readyz").await.status(), 503);
}

#[tokio::test]
async fn a_table_that_changes_under_prepared_statements_is_not_noticed() {
    let app = TestApp::start_with(|config| config.cache.pages = false).await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "gotong-royong", "Gotong royong", "Pagi ini.").await;
    tx.commit().await.unwrap();
    // Every connection of the pool has the statement of the list prepared.
    let host = village.host();
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..16 {
        readers.spawn(app.ask(&host, "/artikel").send());
    }
    readers.join_all().await;
    let mut owner = app.database.owner().await.unwrap();
    let change = format!(
        "alter table {}.articles alter column title type varchar(500)",
        village.schema
    );
    sqlx::query(sqlx::AssertSqlSafe(change))
        .execute(&mut owner)
        .await
        .unwrap();
    for _ in 0..8 {
        assert_eq!(app.get(&host, "/artikel").await.status(), 200);
    }
}
