//! How a typed text is read: what counts as the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words people put around an answer. The words of the labels ("buah", "hewan") come on top, see
/// [`crate::question::is_label_word`].
const AROUND: &[&str] = &[
    "1",
    "2",
    "adalah",
    "dan",
    "dengan",
    "dua",
    "ialah",
    "itu",
    "jawaban",
    "jawabannya",
    "juga",
    "kata",
    "kedua",
    "kemudian",
    "kode",
    "kodenya",
    "lalu",
    "pertama",
    "plus",
    "sama",
    "satu",
    "serta",
    "yaitu",
    "yang",
];

/// Spellings that stand for the same sound, in the order in which they are replaced: the spelling
/// of before 1972 first, then letters that people take for one another.
const SAME_SOUND: &[(&str, &str)] = &[
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("oe", "u"),
    ("kh", "k"),
    ("ch", "k"),
    ("sy", "s"),
    ("y", "j"),
    ("f", "p"),
    ("v", "p"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
];

/// Splits a text into words of small letters and digits, without accents. Full-width and other
/// styled letters become plain ones, and what is invisible vanishes.
pub(crate) fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !is_invisible(c) && !matches!(c, '\'' | '’' | '`'))
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a word says nothing about the answer.
pub(crate) fn is_around(word: &str) -> bool {
    AROUND.contains(&word)
}

/// A word as it sounds: `djeruk`, `jerruk` and `jeruk` become one.
pub(crate) fn sound(word: &str) -> String {
    let mut sound = word.to_owned();
    for (spelling, same) in SAME_SOUND {
        sound = sound.replace(spelling, same);
    }
    let mut previous = None;
    sound.retain(|c| previous.replace(c) != Some(c));
    for (end, same) in [("ai", "e"), ("au", "o"), ("h", "")] {
        if let Some(stem) = sound.strip_suffix(end) {
            sound = format!("{stem}{same}");
        }
    }
    sound
}

/// Zero-width characters, direction marks, the byte order mark and the soft hyphen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_through_what_surrounds_them() {
        assert_eq!(words("  Jeruk,\tAPÉL! "), ["jeruk", "apel"]);
        assert_eq!(words("ｋ３-ＨＲ\u{200b}T"), ["k3", "hrt"]);
        assert!(words("\0 … 🌶️").is_empty());
    }

    #[test]
    fn old_and_careless_spellings_sound_the_same() {
        for (typed, meant) in [
            ("djeruk", "jeruk"),
            ("doekoe", "duku"),
            ("kutjing", "kucing"),
            ("ajam", "ayam"),
            ("ketjapi", "kecapi"),
            ("jamboe", "jambu"),
            ("gaja", "gajah"),
            ("zebera", "sebera"),
            ("wajann", "wajan"),
            ("voly", "foly"),
        ] {
            assert_eq!(sound(typed), sound(meant), "{typed}, {meant}");
        }
        assert_ne!(sound("duku"), sound("kuku"));
    }
}
