//! What opens nothing, and what is said then.

use config::MfaClaim;
use identity::DistrictRole;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};
use support::Browser;

use super::*;

#[tokio::test]
async fn what_the_provider_may_not_say_opens_nothing() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |oidc| {
        oidc.mfa_claim = Some(MfaClaim::Amr("mfa".to_owned()));
    })
    .await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    // Everything but the one thing would let her in without another question.
    let good = with(person(auditor, &own_subject()), json!({ "amr": ["mfa"] }));
    let claim = |more: Value| says(with(good.clone(), more));
    let signed = |signing| Will {
        signing,
        ..says(good.clone())
    };
    let refusing = |word| Will {
        refusal: Some(word),
        ..says(good.clone())
    };
    let unsure = "tidak dapat dipastikan";
    let past = Timestamp::now().as_second() - 60;
    for (will, status, words) in [
        (claim(json!({ "iss": "https://lain.test" })), 502, unsure),
        (claim(json!({ "aud": "klien-lain" })), 502, unsure),
        (claim(json!({ "aud": [CLIENT, "klien-lain"] })), 502, unsure),
        (claim(json!({ "exp": past })), 502, unsure),
        (claim(json!({ "nonce": "lain" })), 502, unsure),
        (claim(json!({ "nonce": null })), 502, unsure),
        (signed(Signing::ForeignKey), 502, unsure),
        (signed(Signing::None), 502, unsure),
        (signed(Signing::Secret), 502, unsure),
        (
            claim(json!({ "email": null })),
            403,
            "tidak memberi tahu alamat",
        ),
        (
            claim(json!({ "email": " " })),
            403,
            "tidak memberi tahu alamat",
        ),
        (
            claim(json!({ "email_verified": false })),
            403,
            "belum dipastikan",
        ),
        (
            claim(json!({ "email_verified": "false" })),
            403,
            "belum dipastikan",
        ),
        (
            claim(json!({ "email_verified": null })),
            403,
            "belum dipastikan",
        ),
        (
            refusing("access_denied"),
            403,
            "dibatalkan atau tidak diizinkan",
        ),
        (refusing("invalid_scope"), 502, unsure),
        (
            refusing("temporarily_unavailable"),
            503,
            "sedang tidak menjawab",
        ),
    ] {
        provider.wants(will);
        let mut browser = Browser::new(&app, &app.portal_host());
        let seen = sign_in(&mut browser).await;
        is_refused(&mut browser, &seen, status, words).await;
    }
    assert!(record(&app, auditor).await.is_empty());
    provider.wants(says(good));
    let mut browser = Browser::new(&app, &app.portal_host());
    assert_eq!(sign_in(&mut browser).await.path, "/konsol");
}

#[tokio::test]
async fn signing_in_makes_no_account_and_does_not_tell_which_there_are() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |_| {}).await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    let unknown = format!("{}@contoh.test", uuid::Uuid::new_v4().simple());
    let mut sentences = Vec::new();
    let mut refused = async |claims: Value| {
        provider.wants(says(claims));
        let mut browser = Browser::new(&app, &app.portal_host());
        let seen = sign_in(&mut browser).await;
        is_refused(&mut browser, &seen, 403, "belum bisa masuk").await;
        sentences.push(told(&seen).to_owned());
    };
    refused(json!({ "email": unknown, "sub": own_subject() })).await;
    let disable = "update platform.district_staff set status = 'disabled' where email = $1";
    change(&app, auditor, disable).await;
    let subject = own_subject();
    refused(person(auditor, &subject)).await;
    let invite = "update platform.district_staff set status = 'invited' where email = $1";
    change(&app, auditor, invite).await;
    refused(person(auditor, &subject)).await;
    assert!(sentences.iter().all(|one| *one == sentences[0]));
    assert!(record(&app, auditor).await.is_empty());

    // Of another domain than the configured one.
    let strict = start(&provider.issuer, |oidc| {
        oidc.email_domain = Some("banjarkab.go.id".to_owned());
    })
    .await;
    provider.wants(says(
        json!({ "email": "a@x-banjarkab.go.id", "sub": subject }),
    ));
    let mut browser = Browser::new(&strict, &strict.portal_host());
    let seen = sign_in(&mut browser).await;
    is_refused(&mut browser, &seen, 403, "@banjarkab.go.id yang bisa masuk").await;
}

#[tokio::test]
async fn an_answer_counts_once_in_its_own_browser_and_for_ten_minutes() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |oidc| {
        oidc.mfa_claim = Some(MfaClaim::Acr("kuat".to_owned()));
    })
    .await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    let claims = with(person(auditor, &own_subject()), json!({ "acr": "kuat" }));
    provider.wants(says(claims));
    let host = app.portal_host();
    let used = "sudah dipakai atau sudah terlalu lama";

    // In another browser, even one that is waiting for an answer of its own.
    let mut hers = Browser::new(&app, &host);
    let back = leave(&mut hers, "/konsol/sso").await;
    let mut stranger = Browser::new(&app, &host);
    let seen = stranger.open(&back).await;
    is_refused(&mut stranger, &seen, 400, used).await;
    leave(&mut stranger, "/konsol/sso").await;
    let seen = stranger.open(&back).await;
    is_refused(&mut stranger, &seen, 400, used).await;
    // With the code of one and the state of another the provider itself says no.
    let mut thief = Browser::new(&app, &host);
    let own = leave(&mut thief, "/konsol/sso").await;
    let state = own.split("state=").nth(1).unwrap();
    let stolen = leave(&mut hers, "/konsol/sso").await;
    let code = stolen
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let seen = thief
        .open(&format!("/konsol/sso/kembali?code={code}&state={state}"))
        .await;
    is_refused(&mut thief, &seen, 400, used).await;

    // Once.
    let back = leave(&mut hers, "/konsol/sso").await;
    let cookie = hers.cookies["__Host-sso"].clone();
    assert_eq!(hers.open(&back).await.path, "/konsol");
    let mut again = Browser::new(&app, &host);
    again.cookies.insert("__Host-sso".to_owned(), cookie);
    let seen = again.open(&back).await;
    is_refused(&mut again, &seen, 400, used).await;

    // Nonsense in the address.
    for answer in [
        "",
        "?code=x",
        "?state=x&code=x",
        "?error=access_denied",
        "?state=%00",
    ] {
        let mut browser = Browser::new(&app, &host);
        leave(&mut browser, "/konsol/sso").await;
        let seen = browser.open(&format!("/konsol/sso/kembali{answer}")).await;
        assert_eq!(seen.status, 400, "{answer}");
    }
    // Too late.
    let mut late = Browser::new(&app, &host);
    let back = leave(&mut late, "/konsol/sso").await;
    app.clock.set(Timestamp::now() + 11.minutes());
    let seen = late.open(&back).await;
    is_refused(&mut late, &seen, 400, used).await;
}

#[tokio::test]
async fn starts_without_end_do_not_fill_the_memory_of_sessions() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |_| {}).await;
    let mut browser = Browser::new(&app, &app.portal_host());
    let mut answers = Vec::new();
    for _ in 0..35 {
        answers.push(browser.ask("/konsol/sso").await.status.as_u16());
    }
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 30);
    assert!(
        answers[30..].iter().all(|status| *status == 429),
        "{answers:?}"
    );
}
