//! The keys of personal data: is there a master key, and does it open what the villages have.

use std::collections::BTreeSet;

use ::vault::{MasterKeys, WhenMissing};
use config::{Config, Environment};
use db::{Database, register};
use web::keys;

use super::Findings;
use crate::commands::report::counted;

/// Villages that are named when their keys do not open.
const NAMED: usize = 5;

pub(super) async fn look(config: &Config, database: &Database, findings: &mut Findings) {
    // Looking makes none, not even in development.
    let master = match MasterKeys::load(&config.vault, WhenMissing::Refuse) {
        Ok(master) => master,
        Err(error) => {
            missing(config, &error.to_string(), findings);
            return;
        }
    };
    let villages = match register::all(database).await {
        Ok(villages) => villages,
        // Said already, by who looked at Postgres.
        Err(_) => return,
    };
    let (mut masters, mut closed) = (BTreeSet::new(), Vec::new());
    for village in &villages {
        match keys::status(database, &master, &village.schema).await {
            Ok(keys) => masters.extend(keys.into_keys()),
            Err(error) => {
                tracing::debug!(%error, village = %village.slug, "its keys do not open");
                closed.push(village.slug.to_string());
            }
        }
    }
    match keys::regency::status(database, &master).await {
        Ok(keys) => masters.extend(keys.into_keys()),
        Err(_) => closed.push("(regency)".to_owned()),
    }
    if !closed.is_empty() {
        let named = closed.iter().take(NAMED).cloned().collect::<Vec<_>>();
        let number = counted(closed.len(), "village", "villages");
        findings.fail(
            "personal data",
            format!("the keys of {number} do not open: {}", named.join(", ")),
            "give the service the master key they were closed with, beside the present one",
        );
        return;
    }
    let newest = master.newest().get();
    let found = format!(
        "master key {newest}; all keys of {} open",
        counted(villages.len(), "village", "villages")
    );
    if masters.iter().any(|number| *number != newest) {
        let advice = "run `banua vault rewrap`, then take the former master key away";
        findings.warn("personal data", found, advice);
    } else {
        findings.ok("personal data", found);
    }
}

fn missing(config: &Config, error: &str, findings: &mut Findings) {
    match config.site.environment {
        Environment::Development => findings.ok(
            "personal data",
            "no master key yet; the first start makes one",
        ),
        Environment::Production => findings.fail(
            "personal data",
            error,
            "give the service a master key; see deploy/README.md, \"Keys and passwords\"",
        ),
    }
}
