//! `banua vault`: which keys close personal data, and changing them while everybody works.

use std::{collections::BTreeMap, process::ExitCode};

use db::register;
use serde_json::json;
use vault::MasterKeys;
use web::keys::{self, Changed, Sealed};

use super::{
    Context, Refusal,
    report::{counted, print_json, say},
    village::pick,
};
use crate::{features, setup};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Says under which master keys the villages' keys lie, and whether all of them open
    Status(Which),
    /// Wraps the keys of villages with the newest master key
    Rewrap(Which),
    /// Gives villages a new key and closes their personal data with it
    Rotate(Rotate),
}

#[derive(Debug, clap::Args)]
pub struct Which {
    /// Only this village (address label or code)
    #[arg(long)]
    village: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Rotate {
    #[command(flatten)]
    which: Which,
    /// The key of the indexes by which a NIK is found, when it may have got out; writers wait
    #[arg(long)]
    index: bool,
}

/// # Errors
/// For an unknown village, without a master key, and when the database is away. A village whose keys do
/// not open is exit code 1; the others are done.
pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let master = setup::master_keys(&context.config)?;
    let (which, task) = match command {
        Command::Status(which) => (which, Task::Status),
        Command::Rewrap(which) => (which, Task::Rewrap),
        Command::Rotate(Rotate {
            which,
            index: false,
        }) => (which, Task::Seal),
        Command::Rotate(Rotate { which, index: true }) => (which, Task::Index),
    };
    let mut villages = register::all(&context.database).await?;
    if let Some(word) = &which.village {
        villages = vec![pick(word, &villages).map_err(anyhow::Error::from)?.clone()];
    }
    if villages.is_empty() {
        return Err(Refusal::usage("no_villages", "there is no village yet".to_owned()).into());
    }
    let sealed: Vec<Sealed> = features::all()
        .iter()
        .flat_map(|feature| feature.sealed)
        .copied()
        .collect();
    let (mut told, mut failed) = (Vec::new(), 0);
    for village in &villages {
        let slug = village.slug.as_str();
        let done = task.run(context, &master, village, &sealed).await;
        failed += usize::from(done.is_err());
        told.push(match done {
            Ok(done) => tell(slug, &done, context),
            Err(error) => {
                if !context.json {
                    say(&format!("  {slug:<28} FAILED   {error:#}"));
                }
                json!({ "village": slug, "error": format!("{error:#}") })
            }
        });
    }
    if context.json {
        print_json(&json!({ "villages": told, "failed": failed }));
    } else {
        say(&format!(
            "{}, {failed} failed",
            counted(villages.len(), "village", "villages")
        ));
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[derive(Clone, Copy)]
enum Task {
    Status,
    Rewrap,
    Seal,
    Index,
}

/// What came of one village.
enum Done {
    /// Keys by the number of their master key.
    Keys(BTreeMap<i32, usize>),
    Changed(Changed),
}

impl Task {
    async fn run(
        self,
        context: &Context,
        master: &MasterKeys,
        village: &register::Village,
        sealed: &[Sealed],
    ) -> anyhow::Result<Done> {
        let (database, schema) = (&context.database, &village.schema);
        let changed = match self {
            Self::Status => {
                return Ok(Done::Keys(keys::status(database, master, schema).await?));
            }
            Self::Rewrap => keys::rewrap(database, master, schema).await?,
            Self::Seal => keys::rotate_seal(database, master, schema, sealed).await?,
            Self::Index => keys::rotate_index(database, master, schema, sealed).await?,
        };
        Ok(Done::Changed(changed))
    }
}

fn tell(slug: &str, done: &Done, context: &Context) -> serde_json::Value {
    match done {
        Done::Keys(by_master) => {
            if !context.json {
                let masters: Vec<String> = by_master
                    .iter()
                    .map(|(master, keys)| format!("{keys} under master key {master}"))
                    .collect();
                let text = if masters.is_empty() {
                    "no key yet".to_owned()
                } else {
                    masters.join(", ")
                };
                say(&format!("  {slug:<28} {text}"));
            }
            json!({ "village": slug, "keys": by_master })
        }
        Done::Changed(Changed { values, keys }) => {
            if !context.json {
                let keys = counted(usize::try_from(*keys).unwrap_or(usize::MAX), "key", "keys");
                let values = counted(
                    usize::try_from(*values).unwrap_or(usize::MAX),
                    "value",
                    "values",
                );
                say(&format!("  {slug:<28} {keys}, {values}"));
            }
            json!({ "village": slug, "keys": keys, "values": values })
        }
    }
}
