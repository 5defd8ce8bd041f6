//! What was found in a submission, and what it amounts to.

use std::collections::HashSet;
use std::ops::Range;

use crate::folding::{FOREIGN, STYLED};
use crate::ledger::Ledger;
use crate::page::{Link, Passage, Place};
use crate::rules::{About, Rules, Sign};
use crate::sight::Sight;
use crate::verdict::{Decision, Verdict};

/// More words with mixed scripts say nothing new.
const MOST_MIXED: usize = 16;

/// The findings of one submission.
#[derive(Debug)]
pub(crate) struct Evidence<'r> {
    rules: &'r Rules,
    words: Vec<Finding>,
    signs: Vec<(Sign, String, String)>,
    /// Different words that warn.
    warnings: HashSet<String>,
    passages: usize,
}

/// A word of gambling or defacement.
#[derive(Debug)]
struct Finding {
    topic: usize,
    form: usize,
    /// Where: the passage, and the bytes within it.
    passage: usize,
    place: Place,
    bytes: Range<usize>,
    disguise: Option<Sign>,
    by_chance: bool,
    excerpt: String,
}

/// The forms within the title and outside of it: a title is near to everything below it.
#[derive(Debug, Default)]
struct Company {
    title: HashSet<usize>,
    elsewhere: HashSet<usize>,
}

impl Company {
    fn of(words: &[Finding]) -> Self {
        let mut company = Self::default();
        for word in words {
            match word.place {
                Place::Title => company.title.insert(word.form),
                Place::Visible | Place::Hidden | Place::Aside => {
                    company.elsewhere.insert(word.form)
                }
            };
        }
        company
    }

    fn spans_title(&self, word: &Finding) -> bool {
        let others = match word.place {
            Place::Title => &self.elsewhere,
            Place::Visible | Place::Hidden | Place::Aside => &self.title,
        };
        others.len() > usize::from(others.contains(&word.form))
    }
}

impl<'r> Evidence<'r> {
    pub(crate) fn new(rules: &'r Rules) -> Self {
        Self {
            rules,
            words: Vec::new(),
            signs: Vec::new(),
            warnings: HashSet::new(),
            passages: 0,
        }
    }

    /// Keeps a sign; `key` tells it apart from others of its kind.
    pub(crate) fn sign(&mut self, sign: Sign, key: String, excerpt: String) {
        self.signs.push((sign, key, excerpt));
    }

    /// Searches a passage for everything, and returns the addresses written in it.
    pub(crate) fn look_at(&mut self, passage: &Passage) -> Vec<Link> {
        let rules = self.rules;
        let sight = Sight::of(passage, rules);
        for hit in rules.lexicon.search(&sight) {
            self.words.push(Finding {
                topic: hit.topic,
                form: hit.form,
                passage: self.passages,
                place: passage.place,
                bytes: sight.bytes(&hit.glyphs),
                disguise: hit.disguise,
                by_chance: hit.by_chance,
                excerpt: sight.excerpt(&hit.glyphs),
            });
        }
        self.passages += 1;
        self.look_at_letters(&sight);
        if passage.place != Place::Aside {
            self.look_for_brands(&sight);
        }
        if matches!(passage.place, Place::Title | Place::Visible) {
            let warnings = &rules.warning.words;
            for word in 0..sight.plain.words.len() {
                let word = sight.plain.text(word);
                if warnings.contains(word) && !self.warnings.contains(word) {
                    self.warnings.insert(word.to_owned());
                }
            }
        }
        let letters: String = sight
            .folded
            .glyphs
            .iter()
            .map(|glyph| glyph.letter)
            .collect();
        for place in rules.links.disguised_in(&letters) {
            let shown = crate::excerpt::short(place);
            self.sign(Sign::DisguisedLink, place.to_owned(), shown);
        }
        rules.links.written_in(&letters)
    }

    fn look_at_letters(&mut self, sight: &Sight) {
        for (count, cut) in sight.folded.cuts.iter().enumerate() {
            let shown = crate::excerpt::around(sight.text, *cut, *cut);
            let key = format!("{} {count}", self.passages);
            self.sign(Sign::Joiners, key, shown);
        }
        if let Some(at) = sight.folded.turned {
            let shown = crate::excerpt::around(sight.text, at, at + 12);
            self.sign(Sign::Turned, String::new(), shown);
        }
        let mut mixed = 0;
        for (at, word) in sight.plain.words.iter().enumerate() {
            if word.marks & FOREIGN == 0 || mixed == MOST_MIXED {
                continue;
            }
            let glyphs = &sight.folded.glyphs[word.glyphs.clone()];
            let latin = glyphs
                .iter()
                .filter(|glyph| glyph.letter.is_ascii_alphabetic() && glyph.marks & FOREIGN == 0)
                .count();
            if latin >= 2 && glyphs.iter().all(|glyph| glyph.letter.is_ascii()) {
                mixed += 1;
                let shown = sight.excerpt(&word.glyphs);
                self.sign(Sign::MixedScript, sight.plain.text(at).to_owned(), shown);
            }
        }
    }

    /// `DORA77` and `PULAUWIN`: in capitals or fancy letters.
    fn look_for_brands(&mut self, sight: &Sight) {
        let brands = &self.rules.brands;
        let words = &sight.plain.words;
        let shouts = is_shouted(sight.text);
        for (at, word) in words.iter().enumerate() {
            let name = sight.plain.text(at);
            if name.len() < 4 || brands.not.contains(name) {
                continue;
            }
            let next = words.get(at + 1).filter(|next| next.attached);
            let with_digits = next.is_some() && brands.digits.contains(sight.plain.text(at + 1));
            let with_ending = name.len() > 6
                && brands
                    .endings
                    .iter()
                    .any(|ending| name.ends_with(ending.as_str()));
            let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
            let end = next.unwrap_or(word).glyphs.end;
            if is_address(sight, word.glyphs.start, end) {
                continue;
            }
            if letters < 3 || !(with_digits || (with_ending && !shouts)) {
                continue;
            }
            let styled = word.marks & STYLED != 0;
            let written = &sight.text[sight.bytes(&word.glyphs)];
            let loud = styled || !written.chars().any(char::is_lowercase);
            if !loud && !with_digits {
                continue;
            }
            let glyphs = word.glyphs.start..end;
            let shown = sight.excerpt(&glyphs);
            let praised = sight
                .words_around(&glyphs, brands.within)
                .any(|near| brands.praise.contains(near));
            let gambles = with_digits && self.rules.links.is_gambling_name(name);
            if gambles || (loud && (praised || (styled && with_digits))) {
                self.signs
                    .push((Sign::PraisedBrand, String::new(), shown.clone()));
            }
            self.signs.push((Sign::Brand, name.to_owned(), shown));
        }
    }

    /// Weighs everything.
    pub(crate) fn verdict(mut self) -> Verdict {
        let rules = self.rules;
        self.words
            .sort_by_key(|word| (word.passage, word.bytes.start));
        let company = Company::of(&self.words);
        let mut counted: Vec<(usize, u32)> = (0..self.words.len())
            .map(|at| (at, self.share(at, &company)))
            .collect();
        self.sign_words(&counted);
        let cautions = self.warnings.len() >= rules.warning.needed;
        let warns = cautions && !self.advertises(&counted);
        let quotes = cautions && !self.leads_somewhere();

        let mut ledger = Ledger::default();
        let is_about = |word: &Finding| rules.lexicon.topics[word.topic].about == About::Gambling;
        if warns && self.words.iter().any(is_about) {
            let mut words: Vec<_> = self.warnings.iter().map(String::as_str).collect();
            words.sort_unstable();
            let shown = crate::excerpt::short(&words.join(", "));
            ledger.explain(rules.sign(Sign::Warning), &shown);
        }
        // What counts most comes first, since a form counts once.
        counted.sort_by_key(|(_, percent)| std::cmp::Reverse(*percent));
        for (at, percent) in counted {
            let word = &self.words[at];
            let topic = &rules.lexicon.topics[word.topic];
            let percent = if warns && topic.about != About::Defacement {
                percent * rules.warning.keep_percent / 100
            } else {
                percent
            };
            ledger.note(&topic.rule, &word.form.to_string(), &word.excerpt, percent);
        }
        for (sign, key, excerpt) in &self.signs {
            ledger.note(rules.sign(*sign), key, excerpt, 100);
        }
        let (score, reasons) = ledger.close();
        let decision = match score {
            score if score >= rules.refuse && !quotes => Decision::Refuse,
            score if score >= rules.hold => Decision::Hold,
            _ => Decision::Pass,
        };
        Verdict {
            score,
            decision,
            reasons,
        }
    }

    /// What a word counts, in percent.
    fn share(&self, at: usize, company: &Company) -> u32 {
        let word = &self.words[at];
        let topic = &self.rules.lexicon.topics[word.topic];
        if topic.weak && !self.has_neighbour(at) && !company.spans_title(word) {
            self.rules.company.alone_percent
        } else if word.by_chance {
            self.rules.company.by_chance_percent
        } else {
            100
        }
    }

    fn has_neighbour(&self, at: usize) -> bool {
        let word = &self.words[at];
        let is_near = |other: &&Finding| {
            other.passage == word.passage
                && other.bytes.start.abs_diff(word.bytes.start) <= self.rules.company.distance
        };
        let is_other = |other: &Finding| {
            other.form != word.form
                && (other.bytes.end <= word.bytes.start || word.bytes.end <= other.bytes.start)
        };
        let before = self.words[..at].iter().rev().take_while(is_near);
        let after = self.words[at + 1..].iter().take_while(is_near);
        before.chain(after).any(is_other)
    }

    /// What the way words are written and placed shows.
    fn sign_words(&mut self, counted: &[(usize, u32)]) {
        let mut signs = Vec::new();
        for (at, percent) in counted {
            let word = &self.words[*at];
            let topic = &self.rules.lexicon.topics[word.topic];
            let says_little = topic.weak && (*percent < 100 || topic.about == About::Promotion);
            if let Some(disguise) = word.disguise
                && !(topic.weak && topic.about == About::Promotion)
            {
                signs.push((disguise, String::new(), word.excerpt.clone()));
            }
            if word.place == Place::Hidden && !says_little {
                signs.push((Sign::HiddenWords, String::new(), word.excerpt.clone()));
            }
        }
        self.signs.append(&mut signs);
    }

    /// Whether there is anything a warning would not contain.
    fn advertises(&self, counted: &[(usize, u32)]) -> bool {
        let disguised = self.signs.iter().any(|(sign, ..)| {
            matches!(
                sign,
                Sign::Leet
                    | Sign::Spaced
                    | Sign::Lookalike
                    | Sign::Styled
                    | Sign::Invisible
                    | Sign::Tagged
            )
        });
        let promotions = || {
            counted.iter().filter_map(|(at, _)| {
                let word = &self.words[*at];
                let topic = &self.rules.lexicon.topics[word.topic];
                (topic.about == About::Promotion).then_some((topic.weak, word.form))
            })
        };
        let promises = promotions().any(|(weak, _)| !weak);
        let invitations: HashSet<usize> = promotions().map(|(_, form)| form).collect();
        disguised || promises || invitations.len() > 1 || self.leads_somewhere()
    }

    /// Whether a reader, or a search engine, gets from here to a gambling site. A warning may quote
    /// what it warns against, but it does not do that.
    fn leads_somewhere(&self) -> bool {
        self.signs.iter().any(|(sign, ..)| {
            matches!(
                sign,
                Sign::HiddenWords
                    | Sign::HiddenLink
                    | Sign::TinyFrame
                    | Sign::Refresh
                    | Sign::ScriptTrick
                    | Sign::GamblingHost
                    | Sign::GamblingTld
                    | Sign::Landing
                    | Sign::Shortener
                    | Sign::DisguisedLink
                    | Sign::PraisedBrand
                    | Sign::Flood
            )
        })
    }
}

/// Whether most letters are capitals, so that capitals say nothing.
fn is_shouted(text: &str) -> bool {
    let (mut high, mut low) = (0, 0);
    for letter in text.chars().take(2_000) {
        high += usize::from(letter.is_uppercase());
        low += usize::from(letter.is_lowercase());
    }
    high > low
}

/// Whether a word is part of a mail address or of the path of a link.
fn is_address(sight: &Sight, start: usize, end: usize) -> bool {
    let letter = |at: usize| sight.folded.glyphs.get(at).map(|glyph| glyph.letter);
    letter(end) == Some('@')
        || matches!(start.checked_sub(1).and_then(letter), Some('/' | '@' | '='))
}
