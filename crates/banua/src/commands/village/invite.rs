//! `banua village invite`: the first of an office, who invites the others, and who signs.

use std::process::ExitCode;

use identity::Role;
use jiff::Timestamp;
use office::district;
use serde_json::json;
use web::office::{Invited, NotInvited};

use super::{find, url};
use crate::commands::{
    Context, Refusal,
    report::{print_json, say},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address label or code
    village: String,
    /// Where the person is written to; typed at the door later
    #[arg(long)]
    email: String,
    /// The person's name
    #[arg(long)]
    name: String,
    /// kades, sekdes, operator, redaktur, bendahara, kasi, wilayah or kelompok; may be given several times
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let village = find(&args.village, context).await?;
    let tx = context.database.village(&village.schema).await?;
    let person = Invited {
        name: args.name.trim(),
        email: &args.email,
        roles: &args.roles,
        by: "Kabupaten",
    };
    if person.name.is_empty() {
        return Err(Refusal::usage("no_name", "the name is empty".to_owned()).into());
    }
    let path = match district::invite(tx, person, Timestamp::now()).await {
        Ok(path) => path,
        Err(problem @ (NotInvited::Email(_) | NotInvited::Known)) => {
            return Err(Refusal::usage("not_invited", problem.to_string()).into());
        }
        Err(other) => return Err(other.into()),
    };
    let link = format!("{}{path}", url(&village, context));
    if context.json {
        print_json(&json!({ "village": village.slug, "link": link, "valid_hours": 72 }));
    } else {
        say("Send this link to the person; it opens once, within 72 hours:");
        say(&format!("  {link}"));
    }
    Ok(ExitCode::SUCCESS)
}
