//! Which program asks: found by its key, held to its scopes and to what its maker may still do.

use std::{sync::Arc, time::Duration};

use axum::extract::FromRequestParts;
use http::{HeaderMap, StatusCode, header, request::Parts};
use identity::{
    DistrictRole, Limit, ProgramKey, Scope, Verdict, activity::Happened, coarse_address,
    neighbourhood,
};
use serde_json::Value;
use uuid::Uuid;
use web::{
    App, AppError, PortalSite, Problem,
    console::{KEY, record_happened},
    registry::Village,
};

use super::refused::{Answer, Refused};
use crate::{
    hosts::By,
    store::keys::{self as store, HeldRow},
};

/// How often one key may ask.
const PACE: Limit = Limit {
    name: "api",
    max: 600,
    per: Duration::from_secs(60),
};
/// How often one address may come with a key that is not good before it has to wait. A key that is
/// good goes on working there: others may sit behind the same address.
const REFUSALS: Limit = Limit {
    name: "api-refused",
    max: 30,
    per: Duration::from_secs(10 * 60),
};

/// Carried with a request to its route's [`Caller`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Required(pub Scope);

/// A program whose key is good for the route it asks.
pub struct Caller {
    pub portal: PortalSite,
    name: String,
    made_by: Option<Uuid>,
    /// The subdistricts whose villages it sees; all when nothing is said.
    subdistricts: Option<Vec<String>>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        // A route that does not say what it needs is given to nobody.
        let Some(Required(scope)) = parts.extensions.get::<Required>().copied() else {
            return Err(AppError::NotFound.into());
        };
        let portal = PortalSite::from_request_parts(parts, app).await?;
        let row = match held(&parts.headers, &portal).await? {
            Ok(row) => row,
            Err(problem) => return Err(throttled(&portal, problem).await),
        };
        let id = row.id.to_string();
        if let Verdict::Refused { retry_after } = app.redis.count(PACE, KEY, &id).await {
            let words = "Kunci ini dipakai terlalu sering. Tunggu sebentar.";
            return Err(waiting("rate_limited", words, retry_after).into());
        }
        let role = may(&row, scope)?;
        let mut tx = app.database.platform().await?;
        store::note_use(&mut tx, row.id, portal.now()).await?;
        tx.commit().await?;
        Ok(Self {
            portal,
            name: row.name,
            made_by: row.made_by,
            subdistricts: row.subdistricts.filter(|_| role.is_bound_to_subdistricts()),
        })
    }
}

/// The key a request carries, as it is kept; the inner error when it is not good.
async fn held(headers: &HeaderMap, portal: &PortalSite) -> Answer<Result<HeldRow, Problem>> {
    let Some(text) = bearer(headers) else {
        let problem = Problem::of_status(StatusCode::UNAUTHORIZED, None).challenged("Bearer");
        return Ok(Err(problem));
    };
    let Ok(key) = ProgramKey::parse(text) else {
        return Ok(Err(not_good(
            "invalid_token",
            "Kunci program ini tidak dikenal.",
        )));
    };
    let mut tx = portal.app.database.platform().await?;
    let row = store::held(&mut tx, &key.hash()).await?;
    tx.commit().await?;
    let Some(row) = row else {
        return Ok(Err(not_good(
            "invalid_token",
            "Kunci program ini tidak dikenal.",
        )));
    };
    let problem = if row.is_revoked {
        not_good("token_revoked", "Kunci program ini sudah dicabut.")
    } else if row.expires_at.to_jiff() <= portal.now() {
        not_good(
            "token_expired",
            "Masa berlaku kunci program ini sudah habis.",
        )
    } else if row.made_by.is_some() && row.status.as_deref() != Some("active") {
        not_good(
            "maker_disabled",
            "Pembuat kunci program ini sudah nonaktif.",
        )
    } else {
        return Ok(Ok(row));
    };
    Ok(Err(problem))
}

/// What stands after "Bearer", if the header is there once.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(only), None) = (all.next(), all.next()) else {
        return None;
    };
    let (kind, text) = only.to_str().ok()?.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then_some(text.trim())
}

fn not_good(code: &'static str, words: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code, words).challenged("Bearer error=\"invalid_token\"")
}

fn waiting(code: &'static str, words: &str, wait: Duration) -> Problem {
    let seconds = wait.as_millis().div_ceil(1000);
    Problem::new(StatusCode::TOO_MANY_REQUESTS, code, words)
        .after(u64::try_from(seconds).unwrap_or(u64::MAX))
}

/// Counts a refusal at its address, and says to wait when there were too many.
async fn throttled(portal: &PortalSite, problem: Problem) -> Refused {
    let address = neighbourhood(portal.origin.address);
    match portal.app.redis.count(REFUSALS, KEY, &address).await {
        Verdict::Allowed => problem.into(),
        Verdict::Refused { retry_after } => {
            let words = "Terlalu banyak kunci yang salah dari jaringan ini. Tunggu sebentar.";
            waiting("too_many_failures", words, retry_after).into()
        }
    }
}

/// The role of whoever made the key, if both the key and she may do what the scope stands for.
fn may(row: &HeldRow, scope: Scope) -> Answer<DistrictRole> {
    if !row.scopes.iter().any(|held| held == scope.as_str()) {
        let words = format!("Kunci program ini tidak diberi izin {scope}.");
        let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
        return Err(Problem::new(StatusCode::FORBIDDEN, "missing_scope", words)
            .challenged(challenge)
            .into());
    }
    // The command line is in the hand of whoever runs the server.
    let role = match (row.made_by, row.role.as_deref()) {
        (None, _) => Some(DistrictRole::Superadmin),
        (Some(_), role) => role.and_then(|role| role.parse().ok()),
    };
    role.filter(|role| role.may(scope.needs())).ok_or_else(|| {
        let words = "Pembuat kunci program ini sendiri tidak boleh lagi melakukannya.";
        Problem::new(StatusCode::FORBIDDEN, "maker_may_not", words).into()
    })
}

impl Caller {
    /// Whose deed it is, in records and timelines.
    pub fn actor(&self) -> String {
        format!("Kunci program {}", self.name)
    }

    /// The same for what is done with domains.
    pub fn by(&self) -> By {
        By {
            staff: self.made_by,
            who: self.actor(),
            actor: self.actor(),
            address: coarse_address(self.portal.origin.address),
            at: self.portal.now(),
        }
    }

    pub fn sees(&self, village: &Village) -> bool {
        let code = &village.entry.subdistrict_code;
        self.subdistricts
            .as_ref()
            .is_none_or(|own| own.contains(code))
    }

    /// A village of the register that it may see.
    ///
    /// # Errors
    /// A problem for one that is not there and for one of another subdistrict alike.
    pub fn village(&self, slug: &str) -> Answer<Arc<Village>> {
        let registry = self.portal.registry();
        let found = registry
            .villages()
            .iter()
            .find(|village| village.entry.slug.as_str() == slug);
        found
            .filter(|village| self.sees(village))
            .cloned()
            .ok_or_else(|| {
                let words = "Tidak ada desa dengan alamat ini.";
                Problem::new(StatusCode::NOT_FOUND, "village_not_found", words).into()
            })
    }

    /// Writes into the district's record what was done.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn record(&self, action: &str, subject: &str, detail: Value) -> Answer<()> {
        let happened = Happened {
            staff: self.made_by,
            who: &self.actor(),
            action,
            subject,
            detail,
            address: &coarse_address(self.portal.origin.address),
        };
        let mut tx = self.portal.app.database.platform().await?;
        record_happened(&mut tx, happened, self.portal.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}
