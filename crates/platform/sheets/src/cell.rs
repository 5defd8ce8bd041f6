//! What stands in a cell, as the person who filled it meant it.

use std::fmt;

use jiff::civil::Date;

use crate::digits::{self, NotDigits};
use crate::text::{line, tidy};

/// The content of one cell. A formula is its last result; one that was never computed is an
/// [`Cell::Error`].
///
/// Its `Debug` says what kind of thing it is and never what stands in it: rows of people end up in
/// logs all too easily.
#[derive(Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    /// In NFC, without invisible characters and without blanks at both ends; see [`Cell::from_text`].
    Text(String),
    Number(Number),
    /// The day; a time of day is cut off.
    Date(Date),
    Bool(bool),
    /// `#N/A` and its kin.
    Error(String),
}

/// A number with the digits that stand for it in the file.
#[derive(Clone, PartialEq)]
pub struct Number {
    pub value: f64,
    /// As the file has it. Nothing in `.xls`, which holds the binary value only.
    pub shown: Option<String>,
    /// How many digits its format shows at least: 3 for `000`, by which 1 is seen as 001.
    pub zeros: u8,
}

impl Number {
    /// A number that stands for itself.
    pub fn new(value: f64) -> Self {
        Self {
            value,
            shown: None,
            zeros: 0,
        }
    }

    /// Without an exponent and without `.0`; padded with zeros as its format says.
    pub fn text(&self) -> String {
        let stored = self.stored();
        let Some(integer) = digits::integer(&stored) else {
            return stored;
        };
        let width = usize::from(self.zeros);
        match integer.strip_prefix('-') {
            Some(positive) => format!("-{positive:0>width$}"),
            None => format!("{integer:0>width$}"),
        }
    }

    /// The digits in the file, or the fewest that mean this value.
    pub(crate) fn stored(&self) -> String {
        self.shown.clone().unwrap_or_else(|| self.value.to_string())
    }
}

static EMPTY: Cell = Cell::Empty;

impl Cell {
    /// What stands for a cell that is not there.
    pub fn empty() -> &'static Self {
        &EMPTY
    }

    /// A text, tidied; an empty one is [`Cell::Empty`].
    pub fn from_text(text: &str) -> Self {
        Self::from_tidy(tidy(text))
    }

    pub(crate) fn from_tidy(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What a person reads in the cell; dates as `17-08-1990`.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) | Self::Error(text) => Some(text.clone()),
            Self::Number(number) => Some(number.text()),
            Self::Date(date) => Some(date.strftime("%d-%m-%Y").to_string()),
            Self::Bool(true) => Some("TRUE".to_owned()),
            Self::Bool(false) => Some("FALSE".to_owned()),
        }
    }

    /// The same on one line, with single blanks: for names, places and headers.
    pub fn line(&self) -> Option<String> {
        self.text().map(|text| line(&text))
    }

    /// The digits that were meant (NIK, KK, phone), without apostrophe, dots, blanks and hyphens.
    /// Empty and `-` are nothing. A number whose last digits are lost is refused, never rounded.
    pub fn digits(&self) -> Result<Option<String>, NotDigits> {
        match self {
            Self::Empty => Ok(None),
            Self::Text(text) => digits::from_text(text),
            Self::Number(number) => digits::from_number(number).map(Some),
            Self::Date(_) => Err(NotDigits::Date),
            Self::Bool(_) => Err(NotDigits::Letters),
            Self::Error(_) => Err(NotDigits::Error),
        }
    }

    /// A whole number, written as such or as text (`2`, `2.0`, `002`); empty and `-` are nothing.
    pub fn whole(&self) -> Result<Option<i64>, NotDigits> {
        let text = match self {
            Self::Number(number) => number.stored(),
            Self::Text(text) => {
                let text = text.trim_start_matches('\'').trim();
                if digits::is_none_mark(text) {
                    return Ok(None);
                }
                text.to_owned()
            }
            other => return Ok(other.digits()?.and_then(|digits| digits.parse().ok())),
        };
        let integer = digits::integer(&text).ok_or(NotDigits::Letters)?;
        integer.parse().map(Some).map_err(|_| NotDigits::TooLong)
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Text(text) => write!(f, "Text({} letters)", text.chars().count()),
            Self::Number(number) => write!(f, "{number:?}"),
            Self::Date(_) => f.write_str("Date(..)"),
            Self::Bool(_) => f.write_str("Bool(..)"),
            Self::Error(error) => write!(f, "Error({error})"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number(..)")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn number(shown: &str, zeros: u8) -> Cell {
        Cell::Number(Number {
            value: shown.parse().unwrap(),
            shown: Some(shown.to_owned()),
            zeros,
        })
    }

    #[test]
    fn numbers_are_read_as_they_are_seen() {
        for (cell, text) in [
            (number("6303995203850002", 0), "6303995203850002"),
            (number("2.0", 0), "2"),
            (number("1", 3), "001"),
            (number("-1", 3), "-001"),
            (number("1234", 3), "1234"),
            (number("2.5", 3), "2.5"),
            (number("1E+3", 0), "1000"),
            (
                Cell::Number(Number::new(6_303_995_203_850_002.0)),
                "6303995203850002",
            ),
            (Cell::Date(date(1990, 8, 17)), "17-08-1990"),
        ] {
            assert_eq!(cell.text().as_deref(), Some(text));
        }
    }

    #[test]
    fn whole_numbers_may_be_dressed_as_texts() {
        for (cell, value) in [
            (number("2.0", 0), Some(2)),
            (number("0", 0), Some(0)),
            (Cell::from_text("002"), Some(2)),
            (Cell::from_text("2.0"), Some(2)),
            (Cell::from_text("'-3"), Some(-3)),
            (Cell::from_text("-"), None),
            (Cell::Empty, None),
        ] {
            assert_eq!(cell.whole(), Ok(value));
        }
        for text in ["RT 02", "1,5", "2.5", "tiga"] {
            assert_eq!(
                Cell::from_text(text).whole(),
                Err(NotDigits::Letters),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_of_a_person_is_printed() {
        let cells = [
            Cell::from_text("Siti Aminah"),
            number("6303995203850002", 0),
        ];
        let printed = format!("{cells:?}");
        assert!(
            !printed.contains("Siti") && !printed.contains("6303"),
            "{printed}"
        );
    }
}
