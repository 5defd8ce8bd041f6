//! `banua village list` and `show`.

use std::process::ExitCode;

use clap::ValueEnum;
use content::intake::{self, Inventory};
use db::register::{self, Event, Status, Village};
use serde::Serialize;

use super::{View, check_words, find, url};
use crate::commands::{
    Context, Refusal,
    report::{counted, print_json, say, table},
};

#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only villages of this subdistrict (code or name)
    #[arg(long)]
    subdistrict: Option<String>,
    /// Only villages in this state
    #[arg(long, value_enum)]
    status: Option<Wanted>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    Active,
    Suspended,
    /// The schema waits for `banua migrate`
    Behind,
}

impl Wanted {
    fn fits(self, village: &Village) -> bool {
        match self {
            Self::Active => village.status == Status::Active,
            Self::Suspended => village.status == Status::Suspended,
            Self::Behind => is_behind(village),
        }
    }
}

fn is_behind(village: &Village) -> bool {
    village.schema_version < db::required_version()
}

pub async fn list(args: ListArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let pool = context.database.control();
    let mut villages = register::all(&context.database).await?;
    if let Some(word) = &args.subdistrict {
        let known = db::applied::regency(pool)
            .await?
            .map(|all| all.subdistricts)
            .unwrap_or_default();
        let code = check_words::subdistrict(word, &known)
            .map_err(|reason| Refusal::usage("unknown_subdistrict", reason))?;
        villages.retain(|village| village.code.subdistrict() == code);
    }
    if let Some(wanted) = args.status {
        villages.retain(|village| wanted.fits(village));
    }
    if context.json {
        let views: Vec<View<'_>> = villages
            .iter()
            .map(|village| View::new(village, context))
            .collect();
        print_json(&serde_json::json!({ "villages": views, "count": views.len() }));
        return Ok(ExitCode::SUCCESS);
    }
    if !villages.is_empty() {
        let mut table = table(&["code", "name", "kind", "subdistrict", "status", "address"]);
        for village in &villages {
            table.add_row([
                village.code.dotted(),
                village.name.clone(),
                village.kind.to_string(),
                village.subdistrict.clone(),
                state(village),
                url(village, context),
            ]);
        }
        say(&table.to_string());
    }
    say(&counted(villages.len(), "village", "villages"));
    Ok(ExitCode::SUCCESS)
}

fn state(village: &Village) -> String {
    if is_behind(village) {
        return format!("{}, behind", village.status.as_str());
    }
    village.status.as_str().to_owned()
}

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address label or code
    village: String,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    view: View<'a>,
    required_version: i64,
    timeline: Vec<Event>,
    /// `null` when the schema is too old to be counted.
    content: Option<Inventory>,
}

pub async fn show(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let timeline = register::timeline(context.database.control(), &village.code).await?;
    let content = inventory(&village, context).await;
    if context.json {
        let whole = Whole {
            view: View::new(&village, context),
            required_version: db::required_version(),
            timeline,
            content,
        };
        print_json(&whole);
        return Ok(ExitCode::SUCCESS);
    }
    say(&told_whole(&village, &timeline, content.as_ref(), context));
    Ok(ExitCode::SUCCESS)
}

fn told_whole(
    village: &Village,
    timeline: &[Event],
    content: Option<&Inventory>,
    context: &Context,
) -> String {
    let mut lines = vec![
        format!(
            "{} {} ({})",
            village.kind.label(),
            village.name,
            village.code
        ),
        format!("  address      {}", url(village, context)),
    ];
    lines.extend(
        village
            .hosts
            .iter()
            .map(|host| format!("               also {}", host.host)),
    );
    let note = match village.status_note.as_str() {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    lines.extend([
        format!(
            "  lies in      {}, {}, {}",
            village.subdistrict, village.regency, village.province
        ),
        format!("  status       {}{note}", state(village)),
        format!("  palette      {}", village.palette),
        format!(
            "  schema       {}, version {} of {}",
            village.schema,
            village.schema_version,
            db::required_version()
        ),
    ]);
    lines.extend(content.map(|content| format!("  content      {}", told(content))));
    lines.push("  timeline".to_owned());
    lines.extend(timeline.iter().map(|event| {
        format!(
            "    {}  {:<14} {}",
            event.happened_at, event.kind, event.actor
        )
    }));
    lines.join("\n")
}

/// What a village has, as far as it can be counted.
pub(super) async fn inventory(village: &Village, context: &Context) -> Option<Inventory> {
    let mut tx = context.database.village(&village.schema).await.ok()?;
    let inventory = intake::inventory(&mut tx).await.ok()?;
    tx.finish().await.ok()?;
    Some(inventory)
}

/// "8 articles, 3 pages, …"
pub(super) fn told(inventory: &Inventory) -> String {
    let parts = [
        (inventory.articles, "article", "articles"),
        (inventory.pages, "page", "pages"),
        (inventory.events, "event", "events"),
        (inventory.albums, "album", "albums"),
        (inventory.pictures, "picture", "pictures"),
        (inventory.officials, "official", "officials"),
        (inventory.comments, "comment", "comments"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted(usize::try_from(count).unwrap_or_default(), one, many))
        .collect();
    if parts.is_empty() {
        "nothing yet".to_owned()
    } else {
        parts.join(", ")
    }
}
