//! The form in which names are searched: without titles and degrees, short forms written out.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use super::likeness::{LIKELY, Word, score};
use crate::search_text::fold;

static TITLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("titles.txt")).collect());

static DEGREES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("degrees.txt")).collect());

/// Short form to the name it stands for.
static SHORT_FORMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for (name, others) in lines(include_str!("short_forms.txt")).filter_map(|l| l.split_once(':')) {
        forms.extend(others.split(',').map(|other| (other.trim(), name.trim())));
    }
    forms
});

/// Between a name and the father's.
const CHILD_OF: [&str; 4] = ["bin", "binti", "bte", "ibn"];

/// A name made ready for comparing.
///
/// *H. Muhammad*, *Muh.* and *M.* begin alike; `Ma'ruf`, `MA’RUF` and `maruf` are one word; degrees
/// and *bin* do not count. Spellings that sound alike in Banjar (Fauzi and Pauji, Noor and Nur) and
/// slips of the pen cost a little.
///
/// ```
/// use kernel::NameKey;
///
/// let name = NameKey::of("H. Muhammad Syarwani, S.Pd.I");
/// assert_eq!(name.text(), "muhammad syarwani");
/// assert!(NameKey::of("M. Sarwani").score(&name) >= NameKey::LIKELY);
/// assert_eq!(NameKey::of("Rahman").score(&name), 0);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct NameKey {
    words: Vec<Word>,
}

impl NameKey {
    /// From this score on a name is worth showing to who searches.
    pub const LIKELY: u8 = LIKELY;

    /// Makes the key of a name, or of what somebody typed to find one.
    pub fn of(name: &str) -> Self {
        let mut words: Vec<String> = name
            .split(|letter: char| {
                letter.is_whitespace() || matches!(letter, ',' | ';' | '(' | ')' | '/')
            })
            .flat_map(parts)
            .collect();
        drop_titles(&mut words);
        drop_degrees(&mut words);
        if words.len() > 1 {
            drop_fathers_titles(&mut words);
        }
        let words = words.iter().map(|word| {
            let whole = SHORT_FORMS.get(word.as_str()).copied();
            Word::new(whole.unwrap_or(word), whole.is_some() && word.len() == 1)
        });
        Self {
            words: words.collect(),
        }
    }

    /// The words with one blank between them, for a column that is searched by its trigrams.
    pub fn text(&self) -> String {
        self.joined(Word::text)
    }

    /// The same as they sound: what is spelled differently and spoken alike is equal.
    pub fn sound(&self) -> String {
        self.joined(Word::sound)
    }

    /// How well this, as a question, fits `name`: 0 to 100. Every word of the question should be
    /// found; the name may have more.
    pub fn score(&self, name: &Self) -> u8 {
        score(&self.words, &name.words)
    }

    /// How alike two whole names are, for noticing that one person was entered twice.
    pub fn likeness(&self, other: &Self) -> u8 {
        self.score(other).min(other.score(self))
    }

    /// Whether nothing is left to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn joined(&self, form: fn(&Word) -> &str) -> String {
        self.words.iter().map(form).collect::<Vec<_>>().join(" ")
    }
}

/// A word as it is compared. Dots inside belong to degrees (`S.Pd.I`) or are forgotten blanks
/// (`H.M.Syarwani`): whichever gives words.
fn parts(word: &str) -> Vec<String> {
    let whole = fold(&word.replace('.', "")).replace(' ', "");
    let dotted: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
    if dotted.len() < 2 || DEGREES.contains(whole.as_str()) {
        return Some(whole)
            .filter(|whole| !whole.is_empty())
            .into_iter()
            .collect();
    }
    let folded = dotted.into_iter().map(|part| fold(part).replace(' ', ""));
    folded.filter(|part| !part.is_empty()).collect()
}

/// Something always stays: who is called just *Haji* is found by it.
fn drop_titles(words: &mut Vec<String>) {
    let titles = words
        .iter()
        .take_while(|word| TITLES.contains(word.as_str()))
        .count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
}

/// Also degrees written with blanks: `S. Pd. I`.
fn drop_degrees(words: &mut Vec<String>) {
    let ends_with_one = |words: &[String]| {
        let longest = words.len().saturating_sub(1).min(3);
        (1..=longest)
            .rev()
            .find(|count| DEGREES.contains(words[words.len() - count..].concat().as_str()))
    };
    while let Some(count) = ends_with_one(words) {
        words.truncate(words.len() - count);
    }
}

/// *bin* and *binti*, with the titles of the father's name behind them.
fn drop_fathers_titles(words: &mut Vec<String>) {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut behind = false;
    for (at, word) in words.iter().enumerate() {
        let is_last = at + 1 == words.len();
        let is_link = at > 0 && !is_last && CHILD_OF.contains(&word.as_str());
        let is_title = behind && !is_last && TITLES.contains(word.as_str());
        behind = is_link || is_title;
        if !behind {
            out.push(word.clone());
        }
    }
    *words = out;
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Names of people do not belong into logs.
impl fmt::Debug for NameKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "NameKey({} words)", self.words.len())
    }
}
