//! `banua backup run`, `list` and `drill`: the exports that lie in the object store.

use std::process::ExitCode;

use db::{
    backups::{self, Backup, Purpose, Verdict},
    register::{self, Village},
};
use kernel::{SchemaName, VillageCode};
use serde_json::json;

use super::{
    Context, Refusal,
    report::{FAILURE, counted, print_json, progress, say, table},
    village::pick,
};
use crate::{backup::Keeper, setup::Objects};

/// Objects of one listing.
const PAGE: u16 = 500;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Exports one village or all of them into object storage now, and takes away what is over
    Run(RunArgs),
    /// Shows the exports of one village, or the newest of each
    List(ListArgs),
    /// Restores an export for trial, where nobody sees it, and says whether it is good
    Drill(DrillArgs),
}

#[derive(Debug, clap::Args)]
pub struct RunArgs {
    /// Address label or code; without one, all villages
    village: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Address label or code; also of a village that was dropped
    village: Option<String>,
    /// What lies in object storage, for when the database that has the list is lost
    #[arg(long)]
    stored: bool,
}

#[derive(Debug, clap::Args)]
pub struct DrillArgs {
    /// Address label or code: its newest export
    #[arg(conflicts_with_all = ["random", "from"])]
    village: Option<String>,
    /// Any export of any village; so it is without arguments too
    #[arg(long, conflicts_with = "from")]
    random: bool,
    /// The export of this key
    #[arg(long, value_name = "KEY")]
    from: Option<String>,
}

/// # Errors
/// For unknown villages and keys, and when database or store are away.
pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let objects = Objects::visit(&context.config.storage).await?;
    let keeper = Keeper {
        database: context.database.clone(),
        store: objects.store.clone(),
        policy: context.config.backup,
    };
    let outcome = match command {
        Command::Run(args) => export(args, &keeper, context).await,
        Command::List(args) => list(args, &keeper, context).await,
        Command::Drill(args) => drill(args, &keeper, context).await,
    };
    objects.shutdown().await;
    outcome
}

async fn export(args: RunArgs, keeper: &Keeper, context: &Context) -> anyhow::Result<ExitCode> {
    let mut villages = register::all(&context.database).await?;
    if let Some(word) = &args.village {
        villages = vec![pick(word, &villages)?.clone()];
    }
    keeper.store.ready().await?;
    let bar = progress("exporting", villages.len(), context.json);
    let (mut made, mut failed) = (Vec::new(), Vec::new());
    for village in &villages {
        match run_one(keeper, village).await {
            Ok(backup) => made.push(backup),
            Err(error) => failed.push((village.slug.to_string(), format!("{error:#}"))),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if context.json {
        let failed: Vec<_> = failed
            .iter()
            .map(|(village, reason)| json!({ "village": village, "reason": reason }))
            .collect();
        print_json(&json!({ "exported": made, "failed": failed }));
    } else {
        if let [one] = made.as_slice() {
            say(&told(one));
        } else {
            let bytes: i64 = made.iter().map(|backup| backup.bytes).sum();
            let what = counted(made.len(), "village", "villages");
            say(&format!("{what} exported, {}", size(bytes)));
        }
        for (village, reason) in &failed {
            eprintln!("failed: {village}: {reason}");
        }
    }
    Ok(if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILURE)
    })
}

async fn run_one(keeper: &Keeper, village: &Village) -> anyhow::Result<Backup> {
    let backup = keeper.export(village, Purpose::Asked).await?;
    keeper.prune(village).await?;
    Ok(backup)
}

fn told(backup: &Backup) -> String {
    format!(
        "{} exported: {}, {}, {} ({})",
        backup.slug,
        counted(usize::try_from(backup.rows).unwrap_or(0), "row", "rows"),
        counted(usize::try_from(backup.files).unwrap_or(0), "file", "files"),
        size(backup.bytes),
        backup.key
    )
}

fn size(bytes: i64) -> String {
    let bytes = bytes as f64;
    if bytes < 1e6 {
        format!("{:.0} kB", (bytes / 1e3).ceil())
    } else {
        format!("{:.1} MB", bytes / 1e6)
    }
}

/// The code a word means: of a village that is there, or by number of one that was.
async fn code_of(word: &str, context: &Context) -> anyhow::Result<VillageCode> {
    let villages = register::all(&context.database).await?;
    match pick(word, &villages) {
        Ok(village) => Ok(village.code),
        Err(unknown) => {
            if let Ok(code) = word.trim().parse() {
                return Ok(code);
            }
            let dropped = backups::newest(context.database.control()).await?;
            dropped
                .iter()
                .find(|backup| backup.slug == word.trim())
                .and_then(|backup| backup.village_code.parse().ok())
                .ok_or_else(|| unknown.into())
        }
    }
}

async fn list(args: ListArgs, keeper: &Keeper, context: &Context) -> anyhow::Result<ExitCode> {
    let code = match &args.village {
        Some(word) => Some(code_of(word, context).await?),
        None => None,
    };
    if args.stored {
        return list_stored(code.map(SchemaName::from), keeper, context).await;
    }
    let pool = context.database.control();
    let backups = match code {
        Some(code) => backups::of_village(pool, &code).await?,
        None => backups::newest(pool).await?,
    };
    if context.json {
        print_json(&json!({ "backups": backups }));
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = table(&["village", "made at", "size", "why", "tried", "key"]);
    for backup in &backups {
        rows.add_row([
            backup.slug.clone(),
            backup.made_at.strftime("%Y-%m-%d %H:%MZ").to_string(),
            size(backup.bytes),
            backup.purpose.as_str().replace('_', " "),
            tried(backup),
            backup.key.clone(),
        ]);
    }
    say(&rows.to_string());
    say(&counted(backups.len(), "export", "exports"));
    Ok(ExitCode::SUCCESS)
}

fn tried(backup: &Backup) -> String {
    match (backup.verdict, backup.verified_at) {
        (Some(Verdict::Good), Some(at)) => format!("good, {}", at.strftime("%Y-%m-%d")),
        (Some(Verdict::Bad), _) => format!("BAD: {}", backup.reason),
        _ => String::new(),
    }
}

async fn list_stored(
    village: Option<SchemaName>,
    keeper: &Keeper,
    context: &Context,
) -> anyhow::Result<ExitCode> {
    let (mut after, mut found) = (None, Vec::new());
    loop {
        let page = keeper
            .store
            .list_backups(village.as_ref(), after.as_deref(), PAGE)
            .await?;
        for one in page.backups {
            if !context.json {
                say(&format!("{}  {}", one.key, size(one.len.try_into()?)));
            }
            found.push(json!({ "key": one.key.as_str(), "bytes": one.len }));
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    if context.json {
        print_json(&json!({ "stored": found }));
    } else {
        say(&counted(found.len(), "export", "exports"));
    }
    Ok(ExitCode::SUCCESS)
}

async fn drill(args: DrillArgs, keeper: &Keeper, context: &Context) -> anyhow::Result<ExitCode> {
    let pool = context.database.control();
    let backup = match (&args.village, &args.from) {
        (Some(word), _) => {
            let code = code_of(word, context).await?;
            backups::of_village(pool, &code).await?.into_iter().next()
        }
        (None, Some(key)) => backups::by_key(pool, key).await?,
        (None, None) => backups::random(pool).await?,
    };
    let Some(backup) = backup else {
        let text = "there is no such export; `banua backup list` shows them";
        return Err(Refusal::usage("no_backup", text).into());
    };
    let trial = keeper.drill(&backup).await?;
    let is_good = trial.verdict == Verdict::Good;
    if context.json {
        print_json(&json!({
            "village": backup.slug, "key": backup.key, "verdict": trial.verdict,
            "reason": trial.reason, "rows": backup.rows, "files": backup.files,
        }));
    } else if is_good {
        say(&format!(
            "{} is good: {}, {}, every hash right ({})",
            backup.slug,
            counted(usize::try_from(backup.rows).unwrap_or(0), "row", "rows"),
            counted(usize::try_from(backup.files).unwrap_or(0), "file", "files"),
            backup.key
        ));
    } else {
        say(&format!("{} is BAD: {}", backup.key, trial.reason));
    }
    Ok(if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILURE)
    })
}
