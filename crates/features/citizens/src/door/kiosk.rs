//! The office's own tablet: a browser that has a cookie the office gave it.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use identity::{Purpose, Token};
use web::{AppResult, Site, citizen};

use super::cookie;
use crate::{pages::door::KioskPage, store::kiosks};

const SECURE: &str = "__Host-kiosk";
/// Where browsers take no `Secure` cookies.
const PLAIN: &str = "plain__Host-kiosk";
/// As long as browsers keep a cookie at all.
const KEPT_SECONDS: u32 = 400 * 24 * 60 * 60;

fn name(site: &Site) -> &'static str {
    if site.has_secure_cookies() {
        SECURE
    } else {
        PLAIN
    }
}

/// `Set-Cookie` that makes a browser the office's tablet.
pub fn mark(site: &Site, token: &Token) -> HeaderValue {
    line(site, &token.to_text(), KEPT_SECONDS)
}

/// `Set-Cookie` that makes it an ordinary browser again.
fn unmark(site: &Site) -> HeaderValue {
    line(site, "", 0)
}

fn line(site: &Site, value: &str, seconds: u32) -> HeaderValue {
    let name = name(site);
    let secure = if site.has_secure_cookies() {
        " Secure;"
    } else {
        ""
    };
    let line = format!("{name}={value}; Path=/;{secure} HttpOnly; SameSite=Lax; Max-Age={seconds}");
    HeaderValue::from_str(&line).expect("base64 is a valid header")
}

/// Whether a request comes from the office's tablet. Without the cookie nothing is asked.
pub async fn is_here(site: &Site, headers: &HeaderMap) -> AppResult<bool> {
    let token = cookie(headers, name(site)).and_then(|text| Token::parse(text).ok());
    let Some(token) = token else {
        return Ok(false);
    };
    let mut tx = site.begin().await?;
    let is_one = kiosks::is_one(&mut tx, &token.hash(Purpose::Kiosk)).await?;
    tx.finish().await?;
    Ok(is_one)
}

/// `GET /mandiri/kiosk`: the first screen. Whoever was in is out, and nothing of her is left here.
pub async fn start(site: Site, headers: HeaderMap) -> AppResult<Response> {
    if !is_here(&site, &headers).await? {
        let mut response = Redirect::to(citizen::LOGIN).into_response();
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, unmark(&site));
        return Ok(response);
    }
    let page = KioskPage {
        has_codes: site.app.messenger.is_on(),
    };
    let title = "Layanan Mandiri";
    let mut response = citizen::outside(&site, (title, false), &page, StatusCode::OK)?;
    citizen::clear(&mut response);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    citizen::go_out(&site, &headers, response).await
}
