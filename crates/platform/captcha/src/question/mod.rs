//! The question for those who cannot see the picture: which two of ten words are animals?
//!
//! To answer it one has to know what the words mean. Everything else is drawn evenly, so that
//! place, length, spelling, company and how often a word has been seen tell nothing.

mod sentences;
mod words;

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt};

use words::{CATEGORIES, Category};
pub(crate) use words::{is_label_word, is_word};

/// How many words are listed; two of ten can be guessed once in 45 times.
const LISTED: usize = 10;
/// How many of them are asked for.
const ASKED: usize = 2;
/// Of how many categories the listed words are.
const MIXED: usize = 5;
/// The most words of a category that is not asked for. Some have as many as are asked for and
/// some more, so that finding out which words belong together does not tell the answer either.
const MOST_OTHERS: usize = 3;

/// A question and the words that answer it, in no order.
pub(crate) fn ask(rng: &mut (impl Rng + ?Sized)) -> (String, Vec<String>) {
    let mixed: Vec<&Category> = CATEGORIES.sample(rng, MIXED).collect();
    // `sample` promises no order, and each category must be as likely to be asked for as to stand
    // by, so that being listed often is no sign of being the answer.
    let asked = rng.random_range(0..MIXED);
    let shares = share_out(asked, rng);

    let mut answer = Vec::new();
    let mut listed: Vec<&str> = Vec::with_capacity(LISTED);
    for (at, (category, share)) in mixed.iter().zip(shares).enumerate() {
        let words: Vec<&str> = category
            .words
            .sample(rng, share)
            .map(String::as_str)
            .collect();
        if at == asked {
            answer = words.iter().map(|&word| word.to_owned()).collect();
        }
        listed.extend(words);
    }
    listed.shuffle(rng);

    let label = mixed[asked].labels.choose(rng).map_or("", String::as_str);
    (sentences::put(label, &listed, rng), answer)
}

/// How many words each of the mixed categories gives.
fn share_out(asked: usize, rng: &mut (impl Rng + ?Sized)) -> [usize; MIXED] {
    let mut shares = [1; MIXED];
    shares[asked] = ASKED;
    let mut left = LISTED - shares.iter().sum::<usize>();
    while left > 0 {
        let at = rng.random_range(0..MIXED);
        if at != asked && shares[at] < MOST_OTHERS {
            shares[at] += 1;
            left -= 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn a_question_lists_its_answer_and_nothing_else_of_that_category() {
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..2_000 {
            let (question, answer) = ask(&mut rng);
            assert_eq!(answer.len(), ASKED);
            let category = CATEGORIES
                .iter()
                .find(|category| category.words.contains(&answer[0]))
                .unwrap();
            assert!(category.labels.iter().any(|label| question.contains(label)));
            let tokens: BTreeSet<&str> = question
                .split(|c: char| !c.is_alphanumeric())
                .filter(|token| is_word(token))
                .collect();
            assert_eq!(tokens.len(), LISTED, "{question}");
            let fitting: BTreeSet<&str> = tokens
                .into_iter()
                .filter(|token| category.words.iter().any(|word| word == token))
                .collect();
            assert_eq!(
                fitting,
                answer.iter().map(String::as_str).collect(),
                "{question}"
            );
        }
    }

    #[test]
    fn every_share_fills_the_list() {
        let mut rng = StdRng::seed_from_u64(8);
        let mut seen = BTreeSet::new();
        for _ in 0..1_000 {
            let mut shares = share_out(0, &mut rng);
            assert_eq!(shares.iter().sum::<usize>(), LISTED);
            assert_eq!(shares[0], ASKED);
            shares.sort_unstable();
            seen.insert(shares);
        }
        assert!(seen.len() >= 2, "{seen:?}");
    }
}
