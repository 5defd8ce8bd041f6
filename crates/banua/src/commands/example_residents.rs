//! `banua example-residents`: a village full of fictional people, for who tries the service.

use std::process::ExitCode;

use identity::Passwords;
use jiff::Timestamp;
use serde_json::json;

use super::{
    Context, Refusal,
    report::{print_json, say},
    village::pick,
};
use crate::setup;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The village (address label or code)
    #[arg(long, default_value = "pembantanan")]
    village: String,
    /// About so many people
    #[arg(long, default_value_t = 4000, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    people: u32,
}

/// Fills an empty register; one that is not empty stays as it is.
///
/// # Errors
/// In production, for an unknown village, and when the database is away.
pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    if context.config.site.is_production() {
        let text = "example residents are for trying the service, never for production";
        return Err(Refusal::usage("production", text.to_owned()).into());
    }
    let villages = db::register::all(&context.database).await?;
    let village = pick(&args.village, &villages).map_err(anyhow::Error::from)?;
    let master = setup::master_keys(&context.config)?;
    let mut tx = context.database.village(&village.schema).await?;
    let keys = web::keys::with(&master, &mut tx).await?;
    let today = kernel::time::day(Timestamp::now());
    let people = usize::try_from(args.people)?;
    let made = residents::example::fill(&mut tx, &keys, village.code, people, today).await?;
    let citizen = if made > 0 {
        citizens::example::make(&mut tx, &keys, &Passwords::new(), Timestamp::now()).await?
    } else {
        None
    };
    let letters = if made > 0 {
        letters::example::make(&mut tx, &keys, Timestamp::now()).await?
    } else {
        0
    };
    tx.commit().await?;
    let account = citizen.as_ref().map(
        |citizen| json!({ "name": citizen.name, "nik": citizen.nik, "pin": citizen.pin.expose() }),
    );
    if context.json {
        print_json(
            &json!({ "village": village.slug, "made": made, "citizen": account,
            "letter_requests": letters }),
        );
    } else if made == 0 {
        say(&format!("{} has residents; nothing was made", village.slug));
    } else {
        say(&format!(
            "{made} fictional residents of {}, {letters} requests for letters at /kantor/surat",
            village.slug
        ));
    }
    if let Some(citizen) = citizen.filter(|_| !context.json) {
        say(&format!(
            "To try Layanan Mandiri at /mandiri: NIK {}, PIN {} ({})",
            citizen.nik,
            citizen.pin.expose(),
            citizen.name
        ));
    }
    Ok(ExitCode::SUCCESS)
}
