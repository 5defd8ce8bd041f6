//! A text cut into words, in two ways: as it reads, and with digits read as the letters they mimic.

use std::ops::Range;

use crate::folding::Glyph;

/// A word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The word within [`Words::line`].
    pub(crate) span: Range<usize>,
    /// Its glyphs.
    pub(crate) glyphs: Range<usize>,
    /// The marks of all its glyphs; those of the first that concern what stood before it left out.
    pub(crate) marks: u8,
    /// Follows the word before without a gap: the digits of `slot88`.
    pub(crate) attached: bool,
}

/// The words of a text on one line, each between spaces, so that whole words can be searched.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// ` slot 88 gacor `
    pub(crate) line: String,
    pub(crate) words: Vec<Word>,
}

/// Which letters the digits and symbols of ASCII stand for when they stand among letters.
#[derive(Clone, Debug)]
pub(crate) struct Leet(pub(crate) [Option<char>; 128]);

/// Longer words are no words: a picture as text, a key.
const LONGEST_WORD: usize = 64;

impl Words {
    /// Cut where no letter or digit stands; digits at an end are a word of their own.
    pub(crate) fn plain(glyphs: &[Glyph]) -> Self {
        let mut cut = Self::new(glyphs.len());
        for range in runs(glyphs, |at| glyphs[at].letter.is_alphanumeric()) {
            let (head, name, tail) = without_digits(glyphs, range);
            let mut attached = false;
            for part in [head, name, tail] {
                if !part.is_empty() {
                    cut.push(glyphs, part, attached, |glyph, line| {
                        line.push(glyph.letter)
                    });
                    attached = true;
                }
            }
        }
        cut
    }

    /// Cut likewise, but `g@c0r` is one word, and every word is [squashed](Leet::squash).
    pub(crate) fn squashed(glyphs: &[Glyph], leet: &Leet) -> Self {
        let is_word = |at: usize| {
            let letter = glyphs[at].letter;
            letter.is_alphanumeric()
                // "$lot" and "g@cor", but not the mark at the end of "slot!"
                || (leet.letter(letter).is_some()
                    && glyphs
                        .get(at + 1)
                        .is_some_and(|next| next.letter.is_alphanumeric()))
        };
        let mut cut = Self::new(glyphs.len());
        for range in runs(glyphs, is_word) {
            let (head, name, tail) = without_digits(glyphs, range);
            let mut attached = false;
            for part in [head, name, tail] {
                if part.is_empty() {
                    continue;
                }
                let mut last = None;
                let mimic = !glyphs[part.clone()]
                    .iter()
                    .all(|glyph| is_digit(glyph.letter));
                cut.push(glyphs, part, attached, |glyph, line| {
                    let letter = if mimic {
                        leet.squash(glyph.letter)
                    } else {
                        glyph.letter
                    };
                    if !mimic || last != Some(letter) {
                        line.push(letter);
                    }
                    last = Some(letter);
                });
                attached = true;
            }
        }
        cut
    }

    /// The word at an offset of [`Words::line`].
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.words
            .partition_point(|word| word.span.start <= offset)
            .saturating_sub(1)
    }

    /// The word a glyph belongs to, or the one before it.
    pub(crate) fn of_glyph(&self, glyph: usize) -> usize {
        self.words
            .partition_point(|word| word.glyphs.start <= glyph)
            .saturating_sub(1)
    }

    pub(crate) fn text(&self, word: usize) -> &str {
        &self.line[self.words[word].span.clone()]
    }

    fn new(size: usize) -> Self {
        let mut line = String::with_capacity(size + 2);
        line.push(' ');
        Self {
            line,
            words: Vec::new(),
        }
    }

    fn push(
        &mut self,
        glyphs: &[Glyph],
        range: Range<usize>,
        attached: bool,
        mut write: impl FnMut(&Glyph, &mut String),
    ) {
        let start = self.line.len();
        let mut marks =
            glyphs[range.start].marks & (crate::folding::STYLED | crate::folding::FOREIGN);
        for (place, glyph) in glyphs[range.clone()].iter().enumerate() {
            if place > 0 {
                marks |= glyph.marks;
            }
            write(glyph, &mut self.line);
        }
        self.words.push(Word {
            span: start..self.line.len(),
            glyphs: range,
            marks,
            attached,
        });
        self.line.push(' ');
    }
}

impl Leet {
    fn letter(&self, written: char) -> Option<char> {
        self.0.get(written as usize).copied().flatten()
    }

    /// The letter that stands for all that look like it; l and i are one.
    pub(crate) fn squash(&self, written: char) -> char {
        match self.letter(written).unwrap_or(written) {
            'l' => 'i',
            letter => letter,
        }
    }
}

/// Runs of glyphs that belong to words; very long ones are left out.
fn runs(glyphs: &[Glyph], is_word: impl Fn(usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            let start = (next..glyphs.len()).find(|at| is_word(*at))?;
            let end = (start..glyphs.len())
                .find(|at| !is_word(*at))
                .unwrap_or(glyphs.len());
            next = end;
            if end - start <= LONGEST_WORD {
                return Some(start..end);
            }
        }
    })
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// Digits before, the word, digits after: `777` `slot` `88`, and `dewa` `4d`.
///
/// A single digit stays within a word, since it may be a letter: `jud1`, `5lot`.
fn without_digits(
    glyphs: &[Glyph],
    range: Range<usize>,
) -> (Range<usize>, Range<usize>, Range<usize>) {
    let all = &glyphs[range.clone()];
    let before = all
        .iter()
        .take_while(|glyph| is_digit(glyph.letter))
        .count();
    let mut after = all
        .iter()
        .rev()
        .take_while(|glyph| is_digit(glyph.letter))
        .count();
    if let [.., number, d] = all
        && d.letter == 'd'
        && matches!(number.letter, '2'..='6')
        && all.len() > 4
    {
        after = 2;
    }
    let whole = range.start..range.start;
    let (before, after) = (
        if before > 1 { before } else { 0 },
        if after > 1 { after } else { 0 },
    );
    if before + after >= all.len() {
        return (whole, range.clone(), range.end..range.end);
    }
    let (name, tail) = (range.start + before, range.end - after);
    (range.start..name, name..tail, tail..range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folding::Lookalikes;

    fn leet() -> Leet {
        let mut table = [None; 128];
        for (sign, letter) in [('0', 'o'), ('1', 'i'), ('4', 'a'), ('5', 's'), ('@', 'a')] {
            table[sign as usize] = Some(letter);
        }
        Leet(table)
    }

    #[test]
    fn words_stand_between_spaces() {
        let glyphs = Lookalikes::default()
            .fold("Slot88, 777gacor! dewa4d RT 03", &[])
            .glyphs;

        let words = Words::plain(&glyphs);

        assert_eq!(words.line, " slot 88 777 gacor dewa 4d rt 03 ");
        assert_eq!(words.text(words.at(7)), "88");
        assert!(words.words[1].attached);
    }

    #[test]
    fn squashed_words_show_what_digits_hide() {
        let glyphs = Lookalikes::default()
            .fold("5l0t g@c0r! slooot 2026 jud1 a@", &[])
            .glyphs;

        let words = Words::squashed(&glyphs, &leet());

        assert_eq!(words.line, " siot gacor siot 2026 judi a ");
    }
}
