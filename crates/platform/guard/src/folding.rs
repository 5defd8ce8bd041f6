//! From characters as written to the letters a reader takes them for.
//!
//! Every glyph remembers where it stood, so that a match can be shown as it was written.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_security::confusable_detection::skeleton;

/// A typographic variant of a letter: mathematical, full width, circled, small capital.
pub(crate) const STYLED: u8 = 1;
/// A letter of another script that looks like a Latin one.
pub(crate) const FOREIGN: u8 = 2;
/// An invisible character stood before it.
pub(crate) const CUT: u8 = 4;
/// A tag stood before it.
pub(crate) const SEAM: u8 = 8;

/// One character as a reader sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    /// Lower case; a Latin letter where it looks like one.
    pub(crate) letter: char,
    /// Where it begins in the text as written, in bytes.
    pub(crate) at: u32,
    /// [`STYLED`], [`FOREIGN`], [`CUT`], [`SEAM`].
    pub(crate) marks: u8,
}

/// A text as letters, with what was found on the way.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    pub(crate) glyphs: Vec<Glyph>,
    /// Where invisible characters stand between two Latin letters; the first few.
    pub(crate) cuts: Vec<usize>,
    /// Where the direction of writing is overridden, if it is.
    pub(crate) turned: Option<usize>,
}

/// Look-alikes that no standard table knows, from the rules.
#[derive(Debug, Default)]
pub(crate) struct Lookalikes(HashMap<char, char>);

impl FromIterator<(char, char)> for Lookalikes {
    fn from_iter<I: IntoIterator<Item = (char, char)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

const MOST_CUTS: usize = 64;

impl Lookalikes {
    /// `seams` are the offsets at which tags stood, ascending.
    pub(crate) fn fold(&self, text: &str, seams: &[u32]) -> Folded {
        let mut folded = Folded::default();
        folded.glyphs.reserve(text.len());
        let mut met: HashMap<char, (Vec<char>, u8)> = HashMap::new();
        let mut seams = seams.iter().copied().peekable();
        let mut pending = 0;
        let mut cut_at = None;

        for (at, written) in text.char_indices() {
            let position = u32::try_from(at).unwrap_or(u32::MAX);
            while seams.next_if(|seam| *seam <= position).is_some() {
                pending |= SEAM;
            }
            if is_invisible(written) {
                if matches!(written, '\u{202d}' | '\u{202e}') {
                    folded.turned.get_or_insert(at);
                }
                pending |= CUT;
                // A soft hyphen is what word processors leave behind; it is no trick by itself.
                if written != '\u{ad}' {
                    cut_at = Some(at);
                }
                continue;
            }
            let first = folded.glyphs.len();
            if written.is_ascii() {
                folded.glyphs.push(Glyph {
                    letter: written.to_ascii_lowercase(),
                    at: position,
                    marks: pending,
                });
            } else {
                let (letters, marks) = met.entry(written).or_insert_with(|| self.read(written));
                folded.glyphs.extend(letters.iter().map(|letter| Glyph {
                    letter: *letter,
                    at: position,
                    marks: *marks | pending,
                }));
            }
            // A combining mark leaves no glyph: what is pending then belongs to the next.
            if folded.glyphs.len() > first {
                if let Some(cut) = cut_at.take()
                    && folded.cuts.len() < MOST_CUTS
                    && first > 0
                    && folded.glyphs[first - 1].letter.is_ascii_alphabetic()
                    && folded.glyphs[first].letter.is_ascii_alphabetic()
                {
                    folded.cuts.push(cut);
                }
                pending = 0;
            }
        }
        folded
    }

    /// What a character that is not ASCII is read as, and which marks that gives.
    fn read(&self, written: char) -> (Vec<char>, u8) {
        if let Some(letter) = self.0.get(&written).copied().or_else(|| boxed(written)) {
            return (vec![letter], STYLED);
        }
        if written.is_whitespace() {
            return (vec![' '], 0);
        }
        if is_combining_mark(written) {
            return (Vec::new(), 0);
        }
        if let Some(letters) = ascii(written.nfkd()) {
            let marks = if is_accented(written) { 0 } else { STYLED };
            return (letters, marks);
        }
        // The capital often looks Latin where the small letter does not: т and Т.
        let shapes = std::iter::once(written).chain(written.to_uppercase());
        for shape in shapes {
            let looks_like: String = skeleton(shape.encode_utf8(&mut [0; 4])).collect();
            // The table of the standard shows m as two letters, since r and n side by side look so.
            if looks_like == "rn" {
                return (vec!['m'], mark_of(written));
            }
            if let Some(letters) = ascii(looks_like.chars()) {
                return (letters, mark_of(written));
            }
        }
        (written.to_lowercase().collect(), 0)
    }
}

fn mark_of(written: char) -> u8 {
    match (written.is_alphabetic(), is_latin(written)) {
        (true, false) => FOREIGN,
        (true, true) => STYLED,
        (false, _) => 0,
    }
}

/// The letters without their marks, if all of them are ASCII.
fn ascii(letters: impl Iterator<Item = char>) -> Option<Vec<char>> {
    let kept: Vec<char> = letters
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    (!kept.is_empty() && kept.iter().all(char::is_ascii)).then_some(kept)
}

/// Whether a character is a Latin letter with an accent, as in "Café".
fn is_accented(written: char) -> bool {
    let mut plain = true;
    decompose_canonical(written, |part| {
        plain &= part.is_ascii() || is_combining_mark(part);
    });
    plain
}

fn is_latin(letter: char) -> bool {
    matches!(letter,
        'a'..='z' | 'A'..='Z' | '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{2af}' | '\u{1d00}'..='\u{1dbf}'
        | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}'
        | '\u{ab30}'..='\u{ab6f}')
}

/// Letters in boxes and circles and those of flags, which have no decomposition.
fn boxed(written: char) -> Option<char> {
    let first = match written {
        '\u{1f150}'..='\u{1f169}' => 0x1f150,
        '\u{1f170}'..='\u{1f189}' => 0x1f170,
        '\u{1f1e6}'..='\u{1f1ff}' => 0x1f1e6,
        _ => return None,
    };
    let place = u8::try_from(u32::from(written) - first).ok()?;
    Some(char::from(b'a' + place))
}

/// Characters that take no room: joiners, marks of direction, selectors, tags, control characters.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || (letter.is_control() && !letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Lookalikes::default()
            .fold(text, &[])
            .glyphs
            .iter()
            .map(|glyph| glyph.letter)
            .collect()
    }

    #[test]
    fn look_alikes_are_read_as_what_they_look_like() {
        assert_eq!(read("ѕӏоt gасоr"), "slot gacor");
        assert_eq!(read("𝓢𝓛𝓞𝓣 𝐆𝐀𝐂𝐎𝐑 ｊｕｄｉ Ⓢⓛⓞⓣ"), "slot gacor judi slot");
        assert_eq!(read("🇸🇱🇴🇹 🅢🅛🅞🅣 Ꮪlоt"), "slot slot slot");
        assert_eq!(read("тоgеl МАХWIN"), "togel maxwin");
        assert_eq!(read("S̶l̲o\u{200b}t"), "slot");
    }

    #[test]
    fn other_writing_stays_what_it_is() {
        assert_eq!(read("Café Jum’at"), "cafe jum'at");
        assert!(read("ꦱꦸꦒꦼꦁ").chars().all(|letter| !letter.is_ascii()));
    }

    #[test]
    fn marks_tell_what_was_done() {
        let folded = Lookalikes::default().fold("sl\u{200b}оt é", &[1]);

        let marks: Vec<u8> = folded.glyphs.iter().map(|glyph| glyph.marks).collect();
        assert_eq!(marks, [0, SEAM, CUT | FOREIGN, 0, 0, 0]);
        assert_eq!(folded.cuts, [2]);
    }
}
