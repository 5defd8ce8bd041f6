//! `banua bulletin …`: what the regency says on the sites of villages. It is written in the console.

use std::process::ExitCode;

use bulletins::outside;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::{
    Context, Refusal,
    report::{print_json, say},
};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the latest two hundred
    List,
    /// Takes one off every site at once, for good
    Withdraw(WithdrawArgs),
}

#[derive(Debug, clap::Args)]
pub struct WithdrawArgs {
    /// As `banua bulletin list` shows it
    id: Uuid,
}

pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        Command::List => list(context).await,
        Command::Withdraw(args) => withdraw(args, context).await,
    }
}

async fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let all = outside::list(&context.database, Timestamp::now()).await?;
    if context.json {
        print_json(&json!(all));
        return Ok(ExitCode::SUCCESS);
    }
    if all.is_empty() {
        say("There is no bulletin.");
    }
    for one in &all {
        say(&format!(
            "{}  {:<10} {:<8} {:<12} {}",
            one.id, one.state, one.kind, one.audience, one.title
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn withdraw(args: WithdrawArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let title = outside::withdraw(&context.database, args.id, Timestamp::now()).await?;
    let Some(title) = title else {
        let text = format!("there is no bulletin {} that could be withdrawn", args.id);
        return Err(Refusal::usage("unknown_bulletin", text).into());
    };
    if context.json {
        print_json(&json!({ "id": args.id, "title": title }));
    } else {
        say(&format!("'{title}' is off every site."));
    }
    Ok(ExitCode::SUCCESS)
}
