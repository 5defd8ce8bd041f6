//! What a program sent, read strictly: what is not known is refused, never passed over.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, RawPathParams},
};
use http::{HeaderMap, Request, StatusCode, header, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use kernel::VillageCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use web::{App, AppError, Problem};

use super::refused::{Answer, Refused, wrong_field};

/// The largest body, in bytes.
const LARGEST: usize = 64 * 1024;
/// Members of one page: as many as are asked for, at most, and when nothing is asked for.
const MOST: usize = 200;
const USUAL: usize = 100;

/// A JSON body. None at all is an empty object.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request<Body>, _: &App) -> Answer<Self> {
        let (parts, body) = request.into_parts();
        let bytes = Limited::new(body, LARGEST)
            .collect()
            .await
            .map_err(|error| {
                if error.is::<LengthLimitError>() {
                    AppError::TooLarge("Isi permintaan paling besar 64 KB.")
                } else {
                    AppError::BadRequest("Kiriman terputus. Silakan kirim sekali lagi.")
                }
            })?
            .to_bytes();
        if bytes.is_empty() {
            return read(b"{}").map(Self);
        }
        if !is_json(&parts.headers) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Kirim isi permintaan sebagai application/json.",
            )
            .into());
        }
        read(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Answer<T> {
    // An object and nothing else: a list would be read as the fields in their order.
    let object: Result<Map<String, Value>, _> = serde_json::from_slice(bytes);
    let body = object.and_then(|object| serde_json::from_value(Value::Object(object)));
    body.map_err(|error| {
        let (code, words) = if error.is_data() {
            ("bad_fields", "Isi permintaan tidak sesuai")
        } else {
            ("bad_json", "Isi permintaan bukan JSON yang utuh")
        };
        Problem::new(StatusCode::BAD_REQUEST, code, format!("{words}: {error}.")).into()
    })
}

/// The query. Of a repeated name the last counts.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Answer<Self> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Map<String, Value> = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), Value::String(value.replace('\0', ""))))
            .collect();
        serde_json::from_value(Value::Object(pairs))
            .map(Self)
            .map_err(|error| {
                let words = format!("Alamat memuat parameter yang tidak dikenal: {error}.");
                Problem::new(StatusCode::BAD_REQUEST, "unknown_parameter", words).into()
            })
    }
}

/// The one name in the path; whether there is something of that name is not said.
pub struct Named(pub String);

impl FromRequestParts<App> for Named {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let params = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(|_| AppError::NotFound)?;
        let (_, value) = params.iter().next().ok_or(AppError::NotFound)?;
        Ok(Self(value.to_owned()))
    }
}

/// How many a page is to have.
pub fn size(limit: Option<&str>) -> Answer<usize> {
    let Some(limit) = limit else {
        return Ok(USUAL);
    };
    let number = limit.parse().ok();
    number
        .filter(|number| (1..=MOST).contains(number))
        .ok_or_else(|| wrong_field("limit", format!("Isi angka 1 sampai {MOST}.")))
}

/// The code a page begins after, as `next` gave it.
pub fn after_code(text: Option<&str>) -> Answer<Option<VillageCode>> {
    text.map(|text| VillageCode::parse(text).map_err(|_| bad_cursor()))
        .transpose()
}

/// The number a page begins after, as `next` gave it.
pub fn after_id(text: Option<&str>) -> Answer<Option<uuid::Uuid>> {
    text.map(|text| text.parse().map_err(|_| bad_cursor()))
        .transpose()
}

/// A cursor that no page gave.
pub fn bad_cursor() -> Refused {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad_cursor",
        "Penanda halaman ini tidak dikenal. Mulai lagi dari halaman pertama.",
    )
    .into()
}

/// The first of a page that has one more when it goes on, and whether it does.
pub fn cut<T>(mut rows: Vec<T>, size: usize) -> (Vec<T>, bool) {
    let has_more = rows.len() > size;
    rows.truncate(size);
    (rows, has_more)
}
