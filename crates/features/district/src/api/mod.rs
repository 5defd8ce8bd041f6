//! What programs may ask for: the console's work below `/api/v1/district`, as JSON.
//!
//! A route names the scope it needs when it is declared; a [`Caller`] is handed out only where that
//! was said, and the document says the same, as it is made from the same line.

mod acts;
mod asked;
mod caller;
mod hosts;
mod people;
mod reading;
mod refused;
mod shards;
mod views;

use axum::{Extension, Router, http::header, response::IntoResponse};
use identity::Scope;
use serde_json::json;
use utoipa::openapi::{
    Content, Info, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Response, ResponseBuilder,
    path::Operation,
    schema::{ArrayBuilder, Components, Schema, Type},
    security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};
use web::App;

use caller::Required;

/// What all of it lies below.
pub const BASE: &str = "/api/v1/district";
/// Under this name the document speaks of keys.
const SCHEME: &str = "token";
const PROBLEM: &str = "Problem";

/// Every route with the scope it needs.
fn table() -> OpenApiRouter<App> {
    use Scope::{AccountsRead, FleetRead, VillagesRead, VillagesWrite};
    let described = OpenApiRouter::with_openapi(frame())
        .routes(guarded(VillagesRead, routes!(reading::villages)))
        .routes(guarded(VillagesWrite, routes!(acts::making::make)))
        .routes(guarded(VillagesRead, routes!(reading::village)))
        .routes(guarded(VillagesWrite, routes!(acts::changing::rename)))
        .routes(guarded(VillagesWrite, routes!(acts::status::suspend)))
        .routes(guarded(VillagesWrite, routes!(acts::status::resume)))
        .routes(guarded(VillagesWrite, routes!(acts::status::archive)))
        .routes(guarded(VillagesWrite, routes!(acts::status::end)))
        .routes(guarded(VillagesWrite, routes!(acts::changing::limit)))
        .routes(guarded(VillagesWrite, routes!(acts::making::invite)))
        .routes(guarded(VillagesWrite, routes!(shards::send)))
        .routes(guarded(VillagesRead, routes!(shards::shards)))
        .routes(guarded(VillagesRead, routes!(reading::events)))
        .routes(guarded(VillagesRead, routes!(hosts::hosts)))
        .routes(guarded(VillagesWrite, routes!(hosts::claim)))
        .routes(guarded(VillagesWrite, routes!(hosts::check)))
        .routes(guarded(VillagesWrite, routes!(hosts::cancel)))
        .routes(guarded(VillagesWrite, routes!(hosts::prefer)))
        .routes(guarded(VillagesWrite, routes!(hosts::let_go)))
        .routes(guarded(FleetRead, routes!(reading::fleet)))
        .routes(guarded(AccountsRead, routes!(people::accounts)))
        .routes(routes!(openapi));
    OpenApiRouter::with_openapi(frame()).nest(BASE, described)
}

/// The routes, for the portal's host.
pub(crate) fn routes() -> Router<App> {
    table().split_for_parts().0
}

/// The document of the whole interface.
pub fn document() -> OpenApi {
    table().split_for_parts().1
}

/// The document itself
///
/// Needs no token.
#[utoipa::path(
    get, path = "/openapi.json", operation_id = "openapi", tag = "document", security(()),
    responses((status = 200, description = "This document", body = serde_json::Value))
)]
async fn openapi() -> impl IntoResponse {
    use std::sync::LazyLock;
    static TEXT: LazyLock<String> =
        LazyLock::new(|| serde_json::to_string_pretty(&document()).unwrap_or_default());
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, no-cache"),
    ];
    (headers, TEXT.as_str())
}

/// What the document says before its first route.
fn frame() -> OpenApi {
    let mut info = Info::new("Banua: villages of a district", "1");
    info.description = Some(
        "Everything the district's console does with villages, for programs. Every request \
         carries `Authorization: Bearer banua_…`; cookies count for nothing. Failures are \
         `application/problem+json` (RFC 9457) with a `code` that keeps its meaning and a \
         `detail` in Indonesian. Lists are paged by key: send `next` as `after` or `before`."
            .to_owned(),
    );
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("banua_ and 43 letters, digits, - and _")
        .description(Some(
            "A key made in the console at /konsol/kunci-program, or by `banua district token add`.",
        ))
        .build();
    let mut components = Components::new();
    components.add_security_scheme(SCHEME, SecurityScheme::Http(scheme));
    components
        .schemas
        .insert(PROBLEM.to_owned(), problem_schema());
    OpenApiBuilder::new()
        .info(info)
        .components(Some(components))
        .build()
}

fn problem_schema() -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let field = ObjectBuilder::new()
        .property("field", text())
        .required("field")
        .property("detail", text())
        .required("detail");
    ObjectBuilder::new()
        .description(Some("Why a request was not done"))
        .property("type", text())
        .required("type")
        .property("title", text())
        .required("title")
        .property("status", ObjectBuilder::new().schema_type(Type::Integer))
        .required("status")
        .property("code", text())
        .required("code")
        .property("detail", text())
        .required("detail")
        .property("errors", ArrayBuilder::new().items(field.build()))
        .examples([json!({
            "type": "about:blank", "title": "Unprocessable Entity", "status": 422,
            "code": "invalid_fields", "detail": "Ada isian yang perlu diperbaiki.",
            "errors": [{ "field": "name", "detail": "Isi nama desanya." }],
        })])
        .into()
}

/// Lets a route be reached with a scope only, and says so in the document, with what else may go
/// wrong there.
fn guarded(
    scope: Scope,
    (schemas, mut paths, router): UtoipaMethodRouter<App>,
) -> UtoipaMethodRouter<App> {
    for (path, item) in &mut paths.paths {
        for operation in [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ] {
            let Some(operation) = operation else { continue };
            operation.security = Some(vec![SecurityRequirement::new(SCHEME, [scope.as_str()])]);
            for (status, words) in failures(path, operation) {
                operation
                    .responses
                    .responses
                    .entry(status.to_owned())
                    .or_insert_with(|| RefOr::T(failure(words)));
            }
        }
    }
    (schemas, paths, router.layer(Extension(Required(scope))))
}

/// What may go wrong with an operation.
fn failures(path: &str, operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![
        ("401", "No token, or one that is not good (any more)"),
        (
            "403",
            "The token has not this scope, or its maker not this right",
        ),
        (
            "429",
            "Too many requests; Retry-After says when to come back",
        ),
        ("503", "Something the service needs is away; try again"),
    ];
    let has_query = operation
        .parameters
        .iter()
        .flatten()
        .any(|parameter| matches!(parameter, RefOr::T(one) if !path.contains(&format!("{{{}}}", one.name))));
    if has_query || operation.request_body.is_some() {
        all.push((
            "400",
            "The request cannot be read, or names something unknown",
        ));
        all.push((
            "422",
            "Some fields have to be put right; `errors` says which",
        ));
    }
    if path.contains('{') {
        all.push(("404", "There is no such village"));
    }
    if operation.request_body.is_some() {
        all.push(("409", "Somebody else was quicker; nothing was changed"));
        all.push(("413", "The body is larger than 64 KB"));
        all.push(("415", "The body is not application/json"));
    }
    all
}

fn failure(words: &str) -> Response {
    let schema = Ref::from_schema_name(PROBLEM);
    ResponseBuilder::new()
        .description(words)
        .content("application/problem+json", Content::new(Some(schema)))
        .build()
}
