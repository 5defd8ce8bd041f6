//! The way in: from a request to whose it is, from there to a kept page or to a handler.
//!
//! Responses never depend on User-Agent or Referer, so nobody is shown anything else than
//! anybody. What is kept never carries a cookie.

mod answer;
mod failure;
mod travel;
mod visitor;

use std::{
    convert::Infallible,
    future::Future,
    net::SocketAddr,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    middleware::{Next, from_fn},
    response::Response,
};
use bytes::Bytes;
use cache::{PageKey, Rendered, Served};
use futures::FutureExt;
use http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::Service;
use tower_http::csrf::CsrfLayer;
use tracing::Instrument;

use self::visitor::Visitor;
pub(crate) use self::visitor::encodings;
pub(crate) use answer::{Unchanged, html, matches, office_html};

use crate::{
    App, AppError, Feature, PortalSite, Site,
    error::Failure,
    health, machine, media_files,
    portal_site::PortalVisit,
    registry::{Answers, Readiness, Village},
    site::{Keep, Visit},
    upload::is_multipart,
};

/// How long a request waits for its village's room before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(3);
/// The largest page that is kept; a sitemap of a large village is well below.
const LARGEST_KEPT: usize = 4 * 1024 * 1024;
/// The key of the portal's pages; villages count from 1.
const PORTAL_KEY: u64 = 0;

/// Puts shell and features together.
pub fn service(app: App, features: Vec<Feature>) -> Gate {
    let mut village = Router::new()
        .merge(machine::routes())
        .merge(media_files::routes());
    let mut portal = Router::new().merge(machine::portal_routes());
    for feature in features {
        let own = feature
            .village
            .merge(feature.office.router)
            .merge(feature.citizen.router);
        village = village.merge(match feature.switch {
            Some(_) => own.route_layer(from_fn(only_where_on(feature.name))),
            None => own,
        });
        portal = portal.merge(feature.portal).merge(feature.console.router);
    }
    let nothing_here = || async { AppError::NotFound };
    // Villages are same-site to each other: only the very origin may send forms.
    let own_forms = CsrfLayer::new();
    // Programs send a key in a header, which no foreign page can add; no cookie counts there.
    let forms_but_no_programs =
        CsrfLayer::new().with_insecure_bypass(|_, uri| uri.path().starts_with(crate::API));
    let village = village
        .fallback(nothing_here)
        .layer(own_forms)
        .with_state(app.clone());
    let portal = portal
        .fallback(nothing_here)
        .layer(forms_but_no_programs)
        .with_state(app.clone());
    Gate {
        shared: Arc::new(Shared { app }),
        village,
        portal,
        peer: SocketAddr::from(([127, 0, 0, 1], 0)),
    }
}

/// Where a village has switched a feature off, its addresses are not there.
fn only_where_on(
    feature: &'static str,
) -> impl Fn(Request<Body>, Next) -> Pin<Box<dyn Future<Output = Response> + Send>>
+ Clone
+ Send
+ 'static {
    move |request, next| {
        let is_on = request
            .extensions()
            .get::<Visit>()
            .is_none_or(|visit| visit.village.has(feature));
        Box::pin(async move {
            if is_on {
                next.run(request).await
            } else {
                failed(AppError::NotFound)
            }
        })
    }
}

/// The whole service as one tower service.
#[derive(Clone)]
pub struct Gate {
    shared: Arc<Shared>,
    village: Router,
    portal: Router,
    peer: SocketAddr,
}

struct Shared {
    app: App,
}

impl Gate {
    /// The same for one connection.
    #[must_use]
    pub fn for_peer(&self, peer: SocketAddr) -> Self {
        Self {
            peer,
            ..self.clone()
        }
    }
}

impl Service<Request<Body>> for Gate {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let gate = self.clone();
        Box::pin(async move { Ok(gate.admit(request).await) })
    }
}

impl Gate {
    async fn admit(self, request: Request<Body>) -> Response {
        let begun = Instant::now();
        let request_id = visitor::request_id();
        let mut response = self.dispatch(request, &request_id, begun).await;
        answer::finish(&mut response, &request_id);
        response
    }

    async fn dispatch(
        self,
        request: Request<Body>,
        request_id: &Arc<str>,
        begun: Instant,
    ) -> Response {
        let app = &self.shared.app;
        if matches!(request.uri().path(), "/healthz" | "/readyz" | "/-/tls-ask") {
            let uri = request.uri().clone();
            drop(request);
            return match Box::pin(health::answer(app, &uri, self.peer)).await {
                Some(response) => response,
                None => failure::plain(app, StatusCode::NOT_FOUND),
            };
        }
        let visitor = match Visitor::read(&request, self.peer, app, request_id) {
            Ok(visitor) => visitor,
            Err(status) => return failure::plain(app, status),
        };
        if !app.is_loaded() {
            return failure::unavailable(app);
        }
        let answers = app.registry_guard().find(visitor.host.as_str());
        match answers {
            Answers::Village(village) => {
                if let Some(redirect) = visitor.redirect(app, &village.base_url, false) {
                    return redirect;
                }
                self.village(village, visitor, request, begun).await
            }
            Answers::Redirect(village) => visitor
                .redirect(app, &village.base_url, true)
                .unwrap_or_else(|| failure::plain(app, StatusCode::NOT_FOUND)),
            Answers::Portal => {
                if let Some(redirect) = visitor.redirect(app, &app.config.site.portal_url(), false)
                {
                    return redirect;
                }
                self.portal(visitor, request, begun).await
            }
            Answers::UnknownSubdomain => failure::unknown_subdomain(app, &visitor),
            Answers::Nobody => failure::plain(app, StatusCode::NOT_FOUND),
        }
    }

    async fn village(
        self,
        village: Arc<Village>,
        visitor: Visitor,
        request: Request<Body>,
        begun: Instant,
    ) -> Response {
        let app = self.shared.app.clone();
        match village.readiness {
            Readiness::Serving => {}
            Readiness::Suspended => return failure::suspended(&app, &village),
            Readiness::Archived => return failure::archived(&app, &village),
            Readiness::Behind => return failure::behind(&app, &village),
        }
        let keeps = visitor.may_share() && app.config.cache.pages;
        let key = keeps.then(|| visitor.page_key(village.key));
        if let Some(key) = &key
            && let Some(page) = app.pages.get(key, &village.generation).await
        {
            answer::count("kept", 200, "hit", begun);
            let response = answer::from_page(&page, &visitor, "hit");
            village.traffic.count(&response, visitor.may_be_visit());
            return response;
        }
        let village = match travel::arrived(&app, village, travel::may_write(&request)).await {
            Ok(village) => village,
            Err(village) => {
                let site = Site::of(app.clone(), visitor.visit(&village));
                return failure::dress_village(failed(AppError::Moving), &site).await;
            }
        };
        // Boxed apart, so that answering from a kept page moves no large future around.
        Box::pin(self.work_for_village(village, visitor, request, key, begun)).await
    }

    async fn work_for_village(
        self,
        village: Arc<Village>,
        visitor: Visitor,
        mut request: Request<Body>,
        key: Option<PageKey>,
        begun: Instant,
    ) -> Response {
        let app = self.shared.app.clone();
        let span = tracing::info_span!(
            "request",
            request_id = %visitor.request_id,
            village = %village.entry.slug,
            method = %request.method(),
            path = request.uri().path(),
        );
        let visit = visitor.visit(&village);
        let site = Site::of(app.clone(), visit.clone());
        request.extensions_mut().insert(visit);
        let work = async {
            // A slow line takes its village's readers no room.
            let room = if is_multipart(request.headers()) {
                &village.upload_room
            } else {
                &village.room
            };
            let Ok(Ok(_room)) = tokio::time::timeout(PATIENCE, room.acquire()).await else {
                return failed(AppError::Unavailable("the village has no room"));
            };
            run(&app, self.village, request).await
        };
        let kept = Box::pin(keep_or_pass(&app, key, &village.generation, &visitor, work));
        let (response, from) = kept.instrument(span.clone()).await;
        let response = travel::told(&app, &village, response)
            .instrument(span.clone())
            .await;
        let response = failure::dress_village(response, &site)
            .instrument(span.clone())
            .await;
        village.traffic.count(&response, visitor.may_be_visit());
        span.in_scope(|| answer::log(&response, from, begun));
        response
    }

    async fn portal(self, visitor: Visitor, request: Request<Body>, begun: Instant) -> Response {
        let app = self.shared.app.clone();
        let keeps = visitor.may_share() && app.config.cache.pages;
        let key = keeps.then(|| visitor.page_key(PORTAL_KEY));
        let generation = &app.portal_generation;
        if let Some(key) = &key
            && let Some(page) = app.pages.get(key, generation).await
        {
            answer::count("kept", 200, "hit", begun);
            return answer::from_page(&page, &visitor, "hit");
        }
        Box::pin(self.work_for_portal(visitor, request, key, begun)).await
    }

    async fn work_for_portal(
        self,
        visitor: Visitor,
        mut request: Request<Body>,
        key: Option<PageKey>,
        begun: Instant,
    ) -> Response {
        let app = self.shared.app.clone();
        let generation = &app.portal_generation;
        let span = tracing::info_span!(
            "request",
            request_id = %visitor.request_id,
            village = "-",
            method = %request.method(),
            path = request.uri().path(),
        );
        let visit = PortalVisit {
            path: visitor.path.clone(),
            save_data: visitor.save_data,
            origin: visitor.origin,
            request_id: visitor.request_id.clone(),
        };
        let portal = PortalSite::of(app.clone(), visit.clone());
        request.extensions_mut().insert(visit);
        let work = run(&app, self.portal, request);
        let kept = Box::pin(keep_or_pass(&app, key, generation, &visitor, work));
        let (response, from) = kept.instrument(span.clone()).await;
        let response = failure::dress_portal(response, &portal);
        span.in_scope(|| answer::log(&response, from, begun));
        response
    }
}

/// Runs the routes; a reading request that met a changed table is run once more.
async fn run(app: &App, mut routes: Router, mut request: Request<Body>) -> Response {
    // A HEAD is a GET whose body stays here.
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    let again = (request.method() == Method::GET).then(|| bodiless(&request));
    let response = run_once(app, &mut routes, request).await;
    let failure = response.extensions().get::<Failure>();
    match again {
        Some(again) if failure.is_some_and(|failure| failure.stale_statement) => {
            app.database.renew_connections();
            run_once(app, &mut routes, again).await
        }
        _ => response,
    }
}

fn bodiless(request: &Request<Body>) -> Request<Body> {
    let mut copy = Request::new(Body::empty());
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    *copy.extensions_mut() = request.extensions().clone();
    copy
}

/// A panic or a time-out is a failed response like any other.
async fn run_once(app: &App, routes: &mut Router, request: Request<Body>) -> Response {
    let limits = &app.config.limits;
    let patience = if is_multipart(request.headers()) {
        limits.upload_timeout
    } else {
        limits.request_timeout
    };
    let handled = AssertUnwindSafe(routes.call(request)).catch_unwind();
    match tokio::time::timeout(patience, handled).await {
        Ok(Ok(Ok(response))) => response,
        Ok(Err(_)) => {
            tracing::error!("a handler panicked");
            failed(AppError::Other(anyhow::anyhow!("a handler panicked")))
        }
        Err(_) => failed(AppError::Unavailable("the request took too long")),
    }
}

fn failed(error: AppError) -> Response {
    axum::response::IntoResponse::into_response(error)
}

/// Keeps what may be kept and passes on the rest. Also tells where the response came from.
async fn keep_or_pass(
    app: &App,
    key: Option<PageKey>,
    generation: &cache::Generation,
    visitor: &Visitor,
    work: impl Future<Output = Response>,
) -> (Response, &'static str) {
    let Some(key) = key else {
        return (work.await, "bypass");
    };
    // A response cannot be an error of the cache (it is not `Sync`), so it waits here.
    let passed: Mutex<Option<Response>> = Mutex::new(None);
    let pass = |response: Response, outage: bool| {
        *passed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(response);
        Passed { outage }
    };
    let render = async {
        let response = work.await;
        let outage = response
            .extensions()
            .get::<Failure>()
            .is_some_and(|failure| failure.outage);
        let Some(keep) = response.extensions().get::<Keep>().cloned() else {
            return Err(pass(response, outage));
        };
        let shareable = response.status() == StatusCode::OK
            && !response.headers().contains_key(header::SET_COOKIE);
        if !shareable {
            return Err(pass(response, outage));
        }
        let (parts, body) = response.into_parts();
        let body = match http_body_util::Limited::new(body, LARGEST_KEPT)
            .collect()
            .await
        {
            Ok(body) => body.to_bytes(),
            Err(_) => {
                let error = anyhow::anyhow!("a page is larger than {LARGEST_KEPT} bytes");
                return Err(pass(failed(AppError::Other(error)), false));
            }
        };
        Ok(rendered(&parts, body, keep))
    };
    let served = app
        .pages
        .get_or_render(key, generation, render, |passed| passed.outage)
        .await;
    match served {
        Ok(Served::Hit(page)) => (answer::from_page(&page, visitor, "hit"), "hit"),
        Ok(Served::Fresh(page)) => (answer::from_page(&page, visitor, "miss"), "miss"),
        Ok(Served::Stale(page)) => (answer::from_page(&page, visitor, "stale"), "stale"),
        Err(_) => {
            let response = passed
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .take();
            (
                response.unwrap_or_else(|| failed(AppError::NotFound)),
                "bypass",
            )
        }
    }
}

/// Why nothing was kept.
struct Passed {
    outage: bool,
}

fn rendered(parts: &http::response::Parts, body: Bytes, keep: Keep) -> Rendered {
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .cloned()
        .unwrap_or_else(|| HeaderValue::from_static("application/octet-stream"));
    let csp = parts.headers.get(header::CONTENT_SECURITY_POLICY).cloned();
    Rendered {
        content_type,
        csp,
        body,
        freshness: keep.freshness,
    }
}
