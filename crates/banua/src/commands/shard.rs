//! `banua shard list`: the databases that hold villages.

use std::process::ExitCode;

use db::doctor::{self, ShardState};
use serde_json::json;

use super::{
    Context,
    report::{FAILURE, print_json, say, table},
};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the databases that hold villages, and how each fares
    List,
}

pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let Command::List = command;
    let states = doctor::shards(&context.database).await?;
    if context.json {
        print_json(&json!({ "shards": states }));
    } else {
        let mut table = table(&["database", "villages", "state"]);
        for state in &states {
            table.add_row([
                state.name.to_string(),
                state.villages.to_string(),
                told(state),
            ]);
        }
        say(&table.to_string());
    }
    Ok(if states.iter().all(ShardState::is_well) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILURE)
    })
}

/// How a database fares, in one sentence.
pub(super) fn told(state: &ShardState) -> String {
    let known = db::platform_version();
    match &state.found {
        Err(problem) => format!("away: {problem}"),
        Ok(found) if found.platform_version != Some(known) => {
            "not at the version of this build; run `banua migrate`".to_owned()
        }
        Ok(found) if found.villages != state.villages => format!(
            "the register says {} villages are there, it knows {}",
            state.villages, found.villages
        ),
        Ok(_) => "well".to_owned(),
    }
}
