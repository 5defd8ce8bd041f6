//! What visitors see, and that they see it at once.

use std::time::Duration;

use support::{TestApp, publish, text};

#[tokio::test]
async fn an_empty_village_looks_finished_and_says_only_what_is_true() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let body = text(app.get(&village.host(), "/").await).await;
    assert!(body.contains(&village.code.dotted()));
    assert!(body.contains("Kab. Banjar"));
    for path in [
        "/artikel",
        "/agenda",
        "/galeri",
        "/pemerintahan",
        "/kontak",
        "/arsip",
        "/cari",
    ] {
        assert_eq!(app.get(&village.host(), path).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn a_committed_change_is_seen_by_the_next_reader() {
    let app = TestApp::start().await;
    let village = app.village().await;
    assert!(
        !text(app.get(&village.host(), "/artikel").await)
            .await
            .contains("Kabar Baru")
    );
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "kabar-baru", "Kabar Baru", "Isi").await;
    tx.commit().await.unwrap();
    let mut seen = false;
    for _ in 0..40 {
        if text(app.get(&village.host(), "/artikel").await)
            .await
            .contains("Kabar Baru")
        {
            seen = true;
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(seen, "a second later the old list is still shown");
}

#[tokio::test]
async fn a_kept_page_answers_304_and_comes_compressed() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let first = app.get(&village.host(), "/kontak").await;
    let etag = first.headers()["etag"].clone();
    let again = app
        .ask(&village.host(), "/kontak?utm_source=wa&fbclid=x")
        .header("if-none-match", &etag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);
    let small = app
        .ask(&village.host(), "/kontak")
        .header("accept-encoding", "br")
        .send()
        .await
        .unwrap();
    assert_eq!(small.headers()["content-encoding"], "br");
    let head = app.ask(&village.host(), "/kontak").build().unwrap();
    let mut head = head;
    *head.method_mut() = reqwest::Method::HEAD;
    let head = reqwest::Client::new().execute(head).await.unwrap();
    assert_eq!(head.status(), 200);
    assert!(head.text().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_scheduled_article_appears_by_itself_on_time() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "nanti", "Nanti Terbit", "Isi").await;
    sqlx::query("update articles set published_at = now() + interval '1 hour'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        app.get(&village.host(), "/artikel/nanti").await.status(),
        404
    );
    app.clock
        .set(jiff::Timestamp::now() + jiff::SignedDuration::from_hours(2));
    assert_eq!(
        app.get(&village.host(), "/artikel/nanti").await.status(),
        200
    );
}
