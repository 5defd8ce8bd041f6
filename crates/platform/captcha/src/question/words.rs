//! The words of `words.toml` and what they mean.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// Words that are one kind of thing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    /// What the kind is called in a question; each completes "dua kata yang termasuk …".
    pub(super) labels: Vec<String>,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    category: Vec<Category>,
}

pub(super) static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../words.toml"))
        .expect("words.toml is part of this crate and read by its tests");
    file.category
});

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    CATEGORIES
        .iter()
        .flat_map(|category| category.words.iter().map(String::as_str))
        .collect()
});

static LABEL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    CATEGORIES
        .iter()
        .flat_map(|category| category.labels.iter())
        .flat_map(|label| label.split(|c: char| !c.is_alphanumeric()))
        .collect()
});

/// Whether this is one of the words that are listed in questions.
pub(crate) fn is_word(word: &str) -> bool {
    WORDS.contains(word)
}

/// Whether this stands in the name of a category, as in "buah apel".
pub(crate) fn is_label_word(word: &str) -> bool {
    LABEL_WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::spelling;

    #[test]
    fn there_are_enough_words_and_as_many_in_every_category() {
        assert!(CATEGORIES.len() >= 8);
        let size = CATEGORIES[0].words.len();
        assert!(size >= 40);
        for category in CATEGORIES.iter() {
            assert_eq!(category.words.len(), size, "{:?}", category.labels);
            assert!(category.labels.len() >= 2, "{:?}", category.labels);
        }
    }

    #[test]
    fn no_word_can_be_taken_for_another() {
        let mut sounds = HashMap::new();
        for word in CATEGORIES.iter().flat_map(|category| &category.words) {
            let plain = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(plain, "{word}");
            if let Some(other) = sounds.insert(spelling::sound(word), word) {
                panic!("{word} sounds like {other}");
            }
        }
    }

    #[test]
    fn no_word_is_one_that_people_put_around_an_answer() {
        for &word in WORDS.iter() {
            assert!(!spelling::is_around(word) && !is_label_word(word), "{word}");
        }
    }
}
