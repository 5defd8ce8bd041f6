//! `banua village export`, `import` and `restore`: a village as one file.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use archive::{ArchiveError, Arrival, Checked, Manifest};
use db::{backups::Purpose, register::Village};
use jiff::Timestamp;
use kernel::VillageSlug;
use media::BackupKey;
use serde_json::json;

use super::{
    ACTOR,
    echo::{Expected, heard},
    find, first_host, url,
};
use crate::{
    backup::{self, Fetched, Keeper, tables},
    commands::{
        Context, Refusal,
        report::{counted, print_json, say},
    },
    setup::Objects,
};

#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// Address label or code
    village: String,
    /// Where it is written; an existing file is not overwritten
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    #[command(flatten)]
    source: Source,
    /// Another address label than the archive's
    #[arg(long)]
    slug: Option<VillageSlug>,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// Address label or code
    village: String,
    #[command(flatten)]
    source: Source,
    /// Yes, everything since is to be undone
    #[arg(long)]
    yes: bool,
}

pub async fn export(args: ExportArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let objects = Objects::visit(&context.config.storage).await?;
    let written = write_to(&village, &args.out, context, &objects).await;
    objects.shutdown().await;
    let manifest = written?;
    if context.json {
        print_json(&json!({ "village": village.slug, "file": args.out, "manifest": manifest }));
    } else {
        told(&village, "exported", &args.out, &manifest);
    }
    Ok(ExitCode::SUCCESS)
}

/// Where an archive comes from.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct Source {
    /// What `banua village export` wrote, here or elsewhere
    file: Option<PathBuf>,
    /// An export in object storage; `banua backup list` shows the keys
    #[arg(long, value_name = "KEY")]
    from: Option<BackupKey>,
}

/// An archive every hash of which is right.
enum Opened {
    File(PathBuf, Checked),
    Stored(Fetched),
}

impl Opened {
    fn archive(&self) -> &Checked {
        match self {
            Self::File(_, archive) => archive,
            Self::Stored(fetched) => &fetched.archive,
        }
    }
}

impl Source {
    async fn open(self, keeper: &Keeper) -> anyhow::Result<Opened> {
        match self {
            Self {
                file: Some(file), ..
            } => {
                if !file.exists() {
                    let text = format!("there is no file {}", file.display());
                    return Err(Refusal::usage("no_file", text).into());
                }
                let archive = backup::checked(&file).await.map_err(refusal)?;
                Ok(Opened::File(file, archive))
            }
            Self {
                from: Some(key), ..
            } => match keeper.fetch(&key).await {
                Ok(fetched) => Ok(Opened::Stored(fetched)),
                Err(ArchiveError::Store(error)) if error.is_not_found() => {
                    let text = format!("there is no export {key}; `banua backup list` shows them");
                    Err(Refusal::usage("no_backup", text).into())
                }
                Err(error) => Err(refusal(error)),
            },
            Self { .. } => Err(Refusal::usage("no_file", "name a file, or --from KEY").into()),
        }
    }
}

fn keeper_of(context: &Context, objects: &Objects) -> Keeper {
    Keeper {
        database: context.database.clone(),
        store: objects.store.clone(),
        policy: context.config.backup,
    }
}

/// Writes beside the place first, so that what lies there is always whole.
async fn write_to(
    village: &Village,
    out: &Path,
    context: &Context,
    objects: &Objects,
) -> anyhow::Result<Manifest> {
    if out.exists() {
        let text = format!("{} exists already; choose another name", out.display());
        return Err(Refusal::usage("file_exists", text).into());
    }
    let mut unfinished = out.as_os_str().to_owned();
    unfinished.push(".part");
    let unfinished = PathBuf::from(unfinished);
    let file =
        private(&unfinished).with_context(|| format!("cannot write {}", unfinished.display()))?;
    let tx = context.database.village(&village.schema).await?;
    let now = Timestamp::now();
    let written = archive::write(tx, village, &tables(), &*objects.store, file, now).await;
    match written {
        Ok((manifest, file)) => {
            // Whoever drops the village next relies on this file.
            file.sync_all()?;
            std::fs::rename(&unfinished, out)?;
            Ok(manifest)
        }
        Err(error) => {
            let _ = std::fs::remove_file(&unfinished);
            Err(error.into())
        }
    }
}

/// It holds what a village knows of its people.
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
}

pub async fn import(args: ImportArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let objects = Objects::visit(&context.config.storage).await?;
    let imported = bring_in(args, context, &objects).await;
    objects.shutdown().await;
    let (code, arrival) = imported?;
    let village = find(&code, context).await?;
    heard(&first_host(&village, context), Expected::Site, context).await;
    say_arrived(&village, "imported", &arrival, None, context);
    Ok(ExitCode::SUCCESS)
}

async fn bring_in(
    args: ImportArgs,
    context: &Context,
    objects: &Objects,
) -> anyhow::Result<(String, Arrival)> {
    let opened = args.source.open(&keeper_of(context, objects)).await?;
    let archive = opened.archive();
    let mut owner = context.database.owner().await?;
    let store = &*objects.store;
    let arrival = archive::bring_in(&mut owner, archive, &tables(), store, args.slug, ACTOR)
        .await
        .map_err(refusal)?;
    Ok((archive.manifest.village.code.clone(), arrival))
}

pub async fn restore(args: RestoreArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let objects = Objects::visit(&context.config.storage).await?;
    let restored = bring_back(&village, args, context, &objects).await;
    objects.shutdown().await;
    let (arrival, before) = restored?;
    say_arrived(&village, "restored", &arrival, Some(&before), context);
    Ok(ExitCode::SUCCESS)
}

/// Puts the present state aside, where the archive came from, and replaces it. Tells where it is.
async fn bring_back(
    village: &Village,
    args: RestoreArgs,
    context: &Context,
    objects: &Objects,
) -> anyhow::Result<(Arrival, String)> {
    let keeper = keeper_of(context, objects);
    let opened = args.source.open(&keeper).await?;
    let archive = opened.archive();
    let (found, expected) = (&archive.manifest.village.code, village.code.dotted());
    if *found != expected {
        let found = found.clone();
        return Err(refusal(ArchiveError::OtherVillage { found, expected }));
    }
    if !args.yes {
        let text = format!(
            "everything {} did since {} is undone (its present state is put aside first); repeat \
             with --yes",
            village.name, archive.manifest.made_at
        );
        return Err(Refusal::usage("not_confirmed", text).into());
    }
    let before = match &opened {
        Opened::File(file, _) => {
            let before = beside(file, village);
            write_to(village, &before, context, objects).await?;
            before.display().to_string()
        }
        Opened::Stored(_) => keeper.export(village, Purpose::BeforeRestore).await?.key,
    };
    let (database, store) = (&context.database, &*objects.store);
    let arrival = archive::bring_back(database, village, archive, &tables(), store, ACTOR)
        .await
        .map_err(refusal)?;
    Ok((arrival, before))
}

/// Where the state before a restore is put.
fn beside(file: &Path, village: &Village) -> PathBuf {
    let moment = Timestamp::now().strftime("%Y%m%dT%H%M%S");
    let name = format!("{}-before-restore-{moment}.tar.zst", village.slug);
    file.with_file_name(name)
}

/// What the archive or the one who typed got wrong is a refusal; the rest is a failure.
fn refusal(error: ArchiveError) -> anyhow::Error {
    let code = match &error {
        ArchiveError::Damaged(_) => "damaged_archive",
        ArchiveError::Newer { .. } => "newer_archive",
        ArchiveError::OtherVillage { .. } => "other_village",
        ArchiveError::UnknownTable(_) => "unknown_table",
        ArchiveError::Busy => "busy",
        ArchiveError::Provision(_) => "not_provisioned",
        _ => return error.into(),
    };
    Refusal::usage(code, format!("{error}; nothing was changed")).into()
}

fn told(village: &Village, done: &str, out: &Path, manifest: &Manifest) {
    let rows = manifest.rows();
    say(&format!(
        "{} {done}: {}, {} ({})",
        village.name,
        counted(usize::try_from(rows).unwrap_or(usize::MAX), "row", "rows"),
        counted(manifest.files.len(), "file", "files"),
        out.display()
    ));
}

fn say_arrived(
    village: &Village,
    done: &str,
    arrival: &Arrival,
    before: Option<&str>,
    context: &Context,
) {
    if context.json {
        print_json(&json!({
            "village": village.slug, "url": url(village, context),
            "rows": arrival.rows, "files": arrival.files, "done": done, "before": before,
        }));
        return;
    }
    let rows = usize::try_from(arrival.rows).unwrap_or(usize::MAX);
    say(&format!(
        "{} {done}: {}, {}, every hash right. {}",
        village.name,
        counted(rows, "row", "rows"),
        counted(arrival.files, "file", "files"),
        url(village, context)
    ));
    if let Some(before) = before {
        say(&format!(
            "The state before is {before}; to undo, restore that."
        ));
    }
}
