//! Words that were taken apart: `s l o t`, `ju.di`, `to gel`, `g*cor`.

use std::ops::Range;

use super::search::Found;
use super::{Hit, Lexicon, SHORTEST_DISGUISED};
use crate::rules::Sign;
use crate::sight::Sight;
use crate::words::Word;

/// How many glyphs may stand between two letters of one word.
const WIDEST_GAP: usize = 4;
/// The most pieces a word is put together from.
const MOST_PIECES: usize = 8;
/// The most letters of such a word.
const MOST_LETTERS: usize = 24;

impl Lexicon {
    pub(super) fn search_pieces(&self, sight: &Sight, found: &mut Found) {
        self.search_single_letters(sight, found);
        self.search_joints(sight, found);
        self.search_neighbours(sight, found);
        self.search_masked(sight, found);
    }

    /// `s l o t   g a c o r`: one letter a word, four or more in a row.
    fn search_single_letters(&self, sight: &Sight, found: &mut Found) {
        let words = &sight.plain.words;
        let mut start = 0;
        while start < words.len() {
            let mut end = start;
            while end < words.len()
                && words[end].glyphs.len() == 1
                && (end == start || gap(&words[end - 1], &words[end]) <= WIDEST_GAP)
            {
                end += 1;
            }
            if end - start >= SHORTEST_DISGUISED {
                self.search_row(&words[start..end], sight, found);
            }
            start = end.max(start + 1);
        }
    }

    fn search_row(&self, row: &[Word], sight: &Sight, found: &mut Found) {
        let letters: Vec<char> = row
            .iter()
            .map(|word| sight.folded.glyphs[word.glyphs.start].letter)
            .collect();
        let digits = letters
            .iter()
            .filter(|letter| !letter.is_alphabetic())
            .count();
        if digits * 2 > letters.len() {
            return;
        }
        let mimic = |letters: &[char]| -> String {
            letters.iter().map(|letter| self.leet_of(*letter)).collect()
        };
        // Wider gaps divide the row into words.
        let gaps: Vec<usize> = row.windows(2).map(|pair| gap(&pair[0], &pair[1])).collect();
        let usual = gaps.iter().copied().min().unwrap_or(1);
        let mut from = 0;
        for to in 1..=row.len() {
            if to == row.len() || gaps[to - 1] > usual {
                if to - from >= SHORTEST_DISGUISED
                    && to - from <= MOST_LETTERS
                    && let Some(form) = self.mimicked.get(&mimic(&letters[from..to]))
                {
                    let glyphs = row[from].glyphs.start..row[to - 1].glyphs.end;
                    self.hit(*form, glyphs, Some(Sign::Spaced), sight, found);
                }
                from = to;
            }
        }
        let joined = mimic(&letters);
        if joined.is_ascii() {
            for (form, range) in self.apart.find(&joined) {
                let glyphs = row[range.start].glyphs.start..row[range.end - 1].glyphs.end;
                self.hit(form, glyphs, Some(Sign::Spaced), sight, found);
            }
        }
    }

    /// `ju.di`, `t-o-g-e-l`: pieces with marks and no gap between them.
    fn search_joints(&self, sight: &Sight, found: &mut Found) {
        let glyphs = &sight.folded.glyphs;
        self.search_windows(sight, MOST_PIECES, found, |left, right| {
            let between = &glyphs[left.glyphs.end..right.glyphs.start];
            (1..=2).contains(&between.len())
                && between
                    .iter()
                    .all(|glyph| !glyph.letter.is_whitespace() && !"@/&".contains(glyph.letter))
        });
    }

    fn search_windows(
        &self,
        sight: &Sight,
        most: usize,
        found: &mut Found,
        joins: impl Fn(&Word, &Word) -> bool,
    ) {
        let words = &sight.plain.words;
        let mut joined = String::new();
        for first in 0..words.len().saturating_sub(1) {
            if !joins(&words[first], &words[first + 1]) {
                continue;
            }
            joined.clear();
            self.mimic(sight, &words[first], &mut joined);
            let mut last = first;
            while last + 1 < words.len()
                && last + 1 - first < most
                && joins(&words[last], &words[last + 1])
            {
                last += 1;
                self.mimic(sight, &words[last], &mut joined);
                if joined.len() > MOST_LETTERS {
                    break;
                }
                if let Some(form) = self.mimicked.get(&joined)
                    && self.may_be_joined(*form, &words[first..=last], sight)
                {
                    let range = words[first].glyphs.start..words[last].glyphs.end;
                    self.hit(*form, range, Some(Sign::Spaced), sight, found);
                }
            }
        }
    }

    /// Hyphens divide words at the end of a line, and numbers follow words.
    fn may_be_joined(&self, form: usize, pieces: &[Word], sight: &Sight) -> bool {
        let letters = |word: &Word| {
            sight.folded.glyphs[word.glyphs.clone()]
                .iter()
                .map(|glyph| glyph.letter)
        };
        let single = pieces.iter().all(|word| word.glyphs.len() == 1);
        let number = pieces
            .iter()
            .any(|word| letters(word).all(|letter| letter.is_ascii_digit()));
        let between: Range<usize> = pieces[0].glyphs.end..pieces[1].glyphs.start;
        let hyphen = sight.folded.glyphs[between]
            .iter()
            .all(|glyph| glyph.letter == '-');
        // Forms of several words were found already, whatever stood between these.
        let form = &self.forms[form];
        let own_words = !form.is_one_word && pieces.iter().all(|word| word.glyphs.len() > 2);
        !own_words && (single || !number) && (single || !hyphen || self.topics[form.topic].inside)
    }

    /// `to gel`: neighbours that make one telling word. Half the points, since it may be chance.
    fn search_neighbours(&self, sight: &Sight, found: &mut Found) {
        let words = &sight.plain.words;
        let glyphs = &sight.folded.glyphs;
        let mut joined = String::new();
        for first in 0..words.len() {
            joined.clear();
            joined.push_str(sight.plain.text(first));
            for last in first + 1..words.len().min(first + 4) {
                let between = &glyphs[words[last - 1].glyphs.end..words[last].glyphs.start];
                if !(1..=2).contains(&between.len())
                    || between.iter().any(|glyph| glyph.letter != ' ')
                {
                    break;
                }
                joined.push_str(sight.plain.text(last));
                if joined.len() > MOST_LETTERS {
                    break;
                }
                let range = words[first].glyphs.start..words[last].glyphs.end;
                if let Some(form) = self.joined.get(&joined)
                    && self.forms[*form].is_one_word
                    && joined.len() > SHORTEST_DISGUISED
                    && self.topic_of(*form).inside
                    && !self.is_excused(self.forms[*form].topic, &range, sight)
                {
                    found.add(Hit {
                        topic: self.forms[*form].topic,
                        form: *form,
                        glyphs: range,
                        disguise: None,
                        by_chance: true,
                    });
                }
            }
        }
    }

    /// `sl*t`: the vowels are tried.
    fn search_masked(&self, sight: &Sight, found: &mut Found) {
        let glyphs = &sight.folded.glyphs;
        let is_part =
            |at: usize| glyphs[at].letter.is_ascii_alphanumeric() || glyphs[at].letter == '*';
        let mut next = 0;
        while let Some(star) = (next..glyphs.len()).find(|at| glyphs[*at].letter == '*') {
            let back = star.saturating_sub(MOST_LETTERS);
            let start = (back..star)
                .rev()
                .take_while(|at| is_part(*at))
                .last()
                .unwrap_or(star);
            let end = (star..glyphs.len().min(star + MOST_LETTERS))
                .find(|at| !is_part(*at))
                .unwrap_or(glyphs.len().min(star + MOST_LETTERS));
            next = end.max(star + 1);
            let word: Vec<char> = glyphs[start..end]
                .iter()
                .map(|glyph| glyph.letter)
                .collect();
            let stars = word.iter().filter(|letter| **letter == '*').count();
            if stars > 2 || word.len() < SHORTEST_DISGUISED || word.len() > MOST_LETTERS {
                continue;
            }
            for vowels in 0..5_usize.pow(u32::try_from(stars).unwrap_or(0)) {
                let mut rest = vowels;
                let tried: String = word
                    .iter()
                    .map(|letter| match letter {
                        '*' => {
                            let vowel = "aiueo".as_bytes()[rest % 5];
                            rest /= 5;
                            char::from(vowel)
                        }
                        letter => *letter,
                    })
                    .collect();
                if let Some(form) = self.joined.get(&tried) {
                    self.hit(*form, start..end, Some(Sign::Masked), sight, found);
                }
            }
        }
    }

    fn mimic(&self, sight: &Sight, word: &Word, out: &mut String) {
        let glyphs = &sight.folded.glyphs[word.glyphs.clone()];
        out.extend(glyphs.iter().map(|glyph| self.leet_of(glyph.letter)));
    }
}

fn gap(left: &Word, right: &Word) -> usize {
    right.glyphs.start - left.glyphs.end
}
