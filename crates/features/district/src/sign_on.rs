//! Coming in by the word of the identity provider, and the way back when it says no.
//!
//! Signing in makes no account: the provider says who somebody is, and the accounts here say whether
//! she may come. Nothing the browser carries is believed without what we kept for it.

use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use identity::{Limit, Verdict, forget_handoff_cookie, handoff_cookie, handoff_of};
use serde::{Deserialize, Serialize};
use sso::{Account, Pending, Problem, Provider};
use web::{
    AppError, AppResult, OrNotFound, Query,
    console::{BASE, KEY},
    door::{
        House, Room, away,
        login::{self, SecondFactor},
    },
};

use crate::door::{Console, Vouched};

/// Each start leaves a few hundred bytes in Redis for ten minutes.
const STARTS: Limit = Limit {
    name: "sso",
    max: 30,
    per: Duration::from_secs(10 * 60),
};

/// Where somebody wanted to go.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    kembali: String,
}

/// What is kept while the browser is away.
#[derive(Serialize, Deserialize)]
struct Kept {
    pending: Pending,
    wanted: String,
}

/// What the browser brings back.
#[derive(Debug, Default, Deserialize)]
pub struct Answer {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
    #[serde(default)]
    iss: String,
}

/// Why somebody does not come in this way.
enum Refusal {
    Problem(Problem),
    /// Nothing waits for this browser: the answer came twice, too late, or to another browser.
    NotExpected,
    /// No account here, a disabled one, or one that belongs to another subject: all read the same.
    NotOurs,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// `GET /konsol/sso`: sends the browser to the provider.
pub async fn start(console: Console, Query(wish): Query<Wish>) -> AppResult<Response> {
    let room = console.room();
    let provider = room.sso().or_not_found()?;
    let who = room.address().to_string();
    if let Verdict::Refused { retry_after } = room.app().redis.count(STARTS, KEY, &who).await {
        return Err(AppError::TooMany {
            retry_after_secs: retry_after.as_secs().max(1),
        });
    }
    let journey = match provider.begin(&return_to(room)).await {
        Ok(journey) => journey,
        Err(problem) => return refused(room, provider, &problem.into(), &wish.kembali),
    };
    let kept = Kept {
        pending: journey.pending,
        wanted: wish.kembali,
    };
    let text = serde_json::to_string(&kept).map_err(anyhow::Error::from)?;
    let token = room
        .app()
        .handoffs
        .keep(KEY, &journey.state, text, room.now())
        .await
        .map_err(away)?;
    let cookie = handoff_cookie(&token, room.has_secure_cookies());
    Ok(with_cookie(
        Redirect::to(&journey.href).into_response(),
        &cookie,
    ))
}

/// `GET /konsol/sso/kembali`: the browser is back.
pub async fn come_back(
    console: Console,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> AppResult<Response> {
    let room = console.room();
    let provider = room.sso().or_not_found()?;
    let kept = waiting(room, &headers, &answer.state).await?;
    let wanted = kept
        .as_ref()
        .map(|kept| kept.wanted.clone())
        .unwrap_or_default();
    let response = match vouched(&console, provider, kept, &answer).await? {
        Ok(vouched) => enter(&console, &headers, vouched, &wanted).await?,
        Err(refusal) => refused(room, provider, &refusal, &wanted)?,
    };
    let cookie = forget_handoff_cookie(room.has_secure_cookies());
    Ok(with_cookie(response, &cookie))
}

/// What waits for this browser under this state; it is taken away.
async fn waiting(room: &Room, headers: &HeaderMap, state: &str) -> AppResult<Option<Kept>> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let Some(token) = handoff_of(lines, room.has_secure_cookies()) else {
        return Ok(None);
    };
    let handoffs = &room.app().handoffs;
    let text = handoffs
        .take(KEY, &token, state, room.now())
        .await
        .map_err(away)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Somebody with an account here, proved by the provider.
async fn vouched(
    console: &Console,
    provider: &Provider,
    kept: Option<Kept>,
    answer: &Answer,
) -> AppResult<Result<Vouched, Refusal>> {
    let Some(kept) = kept else {
        return Ok(Err(Refusal::NotExpected));
    };
    let account = match proved(console, provider, kept.pending, answer).await {
        Ok(account) => account,
        Err(problem) => return Ok(Err(problem.into())),
    };
    Ok(console.vouched(&account).await?.ok_or(Refusal::NotOurs))
}

async fn proved(
    console: &Console,
    provider: &Provider,
    pending: Pending,
    answer: &Answer,
) -> Result<Account, Problem> {
    if !answer.iss.is_empty() && answer.iss != provider.issuer() {
        return Err(Problem::Nonsense(
            "the answer is another issuer's".to_owned(),
        ));
    }
    if !answer.error.is_empty() {
        return Err(Problem::of_answer(&answer.error));
    }
    if answer.code.is_empty() {
        return Err(Problem::Nonsense("neither a code nor an error".to_owned()));
    }
    let return_to = return_to(console.room());
    provider.finish(pending, &return_to, &answer.code).await
}

/// In, or before the second step; the record says which.
async fn enter(
    console: &Console,
    headers: &HeaderMap,
    vouched: Vouched,
    wanted: &str,
) -> AppResult<Response> {
    let Vouched {
        guest,
        has_second_factor,
    } = vouched;
    let second_factor = if has_second_factor {
        SecondFactor::Given
    } else {
        SecondFactor::NotYet
    };
    let opened = login::open(console, headers, &guest, second_factor, wanted).await?;
    let action = if opened.is_inside {
        "masuk.sso"
    } else {
        "masuk.sso-kode"
    };
    console.write_alone(&guest, action).await?;
    Ok(opened.response)
}

/// The page of the door, which has the other way in.
fn refused(
    room: &Room,
    provider: &Provider,
    refusal: &Refusal,
    wanted: &str,
) -> AppResult<Response> {
    let (status, sentence) = words(refusal, provider);
    match refusal {
        Refusal::Problem(problem @ (Problem::Away(_) | Problem::Nonsense(_))) => {
            tracing::warn!(%problem, "nobody comes in by the provider's word");
        }
        Refusal::Problem(problem) => tracing::info!(%problem, "not vouched for"),
        Refusal::NotExpected => tracing::info!("an answer nobody waits for"),
        Refusal::NotOurs => tracing::info!("vouched for, but without an account here"),
    }
    let mut response = login::not_vouched_for(room, wanted, sentence, status)?;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    Ok(response)
}

fn words(refusal: &Refusal, provider: &Provider) -> (StatusCode, String) {
    let label = provider.label();
    let forbidden = StatusCode::FORBIDDEN;
    match refusal {
        Refusal::NotExpected | Refusal::Problem(Problem::Stale) => (
            StatusCode::BAD_REQUEST,
            format!(
                "Percobaan masuk ini sudah dipakai atau sudah terlalu lama. \
                 Tekan “Masuk dengan {label}” sekali lagi."
            ),
        ),
        Refusal::NotOurs => (
            forbidden,
            format!(
                "Lewat {label} Anda belum bisa masuk ke konsol ini. Hubungi pengelola kabupaten, \
                 atau masuk dengan kata sandi. Bila baru diundang, buka dulu tautan undangannya."
            ),
        ),
        Refusal::Problem(Problem::Away(_)) => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!(
                "Layanan {label} sedang tidak menjawab. Coba lagi sebentar lagi, \
                 atau masuk dengan kata sandi Anda."
            ),
        ),
        Refusal::Problem(Problem::Nonsense(_)) => (
            StatusCode::BAD_GATEWAY,
            format!(
                "Jawaban dari layanan {label} tidak dapat dipastikan kebenarannya, jadi Anda belum \
                 masuk. Masuklah dengan kata sandi, dan beri tahu pengelola bila ini terulang."
            ),
        ),
        Refusal::Problem(Problem::Refused) => (
            forbidden,
            format!(
                "Masuk dengan {label} dibatalkan atau tidak diizinkan di sana. \
                 Anda bisa mencoba lagi, atau masuk dengan kata sandi."
            ),
        ),
        Refusal::Problem(Problem::NoEmail) => (
            forbidden,
            format!(
                "Layanan {label} tidak memberi tahu alamat e-mail Anda, jadi kami belum tahu Anda \
                 siapa. Masuklah dengan kata sandi."
            ),
        ),
        Refusal::Problem(Problem::UnverifiedEmail) => (
            forbidden,
            format!(
                "Alamat e-mail Anda di layanan {label} belum dipastikan. Pastikan dulu di sana, \
                 atau masuk dengan kata sandi."
            ),
        ),
        Refusal::Problem(Problem::ForeignDomain) => (
            forbidden,
            format!(
                "Hanya alamat e-mail @{} yang bisa masuk lewat {label}. \
                 Pilih akun itu, atau masuk dengan kata sandi.",
                provider.email_domain().unwrap_or_default()
            ),
        ),
    }
}

/// The address the provider leads back to; it is registered there.
fn return_to(room: &Room) -> String {
    format!("{}{BASE}/sso/kembali", room.app().config.site.portal_url())
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
