//! Hosts as they come in with requests (cases C043 and C050).

use std::collections::HashMap;

use kernel::{HostError, HostName};

fn host(raw: &str) -> HostName {
    HostName::parse(raw).unwrap_or_else(|error| panic!("{raw}: {error}"))
}

fn refused(raw: &str) -> HostError {
    HostName::parse(raw).expect_err(raw)
}

#[test]
fn spellings_of_one_host_become_the_same() {
    let plain = host("pembantanan.banjarkab.go.id");
    for raw in [
        "PEMBANTANAN.banjarkab.go.id",
        "pembantanan.banjarkab.go.id.",
        "pembantanan.banjarkab.go.id:8080",
        "Pembantanan.BanjarKab.GO.ID.:443",
        "pembantanan.banjarkab.go.id:",
        "ｐｅｍｂａｎｔａｎａｎ.banjarkab.go.id",
        "pembantanan。banjarkab.go.id",
    ] {
        assert_eq!(host(raw), plain, "{raw}");
    }
}

#[test]
fn foreign_letters_become_punycode() {
    assert_eq!(host("désa.test").as_str(), "xn--dsa-bma.test");
    assert_eq!(host("xn--dsa-bma.test").as_str(), "xn--dsa-bma.test");
    assert_eq!(host("XN--DSA-BMA.test").as_str(), "xn--dsa-bma.test");
}

#[test]
fn malformed_hosts_are_refused_for_their_reason() {
    let cases = [
        ("", HostError::Empty),
        (".", HostError::Empty),
        (":8080", HostError::Empty),
        ("a..test", HostError::EmptyLabel),
        ("a.test..", HostError::EmptyLabel),
        (".test", HostError::EmptyLabel),
        ("_.banjarkab.test", HostError::Character),
        ("suka_maju.banjarkab.test", HostError::Character),
        ("%73uka-maju.banjarkab.test", HostError::Character),
        ("a b.test", HostError::Character),
        (" a.test", HostError::Character),
        ("a.test\t", HostError::Character),
        ("a.test/x", HostError::Character),
        ("user@a.test", HostError::Character),
        ("a.test\0", HostError::Character),
        ("*.test", HostError::Character),
        ("-.banjarkab.test", HostError::EdgeHyphen),
        ("a-.test", HostError::EdgeHyphen),
        ("a.test:x", HostError::Port),
        ("a.test:-1", HostError::Port),
        ("a.test:+80", HostError::Port),
        ("a.test:65536", HostError::Port),
        ("a.test:80:90", HostError::Port),
        ("[::1", HostError::Ip),
        ("[suka]", HostError::Ip),
        ("[::1%eth0]", HostError::Ip),
        ("[::1]x", HostError::Character),
        ("[::1]:x", HostError::Port),
        ("1.2.3", HostError::Ip),
        ("256.1.1.1", HostError::Ip),
        ("suka.maju.7", HostError::Ip),
        ("\u{200d}.test", HostError::International),
    ];
    for (raw, error) in cases {
        assert_eq!(refused(raw), error, "{raw:?}");
    }
    assert_eq!(refused(&"a".repeat(300)), HostError::TooLong);
    assert_eq!(refused(&"a".repeat(100_000)), HostError::TooLong);
    assert_eq!(refused(&"é".repeat(400)), HostError::TooLong);
    assert_eq!(
        refused(&format!("{}.test", "a".repeat(64))),
        HostError::LabelTooLong
    );
    assert_eq!(host(&format!("{}.test", "a".repeat(63))).as_str().len(), 68);
}

#[test]
fn addresses_are_recognised() {
    for (raw, shown) in [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1:8080", "127.0.0.1"),
        ("[::1]", "::1"),
        ("[::1]:8080", "::1"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
    ] {
        assert_eq!(host(raw).as_str(), shown);
        assert!(host(raw).is_ip());
    }
    assert!(!host("suka-maju").is_ip());
    assert!(!host("1.2.3.4.test").is_ip());
}

#[test]
fn only_a_single_label_in_front_of_the_base_can_be_a_village() {
    let base = host("banjarkab.test");
    assert_eq!(
        host("suka-maju.banjarkab.test").label_under(&base),
        Some("suka-maju")
    );
    for raw in [
        "banjarkab.test",
        "x.suka-maju.banjarkab.test",
        "suka-maju.banjarkab.test.evil.test",
        "suka-majubanjarkab.test",
        "suka-maju",
        "127.0.0.1",
    ] {
        assert_eq!(host(raw).label_under(&base), None, "{raw}");
    }
    assert!(host("x.suka-maju.banjarkab.test").is_within(&base));
    assert!(host("banjarkab.test").is_within(&base));
    assert!(!host("evilbanjarkab.test").is_within(&base));
}

#[test]
fn a_map_of_hosts_can_be_asked_with_plain_text() {
    let map = HashMap::from([(host("desapembantanan.id"), 1)]);
    assert_eq!(map.get("desapembantanan.id"), Some(&1));
}
