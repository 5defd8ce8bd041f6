//! What a challenge expects, and whether a typed text is that.

use serde::{Deserialize, Serialize};
use subtle::{Choice, ConstantTimeEq};

use crate::{code, question, spelling};

/// The longest text that is looked at, in bytes; a right answer has less than a fifth of it.
const LONGEST: usize = 256;

/// From this length on a word may have one slip of the finger.
const FORGIVING: usize = 4;

/// Answers of more words than this are nobody's; bounds the work for a value from elsewhere.
const MOST_WORDS: usize = 4;

/// The right answers of one challenge. It is kept by the caller, for one attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The code of the picture, in capitals.
    pub code: String,
    /// The words the question asks for; their order means nothing.
    pub answer: Vec<String>,
}

impl Expected {
    /// Whether what a person typed is the code of the picture or the answer to the question; one
    /// field takes both.
    ///
    /// Case, spaces and punctuation do not matter. In the code, a letter that is in no code stands
    /// for the one that looks like it (A for 4). In the answer neither order matters, nor words
    /// around it ("dan", "yaitu", "buah"), old spelling, or one slip of the finger in a word. Every
    /// other word makes it wrong: naming the whole list is no answer.
    ///
    /// ```
    /// let expected = captcha::Expected {
    ///     code: "K7HRT".to_owned(),
    ///     answer: vec!["jeruk".to_owned(), "apel".to_owned()],
    /// };
    /// assert!(expected.accepts("k7 hrt"));
    /// assert!(expected.accepts("Apel dan djeruk."));
    /// assert!(!expected.accepts("apel"));
    /// assert!(!expected.accepts("apel, jeruk, kursi"));
    /// ```
    pub fn accepts(&self, typed: &str) -> bool {
        if typed.len() > LONGEST {
            return false;
        }
        let words = spelling::words(typed);
        let said: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !spelling::is_around(word) && !question::is_label_word(word))
            .collect();
        // Both are always judged, so that the time does not tell which one failed.
        let code = self.is_code(&said.concat());
        let answer = self.is_answer(&said);
        bool::from(code | Choice::from(u8::from(answer)))
    }

    /// The same for a page that showed only the picture: the answer to a question that was never
    /// asked is no answer.
    pub fn accepts_code(&self, typed: &str) -> bool {
        typed.len() <= LONGEST && bool::from(self.is_code(&spelling::words(typed).concat()))
    }

    /// In constant time for texts of the code's length.
    fn is_code(&self, typed: &str) -> Choice {
        let code = self.code.to_lowercase();
        let typed: String = typed.chars().map(code::as_meant).collect();
        let given = Choice::from(u8::from(!code.is_empty()));
        given & code.as_bytes().ct_eq(typed.as_bytes())
    }

    /// Not in constant time: the words stand in the question for everybody to read, only which of
    /// them are meant is the secret, and there is one attempt.
    fn is_answer(&self, said: &[&str]) -> bool {
        let words: Vec<&str> = self.answer.iter().map(String::as_str).collect();
        if words.is_empty() || words.len() > MOST_WORDS || words.contains(&"") {
            return false;
        }
        in_any_order(&words, said) || runs_together(&words, &said.concat())
    }
}

/// Whether every word was said once and nothing else was.
fn in_any_order(words: &[&str], said: &[&str]) -> bool {
    let Some((first, others)) = words.split_first() else {
        return said.is_empty();
    };
    words.len() == said.len()
        && (0..said.len()).any(|at| {
            is_same_word(said[at], first)
                && in_any_order(others, &[&said[..at], &said[at + 1..]].concat())
        })
}

/// The answer with its spaces elsewhere: `apeljeruk`, `apeldanjeruk`, `ap el jeruk`.
fn runs_together(words: &[&str], said: &str) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    words.iter().enumerate().any(|(at, word)| {
        if words.len() == 1 {
            return said == *first;
        }
        let others = [&words[..at], &words[at + 1..]].concat();
        said.strip_prefix(word).is_some_and(|rest| {
            runs_together(&others, rest)
                || rest
                    .strip_prefix("dan")
                    .is_some_and(|rest| runs_together(&others, rest))
        })
    })
}

/// Sounds alike, or has one letter wrong, missing, too many or swapped. What is itself a word of
/// the questions is only itself: `gurun` is no slip for `guru`.
fn is_same_word(said: &str, word: &str) -> bool {
    if said == word {
        return true;
    }
    if question::is_word(said) {
        return false;
    }
    let (said, word) = (spelling::sound(said), spelling::sound(word));
    said == word || (word.chars().count() >= FORGIVING && strsim::osa_distance(&said, &word) <= 1)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn expected(words: &[&str]) -> Expected {
        Expected {
            code: "K7HRT".to_owned(),
            answer: words.iter().map(|&word| word.to_owned()).collect(),
        }
    }

    #[test]
    fn the_code_is_taken_however_it_is_typed() {
        let expected = expected(&["jeruk", "apel"]);
        for right in [
            "K7HRT",
            "k7hrt",
            " K7 HRT ",
            "k-7-h-r-t",
            "Kode: K7HRT.",
            "Ｋ７ＨＲＴ",
            "kzhrt",
        ] {
            assert!(expected.accepts(right), "{right}");
        }
        for wrong in ["", "K7HR", "K7HRTT", "7KHRT", "K7HRT apel", "kode"] {
            assert!(!expected.accepts(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_answer_is_taken_however_it_is_typed() {
        let expected = expected(&["jeruk", "apel"]);
        for right in [
            "jeruk apel",
            "Apel, Jeruk",
            "apel dan jeruk",
            "apeldanjeruk",
            "jerukapel",
            "je ruk apel",
            "1. jeruk 2. apel",
            "buah jeruk dan buah apel",
            "Jawabannya adalah: jeruk & apel!",
            "djeruk apel",
            "jeruj, aple",
        ] {
            assert!(expected.accepts(right), "{right}");
        }
        for wrong in [
            "jeruk",
            "jeruk jeruk",
            "jeruk apel mangga",
            "jeruk mangga",
            "dan",
            "jeruk apel K7HRT",
            "jrk apl",
        ] {
            assert!(!expected.accepts(wrong), "{wrong}");
        }
    }

    #[test]
    fn another_word_of_the_questions_is_never_a_slip() {
        let expected = expected(&["guru", "silat"]);
        assert!(expected.accepts("guru silaat"));
        assert!(!expected.accepts("gurun silat"));
        assert!(!expected.accepts("guru kilat"));
    }

    #[test]
    fn what_expects_nothing_accepts_nothing() {
        let nothing = Expected {
            code: String::new(),
            answer: Vec::new(),
        };
        for typed in ["", " ", "dan", "buah", "a"] {
            assert!(!nothing.accepts(typed), "{typed:?}");
        }
        let blank = Expected {
            code: String::new(),
            answer: vec![String::new(), String::new()],
        };
        assert!(!blank.accepts(""));
        let many = Expected {
            code: String::new(),
            answer: vec!["a".to_owned(); 50],
        };
        assert!(!many.accepts(&"a ".repeat(50)));
    }

    #[test]
    fn hostile_texts_are_refused_at_once() {
        let expected = expected(&["jeruk", "apel"]);
        let start = Instant::now();
        for typed in [
            "a".repeat(2_000_000),
            "\u{fdfa}".repeat(85),
            "e\u{301}".repeat(80),
            "\0".repeat(256),
            "a ".repeat(128),
            "\u{200b}".repeat(80),
            "🏳️‍🌈".repeat(10),
        ] {
            assert!(!expected.accepts(&typed));
        }
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
    }

    #[test]
    fn it_survives_being_kept() {
        let expected = expected(&["jeruk", "apel"]);
        let kept = serde_json::to_string(&expected).unwrap();
        assert_eq!(kept, r#"{"code":"K7HRT","answer":["jeruk","apel"]}"#);
        assert_eq!(serde_json::from_str::<Expected>(&kept).unwrap(), expected);
    }
}
