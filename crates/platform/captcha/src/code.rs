//! The code a picture shows.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

/// What a code is made of. Left out is what looks like something else once it is bent: 0 O Q D,
/// 1 I L J, 2 Z, 5 S, 6 G C, 8 B, A E, U V W; that is every vowel too, so that no code is a word.
pub(crate) const ALPHABET: &[u8] = b"FHKMNPRTXY3479";

/// Five or six letters and digits, none of them twice.
pub(crate) fn random(rng: &mut (impl Rng + ?Sized)) -> String {
    let length = rng.random_range(5..=6);
    ALPHABET
        .sample(rng, length)
        .map(|&letter| char::from(letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn a_code_repeats_nothing_and_is_drawn_evenly() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut first = [0_u32; 256];
        for _ in 0..14_000 {
            let code = random(&mut rng).into_bytes();
            assert!((5..=6).contains(&code.len()));
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
