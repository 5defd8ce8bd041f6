//! `banua geo import`: outlines of villages for the portal's map, from a GeoJSON file.

use std::{io::Read, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use db::register;
use portal::boundaries::{self, LARGEST_FILE, Outlines};
use serde_json::json;

use super::{
    Context, Refusal,
    report::{FAILURE, counted, print_json, say},
};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Reads outlines (polygons in WGS 84) and keeps those that belong to a village; a second run
    /// changes nothing
    Import(Args),
}

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A GeoJSON FeatureCollection. Features are matched by a property with the village's code
    /// (code, kode, kode_desa, KDEPUM …), else by name and subdistrict (name, nama, WADMKD …;
    /// kecamatan, WADMKC …)
    file: PathBuf,
}

/// # Errors
/// For a file that is not what it should be, and when the database is away. Features that were left
/// over are exit code 1: what did match is kept.
pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let Command::Import(args) = command;
    let bytes = read(&args.file)?;
    let villages = register::all(&context.database).await?;
    if villages.is_empty() {
        return Err(Refusal::usage("no_villages", "there is no village yet").into());
    }
    // Whole regencies are many points; the runtime has other things to do meanwhile.
    let outlines = tokio::task::spawn_blocking({
        let villages = villages.clone();
        move || boundaries::read(&bytes, &villages)
    })
    .await?
    .map_err(|problem| {
        let file = args.file.display();
        Refusal::usage("bad_file", format!("{file}: {problem}"))
    })?;
    let changed = if outlines.matched.is_empty() {
        0
    } else {
        let mut owner = context.database.owner().await?;
        boundaries::keep(&mut owner, &outlines).await?
    };
    tell(&outlines, villages.len(), changed, context.json);
    Ok(if outlines.unmatched.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILURE)
    })
}

/// The file, as long as it is not larger than one that is taken.
fn read(path: &std::path::Path) -> anyhow::Result<Vec<u8>> {
    let unreadable = || format!("{} cannot be read", path.display());
    let file = std::fs::File::open(path)
        .map_err(|error| Refusal::usage("no_file", format!("{}: {error}", unreadable())))?;
    let mut bytes = Vec::new();
    // One byte more tells a file that is too large from one that just fits.
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .with_context(unreadable)?;
    Ok(bytes)
}

fn tell(outlines: &Outlines, villages: usize, changed: u64, is_json: bool) {
    let matched = outlines.matched.len();
    if is_json {
        print_json(&json!({
            "matched": matched,
            "changed": changed,
            "villages": villages,
            "unmatched": outlines.unmatched,
            "points_read": outlines.points_read,
            "points_kept": outlines.points_kept,
        }));
        return;
    }
    for left in &outlines.unmatched {
        let name = if left.name.is_empty() {
            "without a name"
        } else {
            &left.name
        };
        eprintln!("feature {} ({name}): {}", left.feature, left.reason);
    }
    say(&format!(
        "{} of {} outlined, {changed} new or different; {} left over.",
        counted(matched, "village", "villages"),
        villages,
        counted(outlines.unmatched.len(), "feature", "features"),
    ));
    say(&format!(
        "{} points read, {} kept.",
        outlines.points_read, outlines.points_kept
    ));
}
