//! Responses: from a kept page, from HTML, and the headers every one of them carries.

use std::{sync::Arc, time::Instant};

use axum::{body::Body, response::Response};
use cache::CachedPage;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::visitor::Visitor;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const CACHE: HeaderName = HeaderName::from_static("x-banua-cache");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const VARY: HeaderValue = HeaderValue::from_static("accept-encoding, save-data");
/// Ask every time, but let a 304 answer: a page is never older than its village's last change.
const REVALIDATE: HeaderValue = HeaderValue::from_static("public, no-cache");
/// Nothing is allowed that was not thought of.
const CLOSED: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");

/// What the visitor has already and now sees again.
#[derive(Debug, Clone)]
pub(crate) struct Unchanged(pub HeaderValue);

/// A page of HTML with the policy that lets its one style through and nothing else.
pub(crate) fn html(html: String, style: &look::Style) -> Response {
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let policy = format!(
        "default-src 'none'; style-src {}; img-src 'self' data:; font-src 'self'; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        style.csp_hash
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A page of the office: its own scripts and style sheet, and nothing kept anywhere.
pub(crate) fn office_html(html: String, style: &look::Style) -> Response {
    let mut response = self::html(html, style);
    let headers = response.headers_mut();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
        style.csp_hash
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A kept page in the encoding the visitor likes, or 304 when it has it already.
pub(super) fn from_page(page: &Arc<CachedPage>, visitor: &Visitor, from: &'static str) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.reserve(14);
    headers.insert(header::ETAG, page.etag.clone());
    headers.insert(header::CACHE_CONTROL, REVALIDATE);
    headers.insert(header::VARY, VARY);
    headers.insert(CACHE, HeaderValue::from_static(from));
    if from == "stale" {
        headers.insert(
            header::WARNING,
            HeaderValue::from_static("110 - \"Response is Stale\""),
        );
    }
    if let Some(policy) = &page.csp {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    if visitor
        .if_none_match
        .as_ref()
        .is_some_and(|known| matches(known, &page.etag))
    {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
            .extensions_mut()
            .insert(Unchanged(page.content_type.clone()));
        return response;
    }
    headers.insert(header::CONTENT_TYPE, page.content_type.clone());
    let body = match (&page.brotli, &page.gzip) {
        (Some(brotli), _) if visitor.brotli => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            brotli
        }
        (_, Some(gzip)) if visitor.gzip => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            gzip
        }
        _ => &page.plain,
    };
    if visitor.is_head {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    } else {
        *response.body_mut() = Body::from(body.clone());
    }
    response
}

/// Whether `If-None-Match` names this validator (weakly, as RFC 9110 asks).
pub(crate) fn matches(known: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else {
        return false;
    };
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.trim() == "*" || known.split(',').any(|tag| bare(tag) == bare(etag))
}

/// What every response carries, whoever made it.
pub(super) fn finish(response: &mut Response, request_id: &Arc<str>) {
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    headers.insert(
        PERMISSIONS_POLICY,
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    or_insert(headers, header::CONTENT_SECURITY_POLICY, CLOSED);
    or_insert(
        headers,
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    );
}

fn or_insert(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// Counts a request and how long it took.
pub(super) fn count(route: &'static str, status: u16, from: &'static str, begun: Instant) {
    use std::sync::LazyLock;
    static HITS: LazyLock<(metrics::Counter, metrics::Histogram)> = LazyLock::new(|| {
        (
            metrics::counter!(
                "banua_http_requests_total", "route" => "kept", "status" => "200", "cache" => "hit"
            ),
            metrics::histogram!("banua_http_request_seconds", "cache" => "hit"),
        )
    });
    if from == "hit" {
        HITS.0.increment(1);
        HITS.1.record(begun.elapsed());
        return;
    }
    metrics::counter!(
        "banua_http_requests_total",
        "route" => route, "status" => status.to_string(), "cache" => from
    )
    .increment(1);
    metrics::histogram!("banua_http_request_seconds", "cache" => from).record(begun.elapsed());
}

/// One line for a request that was worked on.
pub(super) fn log(response: &Response, from: &'static str, begun: Instant) {
    let status = response.status().as_u16();
    count("page", status, from, begun);
    let duration_ms = begun.elapsed().as_secs_f64() * 1000.0;
    tracing::info!(status, cache = from, duration_ms, "request");
}
