//! `banua village export`, `import` and `restore`: a village as one file.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use archive::{ArchiveError, Arrival, Checked, Manifest, Table};
use db::register::Village;
use jiff::Timestamp;
use kernel::VillageSlug;
use serde_json::json;
use web::Leaves;

use super::{ACTOR, find, url};
use crate::{
    commands::{
        Context, Refusal,
        report::{counted, print_json, say},
    },
    features,
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
    /// What `banua village export` wrote, here or elsewhere
    file: PathBuf,
    /// Another address label than the archive's
    #[arg(long)]
    slug: Option<VillageSlug>,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// Address label or code
    village: String,
    /// An archive of that village
    file: PathBuf,
    /// Yes, everything since is to be undone
    #[arg(long)]
    yes: bool,
}

/// Every table that travels, parents before children.
fn tables() -> Vec<Table> {
    features::all()
        .iter()
        .flat_map(|feature| feature.holdings)
        .filter(|holding| holding.leaves == Leaves::Whole)
        .map(|holding| Table {
            name: holding.table,
            blanks: holding.blanks,
            kept: holding.kept,
        })
        .collect()
}

pub async fn export(args: ExportArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let objects = Objects::open(&context.config.storage).await?;
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
        Ok(manifest) => {
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
    let archive = checked(&args.file)?;
    let objects = Objects::open(&context.config.storage).await?;
    let mut owner = context.database.owner().await?;
    let store = &*objects.store;
    let arrived = archive::bring_in(&mut owner, &archive, &tables(), store, args.slug, ACTOR).await;
    objects.shutdown().await;
    let arrival = arrived.map_err(refusal)?;
    let village = find(&archive.manifest.village.code, context).await?;
    say_arrived(&village, "imported", &arrival, context);
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(args: RestoreArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let archive = checked(&args.file)?;
    if !args.yes {
        let text = format!(
            "everything {} did since {} is undone (its present state is written beside the archive \
             first); repeat with --yes",
            village.name, archive.manifest.made_at
        );
        return Err(Refusal::usage("not_confirmed", text).into());
    }
    let objects = Objects::open(&context.config.storage).await?;
    let restored = bring_back(&village, &archive, &args.file, context, &objects).await;
    objects.shutdown().await;
    say_arrived(&village, "restored", &restored?, context);
    Ok(ExitCode::SUCCESS)
}

async fn bring_back(
    village: &Village,
    archive: &Checked,
    file: &Path,
    context: &Context,
    objects: &Objects,
) -> anyhow::Result<Arrival> {
    let before = beside(file, village);
    let manifest = write_to(village, &before, context, objects).await?;
    if !context.json {
        told(village, "put aside", &before, &manifest);
    }
    let mut owner = context.database.owner().await?;
    archive::bring_back(
        &mut owner,
        village,
        archive,
        &tables(),
        &*objects.store,
        ACTOR,
    )
    .await
    .map_err(refusal)
}

/// Where the state before a restore is put.
fn beside(file: &Path, village: &Village) -> PathBuf {
    let moment = Timestamp::now().strftime("%Y%m%dT%H%M%S");
    let name = format!("{}-before-restore-{moment}.tar.zst", village.slug);
    file.with_file_name(name)
}

fn checked(file: &Path) -> anyhow::Result<Checked> {
    if !file.exists() {
        let text = format!("there is no file {}", file.display());
        return Err(Refusal::usage("no_file", text).into());
    }
    archive::check(file).map_err(refusal)
}

/// What the archive or the one who typed got wrong is a refusal; the rest is a failure.
fn refusal(error: ArchiveError) -> anyhow::Error {
    let code = match &error {
        ArchiveError::Damaged(_) => "damaged_archive",
        ArchiveError::Newer { .. } => "newer_archive",
        ArchiveError::OtherVillage { .. } => "other_village",
        ArchiveError::UnknownTable(_) => "unknown_table",
        ArchiveError::Provision(_) => "not_provisioned",
        _ => return error.into(),
    };
    Refusal::usage(code, format!("{error}; nothing was changed")).into()
}

fn told(village: &Village, done: &str, out: &Path, manifest: &Manifest) {
    let rows: u64 = manifest.tables.iter().map(|line| line.rows).sum();
    say(&format!(
        "{} {done}: {}, {} ({})",
        village.name,
        counted(usize::try_from(rows).unwrap_or(usize::MAX), "row", "rows"),
        counted(manifest.files.len(), "file", "files"),
        out.display()
    ));
}

fn say_arrived(village: &Village, done: &str, arrival: &Arrival, context: &Context) {
    if context.json {
        print_json(&json!({
            "village": village.slug, "url": url(village, context),
            "rows": arrival.rows, "files": arrival.files, "done": done,
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
}
