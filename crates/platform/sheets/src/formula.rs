//! Keeps a spreadsheet that opens a CSV from taking somebody's text for a formula.
//!
//! A text that could be one gets an apostrophe in front; reading takes exactly that one away again.
//! So a name that begins with an apostrophe of its own (`'Aisyah`) is left alone in both directions,
//! and however often a file goes out and comes in, the text stays the same.

use std::borrow::Cow;

use crate::text::is_blank;

/// The text as it goes into a CSV.
pub(crate) fn guard(text: &str) -> Cow<'_, str> {
    if is_risky(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`guard`] was given, if it added something.
pub(crate) fn unguard(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('\'')?;
    is_risky(inner.trim_start_matches('\'')).then_some(inner)
}

/// Whether some spreadsheet may compute this. A dash alone means "nothing" and is harmless.
fn is_risky(text: &str) -> bool {
    let visible = text.trim_start_matches(is_blank);
    text.starts_with(['\t', '\r', '\n']) || (text != "-" && visible.starts_with(is_operator))
}

/// `= + - @`, also full-width and small ones, which some spreadsheets fold.
fn is_operator(letter: char) -> bool {
    matches!(
        letter,
        '=' | '+'
            | '-'
            | '@'
            | '\u{FF1D}'
            | '\u{FF0B}'
            | '\u{FF0D}'
            | '\u{FF20}'
            | '\u{FE66}'
            | '\u{FE62}'
            | '\u{FE63}'
            | '\u{FE6B}'
            | '\u{2212}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_guarded_and_nothing_else() {
        for (text, written) in [
            ("Budi", "Budi"),
            ("'Aisyah", "'Aisyah"),
            ("Ma'mun", "Ma'mun"),
            ("-", "-"),
            ("", ""),
            (
                "=HYPERLINK(\"http://x.test\",\"klik\")",
                "'=HYPERLINK(\"http://x.test\",\"klik\")",
            ),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("+6281200000000", "'+6281200000000"),
            ("\t=1+1", "'\t=1+1"),
            ("\r=1+1", "'\r=1+1"),
            (" =1+1", "' =1+1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("＝1+1", "'＝1+1"),
            ("－1", "'－1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
        ] {
            assert_eq!(guard(text), written, "{text:?}");
            assert_eq!(unguard(written).unwrap_or(written), text, "{text:?}");
        }
    }
}
