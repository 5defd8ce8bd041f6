//! The gateway's protocol against a server on this machine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::{Arc, Mutex};

use axum::{Json, Router, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use messages::{Gateway, Message, MessageError, Messenger, Outbox};
use serde_json::Value;
use uuid::Uuid;

type Seen = Arc<Mutex<Vec<(HeaderMap, Value)>>>;

/// A gateway that answers what it is told, and remembers what it was asked.
async fn gateway(status: u16) -> (String, Seen) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let seen = Seen::default();
    let answer = move |State(seen): State<Seen>, headers: HeaderMap, Json(asked): Json<Value>| async move {
        seen.lock().unwrap().push((headers, asked));
        let location = [("location", "http://127.0.0.1:1/")];
        (StatusCode::from_u16(status).unwrap(), location)
    };
    let service = Router::new()
        .route("/surat", post(answer).get(asked_whether_it_is_there))
        .with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, service).await });
    (format!("http://{address}/surat"), seen)
}

/// Takes one key, and has nothing to read.
async fn asked_whether_it_is_there(headers: HeaderMap) -> StatusCode {
    if headers["authorization"] == "Bearer rahasia" {
        StatusCode::METHOD_NOT_ALLOWED
    } else {
        StatusCode::UNAUTHORIZED
    }
}

fn message() -> Message {
    Message {
        id: Uuid::now_v7(),
        to: "0812-3456-7890".parse().unwrap(),
        from: "Desa \"Pembantanan\"".to_owned(),
        text: "Kode Anda 482915.\nBerlaku 10 menit.".to_owned(),
    }
}

#[tokio::test]
async fn a_message_arrives_with_its_key_and_once() {
    let (url, seen) = gateway(202).await;
    let messenger = Messenger::Gateway(Gateway::new(&url, "rahasia").unwrap());
    assert!(messenger.is_on());
    let message = message();
    messenger.send(&message).await.unwrap();
    let seen = seen.lock().unwrap();
    let (headers, asked) = &seen[0];
    assert_eq!(headers["authorization"], "Bearer rahasia");
    assert_eq!(headers["idempotency-key"], message.id.to_string());
    assert_eq!(asked["to"], "+6281234567890");
    assert_eq!(asked["by"], serde_json::json!(["whatsapp", "sms"]));
    assert_eq!(asked["from"], message.from);
    assert_eq!(asked["text"], message.text);
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn what_will_not_do_is_told_from_what_may_do_later() {
    for (status, is_passing) in [
        (400, false),
        (401, false),
        (307, false),
        (429, true),
        (503, true),
    ] {
        let (url, seen) = gateway(status).await;
        let gateway = Messenger::Gateway(Gateway::new(&url, "rahasia").unwrap());
        let error = gateway.send(&message()).await.unwrap_err();
        assert_eq!(error.is_passing(), is_passing, "{status}: {error}");
        assert!(!error.to_string().contains("8123"), "{error}");
        assert_eq!(seen.lock().unwrap().len(), 1, "{status} is not followed");
    }
    let nobody = Messenger::Gateway(Gateway::new("http://127.0.0.1:1/", "x").unwrap());
    let error = nobody.send(&message()).await.unwrap_err();
    assert!(
        error.is_passing() && !error.to_string().contains("127.0.0.1"),
        "{error}"
    );
}

#[tokio::test]
async fn the_doctor_learns_whether_it_is_there_and_knows_us() {
    let (url, seen) = gateway(202).await;
    let at = |url: &str, key: &str| Messenger::Gateway(Gateway::new(url, key).unwrap());
    at(&url, "rahasia").is_there().await.unwrap();
    let stranger = at(&url, "lain").is_there().await;
    assert!(matches!(stranger, Err(MessageError::Refused(401))));
    let nobody = at("http://127.0.0.1:1/", "rahasia").is_there().await;
    assert!(matches!(nobody, Err(MessageError::Later(_))));
    assert!(seen.lock().unwrap().is_empty(), "nothing was sent");
}

#[test]
fn a_key_does_not_travel_in_clear() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    for (url, key) in [
        ("http://gerbang.example.id/", "x"),
        ("ftp://127.0.0.1/", "x"),
        ("gerbang", "x"),
        ("https://gerbang.example.id/", ""),
        ("https://gerbang.example.id/", "a b"),
    ] {
        assert!(Gateway::new(url, key).is_err(), "{url}");
    }
    assert!(Gateway::new("https://gerbang.example.id/", "x").is_ok());
}

#[tokio::test]
async fn in_development_it_can_be_read_and_without_anything_it_goes_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = Outbox::new(folder.path().join("baru"));
    assert!(outbox.messages().await.unwrap().is_empty());
    let messenger = Messenger::Outbox(outbox.clone());
    messenger.send(&message()).await.unwrap();
    messenger.send(&message()).await.unwrap();
    let kept = outbox.messages().await.unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept[0].text.contains("482915"));
    assert!(!Messenger::Off.is_on());
    let off = Messenger::Off.send(&message()).await;
    assert!(matches!(off, Err(MessageError::Off)));
}
