//! `banua district …`: who works for the district. The first superadmin is invited from here.

use std::process::ExitCode;

use district::outside::{self, NotInvited};
use identity::DistrictRole;
use serde_json::json;

use super::{
    Context, Refusal, district_token,
    report::{print_json, say},
};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Invites somebody into the console; prints a link that opens once
    Invite(InviteArgs),
    /// Keys with which programs use the API
    #[command(subcommand)]
    Token(district_token::Command),
}

#[derive(Debug, clap::Args)]
pub struct InviteArgs {
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// superadmin, auditor or pembina
    #[arg(long, default_value = "superadmin")]
    role: String,
    /// Code of a subdistrict a pembina sees, such as 63.03.04; as often as needed
    #[arg(long)]
    subdistrict: Vec<String>,
}

pub async fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        Command::Invite(args) => invite(args, context).await,
        Command::Token(command) => district_token::run(command, context).await,
    }
}

async fn invite(args: InviteArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let Ok(role) = args.role.parse::<DistrictRole>() else {
        let text = format!("'{}' is neither superadmin, auditor nor pembina", args.role);
        return Err(Refusal::usage("bad_role", text).into());
    };
    let known = db::applied::regency(context.database.control())
        .await?
        .map(|regency| regency.subdistricts)
        .unwrap_or_default();
    if let Some(unknown) = args
        .subdistrict
        .iter()
        .find(|code| !known.iter().any(|one| one.code == **code))
    {
        let text = format!("there is no subdistrict {unknown}");
        return Err(Refusal::usage("unknown_subdistrict", text).into());
    }
    let name = args.name.trim();
    if name.is_empty() {
        return Err(Refusal::usage("bad_name", "the name is empty").into());
    }
    let database = &context.database;
    let path = outside::invite(database, name, &args.email, role, &args.subdistrict)
        .await
        .map_err(|error| match error {
            NotInvited::Email(_) => Refusal::usage("bad_email", "that is no e-mail address").into(),
            NotInvited::Known => Refusal::usage("known", error.to_string()).into(),
            NotInvited::Subdistricts => Refusal::usage("bad_subdistrict", error.to_string()).into(),
            NotInvited::Sql(error) => anyhow::Error::from(error),
        })?;
    let link = format!("{}{path}", context.config.site.portal_url());
    if context.json {
        print_json(&json!({ "email": args.email, "role": role, "link": link }));
    } else {
        say(&format!(
            "{name} comes in as {role} with this link; it opens once, within 72 hours:\n{link}"
        ));
    }
    Ok(ExitCode::SUCCESS)
}
