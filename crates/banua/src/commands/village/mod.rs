//! `banua village …`: making villages, changing them, taking them away.

mod add;
mod apply;
mod change;
mod check_words;
mod drop;
mod echo;
mod host;
mod invite;
mod relocate;
mod show;
mod travel;

use std::process::ExitCode;

use db::register::{self, Village};
use serde::Serialize;

use super::{Context, Refusal};
use crate::tenants::english;

/// Whose deed it is in a village's timeline.
const ACTOR: &str = "terminal";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Makes the villages of a folder what its files say; a second run changes nothing
    Apply(apply::Args),
    /// Makes one village
    Add(add::Args),
    /// Lists villages
    List(show::ListArgs),
    /// Shows one village with its timeline
    Show(show::Args),
    /// Takes a village's site off line; its data stays
    Suspend(change::SuspendArgs),
    /// Takes a village off line for good, because it was merged; its data is kept
    Archive(change::SuspendArgs),
    /// Puts a village back that is suspended, archived or about to be deleted
    Resume(change::ResumeArgs),
    /// Gives a village another display name or address label; the old address redirects
    Rename(change::RenameArgs),
    /// Domains of a village's own
    #[command(subcommand)]
    Host(host::Command),
    /// Invites somebody into a village's office: the first one, or the one who signs
    Invite(invite::Args),
    /// Writes a village whole into one file, without anybody's passwords
    Export(travel::ExportArgs),
    /// Makes a village of such a file or of a kept export; nothing is made when anything is wrong
    Import(travel::ImportArgs),
    /// Brings a village back to such a file or to a kept export; its present state is put aside first
    Restore(travel::RestoreArgs),
    /// Moves a village to another database; readers do not notice
    Move(relocate::Args),
    /// Deletes a village with everything it has: in thirty days, or --now
    Drop(drop::Args),
}

pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        Command::Apply(args) => Box::pin(apply::run(args, context)).await,
        Command::Add(args) => Box::pin(add::run(args, context)).await,
        Command::List(args) => Box::pin(show::list(args, context)).await,
        Command::Show(args) => Box::pin(show::show(args, context)).await,
        Command::Suspend(args) => Box::pin(change::suspend(args, context)).await,
        Command::Archive(args) => Box::pin(change::archive(args, context)).await,
        Command::Resume(args) => Box::pin(change::resume(args, context)).await,
        Command::Rename(args) => Box::pin(change::rename(args, context)).await,
        Command::Host(command) => Box::pin(host::run(command, context)).await,
        Command::Export(args) => Box::pin(travel::export(args, context)).await,
        Command::Import(args) => Box::pin(travel::import(args, context)).await,
        Command::Restore(args) => Box::pin(travel::restore(args, context)).await,
        Command::Move(args) => Box::pin(relocate::run(args, context)).await,
        Command::Invite(args) => Box::pin(invite::run(args, context)).await,
        Command::Drop(args) => Box::pin(drop::run(args, context)).await,
    }
}

/// A village as `--json` shows it.
#[derive(Debug, Serialize)]
struct View<'a> {
    #[serde(flatten)]
    village: &'a Village,
    /// Where it answers.
    url: String,
}

impl<'a> View<'a> {
    fn new(village: &'a Village, context: &Context) -> Self {
        Self {
            url: url(village, context),
            village,
        }
    }
}

fn url(village: &Village, context: &Context) -> String {
    context.config.site.origin(&first_host(village, context))
}

/// The host all other hosts of a village redirect to.
fn first_host(village: &Village, context: &Context) -> String {
    let own = || context.config.site.village_host(village.slug.as_str());
    village.canonical_host.clone().unwrap_or_else(own)
}

/// The village a word names: its address label, its code with or without dots.
async fn find(word: &str, context: &Context) -> anyhow::Result<Village> {
    let villages = register::all(&context.database).await?;
    pick(word, &villages).cloned().map_err(Into::into)
}

pub fn pick<'a>(word: &str, villages: &'a [Village]) -> Result<&'a Village, Refusal> {
    let word = word.trim();
    let code = word.parse::<kernel::VillageCode>().ok();
    let found = villages
        .iter()
        .find(|village| village.slug.as_str() == word || Some(village.code) == code);
    found.ok_or_else(|| {
        let former = villages
            .iter()
            .find(|village| village.hosts.iter().any(|host| host.host == word))
            .map(|village| village.slug.as_str());
        let near =
            former.or_else(|| english::nearest(word, villages.iter().map(|v| v.slug.as_str())));
        let hint = near
            .map(|near| format!("; did you mean '{near}'?"))
            .unwrap_or_default();
        Refusal::usage(
            "unknown_village",
            format!("there is no village '{word}'{hint}"),
        )
    })
}

/// The colours of a village nobody has chosen any for.
fn usual_palette(code: kernel::VillageCode) -> look::Palette {
    look::Palette::usual(code.digits())
}
