//! The code a picture shows.

use rand::Rng;
use rand::seq::IndexedRandom;

/// What a code is made of. Left out is what people take for something else once it is bent or crossed
/// by a stroke: 0 O Q D, 1 I L J, 2 Z, 5 S, 6 G C, 8 B, E F, U V W; N beside M, P beside R, X beside Y;
/// and A, so that no vowel is left and no code is a word.
pub(crate) const ALPHABET: &[u8] = b"HKMRTY3479";

/// How many of them make a code. That is one of 30,240, and one attempt at it.
const LENGTH: usize = 5;

/// Letters that are in no code, and the one people see them in.
const LOOKS_LIKE: &[(char, char)] = &[
    ('2', '7'),
    ('8', '3'),
    ('a', '4'),
    ('b', '3'),
    ('e', '3'),
    ('g', '9'),
    ('n', 'm'),
    ('p', 'r'),
    ('q', '9'),
    ('v', 'y'),
    ('w', 'm'),
    ('x', 'y'),
    ('z', '7'),
];

/// Five letters and digits, none of them twice.
pub(crate) fn random(rng: &mut (impl Rng + ?Sized)) -> String {
    ALPHABET
        .sample(rng, LENGTH)
        .map(|&letter| char::from(letter))
        .collect()
}

/// The letter of the alphabet that somebody means who typed this one; small letters.
pub(crate) fn as_meant(typed: char) -> char {
    LOOKS_LIKE
        .iter()
        .find(|(seen, _)| *seen == typed)
        .map_or(typed, |&(_, meant)| meant)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn only_what_is_in_no_code_is_taken_for_something_else() {
        for &(seen, meant) in LOOKS_LIKE {
            let is_used = |letter: char| ALPHABET.contains(&(letter.to_ascii_uppercase() as u8));
            assert!(!is_used(seen) && is_used(meant), "{seen}, {meant}");
        }
    }

    #[test]
    fn a_code_repeats_nothing_and_is_drawn_evenly() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut first = [0_u32; 256];
        for _ in 0..10_000 {
            let code = random(&mut rng).into_bytes();
            assert_eq!(code.len(), LENGTH);
            let mut sorted = code.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), code.len(), "{code:?}");
            first[usize::from(code[0])] += 1;
        }
        for &letter in ALPHABET {
            let seen = first[usize::from(letter)];
            assert!(
                (850..1150).contains(&seen),
                "{} came {seen} times",
                char::from(letter)
            );
        }
    }
}
