//! What programs do with villages through the API, and how far a key reaches.

use identity::{DistrictRole, Scope};
use reqwest::Response;
use serde_json::{Value, json};
use support::{Seen, TestApp, text};

use super::console::{accounts, act, enter, of, own_slug, superadmin};

pub(super) const BASE: &str = "/api/v1/district";

/// A key made at the command line.
pub(super) async fn key(app: &TestApp, scopes: &[Scope]) -> String {
    let name = format!("Uji {}", uuid::Uuid::new_v4().simple());
    let made = district::outside_keys::add(&app.database, &name, scopes, 7).await;
    made.unwrap().secret.to_text()
}

/// Asks with a key; a body that is null is none.
pub(super) async fn ask(
    app: &TestApp,
    key: &str,
    method: &str,
    path: &str,
    body: Value,
) -> Response {
    let request = app
        .request(method, &app.portal_host(), &format!("{BASE}{path}"))
        .bearer_auth(key);
    let request = if body.is_null() {
        request
    } else {
        request.json(&body)
    };
    request.send().await.unwrap()
}

pub(super) async fn json_of(response: Response) -> Value {
    let text = text(response).await;
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Status and code of a refusal, which says them in the body too.
pub(super) async fn refusal(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json",
        "{status} at {}",
        response.url()
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
    let body = json_of(response).await;
    assert_eq!(body["status"], status, "{body}");
    assert!(!body["title"].as_str().unwrap().is_empty(), "{body}");
    assert!(!body["detail"].as_str().unwrap().is_empty(), "{body}");
    (status, body["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_program_makes_a_village_changes_it_and_takes_it_off_line() {
    let app = TestApp::start_with_redis().await;
    let mut browser = superadmin(&app).await;
    let name = format!("Sistem {}", uuid::Uuid::new_v4().simple());
    let fields = [
        ("nama", name.as_str()),
        ("izin", "villages:read"),
        ("izin", "villages:write"),
        ("hari", "30"),
    ];
    let shown = act(&mut browser, "/konsol/kunci-program", &fields).await;
    let key = secret(&shown);
    let (code, slug) = (app.free_code().await.dotted(), own_slug());
    let body = json!({
        "code": code, "name": "Sungai Baru", "slug": slug,
        "operator": { "name": "Norhasanah", "email": "norhasanah@contoh.test" },
    });
    let made = ask(&app, &key, "POST", "/villages", body).await;
    assert_eq!(made.status(), 201);
    let here = format!("/villages/{slug}");
    assert_eq!(made.headers()["location"], format!("{BASE}{here}"));
    let made = json_of(made).await;
    assert_eq!(made["village"]["code"], code);
    let invitation = made["invitation"].as_str().unwrap();
    assert!(
        invitation.contains(&format!("{slug}.localhost"))
            && invitation.contains("/kantor/undangan/")
    );
    let host = format!("{slug}.localhost");
    let home = text(app.get(&host, "/").await).await;
    assert!(home.contains("Desa Sungai Baru"));
    let seen = json_of(ask(&app, &key, "GET", &here, Value::Null).await).await;
    assert_eq!(seen, made["village"]);

    let body = json!({ "name": "Sungai Lama", "seen": { "name": "Sungai Baru" } });
    let renamed = json_of(ask(&app, &key, "PATCH", &here, body).await).await;
    assert_eq!(renamed["name"], "Sungai Lama");
    assert!(
        text(app.get(&host, "/").await)
            .await
            .contains("Sungai Lama")
    );

    let quotas = json!({ "storage_megabytes": 500, "staff": 12 });
    let limited = ask(&app, &key, "PUT", &format!("{here}/quotas"), quotas.clone()).await;
    assert_eq!(json_of(limited).await["quotas"], quotas);

    let note = "Sedang dibersihkan, kembali besok pagi.";
    let off = ask(
        &app,
        &key,
        "POST",
        &format!("{here}/suspend"),
        json!({ "note": note }),
    )
    .await;
    let off = json_of(off).await;
    assert_eq!(
        (&off["status"], &off["status_note"]),
        (&json!("suspended"), &json!(note))
    );
    let away = app.get(&host, "/").await;
    assert_eq!(away.status(), 503);
    assert!(text(away).await.contains(note));
    for (act, status) in [("archive", 410), ("resume", 200)] {
        let answer = ask(&app, &key, "POST", &format!("{here}/{act}"), Value::Null).await;
        assert_eq!(answer.status(), 200, "{act}");
        assert_eq!(app.get(&host, "/").await.status(), status, "{act}");
    }
    // To be deleted: only for who says its address, and it can be called back.
    let drop = format!("{here}/drop");
    let wrong = ask(&app, &key, "POST", &drop, json!({ "confirm": "bukan" })).await;
    assert_eq!(refusal(wrong).await, (422, "invalid_fields".to_owned()));
    assert_eq!(app.get(&host, "/").await.status(), 200);
    let planned = ask(&app, &key, "POST", &drop, json!({ "confirm": slug })).await;
    assert!(json_of(planned).await["ends_at"].is_string());
    assert_eq!(app.get(&host, "/").await.status(), 503);
    let back = ask(&app, &key, "POST", &format!("{here}/resume"), json!({})).await;
    assert!(json_of(back).await["ends_at"].is_null());

    let body = json!({ "name": "Rahmah", "email": "rahmah@contoh.test", "role": "operator" });
    let invited = ask(&app, &key, "POST", &format!("{here}/invite"), body.clone()).await;
    assert_eq!(invited.status(), 201);
    assert!(json_of(invited).await["invitation"].is_string());

    // All of it stands in the timeline and in the record, with the program's name.
    let events =
        json_of(ask(&app, &key, "GET", &format!("{here}/events"), Value::Null).await).await;
    let kinds: Vec<&str> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            assert_eq!(event["actor"], format!("Kunci program {name}"));
            event["kind"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "resumed",
            "end_planned",
            "resumed",
            "archived",
            "suspended",
            "limited",
            "renamed",
            "provisioned"
        ]
    );
    let record = browser.open("/konsol/catatan").await.html;
    for told in [
        "Membuat desa Sungai Baru",
        "Mengundang orang ke kantor",
        &name,
    ] {
        assert!(record.contains(told), "{told}: {record}");
    }
    let whole = district::outside::verify_record(&app.database, &[]).await;
    whole.unwrap().unwrap();
}

/// The secret on the page that shows it.
pub(super) fn secret(shown: &Seen) -> String {
    let start = shown
        .html
        .find("banua_")
        .unwrap_or_else(|| panic!("{}", shown.html));
    shown.html[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn of_two_changes_at_once_one_is_told() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let key = key(&app, &[Scope::VillagesWrite, Scope::VillagesRead]).await;
    let here = format!("/villages/{}", village.slug);
    let before = json_of(ask(&app, &key, "GET", &here, Value::Null).await).await["name"].clone();
    let change = |name: &'static str| {
        let seen = json!({ "name": before, "slug": village.slug });
        ask(
            &app,
            &key,
            "PATCH",
            &here,
            json!({ "name": name, "seen": seen }),
        )
    };
    let (one, other) = tokio::join!(change("Nama Satu"), change("Nama Dua"));
    let (good, late) = if one.status() == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!(good.status(), 200);
    assert_eq!(refusal(late).await, (409, "changed_meanwhile".to_owned()));
    let kept = json_of(good).await["name"].clone();
    let now = json_of(ask(&app, &key, "GET", &here, Value::Null).await).await["name"].clone();
    assert_eq!(now, kept);
    // The same village twice at once: it is made once.
    let code = app.free_code().await.dotted();
    let make = || {
        let body = json!({ "code": code, "name": "Kembar", "slug": own_slug() });
        ask(&app, &key, "POST", "/villages", body)
    };
    let (one, other) = tokio::join!(make(), make());
    let mut statuses = [one.status().as_u16(), other.status().as_u16()];
    statuses.sort_unstable();
    assert!(
        statuses == [201, 409] || statuses == [201, 422],
        "{statuses:?}"
    );
}

#[tokio::test]
async fn a_key_sees_and_does_no_more_than_its_maker_may_now() {
    let app = TestApp::start_with_redis().await;
    let (own, other) = (app.village().await, app.village().await);
    let accounts = accounts(&app, own.code).await;
    let maker = of(&accounts, DistrictRole::Superadmin);
    let mut browser = enter(&app, maker).await;
    let mut fields = vec![("nama", "Uji"), ("hari", "7")];
    fields.extend(Scope::ALL.map(|scope| ("izin", scope.as_str())));
    let key = secret(&act(&mut browser, "/konsol/kunci-program", &fields).await);
    for slug in [&own.slug, &other.slug] {
        let seen = ask(&app, &key, "GET", &format!("/villages/{slug}"), Value::Null).await;
        assert_eq!(seen.status(), 200);
    }
    // She looks after one subdistrict only from now on.
    let mut tx = app.database.platform().await.unwrap();
    sqlx::query(
        "update platform.district_staff set role = 'pembina', subdistricts = array[$2] where email = $1",
    )
    .bind(&maker.login)
    .bind(own.code.subdistrict().dotted())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let place = own.code.subdistrict();
    let is_near = other.code.subdistrict() == place;
    let foreign = ask(
        &app,
        &key,
        "GET",
        &format!("/villages/{}", other.slug),
        Value::Null,
    )
    .await;
    assert_eq!(foreign.status() == 404, !is_near);
    let list = json_of(ask(&app, &key, "GET", "/villages?limit=200", Value::Null).await).await;
    let items = list["items"].as_array().unwrap();
    assert!(items.iter().any(|one| one["slug"] == own.slug));
    assert!(
        items
            .iter()
            .all(|one| one["subdistrict"]["code"] == place.dotted())
    );
    for (method, path) in [
        ("POST", format!("/villages/{}/suspend", own.slug)),
        ("GET", "/accounts".to_owned()),
    ] {
        let answer = ask(&app, &key, method, &path, Value::Null).await;
        assert_eq!(
            refusal(answer).await,
            (403, "maker_may_not".to_owned()),
            "{path}"
        );
    }
    assert_eq!(app.get(&own.host(), "/").await.status(), 200);
}
