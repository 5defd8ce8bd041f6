//! What programs send is read strictly, and told in the words of the console's forms.

use identity::Scope;
use serde_json::{Value, json};
use support::TestApp;

use super::{
    api::{BASE, ask, json_of, key, refusal},
    console::{act, superadmin},
};

/// A form, the same for programs, and the fields a problem is said at.
type Case<'a> = (Vec<(&'a str, &'a str)>, Value, &'a [&'a str]);

#[tokio::test]
async fn the_same_mistakes_are_told_in_the_same_words_as_in_the_form() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let key = key(&app, &[Scope::VillagesWrite]).await;
    let (free, taken) = (app.free_code().await.dotted(), village.code.dotted());
    let (free, taken, slug) = (free.as_str(), taken.as_str(), village.slug.as_str());
    let long = "Sangat Panjang ".repeat(10);
    let long = long.as_str();
    // The fields of the form, and those of the API that are told.
    let cases: [Case; 9] = [
        (
            vec![("kode", taken), ("nama", "Lain")],
            json!({ "code": taken, "name": "Lain" }),
            &["code"],
        ),
        (
            vec![("kode", free), ("nama", "Lain"), ("alamat", slug)],
            json!({ "code": free, "name": "Lain", "slug": slug }),
            &["slug"],
        ),
        (
            vec![("kode", "63.03"), ("nama", "Lain")],
            json!({ "code": "63.03", "name": "Lain" }),
            &["code"],
        ),
        (
            vec![("kode", "99.99.99.2001"), ("nama", "<b>")],
            json!({ "code": "99.99.99.2001", "name": "<b>" }),
            &["code", "name"],
        ),
        (
            vec![("kode", free), ("nama", "")],
            json!({ "code": free }),
            &["name"],
        ),
        (
            vec![("kode", free), ("nama", long)],
            json!({ "code": free, "name": long }),
            &["name"],
        ),
        (
            vec![("kode", free), ("nama", "Lain"), ("kecamatan", "Bukan Ini")],
            json!({ "code": free, "name": "Lain", "subdistrict": "Bukan Ini" }),
            &["subdistrict"],
        ),
        (
            vec![("kode", free), ("nama", "Lain"), ("alamat", "desa")],
            json!({ "code": free, "name": "Lain", "slug": "desa" }),
            &["slug"],
        ),
        (
            vec![("kode", free), ("nama", "Lain Sekali"), ("email", "siti")],
            json!({ "code": free, "name": "Lain Sekali", "operator": { "name": "", "email": "siti" } }),
            &["operator.email", "operator.name"],
        ),
    ];
    for (fields, body, told) in cases {
        let page = act(&mut browser, "/konsol/baru", &fields).await;
        assert_eq!(page.status, 422, "{fields:?}");
        let answer = ask(&app, &key, "POST", "/villages", body).await;
        assert_eq!(answer.status(), 422, "{fields:?}");
        let problem = json_of(answer).await;
        let errors = problem["errors"].as_array().unwrap();
        let mut named: Vec<&str> = errors
            .iter()
            .map(|one| one["field"].as_str().unwrap())
            .collect();
        named.sort_unstable();
        assert_eq!(named, told, "{problem}");
        for error in errors {
            let words = error["detail"].as_str().unwrap();
            assert!(page.html.contains(words), "the form does not say: {words}");
        }
    }
    let here = format!("/villages/{}", village.slug);
    for (method, path, body, field) in [
        ("PATCH", here.clone(), json!({ "name": " " }), "name"),
        ("PATCH", here.clone(), json!({ "slug": "konsol.x" }), "slug"),
        (
            "PUT",
            format!("{here}/quotas"),
            json!({ "staff": 0 }),
            "staff",
        ),
        (
            "PUT",
            format!("{here}/quotas"),
            json!({ "storage_megabytes": 2_000_000 }),
            "storage_megabytes",
        ),
        (
            "POST",
            format!("{here}/suspend"),
            json!({ "note": "x".repeat(301) }),
            "note",
        ),
        ("POST", format!("{here}/drop"), json!({}), "confirm"),
        (
            "POST",
            format!("{here}/invite"),
            json!({ "name": "S", "email": "s@contoh.test" }),
            "role",
        ),
        (
            "POST",
            format!("{here}/invite"),
            json!({ "role": "operator" }),
            "name",
        ),
    ] {
        let answer = ask(&app, &key, method, &path, body.clone()).await;
        let problem = json_of(answer).await;
        assert_eq!(problem["code"], "invalid_fields", "{body}: {problem}");
        assert_eq!(problem["errors"][0]["field"], field, "{body}: {problem}");
    }
    let registry = app.running.app.registry();
    let now = registry.by_schema(&village.schema).unwrap();
    assert_eq!(now.entry.slug.as_str(), village.slug);
    assert!(
        registry
            .villages()
            .iter()
            .all(|known| known.entry.code.dotted() != free)
    );
}

#[tokio::test]
async fn what_is_sent_is_read_strictly() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let key = key(&app, &Scope::ALL).await;
    let here = format!("/villages/{}", village.slug);
    for (path, status, code) in [
        ("/villages?after=x".to_owned(), 400, "bad_cursor"),
        (
            "/villages?after=63.03.04.20%2707".to_owned(),
            400,
            "bad_cursor",
        ),
        ("/accounts?after=1".to_owned(), 400, "bad_cursor"),
        (format!("{here}/events?before=x"), 400, "bad_cursor"),
        (
            format!("{here}/events?before={}", uuid::Uuid::new_v4()),
            400,
            "bad_cursor",
        ),
        ("/villages?limt=3".to_owned(), 400, "unknown_parameter"),
        ("/villages?limit=0".to_owned(), 422, "invalid_fields"),
        ("/villages?limit=201".to_owned(), 422, "invalid_fields"),
        ("/villages?limit=-1".to_owned(), 422, "invalid_fields"),
        ("/villages?status=aktif".to_owned(), 422, "invalid_fields"),
        ("/fleet?alert=sepi".to_owned(), 422, "invalid_fields"),
        ("/villages/tidak-ada".to_owned(), 404, "village_not_found"),
        ("/villages/%ff".to_owned(), 404, "not_found"),
        (
            "/villages/tidak-ada/events".to_owned(),
            404,
            "village_not_found",
        ),
    ] {
        let answer = ask(&app, &key, "GET", &path, Value::Null).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(refusal(answer).await, (status, code.to_owned()), "{path}");
    }
    let send = |kind: &'static str, body: Vec<u8>| {
        app.request("PATCH", &app.portal_host(), &format!("{BASE}{here}"))
            .bearer_auth(&key)
            .header("content-type", kind)
            .body(body)
            .send()
    };
    let huge = format!("{{\"name\":\"{}\"}}", "x".repeat(64 * 1024));
    for (kind, body, status, code) in [
        ("application/json", r#"{"nama":"x"}"#, 400, "bad_fields"),
        ("application/json", r#"{"name":3}"#, 400, "bad_fields"),
        (
            "application/json",
            r#"{"seen":{"kode":"x"}}"#,
            400,
            "bad_fields",
        ),
        ("application/json", r#"{"name":"x""#, 400, "bad_json"),
        ("application/json", r#"[]"#, 400, "bad_fields"),
        ("application/json", huge.as_str(), 413, "too_large"),
        (
            "application/x-www-form-urlencoded",
            "name=x",
            415,
            "not_json",
        ),
        ("text/plain", r#"{"name":"x"}"#, 415, "not_json"),
    ] {
        let answer = send(kind, body.as_bytes().to_vec()).await.unwrap();
        assert_eq!(
            refusal(answer).await,
            (status, code.to_owned()),
            "{kind} {code}"
        );
    }
    // No foreign page can add the key, so where a request comes from is of no matter.
    let foreign = app
        .request("POST", &app.portal_host(), &format!("{BASE}{here}/resume"))
        .bearer_auth(&key)
        .header("origin", "https://example.com")
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(foreign.status(), 200);
    assert!(
        foreign
            .headers()
            .get("access-control-allow-origin")
            .is_none()
    );
    // What Postgres cannot keep is lost, as in the form.
    let body = json!({ "name": "Nama\u{0} Baru" });
    let renamed = json_of(ask(&app, &key, "PATCH", &here, body).await).await;
    assert_eq!(renamed["name"], "Nama Baru", "{renamed}");
}
