//! An OpenID Connect provider on a port of its own, which does wrong what a test asks it to.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Form, Json, Router,
    extract::{Query, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub const CLIENT: &str = "banua";
pub const SECRET: &str = "rahasia klien: 100%";

/// What it does other than it should. The default is a good provider.
#[derive(Clone, Default)]
pub struct Will {
    /// Put into the ID token; null takes a claim away.
    pub claims: Value,
    /// What the address for questions about a person answers.
    pub user_info: Value,
    /// Put into what it says about itself.
    pub discovery: Value,
    pub signing: Signing,
    /// It sends the browser back with this word in place of a code.
    pub refusal: Option<&'static str>,
    /// This path answers 500.
    pub fails_at: Option<&'static str>,
    /// This path takes half a minute.
    pub slow_at: Option<&'static str>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Signing {
    #[default]
    Good,
    /// By a key that has the name of the right one.
    ForeignKey,
    /// Not at all.
    None,
    /// With the client's secret.
    Secret,
}

/// What a browser was sent with.
struct Asked {
    nonce: String,
    challenge: String,
    return_to: String,
}

pub struct Provider {
    pub issuer: String,
    will: Mutex<Will>,
    key: Mutex<(String, SigningKey)>,
    asked: Mutex<HashMap<String, Asked>>,
    tokens: Mutex<Vec<String>>,
}

fn new_key() -> (String, SigningKey) {
    let (a, b) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
    let bytes = [*a.as_bytes(), *b.as_bytes()].concat();
    let name = uuid::Uuid::new_v4().to_string();
    (name, SigningKey::from_slice(&bytes).unwrap())
}

impl Provider {
    /// Starts and serves until the test ends.
    pub async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Arc::new(Self {
            issuer: format!("http://{}/kabupaten", listener.local_addr().unwrap()),
            will: Mutex::default(),
            key: Mutex::new(new_key()),
            asked: Mutex::default(),
            tokens: Mutex::default(),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/me", get(me))
            .layer(middleware::from_fn_with_state(provider.clone(), mood))
            .with_state(provider.clone());
        let routes = Router::new().nest("/kabupaten", routes);
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        provider
    }

    pub fn wants(&self, will: Will) {
        *self.will.lock().unwrap() = will;
    }

    /// A new key; the old one is not named any more.
    pub fn change_keys(&self) {
        *self.key.lock().unwrap() = new_key();
    }

    fn will(&self) -> Will {
        self.will.lock().unwrap().clone()
    }

    fn id_token(&self, nonce: &str) -> String {
        let now = Timestamp::now().as_second();
        let mut claims = json!({
            "iss": self.issuer, "aud": CLIENT, "sub": "subjek-1", "nonce": nonce,
            "iat": now, "exp": now + 300, "email_verified": true,
        });
        let will = self.will();
        overlay(&mut claims, &will.claims);
        let (name, key) = self.key.lock().unwrap().clone();
        let algorithm = match will.signing {
            Signing::Good | Signing::ForeignKey => "ES256",
            Signing::None => "none",
            Signing::Secret => "HS256",
        };
        let head = json!({ "alg": algorithm, "typ": "JWT", "kid": name });
        let text = format!("{}.{}", encoded(&head), encoded(&claims));
        let by_key = |key: &SigningKey| {
            let signature: Signature = key.sign(text.as_bytes());
            signature.to_bytes().to_vec()
        };
        let signature = match will.signing {
            Signing::Good => by_key(&key),
            Signing::ForeignKey => by_key(&new_key().1),
            Signing::None => Vec::new(),
            Signing::Secret => {
                let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
                mac.update(text.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
        };
        format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

fn encoded(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

fn overlay(value: &mut Value, with: &Value) {
    for (name, its) in with.as_object().into_iter().flatten() {
        if its.is_null() {
            value.as_object_mut().unwrap().remove(name);
        } else {
            value[name] = its.clone();
        }
    }
}

async fn mood(State(provider): State<Arc<Provider>>, request: Request, next: Next) -> Response {
    let will = provider.will();
    let path = request.uri().path().to_owned();
    if will.slow_at.is_some_and(|slow| path.ends_with(slow)) {
        tokio::time::sleep(Duration::from_secs(30)).await;
    }
    if will.fails_at.is_some_and(|failing| path.ends_with(failing)) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    next.run(request).await
}

async fn discovery(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let issuer = &provider.issuer;
    let mut about = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    overlay(&mut about, &provider.will().discovery);
    Json(about)
}

async fn keys(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let (name, key) = provider.key.lock().unwrap().clone();
    let point = key.verifying_key().to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    Json(json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": name,
        "x": BASE64_URL_SAFE_NO_PAD.encode(x), "y": BASE64_URL_SAFE_NO_PAD.encode(y),
    }] }))
}

type Fields = HashMap<String, String>;

async fn authorize(State(provider): State<Arc<Provider>>, Query(sent): Query<Fields>) -> Response {
    let scopes: Vec<&str> = sent["scope"].split(' ').collect();
    let is_fine = sent["response_type"] == "code"
        && sent["client_id"] == CLIENT
        && sent["code_challenge_method"] == "S256"
        && scopes.contains(&"openid")
        && scopes.contains(&"email");
    if !is_fine {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let (return_to, state) = (&sent["redirect_uri"], &sent["state"]);
    if let Some(word) = provider.will().refusal {
        return Redirect::to(&format!("{return_to}?error={word}&state={state}")).into_response();
    }
    let code = uuid::Uuid::new_v4().to_string();
    let asked = Asked {
        nonce: sent["nonce"].clone(),
        challenge: sent["code_challenge"].clone(),
        return_to: return_to.clone(),
    };
    provider.asked.lock().unwrap().insert(code.clone(), asked);
    Redirect::to(&format!("{return_to}?code={code}&state={state}")).into_response()
}

async fn token(
    State(provider): State<Arc<Provider>>,
    headers: axum::http::HeaderMap,
    Form(sent): Form<Fields>,
) -> Response {
    // As the standard wants it: both are encoded for forms first.
    let quoted = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", quoted(CLIENT), quoted(SECRET));
    let expected = format!("Basic {}", BASE64_STANDARD.encode(pair));
    if headers
        .get("authorization")
        .is_none_or(|its| *its != *expected)
    {
        let told = json!({ "error": "invalid_client" });
        return (StatusCode::UNAUTHORIZED, Json(told)).into_response();
    }
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&sent["code_verifier"]));
    let asked = provider.asked.lock().unwrap().remove(&sent["code"]);
    let asked = asked
        .filter(|asked| asked.challenge == challenge && asked.return_to == sent["redirect_uri"]);
    let Some(asked) = asked else {
        let told = json!({ "error": "invalid_grant" });
        return (StatusCode::BAD_REQUEST, Json(told)).into_response();
    };
    let access = uuid::Uuid::new_v4().to_string();
    provider.tokens.lock().unwrap().push(access.clone());
    Json(json!({
        "access_token": access, "token_type": "Bearer", "expires_in": 300,
        "id_token": provider.id_token(&asked.nonce),
    }))
    .into_response()
}

async fn me(State(provider): State<Arc<Provider>>, headers: axum::http::HeaderMap) -> Response {
    let known = provider.tokens.lock().unwrap().clone();
    let bearer = headers
        .get("authorization")
        .and_then(|its| its.to_str().ok());
    let is_known = known
        .iter()
        .any(|access| bearer == Some(&format!("Bearer {access}")));
    if !is_known {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let will = provider.will();
    let mut person = json!({ "sub": will.claims["sub"] });
    overlay(&mut person, &will.user_info);
    Json(person).into_response()
}
