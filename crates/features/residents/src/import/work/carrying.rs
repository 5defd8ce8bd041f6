//! An import is carried out, in one transaction.

use std::collections::HashMap;

use anyhow::{Context as _, ensure};
use db::VillageTx;
use jiff::civil::Date;
use kernel::time;
use serde_json::Value;
use uuid::Uuid;
use vault::KeySet;

use super::{
    UNDO_DAYS, Work,
    looking::{Looked, Material, gone, look, told},
};
use crate::{
    domain::{Place, State},
    import::{
        compare::{Changed, FamilyPlan, Made, Plan},
        keys,
        report::{Done, Report},
    },
    reach::Reach,
    store::{
        columns::IMPORT_BEFORE,
        import::{
            self as store, Import, register,
            rows::{AreaRow, Beginning, Bytes, ChangeRow, FamilyRow, ResidentRow, Whose},
            writing,
        },
    },
};

/// Rows in one statement.
const PART: usize = 1000;

/// Rows that are ready to be written.
struct Ready {
    new_families: Vec<FamilyRow>,
    old_families: Vec<FamilyRow>,
    changed: Vec<ResidentRow>,
    stepping_down: Vec<Uuid>,
    /// Of those who change: who is here, so that her span is corrected.
    present: Vec<Uuid>,
    made: Vec<ResidentRow>,
    beginnings: Vec<Beginning>,
    keys: KeySet,
}

impl Work<'_> {
    /// Carries an import out. Whatever fails, nothing was done.
    pub(super) async fn carry_out(&self) -> anyhow::Result<()> {
        let active = ["waiting", "running"];
        let mut tx = self.begin().await?;
        let import = store::find(&mut tx, self.import).await?;
        let Some(import) = import.filter(|import| active.contains(&import.state.as_str())) else {
            return Ok(tx.finish().await?);
        };
        let Some(sealed) = store::file(&mut tx, self.import).await? else {
            tx.finish().await?;
            return self.stop(&active, "failed", &gone()).await;
        };
        self.tell("running", 5).await?;
        let keys = keys::of(self.app, &mut tx).await.map_err(told)?;
        let known = register::all(&mut tx, &Reach::All, &keys).await?;
        let today = time::day(self.app.clock.now());
        let material = Material {
            sealed,
            import: self.import,
            keys,
            known,
            choices: import.choices.clone(),
            update: import.choices.update,
            today,
        };
        let looked = tokio::task::spawn_blocking(move || look(material)).await??;
        let Looked {
            mut report,
            plan,
            keys,
            ..
        } = looked;
        let Some(plan) = plan.filter(|_| report.problem.is_empty()) else {
            tx.finish().await?;
            return self.stop(&active, "failed", &report).await;
        };
        if import.choices.whole && report.tally.stopped > 0 {
            tx.finish().await?;
            report.problem =
                "Ada baris yang ditolak, dan Anda memilih tidak mengimpor apa pun bila \
                 begitu. Tidak ada yang berubah."
                    .to_owned();
            return self.stop(&active, "failed", &report).await;
        }
        self.tell("running", 30).await?;
        let done = self.write(&mut tx, plan, keys, &import).await?;
        self.end(tx, &import, report, done).await
    }

    async fn write(
        &self,
        tx: &mut VillageTx,
        plan: Plan,
        keys: KeySet,
        import: &Import,
    ) -> anyhow::Result<Done> {
        let today = time::day(self.app.clock.now());
        let as_of = import.choices.as_of.unwrap_or(today);
        let mut done = Done {
            unchanged: plan.tally.unchanged,
            left_alone: plan.left_alone,
            made: plan.made.len(),
            changed: plan.changed.len(),
            areas: writing::make_areas(tx, &area_rows(&plan.areas)).await?,
            ..Done::default()
        };
        let areas = register::areas(tx, &Reach::All).await?;
        let areas: HashMap<Place, Uuid> = areas
            .into_iter()
            .map(|area| (area.place, area.id))
            .collect();
        let ready =
            tokio::task::spawn_blocking(move || prepare(plan, &areas, as_of, keys)).await??;
        self.tell("running", 45).await?;
        done.families_made = ready.new_families.len();
        done.families_changed = ready.old_families.len();
        self.remember(tx, &ready).await?;
        writing::make_families(tx, &ready.new_families).await?;
        let families = writing::change_families(tx, &ready.old_families).await?;
        ensure!(
            families == ready.old_families.len() as u64,
            "a family changed while the table was compared"
        );
        writing::step_down(tx, &ready.stepping_down).await?;
        for part in ready.changed.chunks(PART) {
            let changed = writing::change_residents(tx, part).await?;
            ensure!(
                changed == part.len() as u64,
                "somebody changed while the table was compared"
            );
        }
        writing::correct_spans(tx, &ready.present).await?;
        let parts = ready.made.chunks(PART);
        let count = i32::try_from(parts.len().max(1)).unwrap_or(i32::MAX);
        for (at, part) in (1..).zip(parts) {
            writing::make_residents(tx, part).await?;
            self.tell("running", 55 + 35 * at / count).await?;
        }
        for part in ready.beginnings.chunks(PART) {
            writing::begin_spans(tx, part).await?;
            writing::record(tx, part, self.import, today, &import.choices.by).await?;
        }
        Ok(done)
    }

    /// Keeps what is needed to undo it: who was made, and what was changed as it was.
    async fn remember(&self, tx: &mut VillageTx, ready: &Ready) -> anyhow::Result<()> {
        let mut position = 0;
        let mut row = |resident_id, family_id, before| {
            position += 1;
            ChangeRow {
                position,
                resident_id,
                family_id,
                before,
            }
        };
        let keys = &ready.keys;
        let mut rows: Vec<ChangeRow> = ready
            .new_families
            .iter()
            .map(|family| row(None, Some(family.id), None))
            .collect();
        rows.extend(ready.made.iter().map(|one| row(Some(one.id), None, None)));
        let ids: Vec<Uuid> = ready.old_families.iter().map(|family| family.id).collect();
        for (id, before) in writing::families_before(tx, &ids).await? {
            rows.push(row(None, Some(id), Some(sealed(keys, id, &before)?)));
        }
        for part in ready.changed.chunks(PART) {
            let ids: Vec<Uuid> = part.iter().map(|one| one.id).collect();
            for (id, before) in writing::residents_before(tx, &ids).await? {
                rows.push(row(Some(id), None, Some(sealed(keys, id, &before)?)));
            }
        }
        for part in rows.chunks(PART) {
            writing::remember(tx, self.import, part).await?;
        }
        Ok(())
    }

    /// The last statements of the transaction; what the public sees may have changed.
    async fn end(
        &self,
        mut tx: VillageTx,
        import: &Import,
        mut report: Report,
        done: Done,
    ) -> anyhow::Result<()> {
        let now = self.app.clock.now();
        let until = now + jiff::SignedDuration::from_hours(24 * UNDO_DAYS);
        report.done = Some(done);
        store::forget_file(&mut tx, import.id).await?;
        let ended = store::report(&mut tx, import.id, &["running"], "done", &report).await?;
        ensure!(ended, "the import was taken away while it ran");
        store::finish(&mut tx, import.id, now, until).await?;
        crate::register::changed(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn sealed(keys: &KeySet, id: Uuid, before: &Value) -> anyhow::Result<Bytes> {
    let plain = serde_json::to_vec(before)?;
    Ok(Bytes(keys.seal(IMPORT_BEFORE.of(id), &plain)))
}

fn area_rows(places: &[Place]) -> Vec<AreaRow> {
    let rows = places.iter().map(|place| AreaRow {
        id: Uuid::now_v7(),
        hamlet: place.hamlet_name().to_owned(),
        hamlet_key: place.hamlet_key(),
        rw: place.rw_text(),
        rt: place.rt_text(),
    });
    rows.collect()
}

/// Seals every row; seconds of work.
fn prepare(
    plan: Plan,
    areas: &HashMap<Place, Uuid>,
    as_of: Date,
    keys: KeySet,
) -> anyhow::Result<Ready> {
    let area = |place: &Place| {
        let found = areas.get(place).copied();
        found.context("a part of the village is missing")
    };
    let (mut new_families, mut old_families) = (Vec::new(), Vec::new());
    for family in &plan.families {
        let row = FamilyRow::seal(&keys, family, area(&family.place)?);
        match family {
            FamilyPlan { version: None, .. } => new_families.push(row),
            FamilyPlan { .. } => old_families.push(row),
        }
    }
    let stepping_down = plan.changed.iter().filter(|one| one.is_head_now);
    let stepping_down = stepping_down.map(|one| one.id).collect();
    let present = plan
        .changed
        .iter()
        .filter(|one| one.state == State::Present);
    let present = present.map(|one| one.id).collect();
    let changed = plan.changed.into_iter().map(|one| {
        let area = area(&one.place)?;
        Ok(changed_row(&keys, one, area, as_of))
    });
    let changed = changed.collect::<anyhow::Result<_>>()?;
    let here = plan
        .made
        .iter()
        .filter(|one| one.entry.state == State::Present);
    let beginnings = here.map(|one| beginning(one, as_of)).collect();
    let made = plan.made.into_iter().map(|one| {
        let area = area(&one.entry.place)?;
        Ok(made_row(&keys, one, area, as_of))
    });
    let made = made.collect::<anyhow::Result<_>>()?;
    Ok(Ready {
        new_families,
        old_families,
        changed,
        stepping_down,
        present,
        made,
        beginnings,
        keys,
    })
}

/// Somebody is counted from the day of which the table tells, or from her birth after it.
fn beginning(made: &Made, as_of: Date) -> Beginning {
    Beginning {
        resident_id: made.id,
        span_id: Uuid::now_v7(),
        event_id: Uuid::now_v7(),
        from_on: as_of.max(made.entry.facts.born_on),
    }
}

fn changed_row(keys: &KeySet, one: Changed, area: Uuid, as_of: Date) -> ResidentRow {
    let whose = Whose {
        id: one.id,
        version: one.version,
        family: one.family,
        area,
        state: one.state,
        // Not written: whether somebody is here changes by events only.
        since: as_of,
    };
    ResidentRow::seal(keys, whose, one.facts)
}

fn made_row(keys: &KeySet, one: Made, area: Uuid, as_of: Date) -> ResidentRow {
    let born_on = one.entry.facts.born_on;
    let since = one.entry.since.unwrap_or(as_of).max(born_on);
    let whose = Whose {
        id: one.id,
        version: 1,
        family: one.family,
        area,
        state: one.entry.state,
        since,
    };
    ResidentRow::seal(keys, whose, one.entry.facts)
}
