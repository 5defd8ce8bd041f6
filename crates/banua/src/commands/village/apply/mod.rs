//! `banua village apply`: the villages of a folder become what its files say. Nothing is deleted,
//! and a second run finds nothing to do.

mod content;
mod folders;
mod media;
mod places;
mod plan;
mod print;
mod register;

use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::{
    commands::{
        Context, Refusal,
        report::{FAILURE, say},
    },
    tenants::{Problem, Regency},
};
use plan::Plan;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The regency's folder, such as tenants/banjar
    dir: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Leave pictures to the worker
    #[arg(long)]
    no_media: bool,
    /// Only this village (address label) and its folder
    #[arg(long, value_name = "SLUG")]
    only: Option<String>,
}

/// What went wrong with one village; the others are not concerned.
#[derive(Debug, Serialize)]
struct Failure {
    village: String,
    reason: String,
}

/// What was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    created: usize,
    changed: usize,
    content: usize,
    /// Milliseconds, from the first to the last village.
    create_ms: u128,
    /// Milliseconds a village took, in the middle.
    create_ms_median: u128,
    content_ms: u128,
    media: media::Outcome,
    failures: Vec<Failure>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let regency = read(&args)?;
    // Two at once would plan the same villages; the second waits and finds them there. The lock goes
    // with its connection, however this ends.
    let mut turn = context.database.owner().await?;
    if !args.dry_run {
        db::fleet::take_turn(&mut turn).await?;
    }
    let plan = plan::make(&regency, args.only.as_deref(), context).await?;
    let refused = plan.refused();
    if !refused.is_empty() {
        return Err(unusable(&refused).into());
    }
    if !context.json {
        print::plan(&plan, args.dry_run);
    }
    if args.dry_run {
        if context.json {
            print::json(&plan, None);
        }
        return Ok(exit(&plan, None));
    }
    if plan.is_work() && !args.yes && !confirmed(context)? {
        say("Nothing was done.");
        return Ok(ExitCode::SUCCESS);
    }
    let done = carry_out(&args, &plan, context).await?;
    if context.json {
        print::json(&plan, Some(&done));
    } else {
        print::done(&plan, &done);
    }
    Ok(exit(&plan, Some(&done)))
}

fn read(args: &Args) -> anyhow::Result<Regency> {
    let regency = Regency::load(&args.dir, args.only.as_deref()).map_err(|p| unusable(&p))?;
    if let Some(slug) = &args.only
        && regency.village(slug).is_none()
    {
        let known = regency.villages.iter().map(|row| row.slug.as_str());
        let near = crate::tenants::english::nearest(slug, known);
        let hint = near
            .map(|near| format!("; did you mean '{near}'?"))
            .unwrap_or_default();
        let reason = format!("villages.csv has no village '{slug}'{hint}");
        return Err(Refusal::usage("unknown_village", reason).into());
    }
    Ok(regency)
}

/// Problems of the regency's own lists: nothing is written before they are put right.
fn unusable(problems: &[Problem]) -> Refusal {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("\n  {problem}"))
        .collect();
    let message = format!(
        "the regency's lists have {}; nothing was written:{}",
        crate::commands::report::counted(problems.len(), "problem", "problems"),
        lines.concat()
    );
    Refusal::usage("bad_lists", message).with_detail(serde_json::json!({ "problems": problems }))
}

/// Asks only somebody who can answer: nothing here destroys anything.
fn confirmed(context: &Context) -> anyhow::Result<bool> {
    if context.json || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Ok(true);
    }
    print!("Do it? [Y/n] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "" | "y" | "yes"
    ))
}

async fn carry_out(args: &Args, plan: &Plan, context: &Context) -> anyhow::Result<Done> {
    let mut done = Done::default();
    register::places(plan, context).await?;
    let begun = Instant::now();
    let mut times = register::create(plan, context, &mut done).await;
    done.create_ms = begun.elapsed().as_millis();
    done.create_ms_median = median(&mut times).as_millis();
    register::change(plan, context, &mut done).await?;
    let begun = Instant::now();
    let pictures = content::save(plan, context, &mut done).await;
    done.content_ms = begun.elapsed().as_millis();
    if !args.no_media {
        done.media = media::work_off(&args.dir, context).await?;
    }
    done.media.problems = media::problems(&pictures, context).await?;
    Ok(done)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Zero only when everything the files say is now so.
fn exit(plan: &Plan, done: Option<&Done>) -> ExitCode {
    let whole = plan.blocked.is_empty()
        && done.is_none_or(|done| {
            done.failures.is_empty() && done.media.problems.is_empty() && done.media.failed == 0
        });
    if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILURE)
    }
}
