//! A provider that is down, slow or not the one it should be.

use std::time::{Duration, Instant};

use district::example::ExampleAccount;
use identity::DistrictRole;
use serde_json::json;
use support::Browser;

use super::*;

/// The way over the provider is closed, and the password opens.
async fn password_opens(browser: &mut Browser<'_>, account: &ExampleAccount) {
    let fields = [
        ("email", account.login.as_str()),
        ("sandi", account.password.as_str()),
    ];
    let seen = browser.send("/konsol/masuk", &fields).await;
    let inside = give_code(browser, &seen, account).await;
    assert_eq!(inside.path, "/konsol");
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_and_the_password_opens() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |_| {}).await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    let good = says(person(auditor, &own_subject()));
    let away = "sedang tidak menjawab";
    let failing = |fails_at| Will {
        fails_at: Some(fails_at),
        ..good.clone()
    };
    let host = app.portal_host();

    // At the start: it fails, and is asked again when it was left alone for a moment.
    provider.wants(failing("/openid-configuration"));
    let mut browser = Browser::new(&app, &host);
    let seen = browser
        .open("/konsol/sso?kembali=%2Fkonsol%2Fcatatan")
        .await;
    is_refused(&mut browser, &seen, 503, away).await;
    assert!(
        seen.html.contains("value=\"/konsol/catatan\""),
        "her wish is lost"
    );
    password_opens(&mut browser, auditor).await;
    provider.wants(good.clone());
    let mut browser = Browser::new(&app, &host);
    let waited = Instant::now();
    while browser.ask("/konsol/sso").await.status == 503 {
        assert!(
            waited.elapsed() < Duration::from_secs(10),
            "it never comes back"
        );
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    // On the way back.
    for (path, status) in [("/token", 503), ("/me", 503)] {
        let mut browser = Browser::new(&app, &host);
        let back = leave(&mut browser, "/konsol/sso").await;
        let claims = json!({ "sub": "x" });
        provider.wants(Will {
            fails_at: Some(path),
            claims: if path == "/me" {
                claims
            } else {
                good.claims.clone()
            },
            ..Will::default()
        });
        let seen = browser.open(&back).await;
        is_refused(&mut browser, &seen, status, away).await;
        provider.wants(good.clone());
    }
    let mut browser = Browser::new(&app, &host);
    assert_eq!(sign_in(&mut browser).await.path, "/konsol/masuk/kode");
}

#[tokio::test]
async fn nobody_waits_for_a_slow_provider_or_believes_a_wrong_one() {
    let provider = Provider::start().await;
    let slow = |slow_at| Will {
        slow_at: Some(slow_at),
        ..says(json!({ "email": "a@contoh.test" }))
    };
    let app = start(&provider.issuer, |_| {}).await;
    let host = app.portal_host();
    for slow_at in ["/keys", "/token"] {
        let mut browser = Browser::new(&app, &host);
        let path = if slow_at == "/token" {
            provider.wants(Will::default());
            // What failed a moment ago is not asked again.
            tokio::time::sleep(Duration::from_secs(4)).await;
            leave(&mut browser, "/konsol/sso").await
        } else {
            "/konsol/sso".to_owned()
        };
        provider.wants(slow(slow_at));
        let since = Instant::now();
        let seen = browser.open(&path).await;
        let took = since.elapsed();
        is_refused(&mut browser, &seen, 503, "sedang tidak menjawab").await;
        assert!(took < Duration::from_secs(10), "{slow_at}: {took:?}");
    }
    // Nobody at the address; another than it should be; no provider at all.
    let nobody = format!("http://{}/", closed_port().await);
    let wrong = Provider::start().await;
    let strange = Provider::start().await;
    wrong.wants(Will {
        discovery: json!({ "issuer": "https://lain.test" }),
        ..Will::default()
    });
    strange.wants(Will {
        discovery: json!({ "authorization_endpoint": 7 }),
        ..Will::default()
    });
    for (issuer, status, words) in [
        (&nobody, 503, "sedang tidak menjawab"),
        (&wrong.issuer, 502, "tidak dapat dipastikan"),
        (&strange.issuer, 502, "tidak dapat dipastikan"),
    ] {
        let app = start(issuer, |_| {}).await;
        let mut browser = Browser::new(&app, &app.portal_host());
        let seen = browser.open("/konsol/sso").await;
        is_refused(&mut browser, &seen, status, words).await;
    }
}

async fn closed_port() -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}
