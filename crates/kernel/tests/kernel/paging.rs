//! Cursors survive the way through an address, and nothing else does.

use jiff::Timestamp;
use kernel::Cursor;
use uuid::Uuid;

fn cursor() -> Cursor {
    let at: Timestamp = "2026-11-25T04:00:00.123456789Z".parse().expect("a moment");
    Cursor::new(
        at,
        Uuid::from_u128(0x0192_f00d_0000_7000_8000_0000_0000_0001),
    )
}

#[test]
fn a_cursor_keeps_microseconds_and_id() {
    let read = Cursor::decode(&cursor().encode()).unwrap();
    assert_eq!(read, cursor());
    assert_eq!(read.at().as_microsecond(), cursor().at().as_microsecond());
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        format!("\"{}\"", cursor().encode())
    );
}

#[test]
fn every_changed_letter_is_noticed() {
    let word = cursor().encode();
    assert!(
        word.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
    for at in 0..word.len() {
        for other in ["A", "z", "0", "_"] {
            let mut changed = word.clone();
            changed.replace_range(at..=at, other);
            assert!(
                changed == word || Cursor::decode(&changed).is_err(),
                "{changed}"
            );
        }
    }
}

#[test]
fn shortened_and_lengthened_words_are_refused() {
    let word = cursor().encode();
    for text in [
        "",
        "a",
        &word[1..],
        &word[..word.len() - 1],
        &format!("{word}A"),
        &format!("{word}="),
        &word.repeat(1000),
        "🎉",
        "' or 1=1 --",
    ] {
        let message = Cursor::decode(text).unwrap_err().to_string();
        assert!(message.contains("halaman pertama"));
    }
}
