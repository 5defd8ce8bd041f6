//! `banua village move`: to another database, unnoticed.

use std::{process::ExitCode, time::Instant};

use archive::ArchiveError;
use db::moving::MoveError;
use kernel::ShardName;
use serde_json::json;

use super::{ACTOR, find};
use crate::{
    backup::all_tables,
    commands::{
        Context, Refusal,
        report::{counted, print_json, say},
    },
};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address label or code
    village: String,
    /// The database it goes to; `banua shard list` names them
    #[arg(long, value_name = "DATABASE")]
    to: ShardName,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let database = &context.database;
    let Some(target) = database.shard(&args.to) else {
        let known: Vec<&str> = database
            .shards()
            .iter()
            .map(|shard| shard.name.as_str())
            .collect();
        let text = format!(
            "there is no database {}; known: {}",
            args.to,
            known.join(", ")
        );
        return Err(Refusal::usage("unknown_shard", text).into());
    };
    if village.shard == args.to {
        // What an earlier move left behind goes now.
        db::moving::mend_village(database, &village.schema).await?;
        if context.json {
            print_json(&json!({ "village": village.slug, "shard": args.to, "moved": false }));
        } else {
            say(&format!("{} is in {} already.", village.name, args.to));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let begun = Instant::now();
    let moved = archive::relocate(database, &village, target, &all_tables(), ACTOR)
        .await
        .map_err(refusal)?;
    let took = begun.elapsed();
    if context.json {
        print_json(&json!({
            "village": village.slug, "from": village.shard, "shard": args.to, "moved": true,
            "rows": moved.rows, "seconds": took.as_secs_f64(),
        }));
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!(
        "{} moved from {} to {} in {:.1} s: {}, every hash right.",
        village.name,
        village.shard,
        args.to,
        took.as_secs_f64(),
        counted(
            usize::try_from(moved.rows).unwrap_or(usize::MAX),
            "row",
            "rows"
        ),
    ));
    Ok(ExitCode::SUCCESS)
}

/// What the caller can change is a refusal; the rest is a failure.
fn refusal(error: ArchiveError) -> anyhow::Error {
    let code = match &error {
        ArchiveError::Move(MoveError::Busy | MoveError::Meanwhile) => "busy",
        ArchiveError::Move(MoveError::Restless) => "restless",
        ArchiveError::Move(MoveError::Upgrading) => "upgrading",
        ArchiveError::Move(MoveError::Behind { .. }) => "behind",
        ArchiveError::Unlisted(_) => "unlisted_table",
        _ => return anyhow::Error::from(error).context("the village was not moved"),
    };
    let text = format!("{error}; the village is where it was");
    Refusal::failure(code, text).into()
}
