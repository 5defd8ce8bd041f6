//! Keys of programs: making, showing once, ending; and what is refused at the API's door.

use std::process::ExitCode;

use identity::{DistrictRole, Scope};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use support::{TestApp, command_line, text};

use super::{
    api::{BASE, ask, key, refusal, secret},
    console::{accounts, act, enter, of, superadmin},
};

const HERE: &str = "/konsol/kunci-program";
const LIST: &str = "/villages?limit=1";

async fn told(app: &TestApp, key: &str) -> (u16, String) {
    refusal(ask(app, key, "GET", LIST, Value::Null).await).await
}

#[tokio::test]
async fn a_key_is_shown_once_listed_without_its_secret_and_revoked() {
    let app = TestApp::start_with_redis().await;
    let accounts = accounts(&app, app.free_code().await).await;
    let mut browser = enter(&app, of(&accounts, DistrictRole::Superadmin)).await;
    let name = format!("Sistem {}", uuid::Uuid::new_v4().simple());
    for (fields, problem) in [
        (
            vec![("izin", "villages:read"), ("hari", "7")],
            "Isi nama programnya",
        ),
        (
            vec![("nama", name.as_str()), ("hari", "7")],
            "paling sedikit satu izin",
        ),
        (
            vec![("nama", name.as_str()), ("izin", "semua"), ("hari", "7")],
            "izin dari daftar",
        ),
        (
            vec![
                ("nama", name.as_str()),
                ("izin", "fleet:read"),
                ("hari", "8"),
            ],
            "masa berlakunya",
        ),
        (
            vec![("nama", name.as_str()), ("izin", "fleet:read")],
            "masa berlakunya",
        ),
    ] {
        let seen = act(&mut browser, HERE, &fields).await;
        assert_eq!(seen.status, 422, "{fields:?}");
        assert!(seen.html.contains(problem), "{problem}: {}", seen.html);
    }
    assert!(
        !browser.open(HERE).await.html.contains(&name),
        "nothing was made"
    );
    let fields = [
        ("nama", name.as_str()),
        ("izin", "villages:read"),
        ("hari", "7"),
    ];
    let shown = act(&mut browser, HERE, &fields).await;
    let key = secret(&shown);
    assert_eq!(key.len(), 49);
    let list = browser.open(HERE).await.html;
    assert!(list.contains(&name) && list.contains("belum pernah"));
    assert!(!list.contains(&key));
    // Only a hash of it is kept.
    let mut tx = app.database.platform().await.unwrap();
    let kept: Vec<(String,)> = sqlx::query_as(
        "select to_jsonb(t)::text from platform.district_tokens t where name = $1
         union all select to_jsonb(a)::text from platform.district_activity a where subject = $1",
    )
    .bind(&name)
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept.len(), 2, "the key and its entry in the record");
    assert!(kept.iter().all(|(row,)| !row.contains(&key[6..])));
    assert!(kept.iter().all(|(row,)| row.contains("villages:read")));

    assert_eq!(
        ask(&app, &key, "GET", LIST, Value::Null).await.status(),
        200
    );
    let list = browser.open(HERE).await.html;
    let its_part = list
        .split("<details")
        .find(|part| part.contains(&name))
        .unwrap();
    assert!(!its_part.contains("belum pernah"), "its use was not noted");
    // An auditor looks at keys and makes none.
    let mut auditor = enter(&app, of(&accounts, DistrictRole::Auditor)).await;
    let seen = auditor.open(HERE).await;
    assert!(seen.html.contains(&name) && !seen.html.contains("Buat kunci baru"));
    assert!(!seen.html.contains("/cabut"));
    assert_eq!(act(&mut auditor, HERE, &fields).await.status, 403);

    let revoke = its_part.split("action=\"").nth(1).unwrap();
    let revoke = revoke.split('"').next().unwrap();
    let done = act(&mut browser, revoke, &[]).await;
    assert!(
        done.html
            .contains("dicabut; programnya tidak bisa masuk lagi"),
        "{}",
        done.html
    );
    assert_eq!(told(&app, &key).await, (401, "token_revoked".to_owned()));
    let again = act(&mut browser, revoke, &[]).await;
    assert!(again.html.contains("sudah dicabut"));
    let record = browser.open("/konsol/catatan").await.html;
    assert!(record.contains(&format!("Membuat kunci program {name}")));
    assert!(record.contains(&format!("Mencabut kunci program {name}")));
    assert_eq!(browser.open("/konsol/catatan?sebelum=2").await.status, 200);
}

#[tokio::test]
async fn what_is_no_good_key_opens_nothing() {
    let app = TestApp::start_with_redis().await;
    let accounts = accounts(&app, app.free_code().await).await;
    let maker = of(&accounts, DistrictRole::Superadmin);
    let mut browser = enter(&app, maker).await;
    let fields = [("nama", "Uji"), ("izin", "villages:read"), ("hari", "7")];
    let own = secret(&act(&mut browser, HERE, &fields).await);
    let good = key(&app, &[Scope::VillagesRead]).await;
    for wrong in [
        "x".to_owned(),
        good.replace("banua_", ""),
        good.replace("banua_", "BANUA_"),
        format!("{good}x"),
        format!("banua_{}", "A".repeat(43)),
    ] {
        assert_eq!(
            told(&app, &wrong).await,
            (401, "invalid_token".to_owned()),
            "{wrong}"
        );
    }
    let path = format!("{BASE}{LIST}");
    let with = |headers: Vec<(&'static str, String)>| {
        let mut request = app.ask(&app.portal_host(), &path);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        async move { request.send().await.unwrap() }
    };
    // A session of the console opens the console and nothing here.
    let twice = format!("Bearer {good}");
    for headers in [
        vec![],
        vec![("cookie", browser.cookie_line())],
        vec![("authorization", format!("Basic {good}"))],
        vec![("authorization", good.clone())],
        vec![
            ("authorization", twice.clone()),
            ("authorization", twice.clone()),
        ],
        vec![("cookie", format!("token={good}"))],
    ] {
        let name = format!("{headers:?}");
        let answer = with(headers).await;
        assert_eq!(answer.headers()["www-authenticate"], "Bearer", "{name}");
        assert_eq!(
            refusal(answer).await,
            (401, "no_token".to_owned()),
            "{name}"
        );
    }
    assert_eq!(
        with(vec![("authorization", format!("bearer {good}"))])
            .await
            .status(),
        200
    );

    // Its maker is disabled, and comes back.
    let set = async |status: &str| {
        let mut tx = app.database.platform().await.unwrap();
        sqlx::query("update platform.district_staff set status = $2 where email = $1")
            .bind(&maker.login)
            .bind(status)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    set("disabled").await;
    assert_eq!(told(&app, &own).await, (401, "maker_disabled".to_owned()));
    set("active").await;
    assert_eq!(
        ask(&app, &own, "GET", LIST, Value::Null).await.status(),
        200
    );
    // Its time is over.
    app.clock
        .set(Timestamp::now() + SignedDuration::from_hours(7 * 24 + 1));
    assert_eq!(told(&app, &own).await, (401, "token_expired".to_owned()));
}

#[tokio::test]
async fn who_guesses_waits_and_who_has_a_key_does_not() {
    let app = TestApp::start_with_redis().await;
    let good = key(&app, &[Scope::VillagesRead]).await;
    let mut refused = Vec::new();
    for _ in 0..31 {
        let guess = identity::ProgramKey::generate().to_text();
        refused.push(ask(&app, &guess, "GET", LIST, Value::Null).await);
    }
    let last = refused.pop().unwrap();
    assert!(refused.iter().all(|answer| answer.status() == 401));
    let wait: u64 = last.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
    assert_eq!(refusal(last).await, (429, "too_many_failures".to_owned()));
    assert_eq!(
        ask(&app, &good, "GET", LIST, Value::Null).await.status(),
        200
    );
}

#[tokio::test]
async fn one_key_asks_six_hundred_times_a_minute_and_another_goes_on() {
    let app = TestApp::start_with_redis().await;
    let (busy, other) = (
        key(&app, &[Scope::FleetRead]).await,
        key(&app, &[Scope::VillagesRead]).await,
    );
    // Without the scope it is cheap, and counts all the same.
    for _ in 0..600 {
        let answer = ask(&app, &busy, "GET", LIST, Value::Null).await;
        assert_eq!(answer.status(), 403);
    }
    let answer = ask(&app, &busy, "GET", LIST, Value::Null).await;
    let wait: u64 = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(refusal(answer).await, (429, "rate_limited".to_owned()));
    assert_eq!(
        ask(&app, &other, "GET", LIST, Value::Null).await.status(),
        200
    );
}

#[tokio::test]
async fn the_command_line_makes_lists_and_revokes_keys() {
    let app = TestApp::start_with_redis().await;
    let name = format!("Cadangan {}", uuid::Uuid::new_v4().simple());
    let add = |scope: &'static str, days: &'static str| {
        let (config, name) = (app.config.clone(), name.clone());
        async move {
            let line = [
                "district", "token", "add", "--name", &name, "--scope", scope, "--days", days,
            ];
            command_line(&config, &line).await
        }
    };
    for (scope, days) in [
        ("all", "7"),
        ("fleet:read", "0"),
        ("fleet:read", "366"),
        ("fleet:read", "x"),
    ] {
        assert_eq!(add(scope, days).await, ExitCode::from(2), "{scope} {days}");
    }
    let listed = async || {
        let all = district::outside_keys::list(&app.database).await.unwrap();
        all.into_iter().find(|key| key.name == name)
    };
    assert!(listed().await.is_none());
    assert_eq!(add("fleet:read", "7").await, ExitCode::SUCCESS);
    let made = listed().await.unwrap();
    assert!(made.is_good && made.scopes == ["fleet:read"] && made.made_by.is_none());
    let id = made.id.to_string();
    assert_eq!(
        command_line(&app.config, &["district", "token", "list"]).await,
        ExitCode::SUCCESS
    );
    let revoke = ["district", "token", "revoke", &id];
    assert_eq!(command_line(&app.config, &revoke).await, ExitCode::SUCCESS);
    assert!(!listed().await.unwrap().is_good);
    assert_eq!(
        command_line(&app.config, &revoke).await,
        ExitCode::SUCCESS,
        "twice is no error"
    );
    let unknown = [
        "district",
        "token",
        "revoke",
        "00000000-0000-7000-8000-000000000001",
    ];
    assert_eq!(command_line(&app.config, &unknown).await, ExitCode::from(2));
    // The console shows them, and whose they are.
    let mut browser = superadmin(&app).await;
    let record = browser.open("/konsol/catatan").await.html;
    assert!(
        record.contains(&format!("Mencabut kunci program {name}"))
            && record.contains("Perintah di server")
    );
    let openapi = app
        .get(&app.portal_host(), &format!("{BASE}/openapi.json"))
        .await;
    assert!(text(openapi).await.contains("banua district token add"));
}
