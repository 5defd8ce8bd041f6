//! Texts as they were meant: one form of Unicode, no invisible characters, no odd blanks around.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

/// A blank of any kind, also those that look like nothing.
pub(crate) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || is_invisible(letter)
}

/// Characters of no width that come along when a text is copied from a PDF or a chat.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// NFC, without invisible characters, without blanks at both ends; every odd blank within becomes an
/// ordinary one, line breaks stay as `\n`.
pub(crate) fn tidy(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|byte| byte < 0x20 || byte == 0x7F) {
        return text.trim_matches(' ').to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let plain = text.chars().filter_map(|letter| match letter {
        '\n' | '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() || is_invisible(letter) => None,
        letter => Some(letter),
    });
    let plain: String = plain.collect();
    let plain = plain.trim();
    if is_nfc(plain) {
        plain.to_owned()
    } else {
        plain.nfc().collect()
    }
}

/// On one line, with single blanks.
pub(crate) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// What is left of a header when case, blanks, accents and punctuation do not count: `No. KK` and
/// `no_kk` are one.
///
/// ```
/// assert_eq!(sheets::fold("  No. KK *"), "nokk");
/// assert_eq!(sheets::fold("Téléphone (WA)"), "telephonewa");
/// ```
pub fn fold(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    letters
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The letter of a column as the spreadsheet shows it; the first is 0.
///
/// ```
/// assert_eq!([0, 25, 26, 701, 702].map(sheets::letter), ["A", "Z", "AA", "ZZ", "AAA"]);
/// ```
pub fn letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

/// The column of a reference like `AB12`, the first is 0; nothing when it is none.
pub(crate) fn column_of(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0u32;
    for letter in letters.take(4) {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column * 26 + digit;
    }
    column.checked_sub(1).filter(|column| *column < 16_384)
}

/// The row of a reference like `AB12`.
pub(crate) fn row_of(reference: &str) -> Option<u32> {
    let digits = reference.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    digits
        .parse()
        .ok()
        .filter(|row| (1..=1_048_576).contains(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_blanks_and_invisible_characters_go() {
        for (raw, meant) in [
            ("Budi", "Budi"),
            ("  Siti   Aminah ", "Siti   Aminah"),
            ("\u{a0}6303995212050005\u{a0}", "6303995212050005"),
            ("Melati\u{200b}", "Melati"),
            ("\u{feff}NIK", "NIK"),
            ("Me\u{0301}lati", "M\u{00e9}lati"),
            ("Jl. Veteran\r\nRT 02", "Jl. Veteran\nRT 02"),
            ("a\tb", "a b"),
            ("a\u{a0}b", "a b"),
            ("\u{2003}\t\n ", ""),
            ("\u{0}x\u{7f}", "x"),
        ] {
            assert_eq!(tidy(raw), meant, "{raw:?}");
        }
    }

    #[test]
    fn tidying_twice_changes_nothing() {
        for raw in ["\u{200b} a", " \u{ad} b \u{200e}", "e\u{200d}\u{0301}"] {
            assert_eq!(tidy(&tidy(raw)), tidy(raw), "{raw:?}");
        }
    }

    #[test]
    fn lines_have_single_blanks() {
        assert_eq!(line("  Siti \n  Aminah "), "Siti Aminah");
    }

    #[test]
    fn references_are_read() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("xfd1048576"), Some(16_383));
        assert_eq!(column_of("XFE1"), None);
        assert_eq!(column_of("12"), None);
        assert_eq!(row_of("AB12"), Some(12));
        assert_eq!(row_of("AB"), None);
        assert_eq!(row_of("A1048577"), None);
    }
}
