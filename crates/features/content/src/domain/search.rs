//! What a visitor typed, and how its answer is shown.

use std::collections::HashSet;

use kernel::{safe_html, search_text};

/// More than anyone types.
pub const LONGEST: usize = 200;

/// Answers on one page, and pages at most: who has not found it by then asks anew.
pub const PAGE: usize = 20;
pub const PAGES: usize = 3;

/// Fewer answers than this are helped by similar titles.
pub const FEW: usize = 3;

/// A question, read.
#[derive(Debug, PartialEq, Eq)]
pub enum Question {
    /// Nothing was asked yet.
    None,
    /// Not one letter or digit in it.
    Signs,
    TooLong,
    Words(Words),
}

/// A question that can be asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// As typed, without blanks around it.
    pub typed: String,
    /// As the index knows words.
    pub indexed: String,
    /// As titles are compared.
    pub folded: String,
}

impl Question {
    /// Reads what was typed; whatever it is, it is no error.
    pub fn read(typed: &str) -> Self {
        let typed = typed.trim();
        if typed.is_empty() {
            return Self::None;
        }
        if typed.chars().count() > LONGEST {
            return Self::TooLong;
        }
        let folded = search_text::fold(typed);
        if folded.is_empty() {
            return Self::Signs;
        }
        let indexed = search_text::query_form(typed);
        Self::Words(Words {
            typed: typed.to_owned(),
            indexed,
            folded,
        })
    }
}

/// The part of what was typed that the search field takes again.
pub fn refill(typed: &str) -> String {
    typed.trim().chars().take(LONGEST).collect()
}

/// The page of answers that is asked for; what is no number is the first.
pub fn page_number(text: &str) -> usize {
    text.parse().unwrap_or(1).clamp(1, PAGES)
}

/// Marks that the database puts around what fits. They are in no text that people write.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// A passage with its marks as trusted HTML.
pub fn snippet_html(passage: &str) -> String {
    let mut html = String::with_capacity(passage.len() + 64);
    let mut plain = String::new();
    let mut marked = false;
    for letter in passage.chars() {
        match letter {
            OPEN | CLOSE => {
                html.push_str(&safe_html::escape(&std::mem::take(&mut plain)));
                let opens = letter == OPEN;
                if opens != marked {
                    html.push_str(if opens { "<mark>" } else { "</mark>" });
                    marked = opens;
                }
            }
            other => plain.push(other),
        }
    }
    html.push_str(&safe_html::escape(&plain));
    if marked {
        html.push_str("</mark>");
    }
    html
}

/// What a kind of thing is called above a title.
pub fn kind_label(kind: &str) -> String {
    match kind {
        "artikel" => "Berita".to_owned(),
        other => {
            let mut letters = other.chars();
            let first = letters
                .next()
                .map(|letter| letter.to_uppercase().to_string());
            first.unwrap_or_default() + letters.as_str()
        }
    }
}

/// The question with misspelt words put right by the words of similar titles. `None` when there
/// is nothing to put right.
pub fn suggestion(folded: &str, similar_titles: &[&str]) -> Option<String> {
    let titles: Vec<String> = similar_titles
        .iter()
        .map(|title| search_text::fold(title))
        .collect();
    let words: Vec<&str> = titles.iter().flat_map(|title| title.split(' ')).collect();
    let better: Vec<&str> = folded
        .split(' ')
        .map(|asked| nearest(asked, &words))
        .collect();
    let better = better.join(" ");
    (better != folded).then_some(better)
}

/// The word most like the one asked for; that one itself when none is.
fn nearest<'a>(asked: &'a str, words: &[&'a str]) -> &'a str {
    if words.contains(&asked) {
        return asked;
    }
    let mut best = (0.35, asked);
    for word in words {
        let likeness = likeness(asked, word);
        if likeness > best.0 {
            best = (likeness, word);
        }
    }
    best.1
}

/// How much of two words is the same, as pg_trgm counts it: 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (trigrams(one), trigrams(other));
    let shared = one.intersection(&other).count();
    let all = one.union(&other).count();
    if all == 0 {
        0.0
    } else {
        count(shared) / count(all)
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn trigrams(word: &str) -> HashSet<[char; 3]> {
    let letters: Vec<char> = format!("  {word} ").chars().collect();
    letters
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_typed_is_read() {
        assert_eq!(Question::read("  "), Question::None);
        assert_eq!(Question::read("'\"%\\ & | ! ( ) <-> :*"), Question::Signs);
        assert_eq!(Question::read(&"a".repeat(10_000)), Question::TooLong);
        let Question::Words(words) = Question::read(" Kepala Desa! ") else {
            panic!("words were typed");
        };
        assert_eq!(words.typed, "Kepala Desa!");
        assert_eq!(
            (words.indexed.as_str(), words.folded.as_str()),
            ("kades", "kepala desa")
        );
        assert_eq!(refill(&"é".repeat(500)).chars().count(), LONGEST);
    }

    #[test]
    fn a_passage_is_escaped_and_its_marks_are_balanced() {
        assert_eq!(
            snippet_html("a \u{E000}<b>\u{E001} & c"),
            "a <mark>&lt;b&gt;</mark> &amp; c"
        );
        assert_eq!(
            snippet_html("\u{E001}x\u{E000}\u{E000}y"),
            "x<mark>y</mark>"
        );
    }

    #[test]
    fn a_misspelt_word_is_put_right() {
        let titles = ["Posyandu Melati", "Gotong royong membersihkan titian"];
        assert_eq!(suggestion("posiandu", &titles).as_deref(), Some("posyandu"));
        assert_eq!(
            suggestion("gotong royng", &titles).as_deref(),
            Some("gotong royong")
        );
        assert_eq!(suggestion("posyandu", &titles), None);
        assert_eq!(suggestion("xyz", &titles), None);
    }

    #[test]
    fn pages_of_answers_are_few() {
        assert_eq!(page_number(""), 1);
        assert_eq!(page_number("2"), 2);
        assert_eq!(page_number("99999999999999999999"), 1);
        assert_eq!(page_number("40"), PAGES);
        assert_eq!(page_number("-1"), 1);
    }
}
