use std::collections::BTreeSet;

use super::*;
use crate::text::LONGEST;

fn kind() -> Kind {
    find("domisili").expect("is in the catalogue").clone()
}

fn said(kind: &Kind) -> Vec<String> {
    let problems = kind.problems();
    problems
        .into_iter()
        .map(|problem| format!("{}: {}", problem.field, problem.text))
        .collect()
}

#[test]
fn every_kind_of_the_catalogue_is_good() {
    let kinds = catalogue();
    assert_eq!(kinds.len(), 59);
    for kind in kinds {
        assert_eq!(said(kind), Vec::<String>::new(), "{}", kind.slug);
        let file = format!("kinds/{}.toml", kind.slug);
        assert!(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(&file)
                .exists()
        );
        assert!(kind.text.chars().count() < LONGEST / 2, "{}", kind.slug);
    }
    let slugs: BTreeSet<_> = kinds.iter().map(|kind| &kind.slug).collect();
    assert_eq!(slugs.len(), kinds.len());
    let usual = kinds.iter().filter(|kind| kind.starts_on);
    assert!(usual.filter(|kind| kind.online).count() >= 30);
}

/// A word that no field of a kind has would be read over in questions, which are flattened.
#[test]
fn files_hold_nothing_that_is_not_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kinds");
    for file in std::fs::read_dir(folder).expect("is there") {
        let source = std::fs::read_to_string(file.expect("is a file").path()).expect("is text");
        let written: toml::Table = toml::from_str(&source).expect("is TOML");
        let kind: Kind = toml::from_str(&source).expect("is a kind");
        let again = toml::Table::try_from(&kind).expect("can be written");
        let questions = |table: &toml::Table| {
            let questions = table.get("questions").and_then(|value| value.as_array());
            questions.cloned().unwrap_or_default()
        };
        for (before, after) in questions(&written).iter().zip(questions(&again)) {
            for (key, value) in before.as_table().expect("is a table") {
                assert_eq!(after.get(key), Some(value), "{}: {key}", kind.slug);
            }
        }
        assert_eq!(
            toml::from_str::<Kind>(&toml::to_string(&kind).expect("can be written"))
                .expect("is a kind"),
            kind
        );
    }
}

#[test]
fn kinds_pass_through_json_unchanged() {
    for kind in catalogue() {
        let json = serde_json::to_string(kind).expect("can be written");
        assert_eq!(
            serde_json::from_str::<Kind>(&json).expect("can be read"),
            *kind
        );
    }
}

#[test]
fn a_kind_of_a_village_is_told_what_is_wrong_with_it() {
    let mut kind = kind();
    kind.name = " ".to_owned();
    kind.code = "470/01".to_owned();
    kind.abbr = "SK/D".to_owned();
    kind.valid_days = Some(0);
    kind.requirements = vec!["ktp".into(), "ktp".into(), "sim".into()];
    kind.text = "Menerangkan [nma] dan {{ keperluan }}.".to_owned();
    let question = |key: &str, ask: Ask| Question {
        key: key.to_owned(),
        label: "Isian".to_owned(),
        hint: String::new(),
        ask,
        required: false,
        watch: None,
    };
    kind.questions = vec![
        question("nama", Ask::Text),
        question("ayah", Ask::Person),
        question("ayah_nama", Ask::Text),
        question("ayah", Ask::Text),
        question("Jumlah Anak", Ask::Whole),
        question("status", Ask::Select { options: vec![] }),
    ];
    insta::assert_snapshot!("problems_of_a_kind", said(&kind).join("\n"));
}

#[test]
fn the_requirements_of_the_catalogue_are_known_and_none_is_idle() {
    let used: BTreeSet<&str> = catalogue()
        .iter()
        .flat_map(|kind| kind.requirements.iter().map(String::as_str))
        .collect();
    let known: BTreeSet<&str> = requirements().iter().map(|known| known.key).collect();
    assert_eq!(used, known);
}

#[test]
fn who_cannot_sign_for_herself_is_not_offered_what_only_adults_do() {
    for slug in [
        "usaha",
        "kuasa",
        "jual-beli",
        "pengantar-nikah",
        "kepemilikan-tanah",
    ] {
        assert!(
            !find(slug).expect("is in the catalogue").about.minors,
            "{slug}"
        );
    }
    let strangers: Vec<&str> = catalogue()
        .iter()
        .filter(|kind| kind.about.strangers)
        .map(|kind| kind.slug.as_str())
        .collect();
    assert_eq!(
        strangers,
        ["domisili-non-ktp", "datang", "pengantar-penelitian"]
    );
}
