//! What a table would do to a register.

use sheets::Severity::{Stop, Warning};
use uuid::Uuid;

use super::*;
use crate::{
    domain::State,
    import::{
        Area, Family, Known, Person,
        compare::{Plan, compare},
    },
};

/// A register in which everybody of the table is, as after an import.
fn registered(reading: &Reading) -> Known {
    let plan = plan_of(reading, &Known::default(), true).0;
    let mut known = Known::default();
    for family in &plan.families {
        known.families.push(Family {
            id: family.id,
            version: 1,
            card: Some(family.card),
            address: family.address.clone(),
            place: family.place.clone(),
        });
    }
    for place in plan.areas {
        known.areas.push(Area {
            id: Uuid::now_v7(),
            place,
        });
    }
    for made in plan.made {
        known.people.push(Person {
            id: made.id,
            version: 1,
            facts: made.entry.facts,
            family_id: made.family,
            place: made.entry.place,
            state: made.entry.state,
            since: TODAY,
        });
    }
    known
}

fn plan_of(reading: &Reading, known: &Known, update: bool) -> (Plan, sheets::Findings) {
    let mut findings = reading.findings.clone();
    let plan = compare(
        &reading.entries,
        known,
        update,
        &mut findings,
        &mut Uuid::now_v7,
    );
    (plan, findings)
}

const BUDI: &str = "nama=Budi;nik=6303011708900001;no_kk=6303010101100001;sex=1;\
                    tanggallahir=17-08-1990;kk_level=1;rt=1;alamat=Jl. Mawar";
const ANI: &str = "nama=Ani;nik=6303015708900002;no_kk=6303010101100001;sex=2;\
                   tanggallahir=17-08-1990;kk_level=3;rt=1;alamat=Jl. Mawar";
const BABY: &str = "nama=Citra;nik=0;no_kk=6303010101100001;sex=2;tanggallahir=1-2-2026;\
                    kk_level=4;rt=1;alamat=Jl. Mawar";

#[test]
fn a_table_that_was_read_once_changes_nothing_again() {
    let reading = table(&[BUDI, ANI, BABY]);
    let (plan, _) = plan_of(&reading, &Known::default(), true);
    assert_eq!(
        (plan.made.len(), plan.families.len(), plan.areas.len()),
        (3, 1, 1)
    );
    let (again, findings) = plan_of(&reading, &registered(&reading), true);
    assert_eq!(again.tally.unchanged, 3, "{:?}", found(&findings));
    assert!(again.made.is_empty() && again.changed.is_empty() && again.families.is_empty());
}

#[test]
fn what_is_different_is_told_and_changed_only_when_it_shall_be() {
    let known = registered(&table(&[BUDI, ANI, BABY]));
    let other = BUDI.replace("Jl. Mawar", "Jl. Melati") + ";pekerjaan_id=9";
    let reading = table(&[&other, ANI, BABY]);
    let (plan, _) = plan_of(&reading, &known, true);
    assert_eq!((plan.changed.len(), plan.families.len()), (1, 1));
    assert_eq!(plan.changed[0].facts.occupation, "9");
    assert_eq!(plan.fields["Pekerjaan"], 1);
    let (plan, _) = plan_of(&reading, &known, false);
    assert!(plan.changed.is_empty() && plan.families.is_empty());
    assert_eq!(plan.left_alone, 1);
}

#[test]
fn an_empty_cell_takes_nothing_away() {
    let full = BUDI.to_owned() + ";agama_id=1;telepon=081234567890;nama_ibu=Siti";
    let known = registered(&table(&[&full]));
    let bare = "nama=Budi;nik=6303011708900001;sex=1;tanggallahir=17-08-1990";
    let (plan, findings) = plan_of(&table(&[bare]), &known, true);
    assert_eq!(plan.tally.unchanged, 1, "{:?}", found(&findings));
}

#[test]
fn a_baby_that_got_a_nik_is_the_same_baby() {
    let known = registered(&table(&[BUDI, ANI, BABY]));
    let now = BABY.replace("nik=0", "nik=6303014102260003");
    let (plan, _) = plan_of(&table(&[&now]), &known, true);
    assert_eq!((plan.made.len(), plan.changed.len()), (0, 1));
    assert_eq!(plan.fields["NIK"], 1);
}

#[test]
fn a_nik_of_somebody_else_is_refused() {
    let known = registered(&table(&[BUDI]));
    let other = "nama=Zulkarnain;nik=6303011708900001;sex=1;tanggallahir=3-4-1955";
    let (plan, findings) = plan_of(&table(&[other]), &known, true);
    assert!(has(&findings, 2, Stop, "milik orang lain"));
    assert!(plan.changed.is_empty() && plan.made.is_empty());
}

#[test]
fn no_family_gets_a_second_head() {
    let known = registered(&table(&[BUDI, ANI]));
    let ani_heads = ANI.replace("kk_level=3", "kk_level=1");
    let (plan, findings) = plan_of(&table(&[&ani_heads]), &known, true);
    assert!(has(
        &findings,
        2,
        Stop,
        "sudah punya kepala keluarga di buku penduduk: Budi"
    ));
    assert!(plan.changed.is_empty());
    let budi_steps_down = BUDI.replace("kk_level=1", "kk_level=2");
    let reading = table(&[&ani_heads, &budi_steps_down]);
    let (plan, findings) = plan_of(&reading, &known, true);
    assert_eq!(plan.changed.len(), 2, "{:?}", found(&findings));
    // Who is left alone stays the head.
    let stranger = "nama=Eko;nik=6303010101800009;no_kk=6303010101100001;sex=1;\
                    tanggallahir=1-1-1980;kk_level=1";
    let (plan, findings) = plan_of(&table(&[stranger, &budi_steps_down]), &known, false);
    assert!(has(&findings, 2, Stop, "sudah punya kepala keluarga") && plan.made.is_empty());
}

#[test]
fn who_is_in_another_family_or_gone_is_told() {
    let mut known = registered(&table(&[BUDI, ANI]));
    let moved = ANI.replace("no_kk=6303010101100001", "no_kk=6303010202200002");
    let (plan, findings) = plan_of(&table(&[&moved]), &known, true);
    assert!(has(&findings, 2, Warning, "keluarga lain"));
    assert_eq!((plan.tally.elsewhere, plan.families.len()), (1, 1));
    assert_eq!(plan.changed[0].family, Some(plan.families[0].id));
    known.people[1].state = State::Dead;
    let (plan, findings) = plan_of(&table(&[ANI]), &known, true);
    assert!(has(&findings, 2, Warning, "tercatat “Meninggal”"));
    assert_eq!((plan.tally.gone, plan.changed.len()), (1, 0));
}
