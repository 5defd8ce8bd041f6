//! The words of gambling and defacement, and where they occur in a text however they are written.

mod pieces;
mod search;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::folding::Lookalikes;
use crate::rules::{About, Rule, RulesError, Sign};
use crate::words::{Leet, Words};

/// A group of words, or a pattern.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) rule: Rule,
    pub(crate) about: About,
    /// Says little alone; counts in full only in the company of others.
    pub(crate) weak: bool,
    /// So telling that it counts within longer words and across gaps.
    pub(crate) inside: bool,
    pub(crate) forms: Vec<String>,
    pub(crate) regex: Option<Regex>,
    /// Words that make it innocent.
    pub(crate) unless_near: HashSet<String>,
    /// How many words away these may stand.
    pub(crate) within: usize,
}

/// Where a form of a topic occurs.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) topic: usize,
    /// Tells the forms of all topics apart.
    pub(crate) form: usize,
    /// Range of glyphs.
    pub(crate) glyphs: Range<usize>,
    /// How it was disguised, if it was.
    pub(crate) disguise: Option<Sign>,
    /// Put together from words that are words by themselves: perhaps by chance.
    pub(crate) by_chance: bool,
}

/// All topics with the machines that search for them.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) topics: Vec<Topic>,
    forms: Vec<Form>,
    /// Whole words in [`Words::plain`].
    plain: Searcher,
    /// Whole words in [`Words::squashed`].
    squashed: Searcher,
    /// Within words in [`Words::plain`].
    inside: Searcher,
    /// Within words in [`Words::squashed`].
    inside_squashed: Searcher,
    /// Within letters that stood apart, mimicked but not squashed.
    apart: Searcher,
    /// Forms without their gaps.
    joined: HashMap<String, usize>,
    /// Likewise, mimicked.
    mimicked: HashMap<String, usize>,
    leet: Leet,
}

#[derive(Debug)]
struct Form {
    topic: usize,
    /// Its letters without gaps.
    letters: String,
    is_one_word: bool,
}

/// An automaton with the forms its patterns belong to.
#[derive(Debug)]
struct Searcher {
    automaton: AhoCorasick,
    forms: Vec<usize>,
}

/// Shorter forms are searched for only as they are: too much looks like them.
const SHORTEST_DISGUISED: usize = 4;

impl Lexicon {
    pub(crate) fn compile(
        topics: Vec<Topic>,
        lookalikes: &Lookalikes,
        leet: &Leet,
    ) -> Result<Self, RulesError> {
        let mut forms = Vec::new();
        let mut joined = HashMap::new();
        let mut mimicked = HashMap::new();
        let mut lists: [Vec<(String, usize)>; 5] = Default::default();
        let [plain, squashed, inside, inside_squashed, apart] = &mut lists;
        for (topic, group) in topics.iter().enumerate() {
            for written in &group.forms {
                let form = forms.len();
                let glyphs = lookalikes.fold(written, &[]).glyphs;
                let words = Words::plain(&glyphs);
                let letters = words.line.replace(' ', "");
                if letters.len() < 2 {
                    return Err(RulesError::Form {
                        id: group.rule.id.clone(),
                        form: written.clone(),
                    });
                }
                plain.push((words.line.clone(), form));
                if letters.len() >= SHORTEST_DISGUISED {
                    let squash = Words::squashed(&glyphs, leet).line;
                    let mimic: String = letters.chars().map(|letter| leet.squash(letter)).collect();
                    if group.inside {
                        inside.push((letters.clone(), form));
                        inside_squashed.push((squash.replace(' ', ""), form));
                        apart.push((mimic.clone(), form));
                    }
                    squashed.push((squash, form));
                    joined.entry(letters.clone()).or_insert(form);
                    mimicked.entry(mimic).or_insert(form);
                }
                forms.push(Form {
                    topic,
                    letters,
                    is_one_word: words.words.len() == 1,
                });
            }
        }
        let [plain, squashed, inside, inside_squashed, apart] = lists;
        Ok(Self {
            plain: Searcher::new(plain)?,
            squashed: Searcher::new(squashed)?,
            inside: Searcher::new(inside)?,
            inside_squashed: Searcher::new(inside_squashed)?,
            apart: Searcher::new(apart)?,
            topics,
            forms,
            joined,
            mimicked,
            leet: leet.clone(),
        })
    }

    fn leet_of(&self, letter: char) -> char {
        self.leet.squash(letter)
    }

    fn topic_of(&self, form: usize) -> &Topic {
        &self.topics[self.forms[form].topic]
    }
}

impl Searcher {
    fn new(patterns: Vec<(String, usize)>) -> Result<Self, RulesError> {
        let (patterns, forms): (Vec<_>, Vec<_>) = patterns.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(patterns)
            .map_err(|error| RulesError::Search(error.to_string()))?;
        Ok(Self { automaton, forms })
    }

    /// All occurrences, also overlapping ones: the form and the range within the line.
    fn find<'a>(&'a self, line: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        self.automaton
            .find_overlapping_iter(line)
            .map(|found| (self.forms[found.pattern().as_usize()], found.range()))
    }
}
