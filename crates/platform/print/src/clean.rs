//! Data fit for paper: a PDF for archives must not contain a sign for which there is no drawing.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Stands for a letter that no font here has.
pub const MISSING: char = '□';

/// Which letters can be drawn.
pub trait Drawable {
    /// Whether there is a drawing of this letter.
    fn has(&self, letter: char) -> bool;
}

impl<F: Fn(char) -> bool> Drawable for F {
    fn has(&self, letter: char) -> bool {
        self(letter)
    }
}

/// The same data with texts composed, without letters that only steer, and with [`MISSING`] for what
/// cannot be drawn.
pub fn data(value: &Value, fonts: &impl Drawable) -> Value {
    match value {
        Value::String(text) => Value::String(self::text(text, fonts)),
        Value::Array(all) => all.iter().map(|one| data(one, fonts)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), data(value, fonts)))
            .collect(),
        other => other.clone(),
    }
}

fn text(text: &str, fonts: &impl Drawable) -> String {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return text.to_owned();
    }
    let mut cleaned = String::with_capacity(text.len());
    for letter in text.nfc() {
        match letter {
            '\n' => cleaned.push('\n'),
            letter if letter.is_whitespace() => cleaned.push(' '),
            letter if is_steering(letter) => {}
            letter if fonts.has(letter) => cleaned.push(letter),
            _ => cleaned.push(MISSING),
        }
    }
    cleaned
}

/// Letters without a drawing of their own: controls, joiners, marks of direction, variation selectors.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_seen_as_missing_and_nothing_else_changes() {
        let latin = |letter: char| letter < '\u{250}';
        for (typed, printed) in [
            ("Siti *Rahmah* #evil[]", "Siti *Rahmah* #evil[]"),
            ("Ma\u{300}ruf", "M\u{e0}ruf"),
            ("a\u{202e}b\u{200b}c\u{0}", "abc"),
            ("dua\nbaris\u{a0}dan\ttab", "dua\nbaris dan tab"),
            ("漢 \u{1f600}", "□ □"),
        ] {
            assert_eq!(text(typed, &latin), printed);
        }
        let value = json!({ "a": ["漢", 3, null, { "b": true }] });
        let cleaned = json!({ "a": ["□", 3, null, { "b": true }] });
        assert_eq!(data(&value, &latin), cleaned);
    }
}
