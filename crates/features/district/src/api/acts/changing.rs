//! Names, addresses and quotas.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CHANGE, carry_out, meanwhile};
use crate::{
    acting,
    api::{
        asked::{Named, Sent},
        caller::Caller,
        refused::{Answer, Names as FieldNames, conflict, form, wrong_fields},
        views::VillageView,
    },
    deed::{Deed, Names, read_quotas},
};

const LIMITS: FieldNames = &[("penyimpanan", "storage_megabytes"), ("pengguna", "staff")];

/// Another name, another address, or both
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeBody {
    name: Option<String>,
    /// The old address goes on answering with a redirect
    slug: Option<String>,
    /// What the village was called when you looked; the change is refused when it is not any more
    seen: Option<SeenBody>,
}

/// What the maker of a change had before her eyes
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeenBody {
    name: Option<String>,
    slug: Option<String>,
}

/// Gives a village another name or address
#[utoipa::path(
    patch, path = "/villages/{slug}", operation_id = "rename", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = ChangeBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn rename(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<ChangeBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    let mut seen = village.entry.clone();
    if let Some(body) = body.seen {
        seen.name = body.name.unwrap_or(seen.name);
        if let Some(slug) = body.slug {
            // What is no address was never this village's.
            let stale = || conflict("changed_meanwhile", meanwhile(), CHANGE);
            seen.slug = slug.parse().map_err(|_| stale())?;
        }
    }
    let mut form = form([
        ("nama", body.name.as_deref()),
        ("alamat", body.slug.as_deref()),
    ]);
    let registry = caller.portal.registry();
    let app = caller.portal.app.clone();
    let register = acting::register(&registry, &[], &app);
    let Some(names) = Names::read(&mut form, &village.entry, &register) else {
        return Err(wrong_fields(&form, CHANGE));
    };
    if (&seen.name, &seen.slug) != (&village.entry.name, &village.entry.slug) {
        return Err(conflict("changed_meanwhile", meanwhile(), CHANGE));
    }
    match names.deed(&village.entry) {
        Some(deed) => carry_out(&caller, &village, deed).await,
        None => Ok(Json(VillageView::from(&*village))),
    }
}

/// How much a village may use; what is null or missing is the usual measure
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuotasBody {
    #[schema(minimum = 1, maximum = 1000000)]
    storage_megabytes: Option<i64>,
    #[schema(minimum = 1, maximum = 1000)]
    staff: Option<i64>,
}

/// Gives a village its quotas
#[utoipa::path(
    put, path = "/villages/{slug}/quotas", operation_id = "limit", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = QuotasBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn limit(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<QuotasBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    let text = |number: Option<i64>| number.map(|number| number.to_string());
    let (storage, staff) = (text(body.storage_megabytes), text(body.staff));
    let mut form = form([
        ("penyimpanan", storage.as_deref()),
        ("pengguna", staff.as_deref()),
    ]);
    let Some(quotas) = read_quotas(&mut form, &village.entry) else {
        return Err(wrong_fields(&form, LIMITS));
    };
    carry_out(&caller, &village, Deed::limit(quotas)).await
}
