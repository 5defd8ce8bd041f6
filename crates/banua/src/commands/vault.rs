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
    /// The key by which registers of two villages are compared; used from the next comparison on
    #[arg(long, conflicts_with_all = ["index", "village"])]
    regency: bool,
}

/// # Errors
/// For an unknown village, without a master key, and when the database is away. A village whose keys do
/// not open is exit code 1; the others are done.
pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let master = setup::master_keys(&context.config)?;
    let (which, task, regency) = match command {
        Command::Status(which) => (which, Task::Status, Regency::Too),
        Command::Rewrap(which) => (which, Task::Rewrap, Regency::Too),
        Command::Rotate(Rotate {
            which,
            index,
            regency,
        }) => {
            let task = if index || regency {
                Task::Index
            } else {
                Task::Seal
            };
            let whose = if regency { Regency::Only } else { Regency::Not };
            (which, task, whose)
        }
    };
    let mut villages = match regency {
        Regency::Only => Vec::new(),
        _ => register::all(&context.database).await?,
    };
    if let Some(word) = &which.village {
        villages = vec![pick(word, &villages).map_err(anyhow::Error::from)?.clone()];
    }
    if villages.is_empty() && regency != Regency::Only {
        return Err(Refusal::usage("no_villages", "there is no village yet".to_owned()).into());
    }
    let sealed: Vec<Sealed> = features::all()
        .iter()
        .flat_map(|feature| feature.sealed)
        .copied()
        .collect();
    let (mut told, mut failed) = (Vec::new(), 0);
    let mut note = |whose: &str, done: anyhow::Result<Done>| {
        failed += usize::from(done.is_err());
        told.push(match done {
            Ok(done) => tell(whose, &done, context),
            Err(error) => {
                if !context.json {
                    say(&format!("  {whose:<28} FAILED   {error:#}"));
                }
                json!({ "village": whose, "error": format!("{error:#}") })
            }
        });
    };
    if regency == Regency::Only || (regency == Regency::Too && which.village.is_none()) {
        note("(regency)", task.of_regency(context, &master).await);
    }
    for village in &villages {
        let done = task.run(context, &master, village, &sealed).await;
        note(village.slug.as_str(), done);
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

/// Whether the keys by which villages are compared are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Regency {
    Not,
    Too,
    Only,
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
    async fn of_regency(self, context: &Context, master: &MasterKeys) -> anyhow::Result<Done> {
        let database = &context.database;
        Ok(match self {
            Self::Status => Done::Keys(keys::regency::status(database, master).await?),
            Self::Rewrap => Done::Changed(keys::regency::rewrap(database, master).await?),
            // Nothing is sealed with the other one.
            Self::Seal | Self::Index => {
                Done::Changed(keys::regency::rotate(database, master).await?)
            }
        })
    }

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
