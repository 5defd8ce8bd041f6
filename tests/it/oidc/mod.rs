//! Coming into the console by the word of an identity provider, and everything such a provider, or
//! somebody between it and us, can do wrong.

mod coming_in;
mod outage;
mod provider;
mod refusals;

use config::{Oidc, Secret};
use district::example::{self, ExampleAccount};
use identity::{DistrictRole, Passwords, totp::TotpSecret};
use jiff::Timestamp;
use provider::{CLIENT, Provider, SECRET, Signing, Will};
use serde_json::{Value, json};
use support::{Browser, Seen, TestApp, environment, own_database};

/// What the service and a provider at this address agreed on.
fn agreed(issuer: &str) -> Oidc {
    Oidc {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: Secret::from(SECRET),
        label: "akun dinas".to_owned(),
        email_domain: None,
        acr_values: vec!["kuat".to_owned()],
        mfa_claim: None,
    }
}

/// The service with a provider at this address.
async fn start(issuer: &str, change: impl FnOnce(&mut Oidc)) -> TestApp {
    let mut oidc = agreed(issuer);
    change(&mut oidc);
    TestApp::start_with(|config| {
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.oidc = Some(oidc);
    })
    .await
}

/// The same in a database of its own, where no other test's accounts fill the list.
async fn start_alone(issuer: &str) -> TestApp {
    let (owner, service) = own_database("banua_it_oidc").await;
    TestApp::start_with(|config| {
        config.database.url = Secret::from(service);
        config.database.admin_url = Some(Secret::from(owner));
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.oidc = Some(agreed(issuer));
    })
    .await
}

/// An account of each role, of this test alone.
async fn accounts(app: &TestApp) -> Vec<ExampleAccount> {
    let tag = uuid::Uuid::new_v4().simple().to_string();
    let subdistrict = app.free_code().await.subdistrict().dotted();
    let (host, passwords) = (app.portal_host(), Passwords::new());
    example::make(&app.database, &host, &passwords, &subdistrict, &tag)
        .await
        .unwrap()
}

fn of(accounts: &[ExampleAccount], role: DistrictRole) -> &ExampleAccount {
    let mut all = accounts.iter();
    all.find(|account| account.role == role.as_str()).unwrap()
}

/// A subject no other test has: accounts of all tests lie in one table.
fn own_subject() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn person(account: &ExampleAccount, subject: &str) -> Value {
    json!({ "email": account.login, "sub": subject })
}

fn with(mut claims: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

fn says(claims: Value) -> Will {
    Will {
        claims,
        ..Will::default()
    }
}

/// What the browser does at the provider: it shows who she is and is sent back. The way back.
async fn at_provider(href: &str) -> String {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let answer = client.get(href).send().await.unwrap();
    let to = answer.headers()["location"].to_str().unwrap();
    to[to.find("/konsol/").unwrap()..].to_owned()
}

/// From our door to the provider and back to our door.
async fn leave(browser: &mut Browser<'_>, from: &str) -> String {
    let led = browser.ask(from).await;
    let to = led
        .to
        .unwrap_or_else(|| panic!("{}: {}", led.status, led.html));
    assert!(browser.cookies.contains_key("__Host-sso"));
    for secret in ["verifier", "sandi", "konsol%2Fcatatan"] {
        assert!(!to.contains(secret), "{to}");
    }
    at_provider(&to).await
}

async fn sign_in(browser: &mut Browser<'_>) -> Seen {
    let back = leave(browser, "/konsol/sso").await;
    browser.open(&back).await
}

async fn give_code(browser: &mut Browser<'_>, seen: &Seen, account: &ExampleAccount) -> Seen {
    assert_eq!(seen.path, "/konsol/masuk/kode", "{}", seen.html);
    let secret = TotpSecret::from_base32(&account.totp_secret).unwrap();
    let code = secret.code_at(Timestamp::now());
    let fields = [("csrf", seen.token()), ("kode", code)];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    browser.send("/konsol/masuk/kode", &fields).await
}

/// The sentence on the page of the door.
fn told(seen: &Seen) -> &str {
    let (_, after) = seen.html.split_once("role=\"alert\"").unwrap_or_default();
    let (_, after) = after.split_once("<p>").unwrap_or_default();
    after.split("</p>").next().unwrap_or_default()
}

/// She is not in, reads why, and finds the other way in.
async fn is_refused(browser: &mut Browser<'_>, seen: &Seen, status: u16, words: &str) {
    assert_eq!(seen.status, status, "{words}: {}", seen.html);
    assert!(told(seen).contains(words), "{words}: {}", told(seen));
    assert!(seen.html.contains("name=\"sandi\""), "no other way in");
    assert!(!browser.cookies.contains_key("__Host-sid"), "{words}");
    assert_eq!(
        browser.open("/konsol").await.path.split('?').next(),
        Some("/konsol/masuk")
    );
}

async fn change(app: &TestApp, account: &ExampleAccount, statement: &'static str) {
    let mut tx = app.database.platform().await.unwrap();
    let done = sqlx::query(statement)
        .bind(&account.login)
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 1);
    tx.commit().await.unwrap();
}

/// What the record says of an account, the newest first.
async fn record(app: &TestApp, account: &ExampleAccount) -> Vec<String> {
    let mut tx = app.database.platform().await.unwrap();
    sqlx::query_scalar(
        "select a.action from platform.district_activity a
         join platform.district_staff s on s.id = a.staff where s.email = $1 order by a.seq desc",
    )
    .bind(&account.login)
    .fetch_all(&mut *tx)
    .await
    .unwrap()
}
