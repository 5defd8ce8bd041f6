//! `banua migrate`: every schema to the version this build needs.

use std::process::ExitCode;

use db::fleet::{self, FleetError};
use serde_json::json;

use super::{
    Context, Refusal,
    report::{FAILURE, counted, print_json, progress, say},
};

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub async fn run(_: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let bar = progress("migrating", 0, context.json);
    let outcome = fleet::migrate(&context.database, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await;
    bar.finish_and_clear();
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(FleetError::Sql(error)) => return Err(error.into()),
        Err(FleetError::Canary { name, source }) => {
            let reason = source.to_string();
            let message =
                format!("the canary ({name}) failed, nothing after it was touched: {reason}");
            let failed = json!({ "failed": [{ "village": name, "reason": reason }] });
            return Err(Refusal::failure("migration_failed", message)
                .with_detail(failed)
                .into());
        }
        Err(error) => return Err(Refusal::failure("migration_failed", error.to_string()).into()),
    };
    let failed = !outcome.failed.is_empty();
    if context.json {
        let failures: Vec<_> = outcome
            .failed
            .iter()
            .map(|(village, reason)| json!({ "village": village, "reason": reason }))
            .collect();
        print_json(&json!({
            "required_version": db::required_version(),
            "platform": outcome.platform,
            "migrated": outcome.migrated,
            "current": outcome.current,
            "failed": failures,
        }));
    } else {
        if outcome.platform > 0 {
            let what = counted(outcome.platform, "migration", "migrations");
            say(&format!("schema platform: {what} applied"));
        }
        say(&format!(
            "{} brought to version {}, {} already there.",
            counted(outcome.migrated.len(), "village", "villages"),
            db::required_version(),
            outcome.current
        ));
        for (village, reason) in &outcome.failed {
            eprintln!("failed: {village}: {reason}");
        }
        if failed {
            eprintln!(
                "{} kept their old schema and answer 503 until the next `banua migrate`, which \
                 touches only them.",
                counted(outcome.failed.len(), "village", "villages")
            );
        }
    }
    Ok(if failed {
        ExitCode::from(FAILURE)
    } else {
        ExitCode::SUCCESS
    })
}
