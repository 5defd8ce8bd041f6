//! A value opens at its place and nowhere else.

use proptest::prelude::*;
use vault::{Column, KeySet, OpenError, WrappedKey};

use crate::support::*;

#[test]
fn a_value_opens_at_its_place_only() {
    let keys = keys_of(pembantanan());
    let sealed = keys.seal(NIK.of(row(1)), b"6303020703859001");
    assert_eq!(
        **keys.open(NIK.of(row(1)), &sealed).unwrap(),
        *b"6303020703859001"
    );
    assert!(!sealed.windows(4).any(|part| part == b"6303"));

    let elsewhere = [
        NIK.of(row(2)),
        PHONE.of(row(1)),
        Column::new("families", "nik").of(row(1)),
        Column::new("residentsn", "ik").of(row(1)),
    ];
    for cell in elsewhere {
        assert_eq!(keys.open(cell, &sealed), Err(OpenError::WrongPlace));
    }
}

/// Even when somebody copied the keys over too.
#[test]
fn a_value_of_another_village_does_not_open_here() {
    let master = master(&[1]);
    let rows = WrappedKey::first(&master, pembantanan());
    let keys = KeySet::unwrap(&master, pembantanan(), &rows).unwrap();
    let sealed = keys.seal(NIK.of(row(1)), b"6303020703859001");
    let others = keys_of(neighbour());
    assert_eq!(
        others.open(NIK.of(row(1)), &sealed),
        Err(OpenError::WrongPlace)
    );
    assert!(KeySet::unwrap(&master, neighbour(), &rows).is_err());
}

/// The mark of the place only names the mistake: who forges it is refused by the cipher.
#[test]
fn a_forged_mark_does_not_move_a_value() {
    let keys = keys_of(pembantanan());
    let mut moved = keys.seal(NIK.of(row(1)), b"6303020703859001");
    let other = keys.seal(NIK.of(row(2)), b"6303025708909002");
    moved[3..11].copy_from_slice(&other[3..11]);
    assert_eq!(keys.open(NIK.of(row(2)), &moved), Err(OpenError::Damaged));
}

#[test]
fn every_changed_bit_is_noticed() {
    let keys = keys_of(pembantanan());
    let cell = NIK.of(row(1));
    let sealed = keys.seal(cell, b"6303020703859001");
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            assert!(keys.open(cell, &changed).is_err(), "byte {at}, bit {bit}");
        }
        assert!(keys.open(cell, &sealed[..at]).is_err(), "cut at {at}");
    }
    let longer = [sealed.as_slice(), &[0]].concat();
    assert_eq!(keys.open(cell, &longer), Err(OpenError::Damaged));
}

#[test]
fn a_key_that_is_not_here_is_told_from_damage() {
    let cell = NIK.of(row(1));
    let (one, two) = (keys_of(pembantanan()), keys_of(pembantanan()));
    let sealed = one.seal(cell, b"x");
    // Another key under the same number.
    assert_eq!(two.open(cell, &sealed), Err(OpenError::Damaged));
    let mut renumbered = sealed;
    renumbered[2] = 9;
    assert_eq!(one.open(cell, &renumbered), Err(OpenError::UnknownKey));
}

#[test]
fn errors_say_nothing_about_the_value() {
    for error in [
        OpenError::WrongPlace,
        OpenError::Damaged,
        OpenError::UnknownKey,
    ] {
        let told = format!("{error} {error:?}");
        assert!(
            !told.chars().any(|letter| letter.is_ascii_digit()),
            "{told}"
        );
    }
}

#[test]
fn lengths_of_names_are_hidden() {
    let keys = keys_of(pembantanan());
    let length = |name: &str| keys.seal(MOTHER.of(row(1)), name.as_bytes()).len();
    assert_eq!(length("Nor"), length("Siti Noor Jannatul Firdaus"));
    assert_eq!(length("6303020703859001"), 83);
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_again(plain in prop::collection::vec(any::<u8>(), 0..200), id: u128) {
        let keys = keys_of(pembantanan());
        let sealed = keys.seal(MOTHER.of(row(id)), &plain);
        prop_assert_eq!(&**keys.open(MOTHER.of(row(id)), &sealed).unwrap(), plain.as_slice());
        prop_assert!(keys.is_current(&sealed));
        prop_assert_eq!(keys.reseal(MOTHER.of(row(id)), &sealed), Ok(None));
    }

    #[test]
    fn rubbish_never_opens_and_never_panics(rubbish in prop::collection::vec(any::<u8>(), 0..200)) {
        let keys = keys_of(pembantanan());
        prop_assert!(keys.open(NIK.of(row(1)), &rubbish).is_err());
        prop_assert!(keys.reseal(NIK.of(row(1)), &rubbish).is_err());
    }
}

/// Ten thousand residents. Run with `--ignored` to see the figures.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_values_take_milliseconds() {
    use std::time::Instant;

    let master = master(&[1]);
    let rows = WrappedKey::first(&master, pembantanan());
    let begin = Instant::now();
    for _ in 0..1_000 {
        KeySet::unwrap(&master, pembantanan(), &rows).unwrap();
    }
    println!("opening a set of keys: {:?}", begin.elapsed() / 1_000);

    let keys = KeySet::unwrap(&master, pembantanan(), &rows).unwrap();
    let begin = Instant::now();
    let sealed: Vec<_> = (0..10_000)
        .map(|id| keys.seal(NIK.of(row(id)), b"6303020703859001"))
        .collect();
    println!("sealing 10,000: {:?}", begin.elapsed());
    let begin = Instant::now();
    for (id, sealed) in (0..).zip(&sealed) {
        keys.open(NIK.of(row(id)), sealed).unwrap();
    }
    println!("opening 10,000: {:?}", begin.elapsed());
    let begin = Instant::now();
    for id in 0..10_000_u32 {
        keys.blind(NIK, &id.to_be_bytes());
    }
    println!("indexing 10,000: {:?}", begin.elapsed());
}
