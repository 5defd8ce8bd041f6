//! The few words around a match that a moderator gets to see.

use crate::folding::is_invisible;

/// The longest excerpt, in characters.
pub(crate) const LONGEST: usize = 80;
/// How much of the surroundings is shown on each side, in characters.
const AROUND: usize = 20;

/// `text[from..to]` with a little around it. Offsets may be anywhere; they are moved to characters.
pub(crate) fn around(text: &str, from: usize, to: usize) -> String {
    let from = floor(text, from);
    let to = floor(text, to.max(from));
    let start = text[..from]
        .char_indices()
        .rev()
        .take(AROUND)
        .last()
        .map_or(from, |(at, _)| at);
    let end = text[to..]
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(at, _)| to + at);
    let mut shown = String::new();
    if start > 0 {
        shown.push('…');
    }
    shown.push_str(&text[start..end]);
    if end < text.len() {
        shown.push('…');
    }
    short(&shown)
}

/// The beginning of `text` on one line.
pub(crate) fn short(text: &str) -> String {
    let mut line = String::new();
    let mut letters = 0;
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = letters > 0;
            continue;
        }
        if letters + 2 + usize::from(gap) > LONGEST {
            line.push('…');
            return line;
        }
        if gap {
            line.push(' ');
            letters += 1;
            gap = false;
        }
        // Overrides of direction would turn the moderator's page around, so they are not kept.
        line.push(if is_invisible(letter) { '·' } else { letter });
        letters += 1;
    }
    line
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line_without_tricks() {
        let text = "Baris satu\n\n\tbaris\u{202e} dua ".repeat(10);

        let shown = around(&text, 30, 40);

        assert!(shown.chars().count() <= LONGEST);
        assert!(!shown.contains(['\n', '\t', '\u{202e}']));
        assert!(shown.contains("baris· dua"));
        assert_eq!(short(&"x".repeat(200)).chars().count(), LONGEST);
        assert_eq!(around("é", 1, 9), "é");
    }
}
