//! A citizen says something below an article, and it waits for the office.

use support::{Browser, TestApp, TestVillage, publish};

const FORM: &str = "/artikel/gotong-royong/komentar";

async fn village_with_article(app: &TestApp) -> TestVillage {
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "gotong-royong", "Gotong royong", "Pagi ini.").await;
    tx.commit().await.unwrap();
    village
}

/// What the newest challenge of this browser expects; only the test may look.
async fn expected(village: &TestVillage, browser: &Browser<'_>) -> (String, String) {
    let open = &browser.cookies["__Host-kode"];
    let id = open.split('.').next().unwrap();
    let url = support::environment("BANUA_REDIS_URL");
    let mut redis = redis::Client::open(url)
        .unwrap()
        .get_multiplexed_async_connection()
        .await
        .unwrap();
    let key = format!("{}:note:captcha:{id}", village.schema);
    let note: String = redis::cmd("GET")
        .arg(&key)
        .query_async(&mut redis)
        .await
        .unwrap();
    // Nobody answers within three seconds: the test plays a slow person.
    let mut note: serde_json::Value = serde_json::from_str(&note).unwrap();
    note["made_at"] = (note["made_at"].as_i64().unwrap() - 10).into();
    let () = redis::cmd("SET")
        .arg(&key)
        .arg(note.to_string())
        .arg("KEEPTTL")
        .query_async(&mut redis)
        .await
        .unwrap();
    (
        id.to_owned(),
        note["expected"]["code"].as_str().unwrap().to_owned(),
    )
}

async fn kept(app: &TestApp, village: &TestVillage) -> Vec<(String, String)> {
    let mut tx = app.tx(village).await;
    let rows = sqlx::query_as("select author, status from comments order by created_at")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    rows
}

#[tokio::test]
async fn a_comment_waits_for_approval_and_is_sent_once() {
    let app = TestApp::start_with_redis().await;
    let village = village_with_article(&app).await;
    let mut aluh = Browser::new(&app, &village.host());
    // The form below the article fetches its image when it is opened.
    assert!(
        aluh.open("/artikel/gotong-royong")
            .await
            .html
            .contains(FORM)
    );
    aluh.open(&format!("{FORM}/kode")).await;
    let (_, code) = expected(&village, &aluh).await;
    let fields = [
        ("nama", "Aluh"),
        ("kontak", "0812-3456-7890"),
        ("isi", "Terima kasih, Pambakal!"),
        ("kode", code.as_str()),
    ];
    let sent = aluh.send(FORM, &fields).await;
    assert_eq!(sent.path, format!("{FORM}/terkirim"));
    assert!(sent.html.contains("menunggu persetujuan"), "{}", sent.html);
    assert_eq!(
        kept(&app, &village).await,
        [("Aluh".to_owned(), "pending".to_owned())]
    );
    let article = aluh.open("/artikel/gotong-royong").await;
    assert!(
        !article.html.contains("Pambakal!"),
        "nothing is public before it is approved"
    );

    // The same answer again, and what was typed is still there.
    let again = aluh.send(FORM, &fields).await;
    assert_eq!(again.status, 422);
    assert!(again.html.contains("tidak berlaku"), "{}", again.html);
    assert!(again.html.contains("Terima kasih, Pambakal!"));
    assert_eq!(kept(&app, &village).await.len(), 1);
}

#[tokio::test]
async fn two_tabs_can_be_open() {
    let app = TestApp::start_with_redis().await;
    let village = village_with_article(&app).await;
    let mut browser = Browser::new(&app, &village.host());
    browser.open(&format!("{FORM}/kode")).await;
    let (_, first) = expected(&village, &browser).await;
    browser.open(&format!("{FORM}/kode")).await;
    let (_, second) = expected(&village, &browser).await;
    for (name, code) in [("Tab satu", first), ("Tab dua", second)] {
        let fields = [
            ("nama", name),
            ("kontak", "aluh@contoh.id"),
            ("isi", "Hadir"),
            ("kode", &code),
        ];
        let sent = browser.send(FORM, &fields).await;
        assert_eq!(
            sent.path,
            format!("{FORM}/terkirim"),
            "{name}: {}",
            sent.html
        );
    }
    assert_eq!(kept(&app, &village).await.len(), 2);
}

#[tokio::test]
async fn who_cannot_see_the_image_answers_a_question() {
    let app = TestApp::start_with_redis().await;
    let village = village_with_article(&app).await;
    let mut browser = Browser::new(&app, &village.host());
    let typed = [
        ("nama", "Galuh"),
        ("kontak", ""),
        ("isi", "Sudah saya tulis"),
        ("tanya", "ya"),
    ];
    let page = browser.send(FORM, &typed).await;
    assert_eq!(page.status, 200);
    assert!(
        page.html.contains("Sudah saya tulis"),
        "what was typed stays"
    );
    assert!(
        page.html.contains("kode-petunjuk"),
        "the question stands beside the image"
    );
    let (id, code) = expected(&village, &browser).await;
    let fields = [
        ("nama", "Galuh"),
        ("kontak", "galuh@contoh.id"),
        ("isi", "Sudah saya tulis"),
        ("tantangan", id.as_str()),
        ("kode", code.as_str()),
    ];
    assert_eq!(
        browser.send(FORM, &fields).await.path,
        format!("{FORM}/terkirim")
    );
}

#[tokio::test]
async fn an_answer_is_good_only_where_it_was_asked() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (
        village_with_article(&app).await,
        village_with_article(&app).await,
    );
    let mut browser = Browser::new(&app, &village.host());
    browser.open(&format!("{FORM}/kode")).await;
    let (_, code) = expected(&village, &browser).await;
    let fields = [
        ("nama", "A"),
        ("kontak", "a@b.id"),
        ("isi", "Hai"),
        ("kode", code.as_str()),
    ];
    // Another village, with the same cookie.
    let mut elsewhere = Browser::new(&app, &other.host());
    elsewhere.cookies = browser.cookies.clone();
    assert_eq!(elsewhere.send(FORM, &fields).await.status, 422);
    // Another browser, without the cookie.
    let mut stranger = Browser::new(&app, &village.host());
    assert_eq!(stranger.send(FORM, &fields).await.status, 422);
    // A neighbour's page that sends the form: villages are same-site to each other.
    browser.fetch_site = "same-site";
    assert_eq!(browser.send(FORM, &fields).await.status, 403);
    assert!(kept(&app, &village).await.is_empty());
    assert!(kept(&app, &other).await.is_empty());
}

#[tokio::test]
async fn gambling_long_and_empty_comments_are_refused_in_words() {
    let app = TestApp::start_with_redis().await;
    let village = village_with_article(&app).await;
    let mut browser = Browser::new(&app, &village.host());
    for (body, sentence) in [
        (
            "Slot gacor hari ini maxwin, daftar di http://sl0t-gacor88.xyz bonus deposit",
            "judi",
        ),
        ("", "Tulis komentar Anda"),
        (&*"a".repeat(100_000), "paling panjang"),
        (&*"http://x.id ".repeat(50), "tiga tautan"),
    ] {
        let fields = [
            ("nama", "Aluh"),
            ("kontak", "a@b.id"),
            ("isi", body),
            ("kode", "x"),
        ];
        let page = browser.send(FORM, &fields).await;
        assert_eq!(page.status, 422, "{sentence}");
        assert!(page.html.contains(sentence), "{sentence}: {}", page.html);
    }
    assert!(kept(&app, &village).await.is_empty());
}

#[tokio::test]
async fn without_redis_what_was_typed_is_not_lost() {
    let app = TestApp::start_with(|config| {
        config.redis.url = Some(config::Secret::from("redis://127.0.0.1:1/".to_owned()));
    })
    .await;
    let village = village_with_article(&app).await;
    let mut browser = Browser::new(&app, &village.host());
    let fields = [
        ("nama", "Aluh"),
        ("kontak", "a@b.id"),
        ("isi", "Hai"),
        ("kode", "x"),
    ];
    assert_eq!(browser.send(FORM, &fields).await.status, 503);
    assert_eq!(browser.open("/artikel/gotong-royong").await.status, 200);
}
