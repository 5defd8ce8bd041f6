//! Domains of villages, by the rules of the console and with its words.

use std::sync::Arc;

use axum::Json;
use db::register::{ChangeError, HostPurpose};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Problem, registry::Village};

use super::{
    acts::carry_out,
    asked::{Named, Sent},
    caller::Caller,
    refused::{Answer, Names, Refused, conflict, form, wrong_fields},
    views::VillageView,
};
use crate::{
    acting,
    deed::Deed,
    hosts::{
        self, Astray, Checked, DnsRecord, NotChecked, NotClaimed,
        console::{read, why_not},
        directions, has, leads_here, proof,
    },
    store::hosts::{self as store, ClaimRow},
};

const HOST: Names = &[("domain", "host")];

/// A domain of a village's own
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HostView {
    #[schema(example = "desapembantanan.id")]
    pub host: String,
    /// Whether all other addresses of the village lead there
    pub canonical: bool,
    /// When its certificate ends, as it was seen last
    #[schema(format = DateTime)]
    pub certificate_ends_at: Option<String>,
    /// Why its certificate was not seen the last time; empty when it was
    pub certificate_problem: String,
}

/// A domain that waits until its owner has shown that it is the village's
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimView {
    pub host: String,
    /// The record that proves it
    pub proof: DnsRecord,
    /// The records that lead it here, of which one kind is enough
    pub directions: Vec<DnsRecord>,
    #[schema(format = DateTime)]
    pub expires_at: String,
    #[schema(format = DateTime)]
    pub checked_at: Option<String>,
    /// What was seen instead of the proof: "other_text", "no_record", "no_name", "late", "failed"
    pub finding: Option<String>,
}

/// Where a village answers besides its usual host, and where it is to answer
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HostsView {
    pub hosts: Vec<HostView>,
    pub claims: Vec<ClaimView>,
}

/// How a look for a proof ended
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckView {
    /// Whether the village answers at the domain now
    pub joined: bool,
    /// What was seen instead of the proof, as in a claim
    pub finding: Option<&'static str>,
    /// The same in Indonesian
    pub detail: &'static str,
}

/// A domain
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HostBody {
    #[schema(required, example = "desapembantanan.id")]
    host: String,
}

impl HostBody {
    /// The domain as it is kept.
    fn read(&self, caller: &Caller) -> Answer<String> {
        let mut form = form([("domain", Some(&*self.host))]);
        let site = &caller.portal.app.config.site;
        form.read("domain", |typed| read(typed, site))
            .ok_or_else(|| wrong_fields(&form, HOST))
    }
}

/// Whether a domain comes first
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CanonicalBody {
    #[schema(required, example = "desapembantanan.id")]
    host: String,
    /// False: the domain leads to the village's usual host again
    #[schema(required)]
    canonical: bool,
}

fn claim_view(caller: &Caller, village: &Village, row: &ClaimRow) -> ClaimView {
    let config = &caller.portal.app.config;
    let own = config.site.village_host(village.entry.slug.as_str());
    let text = |at: jiff_sqlx::Timestamp| at.to_jiff().to_string();
    ClaimView {
        host: row.host.clone(),
        proof: proof(row),
        directions: directions(&row.host, &config.dns.addresses, &own),
        expires_at: text(row.expires_at),
        checked_at: row.checked_at.map(text),
        finding: row.finding.clone(),
    }
}

/// A village's domains
#[utoipa::path(
    get, path = "/villages/{slug}/hosts", operation_id = "hosts", tag = "hosts",
    params(("slug" = String, Path, description = "The label of its address")),
    responses((status = 200, description = "All of them", body = HostsView))
)]
pub async fn hosts(caller: Caller, Named(slug): Named) -> Answer<Json<HostsView>> {
    let village = caller.village(&slug)?;
    let entry = &village.entry;
    let own = entry
        .hosts
        .iter()
        .filter(|host| host.purpose == HostPurpose::Custom);
    let names: Vec<String> = own.map(|host| host.host.clone()).collect();
    let mut tx = caller.portal.app.database.platform().await?;
    let certificates = store::certificates(&mut tx, &names).await?;
    let claims = store::claims(&mut tx, &entry.code.dotted()).await?;
    tx.commit().await?;
    let now = caller.portal.now();
    let hosts = names.into_iter().map(|host| {
        let seen = certificates.iter().find(|row| row.host == host);
        HostView {
            canonical: entry.canonical_host.as_ref() == Some(&host),
            certificate_ends_at: seen
                .and_then(|row| row.ends_at)
                .map(|at| at.to_jiff().to_string()),
            certificate_problem: seen.map(|row| row.problem.clone()).unwrap_or_default(),
            host,
        }
    });
    let waiting = claims.iter().filter(|row| row.expires_at.to_jiff() > now);
    Ok(Json(HostsView {
        hosts: hosts.collect(),
        claims: waiting
            .map(|row| claim_view(&caller, &village, row))
            .collect(),
    }))
}

/// The village wants a domain; the answer says which records prove it and lead it here
#[utoipa::path(
    post, path = "/villages/{slug}/hosts/claim", operation_id = "claim_host", tag = "hosts",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = HostBody,
    responses((status = 201, description = "It waits for its proof", body = ClaimView))
)]
pub async fn claim(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<HostBody>,
) -> Answer<(StatusCode, Json<ClaimView>)> {
    let village = caller.village(&slug)?;
    let host = body.read(&caller)?;
    let app = &caller.portal.app;
    acting::must_act(app)?;
    match hosts::claim(&app.database, &village.entry, &host, &caller.by()).await {
        Ok(row) => Ok((
            StatusCode::CREATED,
            Json(claim_view(&caller, &village, &row)),
        )),
        Err(error) => Err(not_claimed(&caller, error)),
    }
}

fn not_claimed(caller: &Caller, error: NotClaimed) -> Refused {
    let registry = caller.portal.registry();
    let seen = registry.villages().iter().map(|village| &**village);
    let seen: Vec<&Village> = seen.filter(|village| caller.sees(village)).collect();
    match why_not(&error, &seen) {
        Some(problem) => {
            let code = match error {
                NotClaimed::TooMany => "too_many",
                _ => "taken",
            };
            conflict(code, ("domain", problem), HOST)
        }
        None => anyhow::Error::from(error).into(),
    }
}

/// Looks for the proof of a domain; when it is there, the village answers at the domain
#[utoipa::path(
    post, path = "/villages/{slug}/hosts/check", operation_id = "check_host", tag = "hosts",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = HostBody,
    responses((status = 200, description = "What was seen", body = CheckView))
)]
pub async fn check(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<HostBody>,
) -> Answer<Json<CheckView>> {
    let village = caller.village(&slug)?;
    let host = body.read(&caller)?;
    let app = &caller.portal.app;
    acting::must_act(app)?;
    let by = caller.by();
    let checked = hosts::check(&app.database, &*app.names, &village.entry, &host, &by);
    match checked.await {
        Ok(Checked::Joined) => {
            app.reload_registry().await?;
            Ok(joined())
        }
        Ok(Checked::NotYet(finding)) => Ok(Json(CheckView {
            joined: false,
            finding: Some(finding.as_str()),
            detail: finding.told(),
        })),
        Ok(Checked::Gone) => {
            app.reload_registry().await?;
            if has(&caller.village(&slug)?.entry, &host) {
                return Ok(joined());
            }
            Err(unknown())
        }
        Err(NotChecked::Change(ChangeError::AddressTaken(_))) => {
            let words = "Domain ini baru saja menjadi milik desa lain.".to_owned();
            Err(conflict("taken", ("domain", words), HOST))
        }
        Err(error) => Err(anyhow::Error::from(error).into()),
    }
}

fn joined() -> Json<CheckView> {
    Json(CheckView {
        joined: true,
        finding: None,
        detail: "Desa ini menjawab di domain itu.",
    })
}

fn unknown() -> Refused {
    let words = "Domain ini tidak menunggu dan bukan milik desa ini.";
    Problem::new(StatusCode::NOT_FOUND, "host_not_found", words).into()
}

/// A domain is not wanted any more
#[utoipa::path(
    post, path = "/villages/{slug}/hosts/cancel", operation_id = "cancel_host", tag = "hosts",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = HostBody,
    responses((status = 200, description = "The village as it is", body = VillageView))
)]
pub async fn cancel(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<HostBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    let host = body.read(&caller)?;
    let database = &caller.portal.app.database;
    if hosts::cancel(database, &village.entry, &host, &caller.by()).await? {
        Ok(Json(VillageView::from(&*village)))
    } else {
        Err(unknown())
    }
}

/// All addresses of the village lead to one of its domains, or to its usual host again
#[utoipa::path(
    post, path = "/villages/{slug}/hosts/canonical", operation_id = "prefer_host", tag = "hosts",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = CanonicalBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn prefer(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<CanonicalBody>,
) -> Answer<Json<VillageView>> {
    let (village, host) = own(&caller, &slug, HostBody { host: body.host })?;
    let app = &caller.portal.app;
    if body.canonical {
        let usual = app.config.site.village_host(village.entry.slug.as_str());
        let ours = &app.config.dns.addresses;
        if let Err(astray) = leads_here(&*app.names, &host, ours, &usual).await {
            let code = match astray {
                Astray::Nowhere => "leads_nowhere",
                Astray::Elsewhere(_) => "leads_elsewhere",
                Astray::Unknown => "not_known",
            };
            return Err(conflict(code, ("domain", astray.told()), HOST));
        }
    }
    let deed = Deed::prefer(&village.entry, &host, body.canonical);
    carry_out(&caller, &village, deed).await
}

/// Lets a domain go: the village answers there no more
#[utoipa::path(
    post, path = "/villages/{slug}/hosts/drop", operation_id = "drop_host", tag = "hosts",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = HostBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn let_go(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<HostBody>,
) -> Answer<Json<VillageView>> {
    let (village, host) = own(&caller, &slug, body)?;
    let deed = Deed::let_go(&village.entry, &host);
    carry_out(&caller, &village, deed).await
}

/// A village and a domain that is its own.
fn own(caller: &Caller, slug: &str, body: HostBody) -> Answer<(Arc<Village>, String)> {
    let village = caller.village(slug)?;
    let host = body.read(caller)?;
    if has(&village.entry, &host) {
        Ok((village, host))
    } else {
        Err(unknown())
    }
}
