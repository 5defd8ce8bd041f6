//! What never enters the log: numbers of citizens and of telephones, and named personal data.

use serde_json::Value;
use telemetry::{MASK, is_forbidden, mask_numbers};

/// A text without 16-digit numbers (NIK, family card), without telephone numbers, and without what
/// Postgres cannot keep.
pub(super) fn text(text: &str) -> String {
    mask_phones(&mask_numbers(text)).replace('\0', "")
}

/// The same for every text in a value. Numbers that are not whole become texts: Postgres and serde
/// write and read them each in its own way, and the hash would not survive that.
pub(super) fn value(value: Value) -> Value {
    match value {
        Value::String(its) => Value::String(text(&its)),
        Value::Number(number) => {
            let written = text(&number.to_string());
            let is_whole = number.is_i64() || number.is_u64();
            if is_whole && written == number.to_string() {
                Value::Number(number)
            } else {
                Value::String(written)
            }
        }
        Value::Array(items) => items.into_iter().map(self::value).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, its)| {
                let its = if is_forbidden(&key) {
                    MASK.into()
                } else {
                    self::value(its)
                };
                (text(&key), its)
            })
            .collect(),
        other => other,
    }
}

/// Masks what starts like an Indonesian mobile number (08…, 628…, +62 8…) and has ten to fourteen
/// digits, single separators in between allowed.
fn mask_phones(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let starts = !before.is_some_and(|b: char| b.is_alphanumeric());
        let length = starts.then(|| phone_length(rest)).flatten();
        match length {
            Some(length) => {
                masked.push_str(MASK);
                rest = &rest[length..];
                before = None;
            }
            None => {
                masked.push(c);
                before = Some(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    masked
}

fn phone_length(text: &str) -> Option<usize> {
    let digits_from = text.strip_prefix('+').unwrap_or(text);
    let offset = text.len() - digits_from.len();
    let (mut digits, mut end, mut separated) = (String::new(), 0, true);
    for (at, c) in digits_from.char_indices() {
        match c {
            '0'..='9' => {
                digits.push(c);
                separated = false;
                end = at + 1;
            }
            ' ' | '-' | '.' if !separated => separated = true,
            _ => break,
        }
    }
    let is_mobile = digits.starts_with("08") || digits.starts_with("628");
    (is_mobile && (10..=14).contains(&digits.len())).then_some(offset + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_of_people_are_masked() {
        for (given, kept) in [
            ("Surat untuk 6303041208900001", "Surat untuk ***"),
            ("hubungi 0812-5123-4567 ya", "hubungi *** ya"),
            ("+62 812 5123 4567", "***"),
            ("wa.me/6281251234567", "wa.me/***"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(text(given), kept);
        }
        for kept in [
            "Rapat 08-12-2026 pukul 08.30",
            "63.03.04.2007",
            "Rp 800.000.000",
            "018f4e0c-1234-7123-8123-123456789012",
            "Gotong royong di RT 08",
            "",
        ] {
            assert_eq!(text(kept), kept);
        }
    }

    #[test]
    fn detail_is_masked_at_any_depth() {
        let given = json!({
            "nik": 6303041208900001_u64,
            "before": {"phone": "rumah", "judul": "Telp 081251234567"},
            "list": ["6303041208900001", 6303041208900001_u64, 17, 2.5, null, true],
        });
        let kept = json!({
            "nik": "***",
            "before": {"phone": "***", "judul": "Telp ***"},
            "list": ["***", "***", 17, "2.5", null, true],
        });
        assert_eq!(value(given), kept);
    }
}
