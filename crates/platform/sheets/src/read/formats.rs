//! What a number format says about a number: that it is a date, or how many digits are shown.

use crate::{Cell, Epoch, Number};

/// The part of a number format that changes what a number means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub date: bool,
    /// `000` shows 1 as 001.
    pub zeros: u8,
}

impl Format {
    /// One of the formats that every workbook has.
    pub fn built_in(id: u32) -> Self {
        Self {
            date: matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58),
            zeros: 0,
        }
    }

    /// One that the workbook defines.
    pub fn from_code(code: &str) -> Self {
        let letters = meaningful(code);
        let zeros = letters.len();
        let only_zeros = zeros > 1 && letters.bytes().all(|byte| byte == b'0');
        Self {
            date: letters.contains(['d', 'D', 'y', 'Y']),
            zeros: if only_zeros {
                u8::try_from(zeros.min(32)).unwrap_or(0)
            } else {
                0
            },
        }
    }

    /// The cell that a number in this format is.
    pub fn cell(self, value: f64, shown: Option<String>, epoch: Epoch) -> Cell {
        if self.date
            && value >= 1.0
            && let Some(date) = epoch.date(value)
        {
            return Cell::Date(date);
        }
        Cell::Number(Number {
            value,
            shown,
            zeros: self.zeros,
        })
    }
}

/// The first section of a format without literals, colours, conditions and padding.
fn meaningful(code: &str) -> String {
    let mut out = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => {
                letters.by_ref().find(|letter| *letter == '"');
            }
            '[' => {
                letters.by_ref().find(|letter| *letter == ']');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_dates_and_zeros() {
        for (code, date, zeros) in [
            ("General", false, 0),
            ("0", false, 0),
            ("000", false, 3),
            ("0000000000000000", false, 16),
            ("000;-000", false, 3),
            ("\"RT \"000", false, 3),
            ("#,##0", false, 0),
            ("0.00", false, 0),
            ("dd-mm-yyyy", true, 0),
            ("[$-421]dd mmmm yyyy;@", true, 0),
            ("mmm-yy", true, 0),
            ("[Red]0.00", false, 0),
            ("\"Hari\" 0", false, 0),
            ("h:mm", false, 0),
            ("[h]:mm:ss", false, 0),
            ("\\d0", false, 0),
            ("@", false, 0),
            ("yyyy\\-mm\\-dd\\ hh:mm", true, 0),
        ] {
            assert_eq!(Format::from_code(code), Format { date, zeros }, "{code}");
        }
        assert!(Format::built_in(14).date && !Format::built_in(21).date);
    }
}
