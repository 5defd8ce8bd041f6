//! `banua village add`: one village, from nothing to answering.

use std::process::ExitCode;

use db::{
    applied,
    provision::{self, NewVillage, ProvisionError},
    register::{self, Village},
};
use kernel::{VillageCode, VillageKind, VillageSlug, VillageSlugError};

use super::{
    ACTOR, View,
    check_words::{self, Complaints},
    echo::{Expected, heard},
    first_host, pick, url, usual_palette,
};
use crate::{
    commands::{
        Context, Refusal,
        report::{print_json, say},
    },
    tenants::english,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code of the ministry's list, such as 63.03.04.2007
    #[arg(long)]
    code: String,
    /// Display name
    #[arg(long)]
    name: String,
    /// Code or name of the subdistrict
    #[arg(long)]
    subdistrict: String,
    /// Address label in front of the base domain; made from the name when not given
    #[arg(long)]
    slug: Option<String>,
    /// desa, kelurahan or desa_adat; the code says it already
    #[arg(long)]
    kind: Option<String>,
    /// sungai, padi, ulin, intan, jingah or kunyit
    #[arg(long)]
    palette: Option<String>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let pool = context.database.control();
    let villages = register::all(&context.database).await?;
    let subdistricts = applied::regency(pool)
        .await?
        .map(|regency| regency.subdistricts)
        .unwrap_or_default();
    let village = parse(&args, &villages, &subdistricts, context)?;

    let mut owner = context.database.owner().await?;
    provision::add(&mut owner, &village, ACTOR)
        .await
        .map_err(refusal)?;

    let villages = register::all(&context.database).await?;
    let made = pick(village.slug.as_str(), &villages)?;
    heard(&first_host(made, context), Expected::Site, context).await;
    if context.json {
        print_json(&View::new(made, context));
    } else {
        say(&format!(
            "{} ({}) answers at {}",
            made.name,
            made.code,
            url(made, context)
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn parse(
    args: &Args,
    villages: &[Village],
    subdistricts: &[register::Subdistrict],
    context: &Context,
) -> Result<NewVillage, Refusal> {
    let mut wrong = Complaints::default();
    let code = wrong.take("code", "bad_code", check_words::code(&args.code));
    let name = wrong.take("name", "bad_name", check_words::name(&args.name));
    let subdistrict = wrong.take(
        "subdistrict",
        "unknown_subdistrict",
        check_words::subdistrict(&args.subdistrict, subdistricts),
    );
    if let (Some(code), Some(subdistrict)) = (code, subdistrict)
        && code.subdistrict() != subdistrict
    {
        let reason = format!(
            "village {code} lies in {}, not {subdistrict}",
            code.subdistrict()
        );
        wrong.add("subdistrict", "wrong_subdistrict", reason);
    }
    if let Some(holder) = code.and_then(|code| villages.iter().find(|one| one.code == code)) {
        let reason = format!("{} is {} already", holder.code, holder.name);
        wrong.add("code", "code_taken", reason);
    }
    kind(args, code, &mut wrong);
    let palette = args
        .palette
        .as_ref()
        .map(|word| wrong.take("palette", "bad_palette", check_words::palette(word)));
    let slug = label(args, code, villages, subdistricts, context, &mut wrong);
    if let Some(refusal) = wrong.into_refusal() {
        return Err(refusal);
    }
    let (Some(code), Some(name), Some(subdistrict), Some(slug)) = (code, name, subdistrict, slug)
    else {
        return Err(Refusal::usage(
            "usage",
            "code, name and subdistrict are needed",
        ));
    };
    let palette = palette.flatten().unwrap_or_else(|| usual_palette(code));
    Ok(NewVillage {
        code,
        name,
        kind: code.kind(),
        subdistrict,
        slug,
        palette: palette.to_string(),
        postal_code: String::new(),
        latitude: None,
        longitude: None,
        area_km2: None,
    })
}

/// The code decides; an option that says otherwise is a mistake.
fn kind(args: &Args, code: Option<VillageCode>, wrong: &mut Complaints) {
    let Some(word) = &args.kind else { return };
    let kind: Option<VillageKind> = wrong.take("kind", "bad_kind", check_words::kind(word));
    if let (Some(kind), Some(code)) = (kind, code)
        && kind != code.kind()
    {
        let reason = format!("code {code} is that of a {}, not of a {kind}", code.kind());
        wrong.add("kind", "wrong_kind", reason);
    }
}

/// The label that was asked for; else the name's; else name-subdistrict, as the list has it for
/// villages of one name.
fn label(
    args: &Args,
    code: Option<VillageCode>,
    villages: &[Village],
    subdistricts: &[register::Subdistrict],
    context: &Context,
    wrong: &mut Complaints,
) -> Option<VillageSlug> {
    let check = |word: &str| check_words::label(word, code, villages, context);
    if let Some(word) = &args.slug {
        return check(word)
            .map_err(|(rule, reason)| wrong.add("slug", rule, reason))
            .ok();
    }
    let proposed = match VillageSlug::propose(&args.name) {
        Ok(slug) => slug,
        // A name without Latin letters was complained about, or needs a label of its own.
        Err(VillageSlugError::Empty) => {
            wrong.add(
                "slug",
                "bad_slug",
                "the name makes no address label; give one with --slug",
            );
            return None;
        }
        Err(error) => {
            let reason = english::village_slug(&error, &args.name);
            wrong.add(
                "slug",
                "bad_slug",
                format!("{reason}; give one with --slug"),
            );
            return None;
        }
    };
    match check(proposed.as_str()) {
        Ok(slug) => Some(slug),
        Err((rule, reason)) => {
            let place = code.and_then(|code| {
                let code = code.subdistrict().dotted();
                subdistricts
                    .iter()
                    .find(|subdistrict| subdistrict.code == code)
            });
            let longer = place.and_then(|place| check(&format!("{proposed}-{}", place.slug)).ok());
            if longer.is_none() {
                wrong.add("slug", rule, format!("{reason}; give another with --slug"));
            }
            longer
        }
    }
}

/// What provisioning refuses, in the terms of the command.
pub(super) fn refusal(error: ProvisionError) -> anyhow::Error {
    let message = error.to_string();
    match error {
        ProvisionError::CodeTaken(_) => Refusal::usage("code_taken", message).into(),
        ProvisionError::SlugTaken(_) => Refusal::usage("slug_taken", message).into(),
        ProvisionError::UnknownSubdistrict(_) => {
            Refusal::usage("unknown_subdistrict", message).into()
        }
        ProvisionError::Busy => Refusal::usage("busy", message).into(),
        ProvisionError::Baseline(_) => Refusal::failure("provisioning_failed", message).into(),
        ProvisionError::Sql(error) => error.into(),
    }
}
