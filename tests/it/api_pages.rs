//! Lists of the API, page by page, and what they are filtered by.

use std::collections::BTreeSet;

use identity::Scope;
use serde_json::{Value, json};
use support::{TestApp, environment, own_database};

use super::{
    api::{ask, json_of, key},
    console::accounts,
};

/// Walks a list to its end and gives the values of a field, in the order they came.
async fn walk(app: &TestApp, key: &str, path: &str, cursor: &str, field: &str) -> Vec<String> {
    let (mut seen, mut next) = (Vec::new(), String::new());
    for _ in 0..50 {
        let page = json_of(ask(app, key, "GET", &format!("{path}{next}"), Value::Null).await).await;
        let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
        assert!(items.len() <= 3);
        seen.extend(
            items
                .iter()
                .map(|item| item[field].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(value) => next = format!("&{cursor}={value}"),
            None => return seen,
        }
    }
    panic!("{path} does not end");
}

#[tokio::test]
async fn pages_walk_everything_once() {
    let (owner, service) = own_database("banua_it_api_pages").await;
    let app = TestApp::start_with(|config| {
        config.database.admin_url = Some(config::Secret::from(owner));
        config.database.url = config::Secret::from(service);
        config.redis.url = Some(config::Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await;
    let mut villages = Vec::new();
    for _ in 0..7 {
        villages.push(app.village().await);
    }
    let accounts = accounts(&app, villages[0].code).await;
    let key = key(&app, &Scope::ALL).await;
    let mut codes: Vec<String> = villages.iter().map(|one| one.code.dotted()).collect();
    codes.sort();
    assert_eq!(
        walk(&app, &key, "/villages?limit=3", "after", "code").await,
        codes
    );
    assert_eq!(
        walk(&app, &key, "/fleet?limit=3", "after", "code").await,
        codes
    );
    let people = walk(&app, &key, "/accounts?limit=2", "after", "email").await;
    let logins: BTreeSet<&str> = accounts.iter().map(|one| one.login.as_str()).collect();
    assert_eq!(people.len(), 3);
    assert_eq!(
        people.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        logins
    );

    let here = &villages[0];
    for note in ["satu", "dua", "tiga", "empat"] {
        let path = format!("/villages/{}/suspend", here.slug);
        ask(&app, &key, "POST", &path, json!({ "note": note })).await;
    }
    let path = format!("/villages/{}/events?limit=2", here.slug);
    let events = walk(&app, &key, &path, "before", "id").await;
    let once: BTreeSet<&String> = events.iter().collect();
    assert_eq!((events.len(), once.len()), (5, 5));

    // Filters, and the sums over all of them.
    let one = |query: String| {
        let (app, key) = (&app, &key);
        async move { json_of(ask(app, key, "GET", &query, Value::Null).await).await }
    };
    let off = one("/villages?status=suspended".to_owned()).await;
    assert_eq!(off["items"].as_array().unwrap().len(), 1);
    assert_eq!(off["items"][0]["slug"], here.slug);
    let named = one(format!("/villages?q={}", villages[3].slug)).await;
    assert_eq!(named["items"][0]["code"], villages[3].code.dotted());
    let place = villages[2].code.subdistrict().dotted();
    let near = one(format!("/villages?subdistrict={place}")).await;
    let near = near["items"].as_array().unwrap().clone();
    assert!(!near.is_empty());
    assert!(near.iter().all(|one| one["subdistrict"]["code"] == place));
    let fleet = one("/fleet".to_owned()).await;
    assert_eq!(fleet["totals"]["villages"], 7);
    assert_eq!(
        (&fleet["totals"]["active"], &fleet["totals"]["suspended"]),
        (&json!(6), &json!(1))
    );
    let quiet = one("/fleet?alert=any".to_owned()).await;
    assert_eq!(
        quiet["items"].as_array().unwrap().len(),
        quiet["totals"]["alarmed"].as_u64().unwrap() as usize
    );
}
