//! Dates in every dress that people give them.

mod serial;
mod words;

use jiff::civil::Date;

use crate::Cell;
use crate::digits::is_none_mark;
use crate::text::line;

pub use serial::Epoch;
pub(crate) use serial::serial;

/// Why a cell does not give a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDate {
    #[error("Tanggal ini tidak ada di kalender. Tulis seperti 17-08-1990.")]
    Impossible,
    #[error(
        "Bulan pada tanggal ini lebih dari 12. Tulis hari dahulu, lalu bulan, lalu tahun, seperti \
         17-08-1990."
    )]
    MonthFirst,
    #[error("Tanggal ini hanya menyebut tahun. Tulis lengkap, seperti 17-08-1990.")]
    YearOnly,
    #[error("Tahun pada tanggal ini tidak masuk akal. Tulis empat angka, seperti 17-08-1990.")]
    Year,
    #[error("Ini tidak terbaca sebagai tanggal. Tulis seperti 17-08-1990.")]
    Unreadable,
}

/// Reads dates of one table. It needs today for years of two digits, which never lie in the future.
///
/// ```
/// use jiff::civil::date;
/// use sheets::{Cell, DateReader, Epoch};
///
/// let dates = DateReader::new(date(2026, 12, 1), Epoch::Year1900);
/// let read = |text| dates.read(&Cell::from_text(text));
/// assert_eq!(read("17 Agustus 1990"), Ok(Some(date(1990, 8, 17))));
/// assert_eq!(read("5/6/60"), Ok(Some(date(1960, 6, 5))));
/// assert_eq!(read("-"), Ok(None));
/// assert!(read("31-02-2000").is_err());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DateReader {
    today: Date,
    epoch: Epoch,
}

impl DateReader {
    pub fn new(today: Date, epoch: Epoch) -> Self {
        Self { today, epoch }
    }

    /// The date in a cell; empty, `-`, `0` and `00-00-0000` are nothing.
    pub fn read(&self, cell: &Cell) -> Result<Option<Date>, NotDate> {
        match cell {
            Cell::Empty => Ok(None),
            Cell::Date(date) => within_reason(*date).map(Some),
            Cell::Number(number) => self.serial(number.value),
            Cell::Text(text) => self.text(&line(text)),
            Cell::Bool(_) | Cell::Error(_) => Err(NotDate::Unreadable),
        }
    }

    fn text(&self, text: &str) -> Result<Option<Date>, NotDate> {
        let text = text.trim_start_matches('\'').trim();
        if text.is_empty() || is_none_mark(text) {
            return Ok(None);
        }
        let days = text.split('.').next().unwrap_or_default();
        let is_number = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        if is_number
            && (days.len() == 5 || text.len() == 4 || text == "0")
            && let Ok(number) = text.parse::<f64>()
        {
            return self.serial(number);
        }
        words::read(text, self.today)
    }

    /// A number where a date is expected: days since the beginning of the workbook's epoch.
    fn serial(&self, value: f64) -> Result<Option<Date>, NotDate> {
        if value == 0.0 {
            return Ok(None);
        }
        if (1800.0..2200.0).contains(&value) {
            // Within the first years of the epoch, but far more often a year.
            return Err(NotDate::YearOnly);
        }
        if value < 2200.0 {
            return Err(NotDate::Unreadable);
        }
        if value >= 1_000_000.0 {
            // 17081990 in a number cell
            let text = format!("{value:08}");
            return words::read(&text, self.today);
        }
        let date = self.epoch.date(value).ok_or(NotDate::Impossible)?;
        within_reason(date).map(Some)
    }
}

/// A year that a living person, or somebody in an old register, may have met or will meet.
fn within_reason(date: Date) -> Result<Date, NotDate> {
    if (1800..2200).contains(&date.year()) {
        Ok(date)
    } else {
        Err(NotDate::Year)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Number;

    fn reader() -> DateReader {
        DateReader::new(date(2026, 12, 1), Epoch::Year1900)
    }

    #[test]
    fn dates_in_every_dress_are_read() {
        let august = date(1990, 8, 17);
        for (text, meant) in [
            ("17-08-1990", august),
            ("17/08/1990", august),
            ("17.08.1990", august),
            ("17/8/90", august),
            ("17 08 1990", august),
            ("17 - 08 - 1990", august),
            ("1990-08-17", august),
            ("1990/08/17", august),
            ("1990-08-17T00:00:00Z", august),
            ("1990-08-17 23:59:59.000", august),
            ("17/08/1990 00:00", august),
            ("17-08-1990 7.30", august),
            ("17081990", august),
            ("19900817", august),
            ("17 Agustus 1990", august),
            ("17 AGUSTUS 1990", august),
            ("17-Aug-1990", august),
            ("17-Agu-90", august),
            ("17 Agt 1990", august),
            ("17 Ags. 1990", august),
            ("17Agustus1990", august),
            ("Jumat, 17 Agustus 1990", august),
            ("Jum'at 17 Agustus 1990", august),
            ("August 17, 1990", august),
            ("'17-08-1990", august),
            ("33102", august),
            ("33102.75", august),
            ("5/6/1960", date(1960, 6, 5)),
            ("1970-01-01", date(1970, 1, 1)),
            ("12 Desember 2005", date(2005, 12, 12)),
            ("1 Nopember 2001", date(2001, 11, 1)),
            ("2 Pebruari 1999", date(1999, 2, 2)),
            ("03 Mei 1988", date(1988, 5, 3)),
            ("29-02-2000", date(2000, 2, 29)),
        ] {
            assert_eq!(
                reader().read(&Cell::from_text(text)),
                Ok(Some(meant)),
                "{text}"
            );
        }
    }

    #[test]
    fn two_digit_years_never_lie_in_the_future() {
        for (text, year) in [
            ("01-12-26", 2026),
            ("02-12-26", 1926),
            ("31-12-25", 2025),
            ("01-01-27", 1927),
            ("01-01-00", 2000),
            ("31-12-99", 1999),
            ("5/6/60", 1960),
        ] {
            let read = reader().read(&Cell::from_text(text)).unwrap().unwrap();
            assert_eq!(read.year(), year, "{text}");
        }
        assert_eq!(
            reader().read(&Cell::from_text("29-02-00")),
            Ok(Some(date(2000, 2, 29)))
        );
    }

    #[test]
    fn nothing_is_written_in_several_ways() {
        for text in [
            "",
            " ",
            "-",
            "--",
            "\u{2014}",
            "00-00-0000",
            "0000-00-00",
            "00/00/0000",
            "0",
        ] {
            assert_eq!(reader().read(&Cell::from_text(text)), Ok(None), "{text:?}");
        }
        assert_eq!(reader().read(&Cell::Number(Number::new(0.0))), Ok(None));
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        for (text, reason) in [
            ("31-02-2000", NotDate::Impossible),
            ("29-02-1999", NotDate::Impossible),
            ("32-01-2000", NotDate::Impossible),
            ("00-01-2000", NotDate::Impossible),
            ("12/31/1990", NotDate::MonthFirst),
            ("08-17-90", NotDate::MonthFirst),
            ("1990-17-08", NotDate::MonthFirst),
            ("1990", NotDate::YearOnly),
            ("08-1990", NotDate::Unreadable),
            ("Agustus 1990", NotDate::Unreadable),
            ("17-08-0090", NotDate::Year),
            ("17-08-19900", NotDate::Unreadable),
            ("17-08-990", NotDate::Year),
            ("17-08-2990", NotDate::Year),
            ("17 Agustuss 1990", NotDate::Unreadable),
            ("17-08-1990-1", NotDate::Unreadable),
            ("lupa", NotDate::Unreadable),
            ("17-08", NotDate::Unreadable),
            ("17.08", NotDate::Unreadable),
            ("17", NotDate::Unreadable),
            ("170890", NotDate::Unreadable),
            ("6303991708900001", NotDate::Unreadable),
            ("Martapura, 17-08-1990", NotDate::Unreadable),
        ] {
            assert_eq!(reader().read(&Cell::from_text(text)), Err(reason), "{text}");
        }
    }

    #[test]
    fn numbers_are_serials_of_the_workbook() {
        let read = |epoch, value| {
            DateReader::new(date(2026, 12, 1), epoch).read(&Cell::Number(Number::new(value)))
        };
        assert_eq!(read(Epoch::Year1900, 31_118.0), Ok(Some(date(1985, 3, 12))));
        assert_eq!(
            read(Epoch::Year1900, 33_102.75),
            Ok(Some(date(1990, 8, 17)))
        );
        assert_eq!(read(Epoch::Year1904, 31_640.0), Ok(Some(date(1990, 8, 17))));
        assert_eq!(
            read(Epoch::Year1900, 17_081_990.0),
            Ok(Some(date(1990, 8, 17)))
        );
        assert_eq!(
            read(Epoch::Year1900, 1_081_990.0),
            Ok(Some(date(1990, 8, 1)))
        );
        assert_eq!(read(Epoch::Year1900, 1990.0), Err(NotDate::YearOnly));
        assert_eq!(read(Epoch::Year1900, 17.0), Err(NotDate::Unreadable));
        assert_eq!(read(Epoch::Year1900, -3.0), Err(NotDate::Unreadable));
        assert_eq!(read(Epoch::Year1900, f64::NAN), Err(NotDate::Impossible));
    }
}
