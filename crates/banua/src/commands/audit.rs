//! `banua audit verify`: whether what was done in the offices is still what was written down.

use std::{process::ExitCode, str::FromStr};

use db::register;
use identity::activity::{Anchor, Broken, Hash};
use serde_json::json;

use super::{
    Context, Refusal,
    report::{counted, print_json, say},
    village::pick,
};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Walks the record of the district and of each village and says where it was changed afterwards
    Verify(Args),
}

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this village (address label or code)
    #[arg(long)]
    village: Option<String>,
    /// What an earlier check ended with, as it was printed (COUNT:HASH): shows entries cut off at
    /// the end and a record written anew
    #[arg(long, requires = "village")]
    anchor: Vec<Kept>,
}

/// An anchor as it is printed and typed.
#[derive(Debug, Clone, Copy)]
struct Kept(Anchor);

impl FromStr for Kept {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let problem = || format!("{text} is no anchor; one looks like 128:9f86d0…");
        let (count, hash) = text.split_once(':').ok_or_else(problem)?;
        Ok(Self(Anchor {
            count: count.parse().map_err(|_| problem())?,
            hash: hash.parse::<Hash>().map_err(|_| problem())?,
        }))
    }
}

/// # Errors
/// For an unknown village, and when the database is away. A broken record is exit code 1.
pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let Command::Verify(args) = command;
    let mut villages = register::all(&context.database).await?;
    if let Some(word) = &args.village {
        let one = pick(word, &villages).map_err(anyhow::Error::from)?.clone();
        villages = vec![one];
    }
    if villages.is_empty() {
        return Err(Refusal::usage("no_villages", "there is no village yet".to_owned()).into());
    }
    let known: Vec<Anchor> = args.anchor.iter().map(|kept| kept.0).collect();
    let (mut told, mut broken) = (Vec::new(), 0);
    if args.village.is_none() {
        let outcome = district::outside::verify_record(&context.database, &[]).await?;
        broken += usize::from(outcome.is_err());
        told.push(tell("kabupaten", "district", outcome, context));
    }
    for village in &villages {
        let mut tx = context.database.village(&village.schema).await?;
        let outcome = office::district::verify_record(&mut tx, &known).await?;
        tx.finish().await?;
        broken += usize::from(outcome.is_err());
        told.push(tell(village.slug.as_str(), "village", outcome, context));
    }
    if context.json {
        print_json(&json!({ "villages": told, "broken": broken }));
    } else {
        let checked = counted(told.len(), "record", "records");
        say(&format!("{checked} checked, {broken} broken"));
    }
    Ok(if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Says how one record is, and gives the same for machines.
fn tell(
    whose: &str,
    kind: &str,
    outcome: Result<Anchor, Broken>,
    context: &Context,
) -> serde_json::Value {
    match outcome {
        Ok(anchor) => {
            let text = format!("{}:{}", anchor.count, anchor.hash);
            if !context.json && anchor.count > 0 {
                say(&format!("  {whose:<24} whole     {text}"));
            }
            json!({ kind: whose, "whole": true, "anchor": text })
        }
        Err(problem) => {
            if !context.json {
                say(&format!("  {whose:<24} BROKEN    {problem}"));
            }
            json!({
                kind: whose, "whole": false,
                "entry": problem.seq, "why": problem.why.to_string(),
            })
        }
    }
}
