//! A passage as the rules see it: letters, words, and words with the digits read as letters.

use std::ops::Range;

use crate::folding::Folded;
use crate::page::Passage;
use crate::rules::Rules;
use crate::words::Words;

/// A passage, ready to be searched.
#[derive(Debug)]
pub(crate) struct Sight<'a> {
    pub(crate) text: &'a str,
    pub(crate) folded: Folded,
    pub(crate) plain: Words,
    pub(crate) squashed: Words,
}

impl<'a> Sight<'a> {
    pub(crate) fn of(passage: &'a Passage, rules: &Rules) -> Self {
        let folded = rules.lookalikes.fold(&passage.text, &passage.seams);
        Self {
            text: &passage.text,
            plain: Words::plain(&folded.glyphs),
            squashed: Words::squashed(&folded.glyphs, &rules.leet),
            folded,
        }
    }

    /// Where glyphs stand in the text as written.
    pub(crate) fn bytes(&self, glyphs: &Range<usize>) -> Range<usize> {
        let at = |glyph: usize| self.folded.glyphs[glyph].at as usize;
        let start = at(glyphs.start);
        let last = at(glyphs.end.max(glyphs.start + 1) - 1);
        let end = self.text[last..]
            .chars()
            .next()
            .map_or(last, |letter| last + letter.len_utf8());
        start..end
    }

    pub(crate) fn excerpt(&self, glyphs: &Range<usize>) -> String {
        let bytes = self.bytes(glyphs);
        crate::excerpt::around(self.text, bytes.start, bytes.end)
    }

    /// As many words before and after as asked for, nearest sentence or not.
    pub(crate) fn words_around(
        &self,
        glyphs: &Range<usize>,
        within: usize,
    ) -> impl Iterator<Item = &str> {
        let first = self.plain.of_glyph(glyphs.start);
        let last = self.plain.of_glyph(glyphs.end.saturating_sub(1));
        let end = (last + 1 + within).min(self.plain.words.len());
        (first.saturating_sub(within)..first)
            .chain((last + 1).min(end)..end)
            .map(|word| self.plain.text(word))
    }
}
