//! The way in, and what is bound to what.

use config::MfaClaim;
use identity::DistrictRole;
use serde_json::{Value, json};
use support::{Browser, TestApp};

use super::*;

#[tokio::test]
async fn the_button_leads_to_the_code_from_the_phone_and_in() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |_| {}).await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    // A second factor that nobody configured to be believed counts for nothing.
    let claims = with(
        person(auditor, &own_subject()),
        json!({ "amr": ["pwd", "mfa"] }),
    );
    provider.wants(says(claims));
    let mut browser = Browser::new(&app, &app.portal_host());
    let door = browser.open("/konsol/catatan").await;
    let button = "href=\"/konsol/sso?kembali=%2Fkonsol%2Fcatatan\"";
    assert!(door.html.contains(button), "{}", door.html);
    assert!(door.html.contains("Masuk dengan akun dinas"));
    let seen = sign_in(&mut browser).await;
    assert!(!browser.cookies.contains_key("__Host-sso"), "it is used up");
    assert_eq!(browser.open("/konsol").await.path, "/konsol/masuk/kode");
    let inside = give_code(&mut browser, &seen, auditor).await;
    assert_eq!(inside.path, "/konsol", "{}", inside.html);
    assert_eq!(
        record(&app, auditor).await,
        ["masuk", "masuk.sso-kode", "sso.ikat"]
    );
    let shown = browser.open("/konsol/catatan").await;
    assert!(shown.html.contains("Menghubungkan akun bersama"));
    // The second time she is known; the old session ends with the new one.
    let before = browser.cookies["__Host-sid"].clone();
    let seen = sign_in(&mut browser).await;
    assert_eq!(seen.path, "/konsol/masuk/kode");
    assert_ne!(browser.cookies["__Host-sid"], before);
    assert_eq!(record(&app, auditor).await[0], "masuk.sso-kode");

    // Offices have no such button, and without a provider nothing is there.
    let village = app.village().await;
    let mut office = Browser::new(&app, &village.host());
    assert!(!office.open("/kantor/masuk").await.html.contains("/sso"));
    let plain = TestApp::start_with_redis().await;
    let mut browser = Browser::new(&plain, &plain.portal_host());
    assert!(!browser.open("/konsol/masuk").await.html.contains("/sso"));
    assert_eq!(browser.open("/konsol/sso").await.status, 404);
    assert_eq!(browser.open("/konsol/sso/kembali?code=x").await.status, 404);
}

#[tokio::test]
async fn a_second_factor_the_provider_took_is_enough_when_it_is_believed() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |oidc| {
        oidc.mfa_claim = Some(MfaClaim::Amr("mfa".to_owned()));
    })
    .await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    let subject = own_subject();
    let strong = with(person(auditor, &subject), json!({ "amr": ["pwd", "mfa"] }));
    provider.wants(says(strong.clone()));
    let mut browser = Browser::new(&app, &app.portal_host());
    let back = leave(&mut browser, "/konsol/sso?kembali=%2Fkonsol%2Fcatatan").await;
    let seen = browser.open(&back).await;
    assert_eq!(
        (seen.status.as_u16(), seen.path.as_str()),
        (200, "/konsol/catatan")
    );
    assert!(seen.html.contains("Masuk lewat akun bersama"));
    assert_eq!(record(&app, auditor).await[0], "masuk.sso");
    // Only places of the console.
    let mut browser = Browser::new(&app, &app.portal_host());
    let back = leave(&mut browser, "/konsol/sso?kembali=%2F%2Fjudi.test").await;
    assert_eq!(browser.open(&back).await.path, "/konsol");
    // One factor is one factor: she gives the code, or sets one up.
    for weak in [
        json!({ "amr": ["pwd"] }),
        json!({}),
        json!({ "acr": "mfa" }),
    ] {
        provider.wants(says(with(person(auditor, &subject), weak)));
        let mut browser = Browser::new(&app, &app.portal_host());
        assert_eq!(sign_in(&mut browser).await.path, "/konsol/masuk/kode");
    }
    let without = "update platform.district_staff set totp_secret = null where email = $1";
    change(&app, auditor, without).await;
    let mut browser = Browser::new(&app, &app.portal_host());
    assert_eq!(sign_in(&mut browser).await.path, "/konsol/kunci");
    assert_eq!(browser.open("/konsol").await.path, "/konsol/kunci");
    provider.wants(says(strong));
    assert_eq!(sign_in(&mut browser).await.path, "/konsol");
}

#[tokio::test]
async fn an_account_belongs_to_one_subject_until_it_is_released() {
    let provider = Provider::start().await;
    let app = start_alone(&provider.issuer).await;
    let accounts = accounts(&app).await;
    let (auditor, pembina) = (
        of(&accounts, DistrictRole::Auditor),
        of(&accounts, DistrictRole::Pembina),
    );
    let (first, second) = (own_subject(), own_subject());
    let try_as = async |account: &ExampleAccount, subject: &str| {
        provider.wants(says(person(account, subject)));
        let mut browser = Browser::new(&app, &app.portal_host());
        sign_in(&mut browser).await
    };
    assert_eq!(try_as(auditor, &first).await.path, "/konsol/masuk/kode");
    // Somebody got her address at the provider; or one person there has two addresses.
    for (account, subject) in [(auditor, &second), (pembina, &first)] {
        let seen = try_as(account, subject).await;
        assert_eq!(seen.status, 403, "{}", seen.html);
        assert!(told(&seen).contains("belum bisa masuk"));
        assert_eq!(record(&app, account).await[0], "sso.tolak");
    }
    assert_eq!(try_as(auditor, &first).await.path, "/konsol/masuk/kode");

    // The superadmin lets go of it, on purpose and on record.
    let superadmin = of(&accounts, DistrictRole::Superadmin);
    provider.wants(says(person(superadmin, &own_subject())));
    let mut browser = Browser::new(&app, &app.portal_host());
    let seen = sign_in(&mut browser).await;
    give_code(&mut browser, &seen, superadmin).await;
    let people = browser.open("/konsol/pengguna").await;
    let row = people.html.split(&auditor.login).nth(1).unwrap();
    let row = row.split("sheet who").next().unwrap();
    assert!(row.contains("Akun bersama terhubung"), "{row}");
    let action = row
        .split("action=\"")
        .find(|part| part.contains("/lepas-sso"));
    let action = action.unwrap().split('"').next().unwrap();
    let token = people.token();
    let done = browser.send(action, &[("csrf", &token)]).await;
    assert!(done.html.contains("sudah dilepas"), "{}", done.html);
    assert_eq!(record(&app, superadmin).await[0], "sso.lepas");
    let again = browser.send(action, &[("csrf", &token)]).await;
    assert!(again.html.contains("tidak terhubung"));
    assert_eq!(try_as(auditor, &second).await.path, "/konsol/masuk/kode");
    assert_eq!(try_as(auditor, &first).await.status, 403);
}

#[tokio::test]
async fn keys_may_change_and_an_address_may_come_later() {
    let provider = Provider::start().await;
    let app = start(&provider.issuer, |_| {}).await;
    let accounts = accounts(&app).await;
    let auditor = of(&accounts, DistrictRole::Auditor);
    let subject = own_subject();
    let mut browser = Browser::new(&app, &app.portal_host());
    provider.wants(says(person(auditor, &subject)));
    assert_eq!(sign_in(&mut browser).await.path, "/konsol/masuk/kode");
    provider.change_keys();
    assert_eq!(sign_in(&mut browser).await.path, "/konsol/masuk/kode");
    // The new keys are known now: the next needs no second look.
    provider.wants(Will {
        fails_at: Some("/keys"),
        ..says(person(auditor, &subject))
    });
    assert_eq!(sign_in(&mut browser).await.path, "/konsol/masuk/kode");

    // Some providers tell the address only when they are asked, about the same person.
    let asked = |user_info: Value| Will {
        user_info,
        ..says(json!({ "sub": subject, "email_verified": null }))
    };
    let hers =
        json!({ "email": auditor.login.to_uppercase(), "email_verified": true, "sub": subject });
    provider.wants(asked(hers.clone()));
    assert_eq!(sign_in(&mut browser).await.path, "/konsol/masuk/kode");
    provider.wants(asked(with(hers, json!({ "sub": "subjek-lain" }))));
    let mut browser = Browser::new(&app, &app.portal_host());
    let seen = sign_in(&mut browser).await;
    is_refused(&mut browser, &seen, 502, "tidak dapat dipastikan").await;
}
