//! RT, RW and hamlets as offices write them.

use kernel::{AreaNumber, HamletName};

fn number(text: &str) -> Option<String> {
    let read = AreaNumber::read(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    read.map(|number| number.to_string())
}

#[test]
fn one_rt_has_many_spellings() {
    for text in [
        "2",
        "02",
        "002",
        "RT 02",
        "RT.02",
        "rt-2",
        "RT002",
        "2.0",
        "2,0",
        " 2 ",
        "RT. 002",
        "Rukun Tetangga 2",
        "No. 2",
        "RT: 2",
    ] {
        assert_eq!(number(text).as_deref(), Some("002"), "{text:?}");
    }
    assert_eq!(number("RW 01").as_deref(), Some("001"));
    assert_eq!(number("3a").as_deref(), Some("003A"));
    assert_eq!(number("RT 3 A").as_deref(), Some("003A"));
    assert_eq!(AreaNumber::read("RT 3A").unwrap().unwrap().short(), "3A");
    assert_eq!(AreaNumber::read("010").unwrap().unwrap().short(), "10");
}

#[test]
fn a_level_that_is_missing_is_none() {
    for text in [
        "",
        "-",
        "0",
        "00",
        "000",
        "0.0",
        " ",
        "RT",
        "RW -",
        "tidak ada",
        "n/a",
    ] {
        assert_eq!(number(text), None, "{text:?}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "Mawar", "1.5", "1/2", "2-3", "12345", "RT dua", "1000", "0A",
    ] {
        assert!(AreaNumber::read(text).is_err(), "{text:?}");
    }
}

#[test]
fn rt_and_rw_of_one_cell_come_apart() {
    let pair = |text: &str| {
        let (rt, rw) =
            AreaNumber::read_pair(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        (rt.map(|rt| rt.short()), rw.map(|rw| rw.short()))
    };
    let both = (Some("2".to_owned()), Some("1".to_owned()));
    for text in ["002/001", "RT.02/RW.01", "RT 2 RW 1", "rt02 rw01", "2 / 1"] {
        assert_eq!(pair(text), both, "{text:?}");
    }
    assert_eq!(pair("RT 3"), (Some("3".to_owned()), None));
    assert_eq!(pair("RW 3"), (None, Some("3".to_owned())));
    assert_eq!(pair("003/000"), (Some("3".to_owned()), None));
    assert_eq!(pair("-"), (None, None));
}

#[test]
fn numbers_are_sorted_as_numbers() {
    let mut read: Vec<AreaNumber> = ["10", "RT 9", "003", "3A", "1"]
        .iter()
        .filter_map(|text| AreaNumber::read(text).unwrap())
        .collect();
    read.sort_unstable();
    let sorted: Vec<String> = read.iter().map(AreaNumber::short).collect();
    assert_eq!(sorted, ["1", "3", "3A", "9", "10"]);
}

#[test]
fn hamlets_are_the_same_however_their_number_is_written() {
    let read = |text: &str| HamletName::read(text).unwrap_or_else(|| panic!("{text:?}"));
    for text in ["Dusun II", "dusun 2", "DSN. 02", "II", "2"] {
        assert_eq!(read(text), read("Dusun 2"), "{text:?}");
    }
    assert_eq!(read("Dusun Bi'ih"), read("BIIH"));
    assert_eq!(read("Handil Bujur II"), read("handil  bujur 2"));
    assert_ne!(read("Dusun I"), read("Dusun II"));
    assert_ne!(read("Dusun Mix"), read("Dusun 1009"));
    assert_eq!(read("Dusun Tengah").to_string(), "Tengah");
    let mut all: Vec<HamletName> = ["Dusun X", "Dusun IX", "Dusun 2"].map(read).to_vec();
    all.sort();
    assert_eq!(all, ["2", "9", "10"].map(read));
    for text in ["", "-", "0", "Dusun", "tidak ada", "Dusun -", "n/a"] {
        assert_eq!(HamletName::read(text), None, "{text:?}");
    }
}
