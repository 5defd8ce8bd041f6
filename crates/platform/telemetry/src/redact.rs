//! What never leaves the process in a log line or a trace, whoever writes it there by mistake.

use std::borrow::Cow;

/// Names of fields whose values are masked. Also when they are the last part of a dotted name:
/// `citizen.nik`. A village is written as its slug in `village`, a request as `request_id`.
pub const FORBIDDEN_FIELDS: [&str; 16] = [
    "nik",
    "kk",
    "pin",
    "phone",
    "whatsapp",
    "email",
    "name",
    "full_name",
    "address",
    "body",
    "password",
    "token",
    "secret",
    "cookie",
    "authorization",
    "birth_date",
];

/// Written instead of a masked value.
pub const MASK: &str = "***";

/// Whether a field of this name may not be shown. `otel.…` steers the exporter and is no data.
pub fn is_forbidden(field: &str) -> bool {
    if field.starts_with("otel.") {
        return false;
    }
    let last = field.rsplit('.').next().unwrap_or(field);
    FORBIDDEN_FIELDS
        .iter()
        .any(|forbidden| last.eq_ignore_ascii_case(forbidden))
}

/// Masks what is sixteen digits long in a text: a NIK or the number of a family card that came
/// in through an error of the database, for example. Separators do not hide one.
pub fn mask_numbers(text: &str) -> Cow<'_, str> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < 16 {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut masked = String::new();
    let (mut kept_to, mut at) = (0, 0);
    while at < bytes.len() {
        match starts_at(bytes, at)
            .then(|| sixteen_digits(&bytes[at..]))
            .flatten()
        {
            Some(length) => {
                masked.push_str(&text[kept_to..at]);
                masked.push_str(MASK);
                at += length;
                kept_to = at;
            }
            None => at += 1,
        }
    }
    if kept_to == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[kept_to..]);
    Cow::Owned(masked)
}

/// Not within a word or a longer number, nor in a later group of one: a UUID is no NIK.
fn starts_at(bytes: &[u8], at: usize) -> bool {
    match bytes[..at] {
        [.., before, b'-' | b'.'] => {
            !before.is_ascii_alphanumeric() || sixteen_digits(&bytes[at..]) == Some(16)
        }
        [.., before] => !before.is_ascii_alphanumeric(),
        [] => true,
    }
}

/// The length of exactly sixteen digits at the start, single separators in between allowed.
fn sixteen_digits(bytes: &[u8]) -> Option<usize> {
    let (mut digits, mut end) = (0, 0);
    let mut separated = true; // a separator must stand between digits
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                separated = false;
                end = index + 1;
            }
            b' ' | b'.' | b'-' if !separated && digits < 16 => separated = true,
            _ => break,
        }
        if digits > 16 {
            return None;
        }
    }
    let ends = bytes
        .get(end)
        .is_none_or(|byte| !byte.is_ascii_alphanumeric());
    (digits == 16 && ends).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_personal_data_are_known_in_any_depth_and_case() {
        for name in ["nik", "NIK", "citizen.nik", "kk", "comment.body", "email"] {
            assert!(is_forbidden(name), "{name}");
        }
        for name in [
            "village",
            "request_id",
            "otel.name",
            "status",
            "duration_ms",
            "route",
        ] {
            assert!(!is_forbidden(name), "{name}");
        }
    }

    #[test]
    fn sixteen_digits_are_masked_wherever_they_stand() {
        assert_eq!(
            mask_numbers("Key (x)=(6303041208900001) exists"),
            "Key (x)=(***) exists"
        );
        assert_eq!(mask_numbers("6303041208900001"), "***");
        assert_eq!(mask_numbers("nik-6303041208900001"), "nik-***");
        assert_eq!(
            mask_numbers("6303 0412 0890 0001, 6303-0412-0890-0001."),
            "***, ***."
        );
        assert_eq!(mask_numbers("é6303041208900001é"), "é***é");
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "63.03.04.2007",
            "12345678901234567",
            "a6303041208900001",
            "",
            "15 ms",
            "018f4e0c-1234-7123-8123-123456789012",
            "2026-11-25T10:07:03.123456789Z",
        ] {
            assert_eq!(mask_numbers(text), text);
        }
    }
}
