//! Equal values are found, and nothing else can be told from an index.

use kernel::{FamilyCardNumber, Nik, Phone};
use vault::{Holder, KeySet, Purpose, WrappedKey};

use crate::support::*;

#[test]
fn a_nik_is_found_however_it_is_typed() {
    let keys = keys_of(pembantanan());
    let stored = keys.index(NIK, &Nik::parse("6303020703859001").unwrap());
    let asked = Nik::parse("6303 0207.0385-9001").unwrap();
    assert_eq!(keys.lookups(NIK, &asked), [stored]);
    let other = Nik::parse("6303020703859002").unwrap();
    assert_ne!(keys.lookups(NIK, &other), [stored]);

    let stored = keys.index(PHONE, &Phone::parse("+62 812-3456-7890").unwrap());
    let asked = Phone::parse("081234567890").unwrap();
    assert_eq!(keys.lookups(PHONE, &asked), [stored]);
}

#[test]
fn columns_villages_and_the_regency_do_not_share_an_index() {
    let (here, there) = (keys_of(pembantanan()), keys_of(neighbour()));
    let nik = Nik::parse("6303022511269001").unwrap();
    let card = FamilyCardNumber::parse("6303022511269001").unwrap();
    assert_ne!(here.index(NIK, &nik), here.index(CARD, &card));
    assert_ne!(here.index(NIK, &nik), there.index(NIK, &nik));
    let regency = keys_of(Holder::Regency);
    assert_ne!(here.index(NIK, &nik), regency.index(NIK, &nik));
    // What all villages ask the same keys is comparable.
    assert_eq!(regency.index(NIK, &nik), regency.index(NIK, &nik));
}

#[test]
fn an_index_does_not_print_itself() {
    let keys = keys_of(pembantanan());
    let index = keys.blind(NIK, b"6303020703859001");
    assert_eq!(format!("{index:?}"), "Blind(***)");
    assert_eq!(index.as_bytes().len(), 16);
}

/// A unique index on the column means what it says at every moment of a rotation.
#[test]
fn indexes_are_written_with_the_old_key_until_the_table_is_indexed_anew() {
    let (master, nik) = (master(&[1]), Nik::parse("6303020703859001").unwrap());
    let mut rows = WrappedKey::first(&master, pembantanan()).to_vec();
    let before = KeySet::unwrap(&master, pembantanan(), &rows).unwrap();
    let stored = before.index(NIK, &nik);

    let added = WrappedKey::following(&master, pembantanan(), Purpose::Index, &rows).unwrap();
    rows.push(added);
    let during = KeySet::unwrap(&master, pembantanan(), &rows).unwrap();
    assert_eq!(during.index(NIK, &nik), stored);
    assert_eq!(
        during.lookups(NIK, &nik),
        [stored, during.next_index(NIK, &nik)]
    );

    rows.retain(|row| row.purpose == Purpose::Seal || row.number.get() == 2);
    let after = KeySet::unwrap(&master, pembantanan(), &rows).unwrap();
    assert_eq!(after.index(NIK, &nik), during.next_index(NIK, &nik));
    assert_eq!(after.lookups(NIK, &nik), [after.index(NIK, &nik)]);
}
