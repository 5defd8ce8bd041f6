//! Rupiah, number formats and numbers in words.

use kernel::{Rupiah, RupiahError, bytes_label, decimal, terbilang, thousands};

use crate::vectors;

#[test]
fn amounts_are_written_as_in_the_vectors() {
    for vector in vectors::list("/rupiah/format") {
        let amount = Rupiah(vectors::number(vector, "in"));
        assert_eq!(amount.to_string(), vectors::text(vector, "out"));
        assert_eq!(amount.with_sen(), vectors::text(vector, "out_sen"));
        assert_eq!(amount.to_string().parse(), Ok(amount));
        assert_eq!(amount.with_sen().parse(), Ok(amount));
    }
}

#[test]
fn amounts_are_read_as_in_the_vectors() {
    for vector in vectors::list("/rupiah/parse") {
        let read = Rupiah::parse(vectors::text(vector, "in"));
        match (vector["out"].as_i64(), vector["out_decimal"].as_str()) {
            (Some(amount), _) => assert_eq!(read, Ok(Rupiah(amount)), "{vector}"),
            (None, Some(decimal)) => {
                let half_up = decimal.parse::<f64>().unwrap().round();
                assert_eq!(read.unwrap().0 as f64, half_up, "{vector}");
            }
            (None, None) => assert_eq!(read, Err(RupiahError::Separator), "{vector}"),
        }
    }
}

#[test]
fn handwritten_prices_are_read() {
    let read = |text: &str| Rupiah::parse(text).unwrap().0;
    assert_eq!(read("Rp. 25.000,-"), 25_000);
    assert_eq!(read("rp\u{a0}25.000"), 25_000);
    assert_eq!(read("Rp-1.000"), -1_000);
    assert_eq!(read("\u{2212}Rp1.000"), -1_000);
    assert_eq!(read("(Rp1.000)"), -1_000);
    assert_eq!(read("0,49"), 0);
    assert_eq!(read("0,5"), 1);
}

#[test]
fn doubtful_amounts_are_refused_with_a_reason() {
    let refused = |text: &str| Rupiah::parse(text).unwrap_err();
    for text in [
        "1.5",
        "1.50.000",
        "1500.000",
        ".500",
        "1,2,3",
        "1.000,123",
        ",5",
        "1.",
    ] {
        assert_eq!(refused(text), RupiahError::Separator, "{text}");
    }
    assert_eq!(refused("--5"), RupiahError::Character);
    assert_eq!(refused("(-5)"), RupiahError::Character);
    assert_eq!(refused("dua juta"), RupiahError::Character);
    assert_eq!(refused("Rp"), RupiahError::Empty);
    assert_eq!(refused(" "), RupiahError::Empty);
    assert_eq!(refused("99999999999999999999"), RupiahError::TooLarge);
    assert_eq!(refused("9223372036854775808"), RupiahError::TooLarge);
    assert_eq!(Rupiah::parse("-9223372036854775808"), Ok(Rupiah(i64::MIN)));
}

#[test]
fn json_holds_a_number_and_forms_may_send_text() {
    assert_eq!(serde_json::to_string(&Rupiah(1500)).unwrap(), "1500");
    assert_eq!(
        serde_json::from_str::<Rupiah>("1500").unwrap(),
        Rupiah(1500)
    );
    assert_eq!(
        serde_json::from_str::<Rupiah>(r#""Rp1.500""#).unwrap(),
        Rupiah(1500)
    );
}

#[test]
fn numbers_in_words_follow_the_vectors() {
    for vector in vectors::list("/terbilang/cases") {
        assert_eq!(
            terbilang(vectors::number(vector, "in")),
            vectors::text(vector, "out")
        );
    }
    for vector in vectors::list("/terbilang/money") {
        let amount = Rupiah(vectors::number(vector, "in"));
        assert_eq!(amount.words(), vectors::text(vector, "out"));
    }
    assert_eq!(terbilang(-21_000), "minus dua puluh satu ribu");
    assert!(terbilang(i64::MIN).starts_with("minus sembilan kuintiliun"));
}

#[test]
fn numbers_are_grouped_in_thousands() {
    assert_eq!(thousands(0), "0");
    assert_eq!(thousands(100_000), "100.000");
    assert_eq!(thousands(i64::MIN), "-9.223.372.036.854.775.808");
    assert_eq!(decimal(1_234.5, 1), "1.234,5");
    assert_eq!(decimal(-0.04, 1), "0,0");
    assert_eq!(decimal(-3.29332, 5), "-3,29332");
    assert_eq!(decimal(999.99, 0), "1.000");
    assert_eq!(decimal(f64::NAN, 1), "–");
}

#[test]
fn sizes_step_up_before_they_reach_a_thousand() {
    assert_eq!(bytes_label(0), "0 B");
    assert_eq!(bytes_label(999), "999 B");
    assert_eq!(bytes_label(999_499), "999 KB");
    assert_eq!(bytes_label(999_500), "1 MB");
    assert_eq!(bytes_label(1_250_000), "1,3 MB");
    assert_eq!(bytes_label(999_949_999), "999,9 MB");
    assert_eq!(bytes_label(999_950_000), "1 GB");
    assert_eq!(bytes_label(u64::MAX), "18.446.744,1 TB");
}
