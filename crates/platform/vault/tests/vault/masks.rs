//! Templates and logs get the mask, never the value.

use kernel::{FamilyCardNumber, Nik, PersonName, Phone};
use vault::{Closed, OpenError, Private, Recorded};

use crate::support::*;

/// Everything a value could be printed with.
fn printed<T: Private>(value: &Closed<T>) -> String {
    let json = serde_json::to_string(&[value]).unwrap();
    format!(
        "{value} {value:?} {value:#?} {value:60} {json} {}",
        value.masked()
    )
}

#[test]
fn closed_values_print_only_their_masks() {
    let nik = Closed::new(Nik::parse("6303020703859001").unwrap());
    assert_eq!(nik.to_string(), "630302******9001");
    assert!(!printed(&nik).contains("070385"));

    let card = Closed::new(FamilyCardNumber::parse("6303022511269001").unwrap());
    assert_eq!(card.to_string(), "630302******9001");
    assert!(!printed(&card).contains("251126"));

    let phone = Closed::new(Phone::parse("081234567890").unwrap());
    assert_eq!(phone.to_string(), "08**-****-*890");
    assert!(!printed(&phone).contains("3456"));

    let mother = Closed::new(PersonName::parse("Nur'aini binti H. Abdurrahman").unwrap());
    assert_eq!(mother.to_string(), "N*** b*** H*** A***");
    assert!(!printed(&mother).contains("aini"));
    assert!(!printed(&mother).contains("bdur"));
}

#[test]
fn logs_get_nothing_at_all() {
    let nik = Closed::new(Nik::parse("6303020703859001").unwrap());
    assert_eq!(format!("{nik:?}"), "Closed(***)");
    assert_eq!(
        format!("{:?}", nik.show(&Recorded::as_entry(7))),
        "Shown(***)"
    );
    let keys = keys_of(pembantanan());
    assert_eq!(
        format!("{keys:?}"),
        r#"KeySet { holder: "d_6303042007", seal: [1], index: [1] }"#
    );
}

#[test]
fn a_look_that_was_recorded_shows_the_value_as_people_write_it() {
    let look = Recorded::as_entry(7);
    let phone = Closed::new(Phone::parse("+6281234567890").unwrap());
    assert_eq!(phone.show(&look).to_string(), "0812-3456-7890");
    let nik = Closed::new(Nik::parse("6303020703859001").unwrap());
    assert_eq!(
        serde_json::to_string(&nik.show(&look)).unwrap(),
        "\"6303020703859001\""
    );
    assert_eq!(look.entry(), 7);
}

#[test]
fn values_come_out_of_the_vault_as_they_went_in() {
    let keys = keys_of(pembantanan());
    let (nik, phone) = (
        Nik::parse("6303020703859001").unwrap(),
        Phone::parse("(0511) 4000001").unwrap(),
    );
    let sealed = keys.close(NIK.of(row(1)), &nik);
    assert_eq!(
        keys.read::<Nik>(NIK.of(row(1)), &sealed).unwrap().expose(),
        &nik
    );
    let sealed = keys.close(PHONE.of(row(1)), &phone);
    assert_eq!(
        keys.read::<Phone>(PHONE.of(row(1)), &sealed)
            .unwrap()
            .expose(),
        &phone
    );
    for name in ["Sya'rani", "Nur’aini", "H. M. Ma'ruf, S.Pd.I", "Bi"] {
        let name = PersonName::parse(name).unwrap();
        let sealed = keys.close(MOTHER.of(row(1)), &name);
        let read = keys.read::<PersonName>(MOTHER.of(row(1)), &sealed).unwrap();
        assert_eq!(read.expose(), &name);
    }
}

#[test]
fn what_is_no_nik_is_not_read_as_one() {
    let keys = keys_of(pembantanan());
    let sealed = keys.seal(NIK.of(row(1)), b"belum ada");
    assert_eq!(
        keys.read::<Nik>(NIK.of(row(1)), &sealed),
        Err(OpenError::Damaged)
    );
    let sealed = keys.seal(NIK.of(row(1)), &[0xFF, 0xFE]);
    assert_eq!(
        keys.read::<Nik>(NIK.of(row(1)), &sealed),
        Err(OpenError::Damaged)
    );
}
