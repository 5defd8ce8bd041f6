use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use kernel::Nik;

use crate::{paper::samples, proof, tools};

use super::*;

const NIK: &str = "6303041708700001";
const PASSPHRASE: &str = "frasa-Rahasia!";

/// What the service was sent.
type Heard = Arc<Mutex<Vec<Vec<u8>>>>;

/// The esign client service, as its documents describe it.
async fn service() -> (String, Heard) {
    let heard = Heard::default();
    let routes = Router::new()
        .route("/api/sign/pdf", post(sign))
        .route("/api/user/status/{nik}", get(status))
        .with_state(heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (address, heard)
}

fn is_known(headers: &HeaderMap) -> bool {
    let expected = format!("Basic {}", BASE64_STANDARD.encode("banua:kata-sandi"));
    headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value == expected.as_str())
}

fn error(status: StatusCode, code: i64) -> Response {
    let body = format!(r#"{{"error":"ditolak","status_code":{code}}}"#);
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn sign(State(heard): State<Heard>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_known(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    heard.lock().unwrap().push(body.to_vec());
    let media_type = headers[header::CONTENT_TYPE].to_str().unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let field = |name: &str| field(&body, boundary, name);
    assert_eq!(field("tampilan").as_deref(), Some(b"invisible".as_slice()));
    match field("passphrase").unwrap().as_slice() {
        b"frasa-salah" => return error(StatusCode::BAD_REQUEST, 2031),
        b"frasa-habis" => return error(StatusCode::BAD_REQUEST, 2021),
        b"frasa-aneh" => return error(StatusCode::INTERNAL_SERVER_ERROR, 9999),
        b"frasa-bukan" => return "<html>halo</html>".into_response(),
        b"frasa-lain" => return b"%PDF-1.7 another letter".as_slice().into_response(),
        b"frasa-gerbang" => return StatusCode::BAD_GATEWAY.into_response(),
        right => assert_eq!(right, PASSPHRASE.as_bytes()),
    }
    assert_eq!(field("nik").as_deref(), Some(NIK.as_bytes()));
    let mut signed = field("file").unwrap();
    signed.extend(b"\n9 0 obj\n<</Type/Sig/ByteRange[0 1 2 3]>>\nendobj\n%%EOF\n");
    ([(header::CONTENT_TYPE, "application/pdf")], signed).into_response()
}

/// What stands in a field of a form: between its empty line and the next boundary.
fn field(body: &[u8], boundary: &str, name: &str) -> Option<Vec<u8>> {
    let find = |from: usize, wanted: &[u8]| {
        body[from..]
            .windows(wanted.len())
            .position(|part| part == wanted)
            .map(|at| from + at)
    };
    let at = find(0, format!("form-data; name=\"{name}\"").as_bytes())?;
    let start = find(at, b"\r\n\r\n")? + 4;
    let end = find(start, format!("\r\n--{boundary}").as_bytes())?;
    Some(body[start..end].to_vec())
}

async fn status(headers: HeaderMap, Path(nik): Path<String>) -> Response {
    if !is_known(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let code = if nik == NIK { 1111 } else { 1110 };
    format!(r#"{{"status_code":{code},"status":"ISSUE","message":"…"}}"#).into_response()
}

fn signatory(url: &str, password: &str, passphrase: &str) -> Signatory {
    // The program does this when it starts.
    _ = rustls::crypto::ring::default_provider().install_default();
    let settings = config::Bsre {
        url: url.to_owned(),
        user: "banua".to_owned(),
        password: password.into(),
    };
    Signatory {
        service: Bsre::new(settings).unwrap(),
        nik: Nik::parse(NIK).unwrap(),
        passphrase: passphrase.to_owned().into(),
    }
}

fn letter() -> Vec<u8> {
    tools::printed(&samples::domicile(), tools::marks())
}

#[tokio::test]
async fn the_service_signs_what_we_made() {
    let (url, heard) = service().await;
    let who = signatory(&url, "kata-sandi", PASSPHRASE);
    assert_eq!(
        who.service.standing(&who.nik).await.unwrap(),
        Standing::Ready
    );
    let other = Nik::parse("6303044708900001").unwrap();
    assert_eq!(
        who.service.standing(&other).await.unwrap(),
        Standing::NotReady(1110)
    );
    let pdf = letter();
    let signed = who.seal(pdf.clone()).await.unwrap();
    assert!(signed.starts_with(&pdf) && signed.len() > pdf.len());
    assert_eq!(heard.lock().unwrap().len(), 1);
    let told = format!("{who:?} {:?} {:?}", who.passphrase, who.service);
    for closed in [NIK, PASSPHRASE, "kata-sandi"] {
        assert!(!told.contains(closed), "{told}");
    }
}

#[tokio::test]
async fn every_refusal_says_what_to_do_and_nobodys_number() {
    let (url, _) = service().await;
    for (passphrase, wanted) in [
        ("frasa-salah", "Frasa sandi"),
        ("frasa-habis", "sertifikatnya"),
        ("frasa-aneh", "kode 9999"),
        ("frasa-bukan", "bukan dokumen"),
        ("frasa-lain", "bukan dokumen"),
        ("frasa-gerbang", "tidak menjawab"),
    ] {
        let error = signatory(&url, "kata-sandi", passphrase)
            .seal(letter())
            .await
            .unwrap_err();
        assert!(error.to_string().contains(wanted), "{passphrase}: {error}");
        let told = format!("{error} {error:?}");
        assert!(!told.contains(NIK) && !told.contains(passphrase), "{told}");
    }
    let stranger = signatory(&url, "lupa", PASSPHRASE);
    assert!(matches!(
        stranger.seal(letter()).await,
        Err(SealError::Access)
    ));
    assert!(matches!(
        stranger.service.standing(&stranger.nik).await,
        Err(SealError::Access)
    ));
}

#[tokio::test]
async fn a_service_that_is_away_keeps_nobody_waiting_for_ever() {
    // Nobody listens there any more.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let who = signatory(&url, "kata-sandi", PASSPHRASE);
    let waiting = tokio::time::timeout(Duration::from_secs(10), who.service.standing(&who.nik));
    let error = waiting.await.expect("an answer in time").unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(matches!(error, SealError::Away(Some(_))), "{told}");
    assert!(!told.contains(NIK), "{told}");
}

#[tokio::test]
async fn the_villages_own_key_seals_what_has_room() {
    let key = proof::samples::key(1);
    let content = samples::domicile();
    let marks = crate::paper::Marks {
        proof: Some(proof::samples::proof(&content, &key)),
        ..tools::marks()
    };
    let sealed = key.seal(tools::printed(&content, marks)).await.unwrap();
    let (_, seal) = proof::file::verify(&sealed, &proof::samples::published(&key));
    assert_eq!(seal, proof::file::Seal::Whole);
    assert!(matches!(key.seal(letter()).await, Err(SealError::NoRoom)));
}
