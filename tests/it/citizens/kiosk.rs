//! The office's own tablet, at which one resident comes after the other.

use jiff::ToSpan as _;
use support::TestApp;

use super::{NIK, NIK_OF_WIFE, OWN_PIN, enter, stage};
use crate::residents::register::CARD;

#[tokio::test]
async fn the_next_person_finds_the_first_screen_and_nothing_else() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut phone = stage.settled().await;
    // The operator makes her browser the tablet, and is out of the office with that.
    let name = [("nama", "Tablet ruang tunggu")];
    let kiosks = "/kantor/warga/kiosk";
    assert_eq!(
        stage
            .desk
            .act(kiosks, kiosks, &[("nama", " ")])
            .await
            .status,
        422
    );
    let seen = stage.desk.act(kiosks, kiosks, &name).await;
    assert_eq!(seen.path, "/mandiri/kiosk", "{}", seen.html);
    let mut tablet = stage.browser();
    tablet.cookies = stage.desk.cookies.clone();
    assert!(
        tablet
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );

    let door = tablet.open("/mandiri/masuk").await.html;
    let refresh = "http-equiv=\"refresh\" content=\"90; url=/mandiri/kiosk\"";
    assert!(
        door.contains(refresh) && door.contains("autocomplete=\"off\""),
        "{door}"
    );
    assert!(!door.contains("autocomplete=\"current-password\""));
    let seen = enter(&mut tablet, NIK, OWN_PIN).await;
    assert_eq!(seen.path, "/mandiri", "{}", seen.html);
    assert!(
        seen.html.contains(refresh) && seen.html.contains("role=\"timer\""),
        "{}",
        seen.html
    );
    // A touch within the time keeps it.
    let begun = app.clock.now();
    for seconds in [80, 160] {
        app.clock.set(begun.checked_add(seconds.seconds()).unwrap());
        assert_eq!(
            tablet.open("/mandiri/data").await.path,
            "/mandiri/data",
            "{seconds}"
        );
    }
    app.clock.set(begun.checked_add(251.seconds()).unwrap());
    let back = tablet.open("/mandiri/data").await;
    assert!(back.path.starts_with("/mandiri/masuk"), "{}", back.path);
    assert!(!back.html.contains("Arsyad"));
    // The phone of the same man is not touched by it.
    assert_eq!(phone.open("/mandiri").await.path, "/mandiri");
    assert!(
        !phone
            .open("/mandiri")
            .await
            .html
            .contains("http-equiv=\"refresh\"")
    );

    // Coming to the first screen ends a session that still lives.
    app.clock.set(begun);
    enter(&mut tablet, NIK, OWN_PIN).await;
    let before = tablet.cookies.clone();
    let response = app
        .ask(&stage.village.host(), "/mandiri/kiosk")
        .header("cookie", line(&before))
        .send()
        .await
        .unwrap();
    assert_eq!(
        response.headers()["clear-site-data"],
        "\"cache\", \"storage\""
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
    tablet.cookies = before;
    assert!(
        tablet
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    // Without a PIN the time is as short.
    let fields = [("nik", NIK_OF_WIFE), ("kk", CARD), ("lahir", "12/03/1975")];
    let begun = app.clock.now();
    assert_eq!(
        tablet.send("/mandiri/tanpa-pin", &fields).await.path,
        "/mandiri"
    );
    app.clock.set(begun.checked_add(91.seconds()).unwrap());
    assert!(
        tablet
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    // Going out leads to the first screen.
    enter(&mut tablet, NIK, OWN_PIN).await;
    assert_eq!(
        tablet.act("/mandiri", "/mandiri/keluar", &[]).await.path,
        "/mandiri/kiosk"
    );
}

#[tokio::test]
async fn a_tablet_is_an_ordinary_browser_again_when_the_office_says_so() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let mut tablet = stage.browser();
    tablet.cookies = stage.desk.cookies.clone();
    let kiosks = "/kantor/warga/kiosk";
    tablet.act(kiosks, kiosks, &[("nama", "Tablet")]).await;
    let mut other = crate::residents::register::desk(&app, &stage.village).await;
    let page = other.open(kiosks).await;
    let end = page
        .html
        .split("action=\"/kantor/warga/kiosk/")
        .nth(1)
        .unwrap();
    let end = format!("/kantor/warga/kiosk/{}", end.split('"').next().unwrap());
    other.act(kiosks, &end, &[]).await;
    assert_eq!(tablet.open("/mandiri/kiosk").await.path, "/mandiri/masuk");
    let seen = enter(&mut tablet, NIK, OWN_PIN).await;
    assert!(
        !seen.html.contains("http-equiv=\"refresh\""),
        "{}",
        seen.html
    );
    // A cookie somebody made up is none, and one of another village neither.
    let mut forger = stage.browser();
    forger
        .cookies
        .insert("__Host-kiosk".to_owned(), "A".repeat(43));
    assert_eq!(forger.open("/mandiri/kiosk").await.path, "/mandiri/masuk");
}

fn line(cookies: &std::collections::BTreeMap<String, String>) -> String {
    let pairs = cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<String>>().join("; ")
}
