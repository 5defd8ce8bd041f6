//! `banua village suspend`, `resume` and `rename`.

use std::process::ExitCode;

use db::register::{self, Change, ChangeError, Status, Village};

use super::{
    ACTOR, View,
    check_words::{self, Complaints},
    echo::{Expected, heard},
    find, first_host, pick, url,
};
use crate::commands::{
    Context, Refusal,
    report::{print_json, say},
};

#[derive(Debug, clap::Args)]
pub struct SuspendArgs {
    /// Address label or code
    village: String,
    /// Shown to visitors, in Indonesian
    #[arg(long, default_value = "")]
    note: String,
}

#[derive(Debug, clap::Args)]
pub struct ResumeArgs {
    /// Address label or code
    village: String,
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true)))]
pub struct RenameArgs {
    /// Address label or code
    village: String,
    /// New display name
    #[arg(long, group = "what")]
    name: Option<String>,
    /// New address label
    #[arg(long, group = "what")]
    slug: Option<String>,
}

pub async fn suspend(args: SuspendArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let note = args.note.trim().to_owned();
    if let Some(reason) = unfit_note(&note) {
        return Err(Refusal::usage("bad_note", reason).into());
    }
    let same = village.status == Status::Suspended && village.status_note == note;
    let changes = if same {
        vec![]
    } else {
        vec![Change::Suspend { note }]
    };
    carry_out(
        &village,
        changes,
        "is off line; its data is untouched",
        context,
    )
    .await
}

fn unfit_note(note: &str) -> Option<String> {
    let fits = note.chars().count() <= 300 && !note.chars().any(char::is_control);
    (!fits).then(|| "--note: one line of at most 300 letters".to_owned())
}

pub async fn archive(args: SuspendArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let note = args.note.trim().to_owned();
    if let Some(reason) = unfit_note(&note) {
        return Err(Refusal::usage("bad_note", reason).into());
    }
    let same = village.status == Status::Archived && village.status_note == note;
    let changes = if same {
        vec![]
    } else {
        vec![Change::Archive { note }]
    };
    carry_out(&village, changes, "is archived; its data is kept", context).await
}

/// Takes a village off line and plans the deletion of everything it has.
pub async fn end_later(
    village: &Village,
    days: i64,
    context: &Context,
) -> anyhow::Result<ExitCode> {
    let at = jiff::Timestamp::now().checked_add(jiff::SignedDuration::from_hours(days * 24))?;
    let change = Change::EndAt {
        at,
        note: "Situs ini akan ditutup.".to_owned(),
    };
    let told = format!(
        "is off line and will be deleted on {}; until then `banua village resume {}` calls it back",
        kernel::time::day(at),
        village.slug
    );
    carry_out(village, vec![change], &told, context).await
}

pub async fn resume(args: ResumeArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let changes = if village.status == Status::Active {
        vec![]
    } else {
        vec![Change::Resume]
    };
    carry_out(&village, changes, "answers again", context).await
}

pub async fn rename(args: RenameArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let villages = register::all(&context.database).await?;
    let village = pick(&args.village, &villages)?;
    let mut wrong = Complaints::default();
    let mut changes = Vec::new();
    if let Some(word) = &args.name {
        let name = wrong.take("name", "bad_name", check_words::name(word));
        changes.extend(
            name.filter(|name| *name != village.name)
                .map(|name| Change::Rename { name }),
        );
    }
    if let Some(word) = &args.slug {
        match check_words::label(word, Some(village.code), &villages, context) {
            Ok(slug) if slug == village.slug => {}
            Ok(slug) => changes.push(Change::Move { slug }),
            Err((rule, reason)) => wrong.add("slug", rule, reason),
        }
    }
    if let Some(refusal) = wrong.into_refusal() {
        return Err(refusal.into());
    }
    carry_out(village, changes, "is renamed", context).await
}

/// Makes the changes, each in a transaction of its own, and tells what the village is now.
pub(super) async fn carry_out(
    village: &Village,
    changes: Vec<Change>,
    told: &str,
    context: &Context,
) -> anyhow::Result<ExitCode> {
    let changed = !changes.is_empty();
    if changed {
        let mut owner = context.database.owner().await?;
        for change in &changes {
            register::change(&mut owner, &village.code, change, ACTOR)
                .await
                .map_err(refusal)?;
        }
    }
    let villages = register::all(&context.database).await?;
    let village = pick(&village.code.dotted(), &villages)?;
    if changed {
        let expected = match village.status {
            Status::Active => Expected::Site,
            Status::Suspended | Status::Archived => Expected::OffLine,
        };
        heard(&first_host(village, context), expected, context).await;
    }
    if context.json {
        let mut view = serde_json::to_value(View::new(village, context))?;
        view["changed"] = changed.into();
        print_json(&view);
    } else if changed {
        say(&format!(
            "{} ({}) {told}: {}",
            village.name,
            village.code,
            url(village, context)
        ));
    } else {
        say(&format!(
            "{} ({}) is so already; nothing changed.",
            village.name, village.code
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// What the register refuses, in the terms of the command.
pub(super) fn refusal(error: ChangeError) -> anyhow::Error {
    let message = error.to_string();
    match error {
        ChangeError::Meanwhile => Refusal::usage("changed_meanwhile", error.to_string()).into(),
        ChangeError::Unknown => Refusal::usage("unknown_village", message).into(),
        ChangeError::AddressTaken(_) => Refusal::usage("address_taken", message).into(),
        ChangeError::Sql(error) => error.into(),
    }
}
