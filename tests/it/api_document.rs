//! The API's document says what its routes do, scope by scope.

use std::collections::{BTreeMap, BTreeSet};

use identity::Scope;
use serde_json::{Value, json};
use support::{TestApp, root};

use super::api::{BASE, ask, json_of, key, refusal};

/// Every operation of the document: method, path, the scopes it names, what it says may happen.
struct Operation {
    method: &'static str,
    path: String,
    scopes: Vec<String>,
    statuses: BTreeSet<String>,
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn operations(document: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in METHODS {
            let Some(operation) = item.get(method.to_lowercase()) else {
                continue;
            };
            let security = operation["security"].as_array().unwrap();
            let scopes = security.iter().flat_map(|one| {
                let token = one.get("token").and_then(Value::as_array);
                token.cloned().unwrap_or_default()
            });
            all.push(Operation {
                method,
                path: path.strip_prefix(BASE).unwrap().to_owned(),
                scopes: scopes
                    .map(|scope| scope.as_str().unwrap().to_owned())
                    .collect(),
                statuses: operation["responses"]
                    .as_object()
                    .unwrap()
                    .keys()
                    .cloned()
                    .collect(),
            });
        }
    }
    all
}

#[tokio::test]
async fn the_document_and_the_routes_say_the_same() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let served = app
        .get(&app.portal_host(), &format!("{BASE}/openapi.json"))
        .await;
    assert_eq!(served.headers()["content-type"], "application/json");
    let document = json_of(served).await;
    assert_eq!(document["openapi"], "3.1.0");
    let made = serde_json::to_value(district::api::document()).unwrap();
    assert_eq!(document, made);
    let scheme = &document["components"]["securitySchemes"]["token"];
    assert_eq!(
        (&scheme["type"], &scheme["scheme"]),
        (&json!("http"), &json!("bearer"))
    );
    // Every name that is referred to is there.
    for part in document
        .to_string()
        .split("\"#/components/schemas/")
        .skip(1)
    {
        let name = part.split('"').next().unwrap();
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }

    let all = operations(&document);
    let described = described_handlers();
    assert_eq!(
        all.len(),
        described,
        "a described handler is not registered"
    );
    let mut keys = BTreeMap::new();
    for scope in Scope::ALL {
        keys.insert(scope.as_str(), key(&app, &[scope]).await);
    }
    let mut by_path: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in &all {
        by_path
            .entry(&operation.path)
            .or_default()
            .insert(operation.method);
        if operation.path == "/openapi.json" {
            assert!(operation.scopes.is_empty());
            continue;
        }
        let name = format!("{} {}", operation.method, operation.path);
        let [needed] = &operation.scopes[..] else {
            panic!("{name} names {:?}", operation.scopes);
        };
        let mut expected = vec!["401", "403", "429", "503"];
        if operation.path.contains('{') {
            expected.push("404");
        }
        if operation.method != "GET" {
            expected.extend(["400", "409", "413", "415", "422"]);
        }
        for status in expected {
            assert!(
                operation.statuses.contains(status),
                "{name} does not tell of {status}"
            );
        }
        assert!(
            operation
                .statuses
                .iter()
                .any(|status| status.starts_with('2'))
        );
        // The scope it names opens it, and no other does. What it is asked makes no sense.
        let path = operation.path.replace("{slug}", &village.slug);
        for (scope, key) in &keys {
            let body = if operation.method == "GET" {
                Value::Null
            } else {
                json!({ "x": 1 })
            };
            let answer = ask(&app, key, operation.method, &path, body).await;
            let status = answer.status().as_u16();
            if scope == needed {
                assert!(
                    [200, 400].contains(&status),
                    "{name} with {scope}: {status}"
                );
            } else {
                assert_eq!(
                    answer.headers()["www-authenticate"],
                    format!("Bearer error=\"insufficient_scope\", scope=\"{needed}\"")
                );
                assert_eq!(
                    refusal(answer).await,
                    (403, "missing_scope".to_owned()),
                    "{name}"
                );
            }
        }
        let stranger = app.request(
            operation.method,
            &app.portal_host(),
            &format!("{BASE}{path}"),
        );
        let stranger = stranger.send().await.unwrap();
        assert_eq!(
            refusal(stranger).await,
            (401, "no_token".to_owned()),
            "{name}"
        );
    }
    // What is not described is not there.
    let any = &keys["villages:read"];
    for (path, known) in by_path {
        let path = path.replace("{slug}", &village.slug);
        for method in METHODS.into_iter().filter(|method| !known.contains(method)) {
            let answer = ask(&app, any, method, &path, Value::Null).await;
            assert_eq!(
                refusal(answer).await,
                (405, "method_not_allowed".to_owned()),
                "{method} {path}"
            );
        }
    }
    for path in ["", "/desa", "/villages/x/y/z"] {
        let answer = ask(&app, any, "GET", path, Value::Null).await;
        assert_eq!(
            refusal(answer).await,
            (404, "not_found".to_owned()),
            "{path}"
        );
    }
}

/// How many handlers the source describes.
fn described_handlers() -> usize {
    handlers_in(&root().join("crates/features/district/src/api"))
}

fn handlers_in(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap();
    let count = entries.map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return handlers_in(&path);
        }
        let source = std::fs::read_to_string(path).unwrap();
        source.matches("#[utoipa::path(").count()
    });
    count.sum()
}
