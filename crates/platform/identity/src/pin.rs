//! A resident's PIN: six digits, and not those that anybody would try first.
//!
//! A PIN is guarded by the throttle, not by its length: what this file refuses is what a neighbour tries
//! in the five attempts that cost nothing.

use std::fmt;

use jiff::civil::Date;
use kernel::Nik;
use zeroize::Zeroizing;

use crate::random;

/// Digits of a PIN.
pub const DIGITS: usize = 6;

/// A PIN fit to be set. Wiped from memory when dropped; never shown.
#[derive(Clone)]
pub struct Pin(Zeroizing<String>);

/// Why a PIN may not be set, in words for who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinProblem {
    #[error("PIN harus tepat 6 angka.")]
    Format,
    #[error("PIN ini mengulang angka yang sama. Pilih enam angka yang lebih acak.")]
    Repeated,
    #[error("PIN ini berurutan sehingga mudah ditebak. Pilih enam angka yang lebih acak.")]
    Run,
    #[error("Jangan memakai tanggal lahir atau tahun sebagai PIN: orang lain mudah menebaknya.")]
    Date,
    #[error("Jangan memakai angka dari NIK Anda sebagai PIN: orang lain mudah menebaknya.")]
    Nik,
}

/// What an acquaintance knows of a resident.
#[derive(Clone, Copy)]
pub struct About {
    pub born_on: Date,
    /// Nothing for who has none.
    pub nik: Option<Nik>,
}

impl Pin {
    /// Judges a new PIN. Spaces between digits do not matter, nor with which keyboard they were typed.
    ///
    /// # Errors
    /// The first reason found why it is not good enough.
    pub fn parse(typed: &str, about: &About) -> Result<Self, PinProblem> {
        let digits = typed_digits(typed).ok_or(PinProblem::Format)?;
        match problem(&digits, about) {
            Some(problem) => Err(problem),
            None => Ok(Self(Zeroizing::new(digits))),
        }
    }

    /// A random one for somebody, which the office hands over: it has to be changed at once.
    pub fn random(about: &About) -> Self {
        loop {
            let digits = random_code();
            if problem(&digits, about).is_none() {
                return Self(digits);
            }
        }
    }

    /// For the slip of paper, and for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(***)")
    }
}

/// What was typed as PIN or as a code of six digits, in one spelling; nothing for what can be neither.
pub fn typed_digits(typed: &str) -> Option<String> {
    let digits = kernel::typed_digits(typed)?;
    (digits.len() == DIGITS).then_some(digits)
}

/// A code of six random digits, to be sent to a phone.
pub fn random_code() -> Zeroizing<String> {
    // Beyond the last whole million some codes would come more often than others.
    const EVEN: u32 = 4_294_000_000;
    loop {
        let number = u32::from_be_bytes(*random::bytes::<4>());
        if number < EVEN {
            return Zeroizing::new(format!("{:06}", number % 1_000_000));
        }
    }
}

fn problem(pin: &str, about: &About) -> Option<PinProblem> {
    let values: Vec<i8> = pin
        .bytes()
        .map(|byte| (byte - b'0').cast_signed())
        .collect();
    if is_repeated(&values) {
        return Some(PinProblem::Repeated);
    }
    if is_run(&values) {
        return Some(PinProblem::Run);
    }
    if dates(about.born_on).iter().any(|date| date == pin) || is_years(pin, about.born_on) {
        return Some(PinProblem::Date);
    }
    let nik = about.nik.as_ref()?.expose();
    // Any six in a row: the place, the date as it is written there, the serial.
    nik.contains(pin).then_some(PinProblem::Nik)
}

/// One digit (111111), a pair (121212, 112233 is a run), or half of it twice (123123).
fn is_repeated(values: &[i8]) -> bool {
    let distinct: std::collections::BTreeSet<&i8> = values.iter().collect();
    let of_period = |period: usize| values.iter().zip(&values[period..]).all(|(a, b)| a == b);
    distinct.len() < 3 || (1..=3).any(of_period)
}

/// Every digit follows the one before: 123456, 987654, 890123, 246802, 112233.
fn is_run(values: &[i8]) -> bool {
    let steps: Vec<i8> = values
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).rem_euclid(10))
        .collect();
    let is_even = steps.iter().all(|step| *step == steps[0]);
    let pairs: Vec<i8> = values.iter().step_by(2).copied().collect();
    let is_doubled = values.chunks(2).all(|pair| pair[0] == pair[1]);
    let by_one = pairs
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).rem_euclid(10))
        .all(|step| step == 1 || step == 9);
    is_even || (is_doubled && by_one)
}

/// The birthday as people type it in six digits.
fn dates(born: Date) -> [String; 8] {
    let (d, m, y) = (born.day(), born.month(), born.year());
    let short = y.rem_euclid(100);
    let full = format!("{d:02}{m:02}{y:04}");
    let turned = format!("{y:04}{m:02}{d:02}");
    [
        format!("{d:02}{m:02}{short:02}"),
        format!("{short:02}{m:02}{d:02}"),
        format!("{m:02}{d:02}{short:02}"),
        format!("{short:02}{d:02}{m:02}"),
        full[..DIGITS].to_owned(),
        full[2..].to_owned(),
        turned[..DIGITS].to_owned(),
        turned[2..].to_owned(),
    ]
}

/// Her own year with two more digits on either side, or a year of the calendar and itself again
/// (202020, 199019).
fn is_years(pin: &str, born: Date) -> bool {
    let year = format!("{:04}", born.year());
    let pair = |at: usize| &pin[at..at + 2];
    let is_century = |text: &str| text == "19" || text == "20";
    pin.starts_with(&year)
        || pin.ends_with(&year)
        || (is_century(pair(0)) && (pair(4) == pair(0) || pair(4) == pair(2)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn about() -> About {
        About {
            born_on: date(1990, 8, 17),
            nik: "6303025708900042".parse().ok(),
        }
    }

    fn judged(typed: &str) -> Result<(), PinProblem> {
        Pin::parse(typed, &about()).map(|_| ())
    }

    #[test]
    fn what_a_neighbour_would_try_is_refused() {
        use PinProblem::{Date, Format, Nik, Repeated, Run};
        for (typed, problem) in [
            ("", Format),
            ("12345", Format),
            ("1234567", Format),
            ("12345a", Format),
            ("000000", Repeated),
            ("111111", Repeated),
            ("121212", Repeated),
            ("112211", Repeated),
            ("147147", Repeated),
            ("123456", Run),
            ("654321", Run),
            ("890123", Run),
            ("246802", Run),
            ("112233", Run),
            ("332211", Run),
            ("170890", Date),
            ("900817", Date),
            ("081790", Date),
            ("901708", Date),
            ("170819", Date),
            ("081990", Date),
            ("199008", Date),
            ("199042", Date),
            ("371990", Date),
            ("202620", Date),
            ("900042", Nik),
            ("630302", Nik),
            ("570890", Nik),
        ] {
            assert_eq!(judged(typed), Err(problem), "{typed}");
        }
    }

    #[test]
    fn others_are_good_however_they_are_typed() {
        for typed in ["482915", "482 915", "４８２９１５", "٤٨٢٩١٥", "048291"] {
            assert_eq!(judged(typed), Ok(()), "{typed}");
        }
        let spaced = Pin::parse("48 29 15", &about()).unwrap();
        assert_eq!(spaced.expose(), "482915");
        assert_eq!(format!("{spaced:?}"), "Pin(***)");
    }

    #[test]
    fn a_random_one_may_be_set_and_few_are_refused() {
        for _ in 0..1000 {
            assert_eq!(judged(Pin::random(&about()).expose()), Ok(()));
        }
        let refused = (0..1_000_000)
            .filter(|number| problem(&format!("{number:06}"), &about()).is_some())
            .count();
        assert!((500..30_000).contains(&refused), "{refused}");
    }
}
