//! Reading villages: the register, one of them, its timeline, and how they all fare.

use axum::Json;
use db::register::Status;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    asked::{Asked, Named, after_code, after_id, bad_cursor, cut, size},
    caller::Caller,
    refused::{Answer, wrong_field},
    views::{EventPage, EventView, FaredView, FleetPage, TotalsView, VillagePage, VillageView},
};
use crate::{
    domain::Alert,
    fleet::{Fared, fared, is_found},
    store::fleet as store,
};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VillagesQuery {
    /// `next` of the page before: the code the page begins after
    after: Option<String>,
    /// 1 to 200; 100 when nothing is said
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Words of the name or the address, or the beginning of the code
    q: String,
    /// "active", "suspended" or "archived"
    status: Option<String>,
    /// Code or slug of a subdistrict
    subdistrict: String,
}

fn read_status(word: Option<&str>) -> Answer<Option<Status>> {
    let all = [Status::Active, Status::Suspended, Status::Archived];
    word.map(|word| {
        let known = all.into_iter().find(|status| status.as_str() == word);
        known.ok_or_else(|| wrong_field("status", "Pilih active, suspended, atau archived."))
    })
    .transpose()
}

/// All villages, in the order of their codes
#[utoipa::path(
    get, path = "/villages", operation_id = "villages", tag = "villages", params(VillagesQuery),
    responses((status = 200, description = "A page of villages", body = VillagePage))
)]
pub async fn villages(
    caller: Caller,
    Asked(query): Asked<VillagesQuery>,
) -> Answer<Json<VillagePage>> {
    let size = size(query.limit.as_deref())?;
    let after = after_code(query.after.as_deref())?.map(|code| code.dotted());
    let status = read_status(query.status.as_deref())?;
    let registry = caller.portal.registry();
    let found: Vec<_> = registry
        .villages()
        .iter()
        .filter(|village| {
            after
                .as_ref()
                .is_none_or(|code| village.entry.code.dotted() > *code)
        })
        .filter(|village| caller.sees(village))
        .filter(|village| status.is_none_or(|status| village.entry.status == status))
        .filter(|village| is_found(&village.entry, &query.q, &query.subdistrict))
        .take(size + 1)
        .collect();
    let (found, has_more) = cut(found, size);
    let last = found.last().filter(|_| has_more);
    Ok(Json(VillagePage {
        next: last.map(|village| village.entry.code.dotted()),
        items: found
            .into_iter()
            .map(|village| VillageView::from(&**village))
            .collect(),
    }))
}

/// One village
#[utoipa::path(
    get, path = "/villages/{slug}", operation_id = "village", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    responses((status = 200, description = "The village", body = VillageView))
)]
pub async fn village(caller: Caller, Named(slug): Named) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    Ok(Json(VillageView::from(&*village)))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// `next` of the page before
    before: Option<String>,
    /// 1 to 200; 100 when nothing is said
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// What happened to a village, newest first
#[utoipa::path(
    get, path = "/villages/{slug}/events", operation_id = "events", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address"), EventsQuery),
    responses((status = 200, description = "A page of its timeline", body = EventPage))
)]
pub async fn events(
    caller: Caller,
    Named(slug): Named,
    Asked(query): Asked<EventsQuery>,
) -> Answer<Json<EventPage>> {
    let village = caller.village(&slug)?;
    let size = size(query.limit.as_deref())?;
    let before = after_id(query.before.as_deref())?;
    let code = village.entry.code.dotted();
    let mut tx = caller.portal.app.database.platform().await?;
    if let Some(id) = before
        && !store::has_event(&mut tx, &code, id).await?
    {
        return Err(bad_cursor());
    }
    let most = i64::try_from(size).unwrap_or(i64::MAX - 1);
    let rows = store::past(&mut tx, &code, before, most).await?;
    tx.commit().await?;
    let (rows, has_more) = cut(rows, size);
    Ok(Json(EventPage {
        next: rows.last().filter(|_| has_more).map(|row| row.id),
        items: rows.into_iter().map(EventView::from).collect(),
    }))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FleetQuery {
    /// `next` of the page before: the code the page begins after
    after: Option<String>,
    /// 1 to 200; 100 when nothing is said
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Words of the name or the address, or the beginning of the code
    q: String,
    /// Code or slug of a subdistrict
    subdistrict: String,
    /// Only villages with this alert; "any" for one at least
    alert: Option<String>,
}

fn read_alert(word: Option<&str>) -> Answer<Option<Wanted>> {
    let Some(word) = word else { return Ok(None) };
    if word == "any" {
        return Ok(Some(Wanted::Any));
    }
    let known = Alert::ALL.into_iter().find(|alert| alert.code() == word);
    let known = known.ok_or_else(|| {
        let words: Vec<&str> = Alert::ALL.iter().map(|alert| alert.code()).collect();
        wrong_field("alert", format!("Pilih any, {}.", words.join(", ")))
    })?;
    Ok(Some(Wanted::This(known)))
}

#[derive(Clone, Copy)]
enum Wanted {
    Any,
    This(Alert),
}

impl Wanted {
    fn fits(self, one: &Fared) -> bool {
        match self {
            Self::Any => !one.alerts.is_empty(),
            Self::This(alert) => one.alerts.contains(&alert),
        }
    }
}

/// How all villages fare: their figures and what the district should look at
#[utoipa::path(
    get, path = "/fleet", operation_id = "fleet", tag = "fleet", params(FleetQuery),
    responses((status = 200, description = "A page of the fleet", body = FleetPage))
)]
pub async fn fleet(caller: Caller, Asked(query): Asked<FleetQuery>) -> Answer<Json<FleetPage>> {
    let size = size(query.limit.as_deref())?;
    let after = after_code(query.after.as_deref())?.map(|code| code.dotted());
    let alert = read_alert(query.alert.as_deref())?;
    let elsewhere = jobs::failed_elsewhere(&caller.portal.app.database).await;
    let mut tx = caller.portal.app.database.platform().await?;
    let all = fared(&mut tx, &caller.portal, elsewhere, |village| {
        caller.sees(village)
    })
    .await?;
    tx.commit().await?;
    let found: Vec<&Fared> = all
        .iter()
        .filter(|one| {
            after
                .as_ref()
                .is_none_or(|code| one.village.entry.code.dotted() > *code)
        })
        .filter(|one| alert.is_none_or(|alert| alert.fits(one)))
        .filter(|one| is_found(&one.village.entry, &query.q, &query.subdistrict))
        .take(size + 1)
        .collect();
    let (found, has_more) = cut(found, size);
    let last = found.last().filter(|_| has_more);
    Ok(Json(FleetPage {
        next: last.map(|one| one.village.entry.code.dotted()),
        totals: TotalsView::of(&all),
        items: found.into_iter().map(FaredView::from).collect(),
    }))
}
