//! `banua example-accounts`: a way in for who tries the service on her own machine.

use std::{io::Write, os::unix::fs::OpenOptionsExt, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use identity::Passwords;
use jiff::Timestamp;
use serde_json::json;

use super::{Context, Refusal};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The village's address label
    #[arg(long, default_value = "pembantanan")]
    village: String,
    /// Where logins, passwords and secrets are written, readable by their owner alone
    #[arg(long, default_value = "var/example-accounts.json")]
    out: PathBuf,
}

/// Makes the accounts anew, with secrets of this machine, and writes them down.
///
/// # Errors
/// In production, for an unknown village, and when the database is away.
pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    if context.config.site.is_production() {
        let text = "example accounts are for trying the service, never for production";
        return Err(Refusal::usage("production", text.to_owned()).into());
    }
    let villages = db::register::all(&context.database).await?;
    let Some(village) = villages
        .iter()
        .find(|village| village.slug.as_str() == args.village)
    else {
        let text = format!("there is no village {}", args.village);
        return Err(Refusal::usage("unknown_village", text).into());
    };
    let site = &context.config.site;
    let host = format!("{}.{}", village.slug, site.base_domain);
    let tx = context.database.village(&village.schema).await?;
    let passwords = Passwords::new();
    let accounts = office::example::make(tx, &host, &passwords, Timestamp::now()).await?;
    let portal = site.portal_host();
    let own = &village.subdistrict_code;
    let district = district::example::make(&context.database, &portal, &passwords, own, "").await?;
    let text = serde_json::to_string_pretty(&json!(
        accounts
            .iter()
            .map(|account| json!(account))
            .chain(district.iter().map(|account| json!(account)))
            .collect::<Vec<_>>()
    ))?;
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&args.out)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    if context.json {
        println!("{text}");
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "Example accounts of {host} (also in {}):",
        args.out.display()
    );
    for account in &accounts {
        let second = account.totp_secret.as_deref().unwrap_or("-");
        print_account(&account.login, &account.password, second);
    }
    println!("Example accounts of {portal}/konsol:");
    for account in &district {
        print_account(&account.login, &account.password, &account.totp_secret);
    }
    Ok(ExitCode::SUCCESS)
}

fn print_account(login: &str, password: &str, second: &str) {
    println!("  {login:<22} {password:<18} code {second}");
}
