//! What a script can try that does not know what words mean.

use std::collections::{BTreeMap, HashMap};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use super::{Question, kind};

/// What a script answers.
pub(super) type Script = Box<dyn FnMut(&Question) -> String>;
/// How likely a listed word, or two of them, are the answer.
type ByWord = fn(&Watched, &Question, &str) -> f64;
type ByPair = fn(&Watched, &str, &str) -> f64;

/// What a script remembers of questions it has watched being answered.
pub(super) struct Watched {
    answers: HashMap<String, f64>,
    listed: HashMap<String, f64>,
    together: HashMap<(String, String), f64>,
    places: BTreeMap<(usize, usize), usize>,
    pairs: BTreeMap<Vec<String>, usize>,
    lengths: HashMap<String, Vec<usize>>,
}

impl Watched {
    pub(super) fn new(questions: &[Question]) -> Self {
        let mut seen = Self {
            answers: HashMap::new(),
            listed: HashMap::new(),
            together: HashMap::new(),
            places: BTreeMap::new(),
            pairs: BTreeMap::new(),
            lengths: HashMap::new(),
        };
        for question in questions {
            seen.watch(question);
        }
        seen
    }

    fn watch(&mut self, question: &Question) {
        let mut answer = question.expected.answer.clone();
        answer.sort_unstable();
        let mut places: Vec<usize> = answer
            .iter()
            .map(|word| {
                question
                    .listed
                    .iter()
                    .position(|other| other == word)
                    .unwrap()
            })
            .collect();
        places.sort_unstable();
        *self.places.entry((places[0], places[1])).or_default() += 1;
        for word in &answer {
            *self.answers.entry(word.clone()).or_default() += 1.0;
            self.lengths
                .entry(kind(question))
                .or_default()
                .push(word.len());
        }
        *self.pairs.entry(answer).or_default() += 1;
        for word in &question.listed {
            *self.listed.entry(word.clone()).or_default() += 1.0;
        }
        for (one, other) in pairs(&question.listed) {
            *self.together.entry(ordered(one, other)).or_default() += 1.0;
        }
    }

    fn answered(&self, word: &str) -> f64 {
        self.answers.get(word).copied().unwrap_or_default()
    }

    fn met(&self, word: &str) -> f64 {
        self.listed.get(word).copied().unwrap_or_default()
    }

    fn company(&self, one: &str, other: &str) -> f64 {
        let together = self
            .together
            .get(&ordered(one, other))
            .copied()
            .unwrap_or_default();
        together / (self.met(one) * self.met(other)).max(1.0)
    }

    fn length(&self, kind: &str) -> f64 {
        let lengths = &self.lengths[kind];
        lengths.iter().sum::<usize>() as f64 / lengths.len() as f64
    }
}

/// Every script with its name.
pub(super) fn scripts(watched: Watched) -> Vec<(String, Script)> {
    let seen = &*Box::leak(Box::new(watched));
    let mut rng = StdRng::seed_from_u64(4);
    let mut scripts: Vec<(String, Script)> = vec![
        (
            "two at random".to_owned(),
            Box::new(move |question| join(question.listed.sample(&mut rng, 2))),
        ),
        (
            "the whole list".to_owned(),
            Box::new(|question| question.listed.join(", ")),
        ),
        (
            "the whole text".to_owned(),
            Box::new(|question| question.text.clone()),
        ),
        (
            "first in the alphabet".to_owned(),
            Box::new(|question| join(sorted(question).iter().take(2))),
        ),
        (
            "last in the alphabet".to_owned(),
            Box::new(|question| join(sorted(question).iter().rev().take(2))),
        ),
    ];
    let mut rng = StdRng::seed_from_u64(5);
    scripts.push((
        "a code at random".to_owned(),
        Box::new(move |_| {
            (0..5)
                .map(|_| char::from(b"HKMRTY3479"[rng.random_range(0..10)]))
                .collect()
        }),
    ));
    for number in [
        "2",
        "10",
        "12",
        "8",
        "20",
        "5",
        "dua",
        "sepuluh",
        "dua belas",
    ] {
        scripts.push((
            format!("the number {number}"),
            Box::new(move |_| number.to_owned()),
        ));
    }
    for (one, other) in pairs(&(0..10).collect::<Vec<usize>>()) {
        let (one, other) = (*one, *other);
        scripts.push((
            format!("always places {} and {}", one + 1, other + 1),
            Box::new(move |question| join([&question.listed[one], &question.listed[other]])),
        ));
    }
    let by_word: [(&str, ByWord); 9] = [
        ("the longest", |_, _, word| word.len() as f64),
        ("the shortest", |_, _, word| -(word.len() as f64)),
        ("most often the answer", |seen, _, word| seen.answered(word)),
        ("most often the answer when listed", |seen, _, word| {
            seen.answered(word) / seen.met(word).max(1.0)
        }),
        ("most often listed", |seen, _, word| seen.met(word)),
        ("least often listed", |seen, _, word| -seen.met(word)),
        ("most like the sentence in letters", |_, question, word| {
            likeness(word, &question.around)
        }),
        (
            "longest beginning in common with what is asked for",
            |_, question, word| common_beginning(word, &kind(question)) as f64,
        ),
        (
            "as long as answers to that kind are",
            |seen, question, word| -(word.len() as f64 - seen.length(&kind(question))).abs(),
        ),
    ];
    for (name, score) in by_word {
        scripts.push((
            name.to_owned(),
            Box::new(move |question| best_words(question, |word| score(seen, question, word))),
        ));
    }
    let by_pair: [(&str, ByPair); 4] = [
        ("most often seen together", |seen, one, other| {
            seen.company(one, other)
        }),
        ("least often seen together", |seen, one, other| {
            -seen.company(one, other)
        }),
        ("most alike in letters", |_, one, other| {
            likeness(one, other)
        }),
        ("most alike in length", |_, one, other| {
            -(one.len().abs_diff(other.len()) as f64)
        }),
    ];
    for (name, score) in by_pair {
        scripts.push((
            name.to_owned(),
            Box::new(move |question| best_pair(question, |one, other| score(seen, one, other))),
        ));
    }
    let (&(one, other), _) = seen.places.iter().max_by_key(|(_, count)| **count).unwrap();
    scripts.push((
        "the places of most answers".to_owned(),
        Box::new(move |question| join([&question.listed[one], &question.listed[other]])),
    ));
    let (pair, _) = seen.pairs.iter().max_by_key(|(_, count)| **count).unwrap();
    scripts.push((
        "the answer given most".to_owned(),
        Box::new(move |_| join(pair)),
    ));
    scripts
}

fn sorted(question: &Question) -> Vec<String> {
    let mut words = question.listed.clone();
    words.sort_unstable();
    words
}

fn best_words(question: &Question, score: impl Fn(&str) -> f64) -> String {
    let mut words: Vec<&String> = question.listed.iter().collect();
    words.sort_by(|one, other| score(other).total_cmp(&score(one)));
    join(words.into_iter().take(2))
}

fn best_pair(question: &Question, score: impl Fn(&str, &str) -> f64) -> String {
    let best = pairs(&question.listed)
        .max_by(|a, b| score(a.0, a.1).total_cmp(&score(b.0, b.1)))
        .unwrap();
    join([best.0, best.1])
}

fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items
        .iter()
        .enumerate()
        .flat_map(|(at, one)| items[at + 1..].iter().map(move |other| (one, other)))
}

fn ordered(one: &str, other: &str) -> (String, String) {
    (one.min(other).to_owned(), one.max(other).to_owned())
}

pub(super) fn join<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    words.into_iter().cloned().collect::<Vec<_>>().join(", ")
}

fn common_beginning(one: &str, other: &str) -> usize {
    one.bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count()
}

/// The share of a word's pairs of letters that occur in the other text.
fn likeness(word: &str, text: &str) -> f64 {
    let all = word.len().saturating_sub(1).max(1);
    let found = (1..word.len())
        .filter(|&at| text.contains(&word[at - 1..=at]))
        .count();
    found as f64 / all as f64
}
