//! What a resident finds inside: sessions, her PIN, her data, messages.

use jiff::ToSpan as _;
use serde_json::json;
use support::TestApp;

use super::{NIK, OTHER_PIN, OWN_PIN, choose, enter, sent, stage, start_alone, work};
use crate::residents::register::{CARD, NIK_OF_WIFE, PHONE};

#[tokio::test]
async fn a_new_pin_ends_every_session_and_the_new_one_works_at_once() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut one = stage.settled().await;
    let mut other = stage.another().await;
    let token = other.open("/mandiri/data").await.token();
    let wrong = choose(&mut one, OTHER_PIN, OTHER_PIN).await;
    assert!(wrong.html.contains("PIN ini belum cocok"), "{}", wrong.html);
    let seen = choose(&mut one, OWN_PIN, OTHER_PIN).await;
    assert_eq!(seen.path, "/mandiri", "{}", seen.html);
    // What the other browser had open is refused, and it is told why.
    let fields = [
        ("csrf", token.as_str()),
        ("perbaikan", "Nama ibu saya keliru."),
    ];
    let refused = other.send("/mandiri/data", &fields).await;
    assert_eq!(refused.status, 401, "{}", refused.html);
    let mut third = stage.browser();
    assert_eq!(enter(&mut third, NIK, OWN_PIN).await.status, 422);
    assert_eq!(enter(&mut third, NIK, OTHER_PIN).await.path, "/mandiri");
    // By the office.
    let first = stage.give(&stage.resident.clone()).await;
    for browser in [&mut one, &mut third] {
        let seen = browser.open("/mandiri").await;
        assert!(seen.path.starts_with("/mandiri/masuk?"), "{}", seen.path);
        assert!(seen.html.contains("PIN telah diganti"), "{}", seen.html);
    }
    let seen = enter(&mut one, NIK, &first).await;
    assert_eq!(seen.path, "/mandiri/pin");
    let mut waiting = app.tx(&stage.village).await;
    let requests: i64 = sqlx::query_scalar("select count(*) from correction_requests")
        .fetch_one(&mut *waiting)
        .await
        .unwrap();
    assert_eq!(requests, 0, "what was refused was not done");
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut one = stage.settled().await;
    let (mut two, mut three) = (stage.another().await, stage.another().await);
    let page = one.open("/mandiri/akun").await;
    assert_eq!(
        page.html.matches("action=\"/mandiri/sesi/").count(),
        3,
        "{}",
        page.html
    );
    let reference = page.html.split("action=\"/mandiri/sesi/").nth(1).unwrap();
    let reference = reference.split('"').next().unwrap().to_owned();
    let end = format!("/mandiri/sesi/{reference}");
    let seen = one.act("/mandiri/akun", &end, &[]).await;
    assert!(seen.html.contains("sudah dikeluarkan"), "{}", seen.html);
    let out = [
        two.open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk"),
        three
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk"),
    ];
    assert_eq!(out.iter().filter(|is_out| **is_out).count(), 1);
    one.act("/mandiri/akun", "/mandiri/sesi/lain", &[]).await;
    for browser in [&mut two, &mut three] {
        assert!(
            browser
                .open("/mandiri")
                .await
                .path
                .starts_with("/mandiri/masuk")
        );
    }
    assert_eq!(one.open("/mandiri").await.path, "/mandiri");
    // Somebody else's session cannot be ended by its name.
    let mut wife = stage.browser();
    let first = stage.give(&stage.wife.clone()).await;
    enter(&mut wife, NIK_OF_WIFE, &first).await;
    choose(&mut wife, "", OWN_PIN).await;
    let page = one.open("/mandiri/akun").await;
    let mut own = stage.another().await;
    let theirs = own.open("/mandiri/akun").await;
    let reference = theirs.html.split("action=\"/mandiri/sesi/").nth(1).unwrap();
    let reference = reference.split('"').next().unwrap().to_owned();
    assert_ne!(page.token(), "");
    let end = format!("/mandiri/sesi/{reference}");
    assert_eq!(wife.act("/mandiri/akun", &end, &[]).await.status, 404);
    // Half an hour without a request.
    let begun = app.clock.now();
    app.clock.set(begun.checked_add(31.minutes()).unwrap());
    assert!(
        one.open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    // And out by her own hand: the number is worth nothing after.
    let mut last = stage.another().await;
    let cookies = last.cookies.clone();
    let seen = last.act("/mandiri", "/mandiri/keluar", &[]).await;
    assert_eq!(seen.path, "/mandiri/masuk");
    last.cookies = cookies;
    assert!(
        last.open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
}

#[tokio::test]
async fn she_sees_what_the_register_knows_and_asks_for_what_is_wrong() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut browser = stage.settled().await;
    let seen = browser.open("/mandiri/data").await;
    assert!(
        seen.html.contains("Arsyad") && seen.html.contains("Siti Rahmah"),
        "{}",
        seen.html
    );
    assert!(seen.html.contains("************0001") && seen.html.contains("Galuh Intan"));
    for closed in [NIK, NIK_OF_WIFE, CARD, PHONE, "0812-3456-7890"] {
        assert!(!seen.html.contains(closed), "{closed}");
    }
    let short = browser
        .act("/mandiri/data", "/mandiri/data", &[("perbaikan", "x")])
        .await;
    assert_eq!(short.status, 422);
    let wish = "Nama ibu saya Galuh Cahaya, bukan Galuh Intan.";
    let asked = browser
        .act("/mandiri/data", "/mandiri/data", &[("perbaikan", wish)])
        .await;
    assert!(asked.html.contains("Menunggu"), "{}", asked.html);
    assert!(!asked.html.contains("Galuh Cahaya"));
    let list = stage.desk.open("/kantor/penduduk/perbaikan").await.html;
    assert!(list.contains("Arsyad"), "{list}");
    // Ten at a time.
    for _ in 0..9 {
        browser
            .act("/mandiri/data", "/mandiri/data", &[("perbaikan", wish)])
            .await;
    }
    let full = browser
        .act("/mandiri/data", "/mandiri/data", &[("perbaikan", wish)])
        .await;
    assert_eq!(full.status, 422);
    assert!(full.html.contains("sepuluh permintaan"), "{}", full.html);
}

#[tokio::test]
async fn what_she_is_told_is_there_once_and_goes_to_her_phone_when_she_agreed() {
    let app = start_alone("banua_it_citizens_tell", |_| {}).await;
    let mut stage = stage(&app).await;
    let mut browser = stage.settled().await;
    let tell = async |text: &str, by: &[&str]| {
        let mut tx = app.tx(&stage.village).await;
        let task = json!({
            "resident": stage.resident, "text": text, "href": "/mandiri/pesan/surat", "by": by,
        });
        jobs::enqueue(&mut tx, "citizens.tell", &task, None)
            .await
            .unwrap();
        tx.finish().await.unwrap();
        work(&app).await;
    };
    tell("Surat <b>Anda</b> sudah selesai.", &["inbox", "whatsapp"]).await;
    assert!(
        sent(&app).await.is_empty(),
        "he has not agreed to be reached"
    );
    let home = browser.open("/mandiri").await.html;
    assert!(home.contains("1 pesan baru"), "{home}");
    let page = browser.open("/mandiri/pesan").await.html;
    assert!(
        page.contains("Surat &lt;b&gt;Anda&lt;") && page.contains("Baru"),
        "{page}"
    );
    assert!(
        !browser.open("/mandiri").await.html.contains("pesan baru"),
        "it was read"
    );
    let rights = format!("/kantor/penduduk/{}/hak", stage.resident);
    let fields = [
        ("untuk", "telepon"),
        ("cara", "spoken"),
        ("tanggal", "2026-11-20"),
    ];
    let agree = format!("{rights}/persetujuan");
    stage.desk.act(&rights, &agree, &fields).await;
    tell("Surat Anda ditandatangani.", &["inbox", "whatsapp"]).await;
    let sent = sent(&app).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].to, "+6281234567890");
    assert!(
        sent[0].text.starts_with("Surat Anda ditandatangani. http"),
        "{}",
        sent[0].text
    );
    // Page by page, each once.
    for number in 0..45 {
        let mut tx = app.tx(&stage.village).await;
        sqlx::query(
            "insert into citizen_messages (id, resident_id, text, at)
             values (gen_random_uuid(), $1::uuid, $2, now() - interval '1 day')",
        )
        .bind(&stage.resident)
        .bind(format!("Kabar-{number:02}."))
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.finish().await.unwrap();
    }
    let (mut path, mut seen) = ("/mandiri/pesan".to_owned(), Vec::new());
    for _ in 0..5 {
        let html = browser.open(&path).await.html;
        seen.extend(
            html.split("Kabar-")
                .skip(1)
                .map(|rest| rest[..2].to_owned()),
        );
        let next = html.split("href=\"/mandiri/pesan?sesudah=").nth(1);
        let Some(next) = next else { break };
        let word = next.split('"').next().unwrap();
        path = format!("/mandiri/pesan?sesudah={word}");
    }
    seen.sort();
    let all: Vec<String> = (0..45).map(|number| format!("{number:02}")).collect();
    assert_eq!(seen, all);
}
