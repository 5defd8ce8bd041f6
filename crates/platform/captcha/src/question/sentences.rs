//! How a question is put. The forms differ so that nobody has to hear the same sentence all day,
//! and so that a script cannot count on one; what a person has to do is always the same.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

/// `{label}` is the category, `{list}` the words. Each form says that there are ten words, that two
/// are meant, and that these two are to be typed. A screen reader pauses at the full stops.
const FORMS: &[&str] = &[
    "Di antara sepuluh kata ini, dua termasuk {label}: {list}. Ketik kedua kata itu.",
    "Ada sepuluh kata: {list}. Ketik dua kata yang termasuk {label}.",
    "Carilah dua kata yang termasuk {label}, lalu ketik keduanya. Pilihannya sepuluh kata: {list}.",
    "Dua dari sepuluh kata berikut termasuk {label}. Kata mana saja? Ketik keduanya: {list}.",
    "Silakan baca atau dengarkan sepuluh kata ini: {list}. Kata mana yang termasuk {label}? Ketik dua kata.",
    "Ketik dua kata yang termasuk {label} dari sepuluh kata ini: {list}.",
    "Ini sepuluh kata: {list}. Dua di antaranya termasuk {label}. Mohon ketik dua kata itu.",
    "Mana dua kata yang termasuk {label}? Pilih dari sepuluh kata ini, lalu ketik: {list}.",
];

/// Puts the question about the listed words into a sentence.
pub(super) fn put(label: &str, words: &[&str], rng: &mut (impl Rng + ?Sized)) -> String {
    let form = FORMS.choose(rng).expect("there are forms");
    form.replace("{label}", label)
        .replace("{list}", &list(words, rng.random_bool(0.5)))
}

fn list(words: &[&str], with_and: bool) -> String {
    match words.split_last() {
        Some((last, others)) if with_and => format!("{}, dan {last}", others.join(", ")),
        _ => words.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_says_all_that_is_needed() {
        for form in FORMS {
            assert_eq!(form.matches("{label}").count(), 1, "{form}");
            assert_eq!(form.matches("{list}").count(), 1, "{form}");
            let lower = form.to_lowercase();
            for needed in ["sepuluh kata", "dua", "termasuk", "ketik"] {
                assert!(lower.contains(needed), "{form} lacks {needed}");
            }
        }
    }

    #[test]
    fn a_list_is_read_with_pauses() {
        assert_eq!(list(&["a", "b", "c"], false), "a, b, c");
        assert_eq!(list(&["a", "b", "c"], true), "a, b, dan c");
    }
}
