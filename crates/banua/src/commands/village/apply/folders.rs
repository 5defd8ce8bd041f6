//! What the villages' folders say against what the villages have.

use std::collections::{HashMap, HashSet};

use content::{intake, jobs::MEDIA_PROCESS};
use db::register::Village;
use futures::{StreamExt, TryStreamExt, stream};
use kernel::{SchemaName, VillageCode};

use super::plan::{Blocked, ContentPlan, Plan};
use crate::{
    commands::Context,
    tenants::{Folder, Problem, Regency},
};

/// Villages that are asked at the same time.
const ASKED: usize = 4;

/// What is to be done for one folder.
enum Part {
    Content(Box<ContentPlan>),
    Blocked(Blocked),
    Nothing,
}

/// Adds the folders' part to the plan.
pub(super) async fn compare(
    regency: &Regency,
    known: &HashMap<VillageCode, &Village>,
    context: &Context,
    plan: &mut Plan,
) -> anyhow::Result<()> {
    let queued = jobs::unfinished_keys(&context.database, MEDIA_PROCESS).await?;
    let parts: Vec<Part> = stream::iter(&regency.folders)
        .map(|folder| one(folder, regency, known, &queued, context))
        .buffered(ASKED)
        .try_collect()
        .await?;
    for part in parts {
        match part {
            Part::Content(content) => plan.content.push(*content),
            Part::Blocked(blocked) => plan.blocked.push(blocked),
            Part::Nothing => {}
        }
    }
    Ok(())
}

async fn one(
    folder: &Folder,
    regency: &Regency,
    known: &HashMap<VillageCode, &Village>,
    queued: &[(String, String)],
    context: &Context,
) -> sqlx::Result<Part> {
    let content = match &folder.content {
        Ok(content) => &content.content,
        Err(problems) => return Ok(blocked(folder, problems.clone())),
    };
    let Some(row) = regency
        .village(&folder.name)
        .filter(|_| !content.is_empty())
    else {
        return Ok(Part::Nothing);
    };
    let schema = SchemaName::from(row.code);
    let state = match known.get(&row.code) {
        None => intake::State::default(),
        Some(village) if village.schema_version < db::required_version() => {
            let reason = "its schema is older than this build; run `banua migrate`".to_owned();
            let problem = Problem {
                file: folder.name.clone(),
                line: None,
                reason,
            };
            return Ok(blocked(folder, vec![problem]));
        }
        Some(_) => {
            let mut tx = context.database.village(&schema).await?;
            let state = intake::state(&mut tx).await?;
            tx.finish().await?;
            state
        }
    };
    let in_work: HashSet<String> = queued
        .iter()
        .filter(|(code, _)| *code == row.code.dotted())
        .map(|(_, key)| key.clone())
        .collect();
    Ok(Part::Content(Box::new(ContentPlan {
        slug: folder.name.clone(),
        code: row.code,
        schema,
        changes: intake::changes(content, &state, &in_work),
        content: content.clone(),
        in_work,
    })))
}

fn blocked(folder: &Folder, problems: Vec<Problem>) -> Part {
    Part::Blocked(Blocked {
        village: folder.name.clone(),
        problems,
    })
}
