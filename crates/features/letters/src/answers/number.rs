//! Numbers as people type them: dots for thousands, a comma for what is less than one.

use std::fmt;

use kernel::{terbilang, thousands};
use serde::{Deserialize, Serialize};

/// The largest number an answer may be.
const MOST: i64 = 999_999_999_999;

/// A number with up to three digits behind the comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal {
    thousandths: i64,
}

impl Decimal {
    /// Reads `1.250,5`, `12,5`, `12.5` and `1250`; `1.250` is a thousand and more.
    ///
    /// # Errors
    /// A sentence about what to write instead.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "Tulis angkanya saja, misalnya 150 atau 12,5.";
        let text = western(text);
        let (whole, part) = match (text.split_once(','), text.split_once('.')) {
            (Some(parts), _) => parts,
            (None, Some((whole, part))) if part.len() != 3 && !part.contains('.') => (whole, part),
            _ => (text.as_str(), ""),
        };
        let has_comma = text.contains(',');
        if part.len() > 3 {
            return Err("Paling banyak tiga angka di belakang koma.");
        }
        if !part.bytes().all(|byte| byte.is_ascii_digit()) || has_comma && part.is_empty() {
            return Err(SHAPE);
        }
        let whole = grouped(whole).ok_or(SHAPE)?;
        let part: i64 = format!("{part:0<3}").parse().map_err(|_| SHAPE)?;
        let thousandths = whole.checked_mul(1_000).map(|whole| whole + part);
        match thousandths {
            Some(thousandths) if whole <= MOST => Ok(Self { thousandths }),
            _ => Err("Angka ini terlalu besar."),
        }
    }

    /// In words: "dua belas koma lima".
    pub fn words(self) -> String {
        let (whole, part) = self.split();
        let digits = part.bytes().map(|digit| terbilang(i64::from(digit - b'0')));
        match part.as_str() {
            "" => terbilang(whole),
            _ => format!(
                "{} koma {}",
                terbilang(whole),
                digits.collect::<Vec<_>>().join(" ")
            ),
        }
    }

    /// Before and behind the comma, without zeros at the end.
    fn split(self) -> (i64, String) {
        let part = format!("{:03}", self.thousandths % 1_000);
        (
            self.thousandths / 1_000,
            part.trim_end_matches('0').to_owned(),
        )
    }
}

/// `1.250,5`
impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = self.split();
        let whole = thousands(whole);
        match part.as_str() {
            "" => out.pad(&whole),
            part => out.pad(&format!("{whole},{part}")),
        }
    }
}

/// Reads `2015`, `1.500` and full-width digits.
pub(super) fn whole(text: &str) -> Result<i64, &'static str> {
    let number = grouped(&western(text)).ok_or("Tulis angkanya saja, tanpa huruf, misalnya 12.")?;
    if number > MOST {
        return Err("Angka ini terlalu besar.");
    }
    Ok(number)
}

/// A whole number as letters have it: years stay together.
pub(super) fn whole_words(number: i64) -> String {
    if number < 10_000 {
        number.to_string()
    } else {
        thousands(number)
    }
}

/// With the digits that everybody reads, without blanks.
pub(super) fn western(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '\u{0660}'..='\u{0669}' => digit(u32::from(letter) - 0x0660),
            '\u{06F0}'..='\u{06F9}' => digit(u32::from(letter) - 0x06F0),
            '\u{FF10}'..='\u{FF19}' => digit(u32::from(letter) - 0xFF10),
            letter => letter,
        })
        .collect()
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

/// The number of digits whose dots stand before groups of three.
fn grouped(text: &str) -> Option<i64> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let is_grouped = text.contains('.');
    if first.is_empty() || is_grouped && first.len() > 3 || groups.any(|group| group.len() != 3) {
        return None;
    }
    let digits: String = text.chars().filter(|letter| *letter != '.').collect();
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than any number of ours has.
    if all && digits.len() > 18 {
        return Some(i64::MAX);
    }
    all.then(|| digits.parse().ok())?
}
