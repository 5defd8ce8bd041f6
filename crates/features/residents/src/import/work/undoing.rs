//! An import is undone: what it made goes, what it changed gets back what it was. Where something
//! else happened since, it stays as it is and is named.

use std::collections::{HashMap, HashSet};

use anyhow::Context as _;
use db::VillageTx;
use serde_json::Value;
use uuid::Uuid;
use vault::KeySet;

use super::{Work, looking::told};
use crate::{
    import::{
        keys,
        report::{Kept, Undone},
    },
    store::{
        columns::IMPORT_BEFORE,
        import::{
            self as store,
            undoing::{self, Standing},
            writing,
        },
    },
};

/// Names of what stays that are kept.
const NAMED: usize = 300;
/// Rows in one statement.
const PART: usize = 1000;

/// What an import did, opened.
#[derive(Default)]
struct Past {
    made_people: Vec<Uuid>,
    made_families: Vec<Uuid>,
    people: Vec<(Uuid, Value)>,
    families: Vec<(Uuid, Value)>,
}

impl Work<'_> {
    /// Undoes an import. Whatever fails, nothing was undone.
    pub(super) async fn undo(&self) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        let import = store::find(&mut tx, self.import).await?;
        let Some(import) = import.filter(|import| import.state == "undoing") else {
            return Ok(tx.finish().await?);
        };
        let mut report = import.report;
        let keys = keys::of(self.app, &mut tx).await.map_err(told)?;
        let past = self.past(&mut tx, &keys).await?;
        let mut undone = Undone::default();
        self.remove(&mut tx, &past, &mut undone).await?;
        self.tell("undoing", 40).await?;
        self.restore(&mut tx, &past, &mut undone).await?;
        self.tell("undoing", 80).await?;
        self.families(&mut tx, &past, &mut undone).await?;
        if let Some(done) = &report.done {
            undoing::remove_areas(&mut tx, &done.areas).await?;
        }
        undoing::forget(&mut tx, self.import).await?;
        report.problem = String::new();
        report.undone = Some(undone);
        store::report(&mut tx, self.import, &["undoing"], "undone", &report).await?;
        crate::register::changed(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn past(&self, tx: &mut VillageTx, keys: &KeySet) -> anyhow::Result<Past> {
        let mut past = Past::default();
        for row in undoing::changes(tx, self.import).await? {
            let id = row
                .resident_id
                .or(row.family_id)
                .context("a change of something")?;
            let before = match row.before {
                None => None,
                Some(sealed) => {
                    let plain = keys.open(IMPORT_BEFORE.of(id), &sealed)?;
                    Some(serde_json::from_slice::<Value>(&plain)?)
                }
            };
            match (row.resident_id.is_some(), before) {
                (true, None) => past.made_people.push(id),
                (true, Some(before)) => past.people.push((id, before)),
                (false, None) => past.made_families.push(id),
                (false, Some(before)) => past.families.push((id, before)),
            }
        }
        Ok(past)
    }

    /// Takes away whom the import made, unless something else happened to them.
    async fn remove(
        &self,
        tx: &mut VillageTx,
        past: &Past,
        undone: &mut Undone,
    ) -> anyhow::Result<()> {
        for part in past.made_people.chunks(PART) {
            let standing = undoing::standing(tx, part, self.import).await?;
            let (going, staying): (Vec<_>, Vec<_>) = standing
                .into_iter()
                .partition(|one| one.version == 1 && !one.has_events);
            let going: Vec<Uuid> = going.into_iter().map(|one| one.id).collect();
            let removed = undoing::remove_people(tx, &going).await?;
            undone.removed += usize::try_from(removed).unwrap_or(0);
            for one in staying {
                keep(undone, one.name, why(one.has_events));
            }
        }
        Ok(())
    }

    /// Gives those whom the import changed back what they were.
    async fn restore(
        &self,
        tx: &mut VillageTx,
        past: &Past,
        undone: &mut Undone,
    ) -> anyhow::Result<()> {
        let ids: Vec<Uuid> = past.people.iter().map(|(id, _)| *id).collect();
        let standing = undoing::standing(tx, &ids, self.import).await?;
        let standing: HashMap<Uuid, Standing> =
            standing.into_iter().map(|one| (one.id, one)).collect();
        let mut wanted: HashMap<Uuid, Value> = HashMap::new();
        for (id, before) in &past.people {
            let Some(now) = standing.get(id) else {
                continue;
            };
            let version = version_of(before) + 1;
            if now.version == version {
                wanted.insert(*id, in_version(before, version));
            } else {
                keep(undone, now.name.clone(), why(false));
            }
        }
        let names = |id: &Uuid| {
            standing
                .get(id)
                .map(|one| one.name.clone())
                .unwrap_or_default()
        };
        for id in homeless(tx, &wanted).await? {
            wanted.remove(&id);
            let why = "Keluarga atau RT-nya yang dahulu sudah tidak ada.";
            keep(undone, names(&id), why);
        }
        for id in second_heads(tx, &wanted).await? {
            wanted.remove(&id);
            let why = "Keluarganya sudah punya kepala keluarga lain.";
            keep(undone, names(&id), why);
        }
        let ids: Vec<Uuid> = wanted.keys().copied().collect();
        writing::step_down(tx, &ids).await?;
        let rows: Vec<Value> = wanted.into_values().collect();
        for part in rows.chunks(PART) {
            let restored = writing::change_residents(tx, part).await?;
            undone.restored += usize::try_from(restored).unwrap_or(0);
        }
        writing::correct_spans(tx, &ids).await?;
        Ok(())
    }

    async fn families(
        &self,
        tx: &mut VillageTx,
        past: &Past,
        undone: &mut Undone,
    ) -> anyhow::Result<()> {
        let rows = past.families.iter();
        let rows: Vec<Value> = rows
            .map(|(_, before)| in_version(before, version_of(before) + 1))
            .collect();
        let restored = writing::change_families(tx, &rows).await?;
        let stayed = rows
            .len()
            .saturating_sub(usize::try_from(restored).unwrap_or(0));
        let removed = undoing::remove_families(tx, &past.made_families).await?;
        undone.families_removed = removed.len();
        let full = past.made_families.len().saturating_sub(removed.len());
        for (count, why) in [
            (stayed, "Alamatnya sudah diubah lagi sesudah impor."),
            (
                full,
                "Masih ada anggotanya, atau sudah diubah sesudah impor.",
            ),
        ] {
            if count > 0 {
                keep(undone, format!("{count} keluarga"), why);
            }
        }
        Ok(())
    }
}

fn why(has_events: bool) -> &'static str {
    if has_events {
        "Sudah ada peristiwa yang dicatat sesudah impor."
    } else {
        "Datanya sudah diubah sesudah impor."
    }
}

fn keep(undone: &mut Undone, name: String, why: &str) {
    undone.kept_count += 1;
    if undone.kept.len() < NAMED {
        let why = why.to_owned();
        undone.kept.push(Kept { name, why });
    }
}

fn version_of(before: &Value) -> i64 {
    before.get("version").and_then(Value::as_i64).unwrap_or(0)
}

/// The row as it was, with the version it must have now to be restored.
fn in_version(before: &Value, version: i64) -> Value {
    let mut row = before.clone();
    if let Some(fields) = row.as_object_mut() {
        fields.insert("version".to_owned(), version.into());
    }
    row
}

fn id_in(row: &Value, field: &str) -> Option<Uuid> {
    row.get(field)?.as_str()?.parse().ok()
}

/// Those whose former family or part of the village is gone.
async fn homeless(tx: &mut VillageTx, wanted: &HashMap<Uuid, Value>) -> anyhow::Result<Vec<Uuid>> {
    let homes = |row: &Value| ["family_id", "area_id"].map(|field| id_in(row, field));
    let needed: HashSet<Uuid> = wanted.values().flat_map(homes).flatten().collect();
    let needed: Vec<Uuid> = needed.into_iter().collect();
    let existing: HashSet<Uuid> = undoing::existing(tx, &needed).await?.into_iter().collect();
    let gone = wanted.iter().filter(|(_, row)| {
        let mut homes = homes(row).into_iter().flatten();
        homes.any(|home| !existing.contains(&home))
    });
    Ok(gone.map(|(id, _)| *id).collect())
}

/// Those who would be the second head of a family that somebody else heads now.
async fn second_heads(
    tx: &mut VillageTx,
    wanted: &HashMap<Uuid, Value>,
) -> anyhow::Result<HashSet<Uuid>> {
    let is_head = |row: &Value| {
        let is = |field, word| row.get(field).and_then(Value::as_str) == Some(word);
        is("relationship", "1") && is("state", "present")
    };
    let families: HashSet<Uuid> = wanted
        .values()
        .filter(|row| is_head(row))
        .filter_map(|row| id_in(row, "family_id"))
        .collect();
    let families: Vec<Uuid> = families.into_iter().collect();
    let heads = undoing::heads(tx, &families).await?;
    let mut staying: HashSet<Uuid> = HashSet::new();
    loop {
        let taken: HashSet<Uuid> = heads
            .iter()
            .filter(|head| !wanted.contains_key(&head.id) || staying.contains(&head.id))
            .map(|head| head.family_id)
            .collect();
        let before = staying.len();
        let second = wanted.iter().filter(|(id, row)| {
            let family = id_in(row, "family_id");
            let is_taken = family.is_some_and(|family| taken.contains(&family));
            is_head(row) && is_taken && !staying.contains(*id)
        });
        let second: Vec<Uuid> = second.map(|(id, _)| *id).collect();
        staying.extend(second);
        if staying.len() == before {
            return Ok(staying);
        }
    }
}
