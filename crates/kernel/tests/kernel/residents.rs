//! NIK against the columns beside it, people without NIK, ages.

use jiff::civil::date;
use kernel::{
    Age, AgeGroup, Identity, Nik, NikFacts, NikNote, Sex, TemporaryId, needs_identity_card,
};
use uuid::Uuid;

use crate::vectors;

fn nik(text: &str) -> Nik {
    text.parse().expect("a NIK")
}

fn notes(text: &str, birth_date: &str, sex: Sex) -> Vec<NikNote> {
    let facts = NikFacts {
        birth_date: Some(birth_date.parse().expect("a date")),
        sex: Some(sex),
        regency: None,
    };
    nik(text).notes(&facts)
}

#[test]
fn the_vectors_agree_with_their_own_columns() {
    for vector in vectors::list("/nik/valid") {
        let sex = Sex::read(vectors::text(vector, "sex")).unwrap();
        let birth_date = vectors::text(vector, "birth_date");
        assert_eq!(
            notes(vectors::text(vector, "nik"), birth_date, sex),
            [],
            "{vector}"
        );
    }
}

#[test]
fn a_difference_is_named_by_its_kind() {
    let (woman, man) = ("6303025708909002", "6303020703859001");
    assert_eq!(
        notes(woman, "1990-08-17", Sex::Male),
        [NikNote::ColumnSaysMale]
    );
    assert_eq!(
        notes(man, "1985-03-07", Sex::Female),
        [NikNote::ColumnSaysFemale]
    );
    assert_eq!(
        notes(man, "1985-07-03", Sex::Male),
        [NikNote::DayAndMonthSwapped]
    );
    assert_eq!(notes(man, "1986-03-07", Sex::Male), [NikNote::BirthYear]);
    assert_eq!(
        notes(man, "1985-03-08", Sex::Female),
        [NikNote::BirthDate, NikNote::ColumnSaysFemale]
    );
    assert_eq!(nik(man).notes(&NikFacts::default()), []);
}

/// Two digits of a year do not tell a century.
#[test]
fn a_centenarian_and_a_newborn_both_agree() {
    for born in ["2026-11-25", "1926-11-25"] {
        assert_eq!(notes("6303022511269012", born, Sex::Male), []);
    }
    // 29 February 1900 never was; 2000 was.
    assert_eq!(notes("6303022902009001", "2000-02-29", Sex::Male), []);
}

#[test]
fn a_nik_of_another_regency_is_a_note_only() {
    let facts = NikFacts {
        regency: Some("63.03".parse().unwrap()),
        ..NikFacts::default()
    };
    assert_eq!(
        nik("3173010101909001").notes(&facts),
        [NikNote::IssuedElsewhere]
    );
    assert_eq!(nik("6303990703859001").notes(&facts), []);
}

#[test]
fn notes_hold_no_date_and_no_number() {
    for note in [
        NikNote::BirthDate,
        NikNote::DayAndMonthSwapped,
        NikNote::BirthYear,
        NikNote::ColumnSaysMale,
        NikNote::ColumnSaysFemale,
        NikNote::IssuedElsewhere,
    ] {
        let told = note.to_string().replace("40", "");
        assert!(
            !told.contains(|letter: char| letter.is_ascii_digit()),
            "{told}"
        );
        assert!(!note.code().is_empty());
    }
}

#[test]
fn who_has_no_nik_yet_has_nothing_to_print() {
    let row = Uuid::from_u128(0x0193_0000_0000_7000_8000_1234_5678_9abc);
    let baby = Identity::of(None, row);
    assert_eq!(baby.to_string(), "belum ada NIK");
    assert_eq!(serde_json::to_string(&baby).unwrap(), "\"belum ada NIK\"");
    assert_eq!(baby.on_paper(), None);
    assert_eq!(TemporaryId::of(row).label(), "sementara HJKL-MNPR");

    let known = Identity::of(Some(nik("6303020703859001")), row);
    assert_eq!(known.to_string(), "630302******9001");
    assert_eq!(
        serde_json::to_string(&known).unwrap(),
        "\"630302******9001\""
    );
    assert_eq!(known.on_paper(), Some(&nik("6303020703859001")));
    assert!(!format!("{known:?}").contains("070385"));
}

#[test]
fn ages_follow_the_vectors() {
    for vector in vectors::list("/date/age") {
        let (born, on) = (vectors::date(vector, "birth"), vectors::date(vector, "on"));
        let age = Age::on(on, born, None).unwrap();
        assert_eq!(
            i64::from(age.years()),
            vectors::number(vector, "years"),
            "{vector}"
        );
        if let Some(needs) = vector["ktp_wajib"].as_bool() {
            assert_eq!(needs_identity_card(age, false), needs);
            assert!(needs_identity_card(age, true));
        }
    }
}

#[test]
fn ages_are_told_in_the_largest_unit_that_says_something() {
    let born = date(2024, 1, 31);
    for (on, told) in [
        (date(2024, 1, 31), "0 hari"),
        (date(2024, 2, 1), "1 hari"),
        (date(2024, 2, 29), "29 hari"),
        (date(2024, 3, 1), "1 bulan"),
        (date(2025, 1, 30), "11 bulan"),
        (date(2025, 1, 31), "1 tahun"),
        (date(2124, 1, 31), "100 tahun"),
    ] {
        assert_eq!(Age::on(on, born, None).unwrap().to_string(), told, "{on}");
    }
    assert_eq!(Age::on(date(2024, 1, 30), born, None), None);
    // A death that is reported later does not make anybody older, nor one in the future younger.
    let died = Some(date(2025, 2, 1));
    assert_eq!(Age::on(date(2030, 1, 1), born, died).unwrap().years(), 1);
    assert_eq!(Age::on(date(2024, 2, 5), born, died).unwrap().days(), 5);
    assert_eq!(
        Age::on(date(2030, 1, 1), born, Some(date(2020, 1, 1))),
        None
    );
}

#[test]
fn every_age_is_in_one_group() {
    let labels: Vec<String> = AgeGroup::all().map(|group| group.to_string()).collect();
    assert_eq!(labels.len(), 16);
    assert_eq!((labels[0].as_str(), labels[3].as_str()), ("0–4", "15–19"));
    assert_eq!(labels[15], "75+");
    for (years, label) in [
        (0, "0–4"),
        (4, "0–4"),
        (5, "5–9"),
        (74, "70–74"),
        (75, "75+"),
        (110, "75+"),
    ] {
        assert_eq!(labels[AgeGroup::of(years).index()], label);
    }
}
