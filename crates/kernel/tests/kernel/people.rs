//! NIK, family card and NIP.

use jiff::civil::date;
use kernel::{FamilyCardNumber, Nik, NikError, Nip, NipKind};

use crate::vectors;

const TODAY: jiff::civil::Date = date(2026, 11, 25);

#[test]
fn a_valid_nik_tells_birth_date_sex_and_place() {
    for vector in vectors::list("/nik/valid") {
        let nik: Nik = vectors::text(vector, "nik").parse().unwrap();
        assert_eq!(nik.expose(), vectors::text(vector, "nik"));
        assert_eq!(
            nik.birth_date(TODAY),
            vectors::date(vector, "birth_date"),
            "{vector}"
        );
        assert_eq!(nik.sex().code(), vectors::text(vector, "sex"), "{vector}");
        assert_eq!(
            nik.subdistrict().dotted(),
            vectors::text(vector, "district_code")
        );
        assert_eq!(nik.masked(), vectors::text(vector, "masked"));
        assert_eq!(nik.masked_strict(), vectors::text(vector, "masked_strict"));
    }
}

#[test]
fn an_invalid_nik_is_refused_for_the_right_reason() {
    for vector in vectors::list("/nik/invalid") {
        let error = Nik::parse(vectors::text(vector, "nik")).unwrap_err();
        assert_eq!(
            error.code(),
            vector["codes"][0].as_str().unwrap(),
            "{vector}"
        );
    }
}

#[test]
fn a_nik_from_elsewhere_or_an_unknown_subdistrict_is_accepted() {
    for vector in vectors::list("/nik/warn") {
        assert!(Nik::parse(vectors::text(vector, "nik")).is_ok(), "{vector}");
    }
}

#[test]
fn a_nik_may_be_typed_in_groups() {
    for vector in vectors::list("/nik/normalise") {
        let nik = Nik::parse(vectors::text(vector, "in")).unwrap();
        assert_eq!(nik.expose(), vectors::text(vector, "out"));
    }
}

#[test]
fn a_centenarian_is_guessed_as_a_newborn() {
    let nik = Nik::parse("6303022511269012").unwrap();
    assert_eq!(nik.birth_date(TODAY), TODAY);
    assert_eq!(nik.birth_date(date(2026, 11, 24)), date(1926, 11, 25));
}

#[test]
fn the_leap_day_of_2000_has_no_counterpart_in_1900() {
    let nik = Nik::parse("6303022902009001").unwrap();
    assert_eq!(nik.birth_date(date(1999, 1, 1)), date(2000, 2, 29));
}

#[test]
fn debug_output_and_json_never_hold_the_whole_number() {
    let nik: Nik = serde_json::from_str(r#""6303020703859001""#).unwrap();
    let card: FamilyCardNumber = serde_json::from_str(r#""6303022511269001""#).unwrap();
    let nip: Nip = serde_json::from_str(r#""19750615 200012 1 001""#).unwrap();
    assert_eq!(format!("{nik:?}"), "Nik(630302******9001)");
    assert_eq!(format!("{card:?}"), "FamilyCardNumber(630302******9001)");
    assert_eq!(format!("{nip:?}"), "Nip(***************001)");
    assert!(serde_json::from_str::<Nik>(r#""6303020703850000""#).is_err());
}

#[test]
fn messages_are_indonesian_and_hold_no_number() {
    let message = NikError::Format.to_string();
    assert_eq!(
        message,
        "NIK harus 16 angka. Periksa kembali angka pada KTP atau KK Anda."
    );
}

#[test]
fn family_cards_follow_the_vectors() {
    for vector in vectors::list("/no_kk/valid") {
        let card = FamilyCardNumber::parse(vectors::text(vector, "no_kk")).unwrap();
        assert_eq!(card.issued(TODAY), Some(vectors::date(vector, "issued")));
        assert_eq!(card.masked(), vectors::text(vector, "masked"));
    }
    for vector in vectors::list("/no_kk/invalid") {
        assert!(
            FamilyCardNumber::parse(vectors::text(vector, "no_kk")).is_err(),
            "{vector}"
        );
    }
}

#[test]
fn an_old_family_card_with_a_day_that_never_was_is_accepted_without_date() {
    let card = FamilyCardNumber::parse("6303023002099001").unwrap();
    assert_eq!(card.issued(TODAY), None);
}

#[test]
fn civil_servants_follow_the_vectors() {
    for vector in vectors::list("/nip/valid") {
        let nip = Nip::parse(vectors::text(vector, "nip")).unwrap();
        assert_eq!(nip.birth_date(), vectors::date(vector, "birth_date"));
        assert_eq!(nip.sex().code(), vectors::text(vector, "sex"));
        assert_eq!(nip.spaced(), vectors::text(vector, "display"));
        assert_eq!(Nip::parse(&nip.spaced()), Ok(nip));
        let NipKind::CivilServant { year, month } = nip.kind() else {
            panic!("{vector}")
        };
        assert_eq!(format!("{year}-{month:02}"), vectors::text(vector, "tmt"));
    }
    for vector in vectors::list("/nip/invalid") {
        assert!(
            Nip::parse(vectors::text(vector, "nip")).is_err(),
            "{vector}"
        );
    }
}

#[test]
fn contract_staff_carry_the_round_of_their_appointment() {
    let nip = Nip::parse("199001012024211001").unwrap();
    assert_eq!(
        nip.kind(),
        NipKind::Contract {
            year: 2024,
            round: 21
        }
    );
}
