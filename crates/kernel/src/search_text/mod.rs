//! The form in which texts are indexed and questions are asked, so that both meet.
//!
//! Stop words and synonyms are the two text files beside this one. The database keeps the index
//! form and compares plain words; no server needs a dictionary of its own.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::latin;

/// Words that say nothing about a text, as [`fold`] writes them.
pub static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("stop_words.txt")).collect());

/// Word or phrase, as [`fold`] writes it, to the one word that stands for it.
pub static SYNONYMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    for (word, others) in lines(include_str!("synonyms.txt")).filter_map(|l| l.split_once(':')) {
        meanings.extend(others.split(',').map(|other| (other.trim(), word.trim())));
    }
    meanings
});

static LONGEST_PHRASE: LazyLock<usize> = LazyLock::new(|| {
    SYNONYMS
        .keys()
        .map(|phrase| phrase.split(' ').count())
        .max()
        .unwrap_or(1)
});

/// Lower case without accents and apostrophes; all that is no letter or digit becomes one space.
///
/// ```
/// assert_eq!(kernel::search_text::fold("  Jum’at: Bi'ih & Café!"), "jumat biih cafe");
/// ```
pub fn fold(text: &str) -> String {
    let plain = latin::plain(text);
    let mut out = String::with_capacity(plain.len());
    for word in plain.split(|letter: char| !letter.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What the index keeps of a text: folded, each phrase by its one word, without stop words.
///
/// ```
/// use kernel::search_text::index_form;
///
/// assert_eq!(index_form("Pambakal dan warga di Kampung Bi'ih"), "kades warga desa biih");
/// ```
pub fn index_form(text: &str) -> String {
    let words = meanings(&fold(text));
    let telling = words
        .into_iter()
        .filter(|word| !STOP_WORDS.contains(word.as_str()));
    telling.collect::<Vec<_>>().join(" ")
}

/// What is asked of the index. A question of stop words only is kept as it is: it finds nothing
/// there, but can still be compared with titles.
///
/// ```
/// use kernel::search_text::query_form;
///
/// assert_eq!(query_form("kepala desa"), "kades");
/// assert_eq!(query_form("yang itu"), "yang itu");
/// assert_eq!(query_form("?!"), "");
/// ```
pub fn query_form(text: &str) -> String {
    let telling = index_form(text);
    if telling.is_empty() {
        fold(text)
    } else {
        telling
    }
}

/// Replaces words and phrases by the word that stands for them, the longest phrase first.
fn meanings(folded: &str) -> Vec<String> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let longest = (*LONGEST_PHRASE).min(words.len() - at);
        let found = (1..=longest).rev().find_map(|length| {
            let phrase = words[at..at + length].join(" ");
            SYNONYMS.get(phrase.as_str()).map(|word| (*word, length))
        });
        let (word, length) = found.unwrap_or((words[at], 1));
        out.push(word.to_owned());
        at += length;
    }
    out
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
