//! The national codes against the list they were taken from, and as offices write them.

use std::collections::HashSet;
use std::sync::LazyLock;

use kernel::{CodeTable, Sex};
use serde_json::Value;

static SOURCE: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/code_tables.json")).expect("the tables are JSON")
});

#[test]
fn every_code_and_label_is_that_of_the_source() {
    let tables = SOURCE["tables"].as_object().unwrap();
    assert_eq!(tables.len(), CodeTable::ALL.len());
    for table in CodeTable::ALL {
        let source = &tables[table.name()];
        assert_eq!(table.title(), source["title"].as_str().unwrap());
        assert!(!table.source().is_empty());
        let items = source["items"].as_array().unwrap();
        assert_eq!(table.codes().len(), items.len(), "{table:?}");
        for (code, item) in table.codes().iter().zip(items) {
            assert_eq!(code.code, item["code"].as_str().unwrap(), "{table:?}");
            assert_eq!(code.label, item["label"].as_str().unwrap(), "{table:?}");
            assert_eq!(code.counts_as(), item["maps_to"].as_str(), "{table:?}");
            for other in ["short", "aka", "label_official"] {
                if let Some(written) = item[other].as_str() {
                    assert_eq!(table.read(written), Some(code), "{table:?} {written}");
                }
            }
        }
    }
}

#[test]
fn no_code_and_no_way_of_writing_means_two_things() {
    for table in CodeTable::ALL {
        let mut codes = HashSet::new();
        for code in table.codes() {
            assert!(codes.insert(code.code), "{table:?} {}", code.code);
            for text in code.others().iter().chain([&code.label, &code.code]) {
                assert_eq!(table.read(text), Some(code), "{table:?} {text}");
            }
        }
    }
    let names: HashSet<&str> = CodeTable::ALL.map(CodeTable::name).into();
    assert_eq!(names.len(), CodeTable::ALL.len());
}

#[test]
fn columns_are_read_as_offices_fill_them() {
    for (table, text, code) in [
        (CodeTable::Sex, "LAKI-LAKI", "1"),
        (CodeTable::Sex, "lk", "1"),
        (CodeTable::Religion, "KATHOLIK", "3"),
        (CodeTable::Religion, "01", "1"),
        (CodeTable::Religion, "1.0", "1"),
        (CodeTable::MaritalStatus, "BELUM KAWIN", "1"),
        (CodeTable::MaritalStatusOnForm, "Kawin Tercatat", "2"),
        (CodeTable::Relationship, "KEPALA KELUARGA", "1"),
        (CodeTable::Relationship, "Isteri", "3"),
        (CodeTable::Education, "TAMAT SD / SEDERAJAT", "3"),
        (CodeTable::Education, "DIPLOMA IV/ STRATA I", "8"),
        (CodeTable::Education, "SLTA SEDERAJAT", "5"),
        (CodeTable::Education, "Diploma I / II", "6"),
        (CodeTable::Education, "DIPLOMA III", "7"),
        (CodeTable::Occupation, "PETANI/PEKEBUN", "9"),
        (CodeTable::Occupation, "Ibu rumah tangga", "2"),
        (CodeTable::BloodType, "ab", "3"),
        (CodeTable::BloodType, "AB+", "9"),
        (CodeTable::BloodType, "O -", "12"),
        (CodeTable::BloodType, "TIDAK TAHU", "13"),
        (CodeTable::Citizenship, "wni", "1"),
        (CodeTable::Residency, "Tidak Tetap", "2"),
    ] {
        let read = table.read(text).map(|read| read.code);
        assert_eq!(read, Some(code), "{table:?} {text}");
    }
    for (table, text) in [
        (CodeTable::Religion, "8"),
        (CodeTable::Religion, "-"),
        (CodeTable::Religion, ""),
        (CodeTable::Religion, "0"),
        (CodeTable::Sex, "Islam"),
        (CodeTable::Occupation, "100"),
    ] {
        assert_eq!(table.read(text), None, "{table:?} {text:?}");
    }
}

#[test]
fn sex_has_one_list() {
    assert_eq!(Sex::read("1"), Some(Sex::Male));
    assert_eq!(Sex::read("Perempuan"), Some(Sex::Female));
    assert_eq!(Sex::read("?"), None);
    for (sex, code) in [(Sex::Male, "1"), (Sex::Female, "2")] {
        assert_eq!(CodeTable::Sex.find(code).unwrap().label, sex.label());
        assert_eq!(Sex::read(sex.code()), Some(sex));
    }
}

/// The short status on letters follows from the one on the form.
#[test]
fn six_marital_states_count_as_four() {
    for code in CodeTable::MaritalStatusOnForm.codes() {
        let short = CodeTable::MaritalStatus
            .find(code.counts_as().unwrap())
            .unwrap();
        assert!(code.label.starts_with(short.label), "{code:?}");
    }
}
