//! What makes a password easy to guess, although it is long.

use std::{collections::HashSet, sync::LazyLock};

use super::PasswordProblem;

/// The first reason against a password of at least ten characters, none of them invisible.
pub(super) fn of(password: &str, about: &[&str]) -> Option<PasswordProblem> {
    let lower = password.to_lowercase();
    if is_repetition(&lower) {
        return Some(PasswordProblem::Repeated);
    }
    if is_only_digits(&lower) {
        return Some(PasswordProblem::OnlyDigits);
    }
    let spellings = spellings(&lower);
    if is_about(&spellings, about) {
        return Some(PasswordProblem::AboutYou);
    }
    if is_common(&lower, &spellings) {
        return Some(PasswordProblem::Common);
    }
    if is_run(&lower) {
        return Some(PasswordProblem::Run);
    }
    is_one_word(&lower).then_some(PasswordProblem::OneWord)
}

/// Few different characters, or one short piece over and over: "abcabcabcabc".
fn is_repetition(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    let different: HashSet<char> = chars.iter().copied().collect();
    different.len() <= 4
        || (1..10.min(chars.len() / 2 + 1))
            .any(|period| (period..chars.len()).all(|at| chars[at] == chars[at - period]))
}

fn is_only_digits(lower: &str) -> bool {
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    digits < 20 && !lower.chars().any(char::is_alphabetic) && digits * 3 >= lower.chars().count()
}

/// How somebody may have dressed a word up: with digits and signs around it, with digits for
/// letters in it, with signs between the letters. Letters only, of each way to undress it.
fn spellings(lower: &str) -> Vec<String> {
    let is_dress = |c: char| !c.is_alphabetic();
    let mut found = HashSet::new();
    for core in [
        lower.trim_matches(is_dress),
        lower.trim_end_matches(is_dress),
        lower.trim_start_matches(is_dress),
        lower,
    ] {
        for one in ['i', 'l'] {
            let plain = core.chars().map(|c| undisguised(c, one));
            found.insert(plain.filter(|c| c.is_alphabetic()).collect::<String>());
        }
        found.insert(core.chars().filter(|c| c.is_alphabetic()).collect());
    }
    found.into_iter().filter(|word| !word.is_empty()).collect()
}

fn undisguised(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        c => c,
    }
}

/// Words that say nothing about anybody.
const ABOUT_NOBODY: [&str; 12] = [
    "desa",
    "kelurahan",
    "kecamatan",
    "kabupaten",
    "kota",
    "provinsi",
    "mail",
    "email",
    "gmail",
    "yahoo",
    "outlook",
    "bapak",
];

fn is_about(spellings: &[String], about: &[&str]) -> bool {
    about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 4 && !ABOUT_NOBODY.contains(&word.as_str()))
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphabetic())
                .collect::<String>()
        })
        .filter(|word| word.chars().count() >= 4)
        .any(|word| spellings.iter().any(|spelling| spelling.contains(&word)))
}

/// The most usual words and passwords of Indonesia and the world.
struct Usual {
    /// Words so usual that up to four of them in a row are no better: "akucintakamu".
    obvious: HashSet<&'static str>,
    others: HashSet<&'static str>,
}

static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    let (obvious, others) = include_str!("../../data/common_passwords.txt")
        .split_once("\n\n")
        .expect("an empty line parts the obvious words from the others");
    let words = |part: &'static str| part.lines().filter(|line| !line.starts_with('#')).collect();
    Usual {
        obvious: words(obvious),
        others: words(others),
    }
});

const OBVIOUS_WORDS: usize = 4;

fn is_common(lower: &str, spellings: &[String]) -> bool {
    let usual = &*USUAL;
    let is_listed = |text: &str| usual.others.contains(text) || usual.obvious.contains(text);
    let is_dress = |c: char| !c.is_alphanumeric();
    is_listed(lower)
        || is_listed(lower.trim_matches(is_dress))
        || is_listed(lower.trim_matches(|c: char| !c.is_alphabetic()))
        || spellings
            .iter()
            .any(|word| is_listed(word) || is_obvious(word))
        || is_listed(&without_runs(lower))
}

/// Whether a word is nothing but a few obvious words.
fn is_obvious(word: &str) -> bool {
    // fewest[n]: with how few words the first n bytes are made.
    let mut fewest = vec![usize::MAX; word.len() + 1];
    fewest[0] = 0;
    for end in 1..=word.len() {
        for begin in end.saturating_sub(20)..end {
            let Some(piece) = word.get(begin..end) else {
                continue;
            };
            if fewest[begin] < OBVIOUS_WORDS && USUAL.obvious.contains(piece) {
                fewest[end] = fewest[end].min(fewest[begin] + 1);
            }
        }
    }
    fewest[word.len()] <= OBVIOUS_WORDS
}

/// Up to twelve plain letters in a row, alone or with a number and a few signs around them:
/// "Gerobak2019!!". Whatever the word is, there are not many.
fn is_one_word(lower: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let (Some(begin), Some(end)) = (lower.find(is_letter), lower.rfind(is_letter)) else {
        return false;
    };
    let (before, word, after) = (&lower[..begin], &lower[begin..=end], &lower[end + 1..]);
    let signs = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).count();
    word.chars().all(is_letter)
        && word.len() <= 12
        && signs(before) + signs(after) <= 4
        && [before, after]
            .iter()
            .all(|dress| has_one_number_at_most(dress))
}

/// "123!", "-1990", "!!"; not "7#$42".
fn has_one_number_at_most(dress: &str) -> bool {
    let is_sign = |c: char| !c.is_ascii_digit();
    dress
        .trim_matches(is_sign)
        .chars()
        .all(|c| c.is_ascii_digit())
}

/// What fingers do without thinking.
const RUNS: [&str; 20] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789012",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "azertyuiop",
    "!@#$%^&*()_+",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1qazxsw23edcvfr45tgbnhy67ujm,ki8",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qweasdzxc",
    "qwerfdsazxcv",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1s2d3f4g5h6j7k8l9",
    "1a2b3c4d5e6f7g8h9i0j",
    "a1b2c3d4e5f6g7h8i9j0",
    "1z2x3c4v5b6n7m",
    "147258369",
];

/// Every three characters that follow each other in a run, both ways.
static TRIPLES: LazyLock<HashSet<[char; 3]>> = LazyLock::new(|| {
    let mut triples = HashSet::new();
    for run in RUNS {
        let run: Vec<char> = run.chars().collect();
        for three in run.windows(3) {
            triples.insert([three[0], three[1], three[2]]);
            triples.insert([three[2], three[1], three[0]]);
        }
    }
    triples
});

/// The text without what follows each other on the keyboard, in the alphabet or in counting, or is
/// the same three times and more.
fn without_runs(lower: &str) -> String {
    let chars: Vec<char> = lower.chars().collect();
    let mut runs = vec![false; chars.len()];
    for at in 2..chars.len() {
        let three = [chars[at - 2], chars[at - 1], chars[at]];
        if TRIPLES.contains(&three) || (three[0] == three[1] && three[1] == three[2]) {
            runs[at - 2..=at].fill(true);
        }
    }
    let left = chars.iter().zip(runs).filter(|(_, is_run)| !is_run);
    left.map(|(c, _)| *c).collect()
}

/// Runs, years, and next to nothing else: "a1234562024!!".
fn is_run(lower: &str) -> bool {
    let left = without_years(&without_runs(lower));
    let letters = left.chars().filter(|c| c.is_alphanumeric()).count();
    letters <= 3 && left.chars().count() <= 6
}

fn without_years(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_year = |four: &[char]| {
        matches!(four, ['1', '9', ten, one] | ['2', '0', ten, one]
            if ten.is_ascii_digit() && one.is_ascii_digit())
    };
    let (mut left, mut at) = (String::new(), 0);
    while at < chars.len() {
        if chars.get(at..at + 4).is_some_and(is_year) {
            at += 4;
        } else {
            left.push(chars[at]);
            at += 1;
        }
    }
    left
}
