//! `banua district token …`: keys with which programs use the API at `/api/v1/district`.

use std::process::ExitCode;

use district::outside_keys::{self, ListedKey, Revoked};
use identity::Scope;
use serde_json::json;
use uuid::Uuid;

use super::{
    Context, Refusal,
    report::{counted, print_json, say, table},
};

/// Longest name, in characters.
const NAME: usize = 60;
/// A key is good for a year at most.
const MOST_DAYS: i64 = 365;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Makes a key; prints its secret, which is shown nowhere again
    Add(AddArgs),
    /// Lists all keys, newest first
    List,
    /// Takes a key away at once
    Revoke(RevokeArgs),
}

#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// The program's name; it stands in the record of everything the program does
    #[arg(long)]
    name: String,
    /// villages:read, villages:write, fleet:read or accounts:read; as often as needed
    #[arg(long, required = true)]
    scope: Vec<String>,
    /// For how many days it is good, 1 to 365
    #[arg(long)]
    days: i64,
}

#[derive(Debug, clap::Args)]
pub struct RevokeArgs {
    /// Its number, as `list` shows it
    id: Uuid,
}

pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        Command::Add(args) => add(args, context).await,
        Command::List => list(context).await,
        Command::Revoke(args) => revoke(args, context).await,
    }
}

async fn add(args: AddArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let name = args.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > NAME || name.contains(char::is_control) {
        let text = format!("the name needs 1 to {NAME} characters");
        return Err(Refusal::usage("bad_name", text).into());
    }
    let mut scopes = Vec::new();
    for word in &args.scope {
        let Ok(scope) = word.parse::<Scope>() else {
            let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
            let text = format!("'{word}' is no scope; there are {}", known.join(", "));
            return Err(Refusal::usage("bad_scope", text).into());
        };
        scopes.push(scope);
    }
    scopes.sort();
    scopes.dedup();
    if !(1..=MOST_DAYS).contains(&args.days) {
        let text = format!("a key is good for 1 to {MOST_DAYS} days");
        return Err(Refusal::usage("bad_days", text).into());
    }
    let made = outside_keys::add(&context.database, &name, &scopes, args.days).await?;
    let (secret, expires_at) = (made.secret.to_text(), made.expires_at.to_string());
    if context.json {
        let scopes: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        print_json(&json!({
            "id": made.id, "name": name, "scopes": scopes, "expires_at": expires_at,
            "token": secret,
        }));
    } else {
        say(&format!(
            "{name} may use the API until {expires_at} with this token; it is shown only now:\n{secret}"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let keys = outside_keys::list(&context.database).await?;
    if context.json {
        print_json(&json!({ "tokens": keys }));
        return Ok(ExitCode::SUCCESS);
    }
    let mut shown = table(&[
        "id",
        "name",
        "scopes",
        "made by",
        "expires",
        "last used",
        "state",
    ]);
    for key in &keys {
        shown.add_row(vec![
            key.id.to_string(),
            key.name.clone(),
            key.scopes.join("\n"),
            key.made_by
                .clone()
                .unwrap_or_else(|| "command line".to_owned()),
            key.expires_at.clone(),
            key.last_used_at
                .clone()
                .unwrap_or_else(|| "never".to_owned()),
            state(key).to_owned(),
        ]);
    }
    say(&shown.to_string());
    say(&counted(keys.len(), "token", "tokens"));
    Ok(ExitCode::SUCCESS)
}

fn state(key: &ListedKey) -> &'static str {
    match key {
        key if key.is_good => "good",
        key if key.revoked_at.is_some() => "revoked",
        _ => "ended",
    }
}

async fn revoke(args: RevokeArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let (name, is_new) = match outside_keys::revoke(&context.database, args.id).await? {
        Revoked::Now(name) => (name, true),
        Revoked::Before(name) => (name, false),
        Revoked::Unknown => {
            let text = format!("there is no token {}", args.id);
            return Err(Refusal::usage("unknown_token", text).into());
        }
    };
    if context.json {
        print_json(&json!({ "id": args.id, "name": name, "revoked_now": is_new }));
    } else if is_new {
        say(&format!("{name} cannot use the API any more"));
    } else {
        say(&format!("{name} was revoked before"));
    }
    Ok(ExitCode::SUCCESS)
}
