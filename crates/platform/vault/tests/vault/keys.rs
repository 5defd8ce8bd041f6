//! Keys of villages, closed by master keys.

use vault::{Holder, KeyError, KeyNumber, KeySet, Purpose, WrappedKey};

use crate::support::*;

fn opened(numbers: &[u16], rows: &[WrappedKey]) -> Result<KeySet, KeyError> {
    KeySet::unwrap(&master(numbers), pembantanan(), rows)
}

#[test]
fn the_newest_master_key_closes_and_older_ones_open() {
    let old = WrappedKey::first(&master(&[1]), pembantanan());
    assert_eq!(old[0].master(), Some(KeyNumber::FIRST));
    let cell = NIK.of(row(1));
    let sealed = opened(&[1], &old).unwrap().seal(cell, b"x");

    let both = master(&[2, 1]);
    assert_eq!(both.newest().get(), 2);
    let new: Vec<WrappedKey> = old
        .iter()
        .map(|key| key.rewrapped(&both, pembantanan()).unwrap().unwrap())
        .collect();
    assert!(new.iter().all(|key| key.master() == KeyNumber::new(2)));
    assert!(
        new.iter()
            .all(|key| key.rewrapped(&both, pembantanan()) == Ok(None))
    );
    for (numbers, rows) in [(&[1, 2][..], &old[..]), (&[1, 2], &new), (&[2], &new)] {
        assert!(opened(numbers, rows).unwrap().open(cell, &sealed).is_ok());
    }
}

#[test]
fn a_master_key_that_was_taken_away_too_early_is_named() {
    let rows = WrappedKey::first(&master(&[1]), pembantanan());
    let error = opened(&[2], &rows).unwrap_err();
    assert_eq!(
        error.to_string(),
        "seal key 1 is wrapped by master key 1, which is not configured"
    );
    assert!(rows[0].rewrapped(&master(&[2]), pembantanan()).is_err());
}

#[test]
fn wrapped_keys_do_not_change_holder_purpose_or_number() {
    let rows = WrappedKey::first(&master(&[1]), pembantanan());
    assert!(KeySet::unwrap(&master(&[1]), neighbour(), &rows).is_err());
    assert!(KeySet::unwrap(&master(&[1]), Holder::Regency, &rows).is_err());
    let swapped = [
        WrappedKey {
            purpose: Purpose::Index,
            ..rows[0].clone()
        },
        WrappedKey {
            purpose: Purpose::Seal,
            ..rows[1].clone()
        },
    ];
    assert!(opened(&[1], &swapped).is_err());
    let two = KeyNumber::new(2).unwrap();
    let renumbered = [
        rows[0].clone(),
        WrappedKey {
            number: two,
            ..rows[1].clone()
        },
    ];
    assert!(opened(&[1], &renumbered).is_err());
    for at in 0..rows[0].wrapped.len() {
        let mut changed = rows.clone();
        changed[0].wrapped[at] ^= 1;
        assert!(opened(&[1], &changed).is_err(), "byte {at}");
        changed[0].wrapped.truncate(at);
        assert!(opened(&[1], &changed).is_err(), "cut at {at}");
    }
}

#[test]
fn a_set_without_a_key_or_with_two_of_a_number_is_none() {
    let [seal, index] = WrappedKey::first(&master(&[1]), pembantanan());
    let missing = |rows: &[WrappedKey]| opened(&[1], rows).unwrap_err();
    assert_eq!(missing(&[]), KeyError::Missing(Purpose::Seal));
    assert_eq!(
        missing(std::slice::from_ref(&seal)),
        KeyError::Missing(Purpose::Index)
    );
    let number = KeyNumber::FIRST;
    assert_eq!(
        missing(&[seal.clone(), seal, index]),
        KeyError::Twice {
            purpose: Purpose::Seal,
            number
        }
    );
}

#[test]
fn a_new_key_seals_and_the_old_one_still_opens() {
    let mut rows = WrappedKey::first(&master(&[1]), pembantanan()).to_vec();
    let before = opened(&[1], &rows).unwrap();
    let cell = NIK.of(row(1));
    let old = before.seal(cell, b"x");
    rows.push(WrappedKey::following(&master(&[1]), pembantanan(), Purpose::Seal, &rows).unwrap());
    assert!(!before.is_of(&rows));

    let after = opened(&[1], &rows).unwrap();
    assert!(after.is_of(&rows));
    assert!(!after.is_current(&old));
    let new = after.reseal(cell, &old).unwrap().unwrap();
    assert_eq!(new[..3], after.current_prefix());
    assert_eq!(**after.open(cell, &new).unwrap(), *b"x");
    assert!(after.open(cell, &old).is_ok());
    // A process that did not yet hear of it learns it from the value.
    assert_eq!(before.open(cell, &new), Err(vault::OpenError::UnknownKey));
    rows.reverse();
    assert!(after.is_of(&rows));
}

#[test]
fn numbers_of_keys_have_an_end() {
    assert_eq!(KeyNumber::new(0), None);
    assert_eq!(KeyNumber::new(-1), None);
    assert_eq!(KeyNumber::new(65_536), None);
    let last = KeyNumber::new(65_535).unwrap();
    let row = WrappedKey {
        purpose: Purpose::Seal,
        number: last,
        wrapped: Vec::new(),
    };
    assert_eq!(
        WrappedKey::following(&master(&[1]), pembantanan(), Purpose::Seal, &[row]),
        Err(KeyError::NoNumberLeft(Purpose::Seal))
    );
}

#[test]
fn keys_do_not_print_themselves() {
    let rows = WrappedKey::first(&master(&[1]), pembantanan());
    assert_eq!(
        format!("{rows:?}"),
        "[WrappedKey(seal 1), WrappedKey(index 1)]"
    );
    assert_eq!(format!("{:?}", master(&[1, 3])), "MasterKeys([1, 3])");
    assert_eq!(Purpose::from_word("index"), Some(Purpose::Index));
    assert_eq!(Purpose::from_word("x"), None);
}
