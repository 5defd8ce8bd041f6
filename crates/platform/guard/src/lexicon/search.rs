//! Searches a passage for all forms, from the plainest writing to the most disguised.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Hit, Lexicon};
use crate::folding::{CUT, FOREIGN, Glyph, SEAM, STYLED};
use crate::rules::Sign;
use crate::sight::Sight;
use crate::words::Words;

/// More occurrences of one form say nothing new.
const MOST_OF_A_FORM: usize = 200;

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    counts: HashMap<usize, usize>,
    places: HashSet<(usize, usize)>,
}

impl Found {
    pub(super) fn is_full(&self, form: usize) -> bool {
        self.counts
            .get(&form)
            .is_some_and(|count| *count >= MOST_OF_A_FORM)
    }

    fn has(&self, form: usize, glyph: usize) -> bool {
        self.places.contains(&(form, glyph))
    }

    /// Adds a hit, unless the same was found in a plainer way.
    pub(super) fn add(&mut self, hit: Hit) {
        if !self.is_full(hit.form) && self.places.insert((hit.form, hit.glyphs.start)) {
            *self.counts.entry(hit.form).or_default() += 1;
            self.hits.push(hit);
        }
    }
}

impl Lexicon {
    /// All occurrences that are not excused by the words around them.
    pub(crate) fn search(&self, sight: &Sight) -> Vec<Hit> {
        let mut found = Found::default();
        self.search_plain(sight, &mut found);
        self.search_squashed(sight, &mut found);
        self.search_inside(sight, &mut found);
        self.search_pieces(sight, &mut found);
        let mut hits = widest(found.hits);
        self.search_patterns(sight, &mut hits);
        hits
    }

    /// Whether the words around make a hit innocent: `slot` beside `posyandu`.
    pub(super) fn is_excused(&self, topic: usize, glyphs: &Range<usize>, sight: &Sight) -> bool {
        let topic = &self.topics[topic];
        !topic.unless_near.is_empty()
            && sight
                .words_around(glyphs, topic.within)
                .any(|word| topic.unless_near.contains(word))
    }

    pub(super) fn hit(
        &self,
        form: usize,
        glyphs: Range<usize>,
        disguise: Option<Sign>,
        sight: &Sight,
        found: &mut Found,
    ) {
        let topic = self.forms[form].topic;
        if found.is_full(form) || self.is_excused(topic, &glyphs, sight) {
            return;
        }
        found.add(Hit {
            topic,
            form,
            glyphs,
            disguise,
            by_chance: false,
        });
    }

    fn search_plain(&self, sight: &Sight, found: &mut Found) {
        for (form, range) in self.plain.find(&sight.plain.line) {
            if !found.is_full(form) {
                let (glyphs, marks) = whole_words(&sight.plain, &range);
                self.hit(form, glyphs, disguise_of(marks), sight, found);
            }
        }
    }

    fn search_squashed(&self, sight: &Sight, found: &mut Found) {
        for (form, range) in self.squashed.find(&sight.squashed.line) {
            if found.is_full(form) {
                continue;
            }
            let (glyphs, _) = whole_words(&sight.squashed, &range);
            if found.has(form, glyphs.start) {
                continue;
            }
            match compare(
                &sight.folded.glyphs[glyphs.clone()],
                &self.forms[form].letters,
            ) {
                Writing::Mimicked => self.hit(form, glyphs, Some(Sign::Leet), sight, found),
                Writing::Stretched => self.hit(form, glyphs, None, sight, found),
                // "Totto" is a name; "togell" is nothing else.
                Writing::Doubled if self.topic_of(form).inside => {
                    self.hit(form, glyphs, None, sight, found);
                }
                Writing::Same | Writing::Doubled => {}
            }
        }
    }

    fn search_inside(&self, sight: &Sight, found: &mut Found) {
        for (form, range) in self.inside.find(&sight.plain.line) {
            if found.is_full(form) {
                continue;
            }
            let word = &sight.plain.words[sight.plain.at(range.start)];
            let glyphs = word.glyphs.clone();
            self.hit(form, glyphs, disguise_of(word.marks), sight, found);
        }
        for (form, range) in self.inside_squashed.find(&sight.squashed.line) {
            if found.is_full(form) {
                continue;
            }
            let word = &sight.squashed.words[sight.squashed.at(range.start)];
            let glyphs = word.glyphs.clone();
            let mimics = sight.folded.glyphs[glyphs.clone()]
                .iter()
                .any(|glyph| !glyph.letter.is_alphabetic());
            // Chance makes any word within long rows of letters and digits.
            if mimics && glyphs.len() <= 30 {
                self.hit(form, glyphs, Some(Sign::Leet), sight, found);
            }
        }
    }

    /// Patterns add what the words did not say yet.
    fn search_patterns(&self, sight: &Sight, hits: &mut Vec<Hit>) {
        let said: Vec<Range<usize>> = hits
            .iter()
            .filter(|hit| !self.topics[hit.topic].weak)
            .map(|hit| hit.glyphs.clone())
            .collect();
        let is_said = |glyphs: &Range<usize>| {
            let next = said.partition_point(|said| said.end <= glyphs.start);
            said.get(next).is_some_and(|said| said.start < glyphs.end)
        };
        for (topic, group) in self.topics.iter().enumerate() {
            let Some(regex) = &group.regex else {
                continue;
            };
            let glyphs = regex
                .find_iter(&sight.plain.line)
                .take(MOST_OF_A_FORM)
                .filter(|found| !found.as_str().trim().is_empty())
                .map(|found| whole_words(&sight.plain, &found.range()).0)
                .find(|glyphs| !is_said(glyphs) && !self.is_excused(topic, glyphs, sight));
            if let Some(glyphs) = glyphs {
                hits.push(Hit {
                    topic,
                    form: self.forms.len() + topic,
                    glyphs,
                    disguise: None,
                    by_chance: false,
                });
            }
        }
    }
}

/// The glyphs and marks of the words that a range of the line touches.
fn whole_words(words: &Words, range: &Range<usize>) -> (Range<usize>, u8) {
    let touched = &words.line[range.clone()];
    let start = range.start + touched.len() - touched.trim_start().len();
    let end = range.start + touched.trim_end().len();
    let first = words.at(start);
    let last = words.at(end.saturating_sub(1)).max(first);
    let marks = words.words[first..=last]
        .iter()
        .fold(0, |marks, word| marks | word.marks);
    let glyphs = words.words[first].glyphs.start..words.words[last].glyphs.end;
    (glyphs, marks)
}

fn disguise_of(marks: u8) -> Option<Sign> {
    [
        (FOREIGN, Sign::Lookalike),
        (CUT, Sign::Invisible),
        (STYLED, Sign::Styled),
        (SEAM, Sign::Tagged),
    ]
    .into_iter()
    .find_map(|(mark, sign)| (marks & mark != 0).then_some(sign))
}

enum Writing {
    Same,
    /// Letters are doubled, as happens.
    Doubled,
    /// A letter stands three times or more, as does not just happen.
    Stretched,
    /// Digits, symbols or the capital I stand for letters.
    Mimicked,
}

fn compare(glyphs: &[Glyph], letters: &str) -> Writing {
    let own: Vec<char> = glyphs
        .iter()
        .map(|glyph| glyph.letter)
        .filter(|letter| letter.is_ascii_graphic() && !matches!(letter, ' ' | '-' | '.' | ','))
        .collect();
    if own.iter().copied().eq(letters.chars()) {
        return Writing::Same;
    }
    let once = |mut letters: Vec<char>| {
        letters.dedup();
        letters
    };
    if once(own.clone()) != once(letters.chars().collect()) {
        return Writing::Mimicked;
    }
    if own
        .windows(3)
        .any(|three| three.iter().all(|letter| *letter == three[0]))
    {
        Writing::Stretched
    } else {
        Writing::Doubled
    }
}

/// Leaves out hits that are part of another: `slot` within `slot gacor`.
fn widest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.glyphs.start, std::cmp::Reverse(hit.glyphs.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let is_new = hit.glyphs.end > end;
        end = end.max(hit.glyphs.end);
        is_new
    });
    hits
}
