//! What a request says of itself: host, path, encodings, and whether a shared page is good for it.

use std::{net::SocketAddr, sync::Arc};

use axum::{body::Body, response::Response};
use cache::PageKey;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use kernel::HostName;
use uuid::Uuid;

use crate::{
    App,
    address::{cache_address, tidy_path},
    proxy::Origin,
    registry::Village,
    site::Visit,
};

/// The cookie of a signed-in person; pages of who carries it are never shared.
const SESSION_COOKIES: [&str; 2] = [identity::STAFF.secure, identity::CITIZEN.secure];

/// A request, read once.
pub(crate) struct Visitor {
    pub host: HostName,
    pub path: Arc<str>,
    query: Option<Box<str>>,
    pub origin: Origin,
    pub save_data: bool,
    pub request_id: Arc<str>,
    pub is_head: bool,
    reads: bool,
    signed_in: bool,
    /// Whether it is a program's with a key.
    has_key: bool,
    pub brotli: bool,
    pub gzip: bool,
    pub if_none_match: Option<HeaderValue>,
}

impl Visitor {
    /// The same as handlers of a village meet it.
    pub fn visit(&self, village: &Arc<Village>) -> Visit {
        Visit {
            village: village.clone(),
            path: self.path.clone(),
            save_data: self.save_data,
            origin: self.origin,
            request_id: self.request_id.clone(),
        }
    }

    /// Reads a request; one that does not say clearly where it goes is refused.
    pub fn read(
        request: &Request<Body>,
        peer: SocketAddr,
        app: &App,
        request_id: &Arc<str>,
    ) -> Result<Self, StatusCode> {
        let headers = request.headers();
        let trusted = &app.config.server.trusted_proxies;
        let host =
            HostName::parse(host_text(request, peer, app)?).map_err(|_| StatusCode::BAD_REQUEST)?;
        let method = request.method();
        let (brotli, gzip) = encodings(headers);
        Ok(Self {
            host,
            path: request.uri().path().into(),
            query: request.uri().query().map(Into::into),
            origin: Origin::of(peer, headers, trusted),
            save_data: headers
                .get("save-data")
                .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"on")),
            request_id: request_id.clone(),
            is_head: method == Method::HEAD,
            reads: method == Method::GET || method == Method::HEAD,
            has_key: headers.contains_key(header::AUTHORIZATION),
            signed_in: headers.get_all(header::COOKIE).iter().any(|cookie| {
                cookie
                    .to_str()
                    .is_ok_and(|text| SESSION_COOKIES.iter().any(|name| text.contains(name)))
            }),
            brotli,
            gzip,
            if_none_match: headers.get(header::IF_NONE_MATCH).cloned(),
        })
    }

    /// Whether a page kept for everybody is good for this one.
    pub fn may_share(&self) -> bool {
        self.reads && !self.signed_in && !self.has_key
    }

    /// Whether a page that is shown counts as looked at: by somebody who is not at work, nor at her
    /// own affairs, where there is something to read.
    pub fn may_be_visit(&self) -> bool {
        let is_desk = ["/kantor", "/mandiri"].iter().any(|base| {
            let rest = self.path.strip_prefix(base);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        self.may_share() && !self.is_head && !is_desk
    }

    /// What a page is kept under.
    pub fn page_key(&self, village: u64) -> PageKey {
        PageKey {
            village,
            address: cache_address(&self.path, self.query.as_deref()),
            save_data: self.save_data,
        }
    }

    /// Where the visitor should have gone: the canonical host, HTTPS, a tidy path. `None` when
    /// this is the place. Only reading requests are sent on.
    pub fn redirect(&self, app: &App, base_url: &str, other_host: bool) -> Option<Response> {
        let https = app.config.site.public_scheme.as_str() == "https";
        let insecure = https && self.origin.secure == Some(false);
        let tidy = tidy_path(&self.path);
        if !(other_host || insecure || tidy.is_some()) || !self.reads {
            return None;
        }
        let path = tidy.as_deref().unwrap_or(&self.path);
        let query = self
            .query
            .as_ref()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let location = HeaderValue::from_str(&format!("{base_url}{path}{query}")).ok()?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
        response.headers_mut().insert(header::LOCATION, location);
        response.headers_mut().insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        );
        Some(response)
    }
}

/// The one host a request names; none or two is an error.
fn host_text<'a>(
    request: &'a Request<Body>,
    peer: SocketAddr,
    app: &App,
) -> Result<&'a str, StatusCode> {
    let headers = request.headers();
    let mut named = headers.get_all(header::HOST).iter();
    let first = named.next();
    if named.next().is_some() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let trusted = &app.config.server.trusted_proxies;
    if let Some(host) = Origin::forwarded_host(peer, headers, trusted) {
        return Ok(host);
    }
    if let Some(authority) = request.uri().authority() {
        return Ok(authority.as_str());
    }
    first
        .and_then(|host| host.to_str().ok())
        .ok_or(StatusCode::BAD_REQUEST)
}

/// Whether brotli and gzip are welcome.
pub(crate) fn encodings(headers: &HeaderMap) -> (bool, bool) {
    let (mut brotli, mut gzip) = (false, false);
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        let Ok(text) = value.to_str() else { continue };
        for part in text.split(',') {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0));
            match name.trim() {
                "br" => brotli = !refused,
                "gzip" => gzip = !refused,
                _ => {}
            }
        }
    }
    (brotli, gzip)
}

/// A new request id: sortable by time, unguessable enough to quote on the phone.
pub(crate) fn request_id() -> Arc<str> {
    let mut buffer = Uuid::encode_buffer();
    Arc::from(&*Uuid::now_v7().simple().encode_lower(&mut buffer))
}
