//! A forgotten PIN: a code to the phone, and a link from the office.

use config::{Config, Secret};
use jiff::ToSpan as _;
use support::TestApp;

use super::{
    NIK, NIK_OF_WIFE, OTHER_PIN, OWN_PIN, Stage, code_in, enter, sent, stage, start_alone, work,
};

#[tokio::test]
async fn a_code_to_the_phone_makes_a_new_pin_once() {
    let app = start_alone("banua_it_citizens_code", |_| {}).await;
    let mut stage = stage(&app).await;
    let mut inside = stage.settled().await;
    let mut browser = stage.browser();
    let renew = "/mandiri/lupa/kode";
    let fields = |code, pin| [("nik", NIK), ("kode", code), ("baru", pin), ("ulang", pin)];
    let answer = browser.send("/mandiri/lupa", &[("nik", NIK)]).await;
    assert!(
        answer.html.contains("Bila NIK ini terdaftar"),
        "{}",
        answer.html
    );
    work(&app).await;
    let message = &sent(&app).await[0];
    assert_eq!(message.to, "+6281234567890");
    let code = code_in(&message.text);
    // It is kept as a hash, and no queue holds it.
    let mut tx = app.tx(&stage.village).await;
    let kept: String = sqlx::query_scalar("select code_hash from citizen_codes")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    assert!(kept.starts_with("$argon2id$") && !kept.contains(&code));
    let mut owner = app.database.owner().await.unwrap();
    let queued: Vec<(String,)> = sqlx::query_as("select payload::text from platform.jobs")
        .fetch_all(&mut owner)
        .await
        .unwrap();
    for (payload,) in &queued {
        assert!(
            !payload.contains(&code) && !payload.contains(NIK),
            "{payload}"
        );
    }
    // Nobody else's code, a weak PIN, and then a good one.
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let seen = browser.send(renew, &fields(wrong, OTHER_PIN)).await;
    assert!(seen.html.contains("Kode ini belum cocok"), "{}", seen.html);
    let seen = browser.send(renew, &fields(&code, "170870")).await;
    assert!(seen.html.contains("memakai tanggal lahir"), "{}", seen.html);
    let seen = browser.send(renew, &fields(&code, OTHER_PIN)).await;
    assert!(
        seen.html.contains("PIN baru Anda sudah berlaku"),
        "{}",
        seen.html
    );
    assert!(
        inside
            .open("/mandiri")
            .await
            .html
            .contains("PIN telah diganti")
    );
    assert_eq!(enter(&mut browser, NIK, OWN_PIN).await.status, 422);
    assert_eq!(enter(&mut browser, NIK, OTHER_PIN).await.path, "/mandiri");
    let seen = browser.send(renew, &fields(&code, OWN_PIN)).await;
    assert!(seen.html.contains("sudah tidak berlaku"), "{}", seen.html);
}

#[tokio::test]
async fn a_code_ends_by_itself_and_after_five_tries() {
    let app = start_alone("banua_it_citizens_codes", |_| {}).await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let mut browser = stage.browser();
    let renew = "/mandiri/lupa/kode";
    let fields = |code, pin| [("nik", NIK), ("kode", code), ("baru", pin), ("ulang", pin)];
    browser.send("/mandiri/lupa", &[("nik", NIK)]).await;
    work(&app).await;
    let code = code_in(&sent(&app).await[0].text);
    let begun = app.clock.now();
    app.clock.set(begun.checked_add(11.minutes()).unwrap());
    let late = browser.send(renew, &fields(&code, OTHER_PIN)).await;
    assert!(late.html.contains("sudah tidak berlaku"), "{}", late.html);
    // Another one, and five wrong tries: the wait of the throttle is sat out, the code is dead.
    browser.send("/mandiri/lupa", &[("nik", NIK)]).await;
    work(&app).await;
    let code = code_in(&sent(&app).await[0].text);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for minutes in 12..17 {
        app.clock.set(begun.checked_add(minutes.minutes()).unwrap());
        let seen = browser.send(renew, &fields(wrong, OTHER_PIN)).await;
        assert!(
            [422, 429].contains(&seen.status.as_u16()),
            "{}",
            seen.status
        );
    }
    app.clock.set(begun.checked_add(19.minutes()).unwrap());
    let seen = browser.send(renew, &fields(&code, OTHER_PIN)).await;
    assert!(seen.html.contains("sudah tidak berlaku"), "{}", seen.html);
    // Three in an hour, and no word about it.
    browser.send("/mandiri/lupa", &[("nik", NIK)]).await;
    let before = sent(&app).await.len();
    let last = browser.send("/mandiri/lupa", &[("nik", NIK)]).await;
    assert!(
        last.html.contains("Bila NIK ini terdaftar"),
        "{}",
        last.html
    );
    work(&app).await;
    assert!(sent(&app).await.len() <= before + 1);
    // Who has no account, and nobody at all: nothing is sent.
    let before = sent(&app).await.len();
    for nik in [NIK_OF_WIFE, "6303041708700009"] {
        browser.send("/mandiri/lupa", &[("nik", nik)]).await;
    }
    work(&app).await;
    assert_eq!(sent(&app).await.len(), before);
}

#[tokio::test]
async fn without_a_gateway_one_comes_to_the_office() {
    let off = |config: &mut Config| {
        config.messages.outbox = None;
        config.redis.url = Some(Secret::from(support::environment("BANUA_REDIS_URL")));
    };
    let app = TestApp::start_with(off).await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let mut browser = stage.browser();
    let page = browser.open("/mandiri/lupa").await.html;
    assert!(page.contains("Datanglah ke kantor desa"), "{page}");
    assert!(!page.contains("name=\"nik\""));
    let sent = browser.send("/mandiri/lupa", &[("nik", NIK)]).await;
    assert!(sent.html.contains("Datanglah ke kantor desa"));
}

/// The office makes a link for the man.
async fn link_of(stage: &mut Stage<'_>) -> String {
    let page = format!("/kantor/warga/{}", stage.resident);
    let seen = stage.desk.act(&page, &format!("{page}/tautan"), &[]).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    // No number of anybody stands in an address.
    assert!(seen.html.contains("https://wa.me/?text="), "{}", seen.html);
    assert!(!seen.html.contains("81234567890"));
    let token = seen.html.split("/mandiri/undangan/").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    format!("/mandiri/undangan/{token}")
}

#[tokio::test]
async fn a_link_from_the_office_opens_once() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let first = link_of(&mut stage).await;
    let link = link_of(&mut stage).await;
    let mut browser = stage.browser();
    assert_eq!(browser.open(&first).await.status, 410, "another was made");
    // Phones look at links by themselves.
    for _ in 0..3 {
        assert_eq!(browser.open(&link).await.status, 200);
    }
    let weak = browser
        .send(&link, &[("baru", "123456"), ("ulang", "123456")])
        .await;
    assert_eq!(weak.status, 422);
    let fields = [("baru", OWN_PIN), ("ulang", OWN_PIN)];
    let chosen = browser.send(&link, &fields).await;
    assert!(chosen.path.starts_with("/mandiri/masuk"), "{}", chosen.html);
    assert_eq!(browser.send(&link, &fields).await.status, 410);
    assert_eq!(browser.open("/mandiri/undangan/x").await.status, 410);
    assert_eq!(enter(&mut browser, NIK, OWN_PIN).await.path, "/mandiri");
    // Who has no phone gets none.
    let page = format!("/kantor/warga/{}", stage.wife);
    let none = stage.desk.act(&page, &format!("{page}/tautan"), &[]).await;
    assert_eq!(none.status, 422, "{}", none.html);
    // And it ends by itself.
    let late = link_of(&mut stage).await;
    let begun = app.clock.now();
    app.clock.set(begun.checked_add(73.hours()).unwrap());
    assert_eq!(browser.open(&late).await.status, 410);
}
