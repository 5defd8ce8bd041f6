//! Days as spreadsheets count them.

use jiff::Span;
use jiff::civil::{Date, date};

/// Where a workbook begins to count days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// 1 is the first of January 1900, and 60 a 29th of February that never was.
    #[default]
    Year1900,
    /// 0 is the first of January 1904: workbooks of old Macs.
    Year1904,
}

impl Epoch {
    /// The day of a serial number, without its time.
    pub(crate) fn date(self, serial: f64) -> Option<Date> {
        if !(0.0..2_958_466.0).contains(&serial) {
            return None;
        }
        let days = serial.floor() as i64;
        let (first, days) = match self {
            Self::Year1904 => (date(1904, 1, 1), days),
            Self::Year1900 if days == 60 => return None,
            Self::Year1900 if days < 60 => (date(1899, 12, 31), days),
            Self::Year1900 => (date(1899, 12, 30), days),
        };
        let span = Span::new().try_days(days).ok()?;
        first.checked_add(span).ok()
    }
}

/// The serial of a day in the epoch of 1900; nothing before it.
pub(crate) fn serial(day: Date) -> Option<i32> {
    let first = date(1899, 12, 30);
    let days = (day - first).get_days();
    let leap = i32::from(day < date(1900, 3, 1));
    let serial = days - leap;
    (serial >= 1).then_some(serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_days_of_both_epochs() {
        for (epoch, number, day) in [
            (Epoch::Year1900, 1.0, date(1900, 1, 1)),
            (Epoch::Year1900, 59.0, date(1900, 2, 28)),
            (Epoch::Year1900, 61.0, date(1900, 3, 1)),
            (Epoch::Year1900, 25_569.0, date(1970, 1, 1)),
            (Epoch::Year1900, 33_102.999, date(1990, 8, 17)),
            (Epoch::Year1904, 0.0, date(1904, 1, 1)),
            (Epoch::Year1904, 31_640.5, date(1990, 8, 17)),
        ] {
            assert_eq!(epoch.date(number), Some(day));
        }
        for number in [60.0, -1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Epoch::Year1900.date(number), None);
        }
    }

    #[test]
    fn days_become_serials_and_back() {
        for day in [
            date(1900, 1, 1),
            date(1900, 2, 28),
            date(1900, 3, 1),
            date(2026, 12, 1),
        ] {
            let number = serial(day).unwrap();
            assert_eq!(Epoch::Year1900.date(f64::from(number)), Some(day));
        }
        assert_eq!(serial(date(1899, 12, 31)), None);
    }
}
