//! The attack on the picture: tesseract, as it comes and after the usual ways to clean a picture up.
//!
//! `cargo test -p captcha --test ocr` runs the quick part. The whole attack, with the table of
//! `docs/captcha.md`, takes about ten minutes and is to be run after every change of the drawing:
//! `cargo test -p captcha --test ocr -- --ignored --nocapture`.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::collections::BTreeSet;

use captcha::{Challenge, Expected};
use image::GrayImage;
use rand::SeedableRng;
use rand::rngs::StdRng;

#[path = "ocr/clean.rs"]
mod clean;
#[path = "ocr/plain.rs"]
mod plain;
#[path = "ocr/tesseract.rs"]
mod tesseract;

use tesseract::{Reading, Tesseract};

const PICTURES: usize = 200;
/// So many pictures read are too many (5 %).
const TOO_MANY: usize = PICTURES / 20;

/// One line (7) and one word (8), and once with what codes are made of: the readings that get furthest
/// in the table of `docs/captcha.md`.
const QUICK: [Reading; 3] = [Reading::new("7"), Reading::new("8"), Reading::knowing("7")];

#[test]
fn tesseract_reads_fewer_than_one_picture_in_twenty() {
    let tesseract = Tesseract::demand();
    let targets = Targets::drawn(20_261_125);
    let reads: Vec<BTreeSet<usize>> =
        tesseract.read_all(&targets.pictures, &QUICK, |texts| targets.read_by(texts));
    let mut broken = BTreeSet::new();
    for (reading, read) in QUICK.iter().zip(reads) {
        println!("{reading}: {} of {PICTURES}", read.len());
        broken.extend(read);
    }
    assert!(
        broken.len() < TOO_MANY,
        "tesseract read {} of {PICTURES} pictures: {:?}",
        broken.len(),
        targets.codes(&broken)
    );
}

/// Without this the figures would say nothing: the same attack does read plain letters.
#[test]
fn the_attack_reads_plain_letters() {
    let tesseract = Tesseract::demand();
    let targets = Targets::plain(&[
        "HKM47", "RTMY3", "4T9HK", "7M9HR", "YK3TH", "K9M4T", "3RTHY", "R4KTM",
    ]);
    let reads = tesseract.read_all(&targets.pictures, &QUICK, |texts| targets.read_by(texts));
    let broken: BTreeSet<usize> = reads.into_iter().flatten().collect();
    assert!(
        broken.len() >= 6,
        "the attack read only {:?} of plain letters",
        targets.codes(&broken)
    );
}

#[test]
#[ignore = "minutes of work, for the table of docs/captcha.md; run it after a change of the drawing"]
fn no_cleaning_helps_tesseract_to_one_picture_in_twenty() {
    let tesseract = Tesseract::demand();
    let targets = Targets::drawn(20_261_126);
    let readings: Vec<Reading> = ["7", "8", "13"]
        .into_iter()
        .flat_map(|mode| [Reading::new(mode), Reading::knowing(mode)])
        .collect();
    println!("{} read {PICTURES} pictures\n", tesseract.version);
    let head: Vec<String> = readings.iter().map(Reading::to_string).collect();
    println!("| made ready | {} | any |", head.join(" | "));
    println!("|---|{}---|", "---|".repeat(readings.len()));

    let mut worst = (0, String::new());
    let mut broken = BTreeSet::new();
    for (name, clean) in clean::WAYS {
        let pieces: Vec<GrayImage> = targets.pictures.iter().flat_map(clean).collect();
        let reads = tesseract.read_all(&pieces, &readings, |texts| targets.read_by(texts));
        let counts: Vec<String> = reads.iter().map(|read| read.len().to_string()).collect();
        for (reading, read) in readings.iter().zip(&reads) {
            if read.len() >= worst.0 {
                worst = (read.len(), format!("{name}, {reading}"));
            }
        }
        let any: BTreeSet<usize> = reads.into_iter().flatten().collect();
        println!("| {name} | {} | {} |", counts.join(" | "), any.len());
        broken.extend(any);
    }
    println!("\nBy any of them: {:?}", targets.codes(&broken));
    assert!(
        worst.0 < TOO_MANY,
        "{} read {} of {PICTURES} pictures",
        worst.1,
        worst.0
    );
}

/// Pictures and what they say.
struct Targets {
    pictures: Vec<GrayImage>,
    expected: Vec<Expected>,
}

impl Targets {
    /// What the crate draws, the same pictures for the same seed.
    fn drawn(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let (pictures, expected) = (0..PICTURES)
            .map(|_| {
                let made = Challenge::new(&mut rng);
                let picture = image::load_from_memory(&made.image).unwrap().to_luma8();
                (picture, made.expected)
            })
            .unzip();
        Self { pictures, expected }
    }

    fn plain(codes: &[&str]) -> Self {
        let expected = codes.iter().map(|&code| Expected {
            code: code.to_owned(),
            answer: Vec::new(),
        });
        Self {
            pictures: codes.iter().map(|code| plain::draw(code)).collect(),
            expected: expected.collect(),
        }
    }

    /// The pictures whose code is in the texts, as it stands or with look-alikes put right. Each
    /// picture has as many texts as it was cut into pieces.
    fn read_by(&self, texts: &[String]) -> BTreeSet<usize> {
        let pieces = texts.len() / self.expected.len();
        assert_eq!(texts.len(), self.expected.len() * pieces);
        let is_read = |expected: &Expected, text: &str| {
            expected.accepts_code(text) || expected.accepts_code(&put_right(text))
        };
        self.expected
            .iter()
            .zip(texts.chunks(pieces))
            .enumerate()
            .filter(|(_, (expected, texts))| is_read(expected, &texts.concat()))
            .map(|(at, _)| at)
            .collect()
    }

    fn codes(&self, which: &BTreeSet<usize>) -> Vec<&str> {
        which
            .iter()
            .map(|&at| self.expected[at].code.as_str())
            .collect()
    }
}

/// What an attacker does who knows the alphabet: a letter that cannot be becomes one that looks
/// like it.
fn put_right(text: &str) -> String {
    text.to_uppercase()
        .chars()
        .map(|letter| match letter {
            'B' | 'S' | '8' | '5' => '3',
            'O' | 'C' | '0' | '6' => '9',
            'I' | 'L' | 'J' | '1' => 'T',
            '?' => '7',
            'U' => 'Y',
            'D' => 'R',
            other => other,
        })
        .collect()
}
