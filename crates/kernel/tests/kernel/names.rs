//! Names of people: as typed, covered, and found with titles, short forms and slips.

use kernel::{NameKey, NameNote, PersonName, PersonNameError};

use crate::vectors;

fn name(text: &str) -> PersonName {
    PersonName::parse(text).expect("a name")
}

fn score(question: &str, name: &str) -> u8 {
    NameKey::of(question).score(&NameKey::of(name))
}

#[test]
fn a_name_is_kept_as_it_was_typed() {
    for text in [
        "H. M. Ma'ruf, S.Pd.I",
        "Nur’aini",
        "Sya`rani",
        "Utuh",
        "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq, S.Pd.I",
        "محمد",
    ] {
        assert_eq!(name(text).as_str(), text);
        assert_eq!(PersonName::parse(name(text).as_str()), Ok(name(text)));
    }
    assert_eq!(name("  Siti \u{a0} Aminah\n").as_str(), "Siti Aminah");
    assert_eq!(
        name("\u{feff}Noor\tHidayah\u{200b}").as_str(),
        "Noor Hidayah"
    );
    // One Unicode form, whichever the spreadsheet used.
    assert_eq!(name("Andre\u{301}").as_str(), "André");
}

#[test]
fn what_has_no_letter_is_no_name() {
    assert_eq!(PersonName::parse(" \u{a0} "), Err(PersonNameError::Empty));
    assert_eq!(PersonName::parse("-"), Err(PersonNameError::NoLetter));
    assert_eq!(PersonName::parse("0"), Err(PersonNameError::NoLetter));
    assert_eq!(
        PersonName::parse(&"a".repeat(121)),
        Err(PersonNameError::TooLong)
    );
}

#[test]
fn names_follow_the_vectors() {
    for vector in vectors::list("/name/cases") {
        let name = name(vectors::text(vector, "in"));
        if let Some(display) = vector["display"].as_str() {
            assert_eq!(name.display(), display);
        }
        let notes: String = name.notes().iter().map(ToString::to_string).collect();
        if let Some(warning) = vector["warn"].as_str() {
            let word = warning.split(' ').next().unwrap();
            assert!(notes.to_lowercase().contains(word), "{vector}: {notes}");
        }
        if vector["ok"] == true && vector["warn"].is_null() {
            assert!(notes.is_empty(), "{vector}: {notes}");
        }
    }
    assert_eq!(name("Budi2 Santoso").notes(), [NameNote::Digits]);
    assert_eq!(name("Ань Нгуен").notes(), [NameNote::NotLatin]);
    assert_eq!(name("André Łódź").notes(), []);
}

#[test]
fn capitals_become_usual_letters_and_others_stay() {
    for (typed, shown) in [
        ("MA'RUF, S.PD.I", "Ma'ruf, S.Pd.I"),
        ("SITI AMINAH BINTI UMAR", "Siti Aminah binti Umar"),
        ("ahmad al-banjari", "Ahmad Al-Banjari"),
        ("M. McArthur", "M. McArthur"),
        ("Hj. NORHAYATI", "Hj. NORHAYATI"),
    ] {
        assert_eq!(name(typed).display(), shown);
    }
}

#[test]
fn a_covered_name_tells_initials_only() {
    assert_eq!(name("Budi Santoso").masked(), "B*** S***");
    assert_eq!(name("Ma'ruf").masked(), "M***");
    assert_eq!(name("‘Abdullah (alm)").masked(), "A*** a***");
    assert_eq!(
        format!("{:?}", name("Budi Santoso")),
        "PersonName(B*** S***)"
    );
    assert_eq!(
        format!("{:?}", name("Budi Santoso").key()),
        "NameKey(2 words)"
    );
}

#[test]
fn titles_degrees_and_short_forms_do_not_count() {
    for (written, key) in [
        ("H. Muhammad", "muhammad"),
        ("Muh.", "muhammad"),
        ("M.", "muhammad"),
        ("Moch. Ramadhan", "muhammad ramadhan"),
        ("H.M. Syarwani, S.Pd.I", "muhammad syarwani"),
        ("H.M.Syarwani,S.Pd.I.,M.Pd", "muhammad syarwani"),
        ("KH. Drs. Abd. Rahman, S. Ag., M. Pd. I", "abdul rahman"),
        ("Hj. St. Aminah", "siti aminah"),
        ("Noor Hidayah, A.Md.Keb", "nur hidayah"),
        ("Siti Aminah binti H. Umar", "siti aminah umar"),
        ("Ahmad Zaini (alm)", "ahmad zaini"),
        ("dr. Rahmi, Sp.A", "rahmi sp a"),
        ("Haji", "haji"),
        ("Ma’ruf", "maruf"),
        ("MA'RUF", "maruf"),
        ("SE", "se"),
        ("Bin", "bin"),
        ("", ""),
    ] {
        assert_eq!(NameKey::of(written).text(), key, "{written}");
    }
}

#[test]
fn a_search_finds_the_name_however_it_is_written() {
    for (question, found) in [
        ("ma'r", "H. M. Ma'ruf, S.Pd.I"),
        ("maruf", "H. M. Ma'ruf, S.Pd.I"),
        ("MA’RUF", "H. M. Ma'ruf, S.Pd.I"),
        ("H. Muhammad Syarwani", "M. Syarwani"),
        ("Muh. Syarwani", "Mohammad Sarwani"),
        ("m syarwani", "Muhammad Syarwani"),
        ("m ridwan", "Maulana Ridwan"),
        ("Achmad Fauzi", "Ahmad Pauji"),
        ("Nur Aini", "Nuraini Contoh"),
        ("Nuraini", "Noor Aini"),
        ("Abdulgani", "Abd. Gani"),
        ("santoso budi", "Budi Santoso"),
        ("budi santosa", "Budi Santoso"),
        ("rahmna", "Abdul Rahman"),
        ("jubaida", "Hj. Zubaidah"),
        ("rahman", "Abdurrahman"),
        ("Jose\u{301}", "José"),
        ("utuh", "Utuh"),
    ] {
        let score = score(question, found);
        assert!(score >= NameKey::LIKELY, "{question} in {found}: {score}");
    }
}

#[test]
fn a_search_does_not_find_everybody() {
    for (question, other) in [
        ("Siti", "Budi Santoso"),
        ("Budi Hartono", "Budi Santoso"),
        ("Ahmad", "Muhammad"),
        ("Ali", "Aluh"),
        ("Umar", "Amir"),
        ("Rahmah", "Salmah"),
        ("", "Budi"),
        ("H.", "Budi"),
    ] {
        let score = score(question, other);
        assert!(score < NameKey::LIKELY, "{question} in {other}: {score}");
    }
}

#[test]
fn the_better_fit_comes_first() {
    let question = "Ahmad Rahman";
    let order = [
        "Ahmad Rahman",
        "H. Achmad Rahman bin Umar",
        "Ahmad Rohman",
        "Ahmad Abdurrahman",
    ];
    let scores: Vec<u8> = order.iter().map(|name| score(question, name)).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert_eq!(scores[0], 100);
    assert!(scores[3] >= NameKey::LIKELY, "{scores:?}");
}

#[test]
fn two_entries_of_one_person_are_alike_and_two_siblings_are_not() {
    let like = |one: &str, two: &str| NameKey::of(one).likeness(&NameKey::of(two));
    assert!(like("Nur'aini", "Noor Aini") >= NameKey::LIKELY);
    assert!(like("Hj. Siti Rahmah", "St. Rahmah") >= 95);
    assert!(like("Muhammad Rizki", "Muhammad Ridwan") < NameKey::LIKELY);
    assert!(like("Muhammad", "Muhammad Rizki Maulana Akbar") < NameKey::LIKELY);
}

/// A village of ten thousand. Run with `--release` and `--ignored` to see the figures.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_names_are_compared_in_milliseconds() {
    use std::time::Instant;

    let given = [
        "Muhammad",
        "Ahmad",
        "Siti",
        "Noor",
        "Abdul",
        "Hj. Galuh",
        "Rusdiana",
        "Syarifah",
    ];
    let second = [
        "Rahman", "Hasanah", "Fauzi", "Ridwan", "Zubaidah", "Aini", "Syarwani", "Gani",
    ];
    let names: Vec<String> = (0..10_000)
        .map(|at| {
            let (one, two) = (given[at % 8], second[(at / 8) % 8]);
            format!("{one} {two} {}", second[(at / 64) % 8])
        })
        .collect();
    let begin = Instant::now();
    let keys: Vec<NameKey> = names.iter().map(|name| NameKey::of(name)).collect();
    println!("making 10,000 keys: {:?}", begin.elapsed());
    for question in ["m syarwani", "H. Achmad Pauji", "nuraini", "jubaida gani"] {
        let question = NameKey::of(question);
        let begin = Instant::now();
        let found = keys
            .iter()
            .filter(|name| question.score(name) >= NameKey::LIKELY);
        println!("{} found in {:?}", found.count(), begin.elapsed());
    }
}
