//! What the files say against what there is: the whole plan, before anything is done.

use std::collections::{HashMap, HashSet};

use content::intake::{self, VillageContent};
use db::{
    applied,
    provision::NewVillage,
    register::{self, Change, HostPurpose, Village},
};
use kernel::{SchemaName, VillageCode, VillageSlug};
use serde::Serialize;
use serde_json::{Value, json};

use super::{folders, places};
use crate::{
    commands::{Context, village::usual_palette},
    tenants::{Problem, Regency, VillageRow},
};

/// Everything an apply would do.
pub struct Plan {
    pub dir: String,
    pub regency: register::Regency,
    /// What differs of the regency and its subdistricts.
    pub places: Vec<Difference>,
    pub create: Vec<Create>,
    pub change: Vec<Alteration>,
    pub same: usize,
    /// Villages that are as the list says, without the register having noted the list.
    pub note: Vec<(VillageCode, Value)>,
    pub content: Vec<ContentPlan>,
    /// Folders that cannot be used.
    pub blocked: Vec<Blocked>,
    /// Villages of the register that the list does not have; they stay.
    pub others: Vec<String>,
    clashes: Vec<Problem>,
}

/// One fact that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    pub what: String,
    pub from: String,
    pub to: String,
}

pub struct Create {
    pub village: NewVillage,
    pub line: Value,
}

/// Changes of one village's entry in the register.
pub struct Alteration {
    pub code: VillageCode,
    pub slug: String,
    pub differences: Vec<Difference>,
    pub changes: Vec<Change>,
    pub line: Value,
}

/// What a village's folder brings.
pub struct ContentPlan {
    pub slug: String,
    pub code: VillageCode,
    pub schema: SchemaName,
    pub content: VillageContent,
    pub changes: Vec<intake::Change>,
    /// Pictures that a job is queued for already.
    pub in_work: HashSet<String>,
}

impl ContentPlan {
    pub fn is_work(&self) -> bool {
        self.changes.iter().any(intake::Change::is_work)
    }
}

#[derive(Debug, Serialize)]
pub struct Blocked {
    pub village: String,
    pub problems: Vec<Problem>,
}

impl Plan {
    /// Problems that only the register could show; nothing may be written with them.
    pub fn refused(&self) -> Vec<Problem> {
        self.clashes.clone()
    }

    /// Whether carrying it out changes anything.
    pub fn is_work(&self) -> bool {
        !self.places.is_empty()
            || !self.create.is_empty()
            || !self.change.is_empty()
            || self.content.iter().any(ContentPlan::is_work)
    }
}

/// Compares files and register; three statements, and three more per village with a folder.
pub async fn make(
    regency: &Regency,
    only: Option<&str>,
    context: &Context,
) -> anyhow::Result<Plan> {
    let pool = context.database.control();
    let villages = register::all(&context.database).await?;
    let lines = applied::lines(pool).await?;
    let before = applied::regency(pool).await?;
    let mut plan = Plan {
        dir: regency.dir.display().to_string(),
        regency: regency.register.clone(),
        places: places::compare(before.as_ref(), &regency.register),
        create: Vec::new(),
        change: Vec::new(),
        same: 0,
        note: Vec::new(),
        content: Vec::new(),
        blocked: Vec::new(),
        others: Vec::new(),
        clashes: Vec::new(),
    };
    let known: HashMap<VillageCode, &Village> = villages
        .iter()
        .map(|village| (village.code, village))
        .collect();
    let rows = regency
        .villages
        .iter()
        .filter(|row| only.is_none_or(|only| only == row.slug.as_str()));
    for row in rows {
        let palette = palette(regency, row);
        match known.get(&row.code) {
            None => plan.create.push(create(row, palette)),
            Some(village) => compare_village(row, palette, village, &lines, &mut plan),
        }
    }
    plan.clashes = clashes(regency, &plan, &villages);
    let listed: HashSet<VillageCode> = regency.villages.iter().map(|row| row.code).collect();
    plan.others = villages
        .iter()
        .filter(|village| !listed.contains(&village.code))
        .map(|village| village.slug.to_string())
        .collect();
    if plan.clashes.is_empty() {
        folders::compare(regency, &known, context, &mut plan).await?;
    }
    Ok(plan)
}

/// The palette the village's own folder chooses.
fn palette(regency: &Regency, row: &VillageRow) -> Option<look::Palette> {
    let folder = regency
        .folders
        .iter()
        .find(|folder| folder.name == row.slug.as_str())?;
    folder.content.as_ref().ok()?.palette
}

fn create(row: &VillageRow, palette: Option<look::Palette>) -> Create {
    let village = NewVillage {
        code: row.code,
        name: row.name.clone(),
        kind: row.kind,
        subdistrict: row.subdistrict,
        slug: row.slug.clone(),
        palette: palette
            .unwrap_or_else(|| usual_palette(row.code))
            .to_string(),
        postal_code: row.postal_code.clone(),
        latitude: row.latitude,
        longitude: row.longitude,
        area_km2: row.area_km2,
    };
    Create {
        village,
        line: line(row, palette),
    }
}

/// What is remembered of a row.
fn line(row: &VillageRow, palette: Option<look::Palette>) -> Value {
    let mut line = json!({
        "name": row.name,
        "slug": row.slug.as_str(),
        "postal_code": row.postal_code,
        "lat": row.latitude,
        "lng": row.longitude,
        "area_km2": row.area_km2,
    });
    if let Some(palette) = palette {
        line["palette"] = json!(palette.as_str());
    }
    line
}

/// A field is applied when the file changed it since the last time, or was never applied; what
/// was corrected here in the meantime stays.
fn compare_village(
    row: &VillageRow,
    palette: Option<look::Palette>,
    village: &Village,
    lines: &HashMap<String, Value>,
    plan: &mut Plan,
) {
    let mut line = line(row, palette);
    let last = lines.get(&row.code.dotted());
    let mut alteration = Alteration {
        code: row.code,
        slug: village.slug.to_string(),
        differences: Vec::new(),
        changes: Vec::new(),
        line: Value::Null,
    };
    let mut differs = |key: &str, now: Value| {
        let wanted = line.get(key).cloned().unwrap_or(Value::Null);
        let moved = last.and_then(|last| last.get(key)) != Some(&wanted);
        let differs = !wanted.is_null() && moved && wanted != now;
        if differs {
            let difference = Difference {
                what: key.to_owned(),
                from: places::text(&now),
                to: places::text(&wanted),
            };
            alteration.differences.push(difference);
        }
        differs
    };
    if differs("name", json!(village.name)) {
        alteration.changes.push(Change::Rename {
            name: row.name.clone(),
        });
    }
    if differs("slug", json!(village.slug.as_str())) {
        alteration.changes.push(Change::Move {
            slug: row.slug.clone(),
        });
    }
    let palette_differs = differs("palette", json!(village.palette));
    let postal_differs = differs("postal_code", json!(village.postal_code));
    let lat_differs = differs("lat", json!(village.latitude));
    let lng_differs = differs("lng", json!(village.longitude));
    let area_differs = differs("area_km2", json!(village.area_km2));
    if palette_differs || postal_differs || lat_differs || lng_differs || area_differs {
        alteration.changes.push(Change::Facts {
            palette: palette
                .filter(|_| palette_differs)
                .map(|palette| palette.to_string()),
            postal_code: postal_differs.then(|| row.postal_code.clone()),
            latitude: row.latitude.filter(|_| lat_differs),
            longitude: row.longitude.filter(|_| lng_differs),
            area_km2: row.area_km2.filter(|_| area_differs),
        });
    }
    // A folder that is blocked today has not taken its choice back.
    if let (None, Some(chosen)) = (palette, last.and_then(|last| last.get("palette"))) {
        line["palette"] = chosen.clone();
    }
    if !alteration.changes.is_empty() {
        alteration.line = line;
        plan.change.push(alteration);
        return;
    }
    plan.same += 1;
    if last != Some(&line) {
        plan.note.push((row.code, line));
    }
}

/// Labels that would belong to two villages once the plan is carried out.
fn clashes(regency: &Regency, plan: &Plan, villages: &[Village]) -> Vec<Problem> {
    let moved = |village: &Village| -> VillageSlug {
        let alteration = plan
            .change
            .iter()
            .find(|change| change.code == village.code);
        let new = alteration.and_then(|alteration| {
            alteration.changes.iter().find_map(|change| match change {
                Change::Move { slug } => Some(slug.clone()),
                _ => None,
            })
        });
        new.unwrap_or_else(|| village.slug.clone())
    };
    let mut holders: HashMap<String, (&Village, &str)> = HashMap::new();
    for village in villages {
        let former = village
            .hosts
            .iter()
            .filter(|host| host.purpose == HostPurpose::Former);
        for host in former {
            holders.insert(host.host.clone(), (village, "is a former address of"));
        }
    }
    for village in villages {
        holders.insert(moved(village).to_string(), (village, "belongs to"));
    }
    let wanted = (plan
        .create
        .iter()
        .map(|new| (new.village.code, new.village.slug.to_string())))
    .chain(plan.change.iter().flat_map(|alteration| {
        alteration.changes.iter().filter_map(|change| match change {
            Change::Move { slug } => Some((alteration.code, slug.to_string())),
            _ => None,
        })
    }));
    wanted
        .filter_map(|(code, slug)| {
            let (holder, relation) = holders.get(&slug).filter(|(one, _)| one.code != code)?;
            let row = regency.villages.iter().find(|row| row.code == code)?;
            Some(Problem {
                file: "villages.csv".to_owned(),
                line: Some(row.line),
                reason: format!(
                    "slug: '{slug}' {relation} {} ({}) in the register",
                    holder.name, holder.code
                ),
            })
        })
        .collect()
}
