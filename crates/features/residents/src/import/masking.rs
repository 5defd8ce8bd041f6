//! What a report may show of a cell: enough to find it, never a number of a person.

use super::columns::Cover;

/// So many digits in a row, however they are grouped, may be the number of a person.
const LONG: usize = 9;

/// What may be shown of a text that stands in a column of this kind.
pub fn shown(cover: Cover, text: &str) -> String {
    match cover {
        Cover::Open => without_numbers(text),
        Cover::Masked => masked(&visible(text)),
        Cover::Closed => String::new(),
    }
}

/// Without letters that only steer, which the database cannot keep.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// The first four signs and the last two of a long number; only how long it is of a short one.
fn masked(text: &str) -> String {
    let count = text.chars().count();
    let (first, last) = if count >= 12 {
        (4, count - 2)
    } else {
        (0, count)
    };
    let masked = text.chars().enumerate().map(|(at, letter)| {
        let is_seen = at < first || at >= last;
        if is_seen || !letter.is_alphanumeric() {
            letter
        } else {
            '*'
        }
    });
    masked.collect()
}

/// A text in which no long number can be read: columns get mixed up, and a NIK may stand anywhere.
pub fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for letter in visible(text).chars() {
        let goes_on = !run.is_empty() && matches!(letter, ' ' | '.' | '-' | '\u{a0}');
        if letter.is_numeric() || goes_on {
            run.push(letter);
        } else {
            end_run(&mut out, &mut run);
            out.push(letter);
        }
    }
    end_run(&mut out, &mut run);
    out
}

fn end_run(out: &mut String, run: &mut String) {
    let digits = run.chars().filter(|letter| letter.is_numeric()).count();
    if digits < LONG {
        out.push_str(run);
    } else {
        out.extend(run.chars().map(|letter| match letter {
            letter if letter.is_numeric() => '*',
            letter => letter,
        }));
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_covered_wherever_they_stand() {
        for (cover, text, seen) in [
            (Cover::Masked, "6303021708900001", "6303**********01"),
            (Cover::Masked, "6303.0217.0890.0001", "6303.****.****.**01"),
            (Cover::Masked, "63O302170890", "63O3******90"),
            (Cover::Masked, "12345", "*****"),
            (Cover::Masked, "belum ada", "***** ***"),
            (Cover::Closed, "Siti Aminah", ""),
            (
                Cover::Open,
                "Budi 6303021708900001",
                "Budi ****************",
            ),
            (Cover::Open, "0812 3456-7890", "**** ****-****"),
            (Cover::Open, "Jl. Mawar 12 RT 3", "Jl. Mawar 12 RT 3"),
            (Cover::Open, "17-08-1990", "17-08-1990"),
            (
                Cover::Open,
                "6303\u{0}0217\u{0}08900001",
                "****************",
            ),
        ] {
            assert_eq!(shown(cover, text), seen, "{text}");
        }
    }
}
