//! NIK and numbers of family cards as they stand in spreadsheets and messages.

use kernel::{FamilyCardNumber, Nik, NikError, Typed, TypedProblem};

const GOOD: &str = "6303020703859001";

fn read(text: &str) -> Typed<Nik> {
    Nik::typed(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn problem(text: &str) -> TypedProblem {
    let error = Nik::typed(text).expect_err(text);
    let told = error.to_string();
    assert!(told.ends_with('.'), "{told}");
    assert!(!told.contains("0703"), "{told}");
    error.problem()
}

#[test]
fn what_adds_nothing_to_the_digits_is_forgiven() {
    let Typed::Found { value, is_cleaned } = read(GOOD) else {
        panic!("a NIK")
    };
    assert_eq!((value.expose(), is_cleaned), (GOOD, false));
    for text in [
        "'6303020703859001",
        "’6303020703859001",
        "`6303020703859001'",
        " 6303020703859001 ",
        "\u{a0}6303020703859001\u{a0}",
        "\u{feff}6303020703859001",
        "6303020703859001\t",
        "63030207\n03859001",
        "63.0302.0703859001",
        "6303 0207 0385 9001",
        "63-03-02-070385-9001",
        "6,303,020,703,859,001",
        "6303\u{200b}020703859001",
        "٦٣٠٣٠٢٠٧٠٣٨٥٩٠٠١",
        "６３０３０２０７０３８５９００１",
        "NIK: 6303020703859001",
        "NIK. 6303020703859001",
        "No. NIK 6303020703859001",
        "nik6303020703859001",
        "=\"6303020703859001\"",
        "\"6303020703859001\"",
        "6303020703859001.0",
        "6303020703859001,00",
    ] {
        let Typed::Found { value, is_cleaned } = read(text) else {
            panic!("{text:?} is missing")
        };
        assert_eq!((value.expose(), is_cleaned), (GOOD, true), "{text:?}");
    }
}

#[test]
fn what_means_nothing_is_missing() {
    for text in [
        "",
        " ",
        "-",
        "--",
        ".",
        "0",
        "00",
        "0000000000000000",
        "'0",
        "\u{a0}",
        "Belum ada",
        "TIDAK ADA",
        "tdk ada",
        "n/a",
        "NULL",
        "NIK",
        "x",
        "belum ada NIK",
    ] {
        assert_eq!(read(text), Typed::Missing, "{text:?}");
    }
}

#[test]
fn what_may_have_lost_a_digit_is_refused_and_never_filled_up() {
    assert_eq!(problem("630302070385900"), TypedProblem::Count(15));
    assert_eq!(problem("63030207038590011"), TypedProblem::Count(17));
    assert_eq!(problem("6,30302E+15"), TypedProblem::Scientific);
    assert_eq!(problem("6.30302E15"), TypedProblem::Scientific);
    assert_eq!(problem("6.30302e+15"), TypedProblem::Scientific);
    assert_eq!(problem("6303020703859000.0"), TypedProblem::LostDigit);
    assert_eq!(problem("630302******9001"), TypedProblem::Masked);
    assert_eq!(problem("################"), TypedProblem::Masked);
}

#[test]
fn letters_are_refused_because_nobody_can_know_what_they_stand_for() {
    assert_eq!(problem("63030207O3859001"), TypedProblem::LookAlike);
    assert_eq!(problem("630302070385900l"), TypedProblem::LookAlike);
    for text in [
        "6303020703859001A",
        "6303020703859001 (alm)",
        "6303020703859001 lama",
        "KK 6303020703859001",
        "sementara KBTR-MWPC",
        "+6303020703859001",
        "6303020703859001/",
    ] {
        assert_eq!(problem(text), TypedProblem::Letters, "{text:?}");
    }
    let two = "6303020703859001 / 6303025708909002";
    assert_eq!(problem(two), TypedProblem::TwoNumbers);
}

#[test]
fn sixteen_digits_that_are_no_nik_are_refused_with_the_reason() {
    assert_eq!(
        problem("3333333333333333"),
        TypedProblem::Nik(NikError::BirthDate)
    );
    let error = Nik::typed("'9903020703859001").unwrap_err();
    assert_eq!(error.to_string(), NikError::Province.to_string());
    assert_eq!(error.code(), "province");
}

#[test]
fn a_number_of_a_spreadsheet_is_exact_or_refused() {
    // Written by a program: every digit is there.
    let read = |number: f64| {
        Nik::of_cell(number).map(|typed| typed.value().map(|nik| nik.expose().to_owned()))
    };
    assert_eq!(
        read(6_303_995_203_850_002.0),
        Ok(Some("6303995203850002".to_owned()))
    );
    assert_eq!(read(0.0), Ok(None));
    let problem = |number: f64| Nik::of_cell(number).unwrap_err().problem();
    // Typed into Excel: fifteen digits and a 0.
    assert_eq!(problem(6_303_995_203_850_000.0), TypedProblem::LostDigit);
    assert_eq!(problem(6_303_995_203_850_010.0), TypedProblem::LostDigit);
    // Papua: above 2^53 every other number does not exist.
    assert_eq!(problem(9_471_010_101_909_002.0), TypedProblem::LostDigit);
    assert_eq!(problem(630_399_520_385_000.0), TypedProblem::Count(15));
    assert_eq!(problem(1.5), TypedProblem::Letters);
    assert_eq!(problem(f64::NAN), TypedProblem::Letters);
    assert_eq!(problem(-6_303_995_203_850_002.0), TypedProblem::Letters);
}

#[test]
fn family_cards_are_read_the_same_way_and_named_in_the_message() {
    let card = FamilyCardNumber::typed("No. KK : 6303.0225.1126.9001").unwrap();
    assert_eq!(card.value().unwrap().expose(), "6303022511269001");
    let error = FamilyCardNumber::typed("63030225112690").unwrap_err();
    assert_eq!(error.to_string(), "Nomor KK berisi 14 angka; harus 16.");
    let error = FamilyCardNumber::typed("6303023201209001").unwrap_err();
    assert_eq!(error.code(), "issued");
    assert_eq!(FamilyCardNumber::typed("0"), Ok(Typed::Missing));
    assert!(FamilyCardNumber::of_cell(6_303_990_101_100_001.0).is_ok());
}
