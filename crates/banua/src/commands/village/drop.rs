//! `banua village drop`: the one command that destroys, and says so first.

use std::process::ExitCode;

use db::{provision, register::Village};
use media::KeyPrefix;
use serde_json::json;

use super::{
    ACTOR, add, change,
    echo::{Expected, heard},
    find, first_host, show, url,
};
use crate::{
    commands::{
        Context, Refusal,
        report::{FAILURE, counted, print_json, say},
    },
    setup::Objects,
};

/// How long a village that is to be deleted can be called back.
const GRACE_DAYS: i64 = 30;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address label or code
    village: String,
    /// Yes, this village
    #[arg(long)]
    yes: bool,
    /// At once, without a way back
    #[arg(long)]
    now: bool,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let inventory = show::inventory(&village, context).await;
    if args.yes && !args.now {
        return change::end_later(&village, GRACE_DAYS, context).await;
    }
    if !args.yes {
        let lost = inventory
            .as_ref()
            .map_or_else(|| "everything in its schema".to_owned(), show::told);
        let message = format!(
            "dropping {} ({}) at {} destroys its database schema {} and its files: {lost}. \
             Repeat with --yes to take it off line and delete it in 30 days, with --yes --now to delete \
             it at once, without a way back but a backup; \
             `banua village suspend {}` takes it off line and keeps everything.",
            village.name,
            village.code,
            url(&village, context),
            village.schema,
            village.slug
        );
        return Err(Refusal::usage("not_confirmed", message)
            .with_detail(json!({ "village": village.slug, "content": inventory }))
            .into());
    }
    provision::drop_village(&context.database, &village.code, ACTOR)
        .await
        .map_err(add::refusal)?;

    heard(&first_host(&village, context), Expected::Nobody, context).await;

    // After the commit: files without a village are harmless, a village without files is not.
    let removed = remove_objects(&village, context).await;
    let problem = removed.as_ref().err().map(|error| {
        format!(
            "its files could not be removed ({error:#}); delete everything below {}/ in bucket \
             {} once the store is back",
            village.schema, context.config.storage.bucket
        )
    });
    let count = removed.unwrap_or_default();
    if context.json {
        print_json(&json!({
            "dropped": village.slug,
            "code": village.code,
            "content": inventory,
            "objects_removed": count,
            "objects_problem": problem,
        }));
    } else {
        say(&format!(
            "{} ({}) is gone, with {}.",
            village.name,
            village.code,
            counted(count, "file", "files")
        ));
        if let Some(problem) = &problem {
            eprintln!("warning: {problem}");
        }
    }
    Ok(if problem.is_some() {
        ExitCode::from(FAILURE)
    } else {
        ExitCode::SUCCESS
    })
}

async fn remove_objects(village: &Village, context: &Context) -> anyhow::Result<usize> {
    let objects = Objects::visit(&context.config.storage).await?;
    let removed = media::empty(&*objects.store, &KeyPrefix::village(&village.schema)).await;
    objects.shutdown().await;
    Ok(removed?)
}
