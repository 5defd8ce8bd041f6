//! `banua village host …`: domains of a village's own. `claim`, `check` and `cancel` are what the
//! console does, with a proof; `add` takes the operator's word.

use std::process::ExitCode;

use db::register::{self, Change, Village};
use district::hosts::{
    self, Checked, Finding, NotChecked, NotClaimed, directions,
    outside::{self, Done},
    proof,
};
use dns::{Dns, Resolver};
use serde_json::json;

use super::{
    ACTOR,
    change::{carry_out, refusal},
    check_words, find, pick,
};
use crate::commands::{
    Context, Refusal,
    report::{print_json, say},
};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lets a village answer at a domain of its own at once, without a proof
    Add(AddArgs),
    /// Puts a domain on the list; prints the records that prove it and lead it here
    Claim(Args),
    /// Looks for the proof of a domain; when it is there, the village answers at it
    Check(Args),
    /// Takes a domain off the list
    Cancel(Args),
    /// Has all addresses of the village lead to one of its domains
    Canonical(CanonicalArgs),
    /// Lets a domain go; the village answers there no more
    Drop(Args),
}

#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// Address label or code
    village: String,
    /// The domain, such as desapembantanan.id
    host: String,
    /// All other addresses of the village redirect to this one
    #[arg(long)]
    canonical: bool,
}

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address label or code
    village: String,
    /// The domain, such as desapembantanan.id
    host: String,
}

#[derive(Debug, clap::Args)]
pub struct CanonicalArgs {
    #[command(flatten)]
    which: Args,
    /// The other way round: the domain leads to the village's usual host again
    #[arg(long)]
    off: bool,
}

pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        Command::Add(args) => Box::pin(add(args, context)).await,
        Command::Claim(args) => Box::pin(claim(args, context)).await,
        Command::Check(args) => Box::pin(check(args, context)).await,
        Command::Cancel(args) => Box::pin(cancel(args, context)).await,
        Command::Canonical(args) => Box::pin(canonical(args, context)).await,
        Command::Drop(args) => Box::pin(let_go(args, context)).await,
    }
}

/// The village, and the domain as it is kept.
async fn read(args: &Args, context: &Context) -> anyhow::Result<(Village, String)> {
    let village = find(&args.village, context).await?;
    let host = hosts::read_host(&args.host, &context.config.site)
        .map_err(|reason| Refusal::usage("bad_host", format!("'{}': {reason}", args.host)))?;
    Ok((village, host.to_string()))
}

/// The same where the domain is the village's already.
async fn own(args: &Args, context: &Context) -> anyhow::Result<(Village, String)> {
    let (village, host) = read(args, context).await?;
    if hosts::has(&village, &host) {
        return Ok((village, host));
    }
    let text = format!("{} has no domain {host}", village.name);
    Err(Refusal::usage("unknown_host", text).into())
}

fn names(context: &Context) -> impl Resolver {
    Dns::new(context.config.dns.server, context.config.dns.timeout)
}

async fn add(args: AddArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let villages = register::all(&context.database).await?;
    let village = pick(&args.village, &villages)?;
    let host = check_words::host(&args.host, context)
        .map_err(|reason| Refusal::usage("bad_host", reason))?;
    let host = host.to_string();
    let holder = villages
        .iter()
        .find(|one| one.hosts.iter().any(|known| known.host == host));
    if let Some(holder) = holder.filter(|holder| holder.code != village.code) {
        let reason = format!("{host} belongs to {} ({})", holder.name, holder.code);
        return Err(Refusal::usage("host_taken", reason).into());
    }
    let is_canonical = village.canonical_host.as_ref() == Some(&host);
    let done = holder.is_some() && (is_canonical || !args.canonical);
    let changes = if done {
        vec![]
    } else {
        vec![Change::AddHost {
            host: host.clone(),
            canonical: args.canonical,
        }]
    };
    let ended = carry_out(village, changes, "has another address", context).await?;
    if !done {
        outside::record(&context.database, village, &host, Done::Added).await?;
    }
    Ok(ended)
}

async fn claim(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let (village, host) = read(&args, context).await?;
    let by = outside::by(ACTOR);
    let claimed = hosts::claim(&context.database, &village, &host, &by).await;
    let row = claimed.map_err(|error| match error {
        NotClaimed::Own => Refusal::usage("host_known", error.to_string()).into(),
        NotClaimed::OfOther(ref code) | NotClaimed::WantedByOther(ref code) => {
            Refusal::usage("host_taken", format!("{error}: {code}")).into()
        }
        NotClaimed::TooMany => Refusal::usage("too_many", error.to_string()).into(),
        NotClaimed::Sql(error) => anyhow::Error::from(error),
        NotClaimed::Other(error) => error,
    })?;
    let site = &context.config.site;
    let usual = site.village_host(village.slug.as_str());
    let (proof, directions) = (
        proof(&row),
        directions(&host, &context.config.dns.addresses, &usual),
    );
    let expires_at = row.expires_at.to_jiff();
    if context.json {
        print_json(&json!({
            "host": host, "proof": proof, "directions": directions, "expires_at": expires_at,
        }));
        return Ok(ExitCode::SUCCESS);
    }
    let line = |record: &hosts::DnsRecord| {
        format!("  {:<6}{}  {}", record.kind, record.name, record.value)
    };
    let ways: Vec<String> = directions.iter().map(line).collect();
    say(&format!(
        "{host} waits for {} until {}. This proves it:\n{}\nOne of these leads it here:\n{}\n\
         Then: banua village host check {} {host}",
        village.name,
        kernel::time::day(expires_at),
        line(&proof),
        ways.join("\n"),
        village.slug,
    ));
    Ok(ExitCode::SUCCESS)
}

async fn check(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let (village, host) = read(&args, context).await?;
    let (names, by) = (names(context), outside::by(ACTOR));
    let checked = hosts::check(&context.database, &names, &village, &host, &by).await;
    let finding = match checked {
        Ok(Checked::Joined) => {
            if context.json {
                print_json(&json!({ "host": host, "joined": true }));
            } else {
                say(&format!("{} answers at {host} now.", village.name));
            }
            return Ok(ExitCode::SUCCESS);
        }
        Ok(Checked::NotYet(finding)) => finding,
        Ok(Checked::Gone) => {
            let text = format!("{host} does not wait for {}", village.name);
            return Err(Refusal::usage("unknown_host", text).into());
        }
        Err(NotChecked::Change(error)) => return Err(refusal(error)),
        Err(NotChecked::Sql(error)) => return Err(error.into()),
        Err(NotChecked::Other(error)) => return Err(error),
    };
    let why = match finding {
        Finding::Proven => "the proof is there",
        Finding::OtherText => "another text stands there; copy it once more",
        Finding::NoRecord => "the name has no TXT record yet",
        Finding::NoName => "the name does not exist yet",
        Finding::Late => "no name server answered in time",
        Finding::Failed => "the name servers cannot be asked",
    };
    if context.json {
        print_json(&json!({ "host": host, "joined": false, "finding": finding.as_str() }));
    } else {
        let name = hosts::proof_name(&host);
        say(&format!("{name}: {why}. Nothing is lost; try again later."));
    }
    Ok(ExitCode::FAILURE)
}

async fn cancel(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let (village, host) = read(&args, context).await?;
    let by = outside::by(ACTOR);
    if !hosts::cancel(&context.database, &village, &host, &by).await? {
        let text = format!("{host} does not wait for {}", village.name);
        return Err(Refusal::usage("unknown_host", text).into());
    }
    if context.json {
        print_json(&json!({ "host": host, "cancelled": true }));
    } else {
        say(&format!("{host} waits no more."));
    }
    Ok(ExitCode::SUCCESS)
}

async fn canonical(args: CanonicalArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let (village, host) = own(&args.which, context).await?;
    let is_first = village.canonical_host.as_ref() == Some(&host);
    let change = |canonical| Change::AddHost {
        host: host.clone(),
        canonical,
    };
    let changes = match (args.off, is_first) {
        (false, false) => vec![change(true)],
        (true, true) => vec![Change::RemoveHost { host: host.clone() }, change(false)],
        _ => vec![],
    };
    let changed = !changes.is_empty();
    let ended = carry_out(&village, changes, "has another first address", context).await?;
    if changed {
        outside::record(&context.database, &village, &host, Done::Preferred).await?;
    }
    Ok(ended)
}

async fn let_go(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let (village, host) = own(&args, context).await?;
    let changes = vec![Change::RemoveHost { host: host.clone() }];
    let ended = carry_out(&village, changes, "has let a domain go", context).await?;
    outside::record(&context.database, &village, &host, Done::Dropped).await?;
    Ok(ended)
}
