//! Of when a book tells: a day, a month or a year of the register.

use jiff::{ToSpan as _, civil::Date};
use kernel::time;
use web::Form;

use super::book::Asks;

/// Days from the first to before the second, with their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    /// The day after the last one.
    pub until: Date,
    /// "Bulan November 2026"
    pub label: String,
    /// For names of files: "2026-11".
    pub word: String,
}

/// What the register knows of.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub began: Date,
    pub today: Date,
}

impl Known {
    /// Its years, the last first.
    pub fn years(self) -> impl Iterator<Item = i16> {
        (self.began.year()..=self.today.year()).rev()
    }

    fn early(self) -> String {
        format!(
            "Daftar penduduk dimulai {}. Keadaan sebelum itu tidak tercatat.",
            time::long_date(self.began)
        )
    }
}

impl Period {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self {
            from: day,
            until: day.saturating_add(1.day()),
            label: format!("Keadaan {}", time::long_date(day)),
            word: day.to_string(),
        }
    }

    /// A month by its first day, as much of it as has been.
    pub fn month(first: Date, today: Date) -> Self {
        let next = first.saturating_add(1.month());
        let label = format!("Bulan {}", time::month_year(first));
        Self::of(
            (first, next),
            today,
            label,
            first.strftime("%Y-%m").to_string(),
        )
    }

    /// A year, as much of it as has been.
    pub fn year(year: i16, today: Date) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        let next = first.saturating_add(1.year());
        Some(Self::of(
            (first, next),
            today,
            format!("Tahun {year}"),
            year.to_string(),
        ))
    }

    fn of((from, next): (Date, Date), today: Date, label: String, word: String) -> Self {
        let tomorrow = today.saturating_add(1.day());
        let is_going_on = tomorrow < next;
        Self {
            from,
            until: next.min(tomorrow),
            label: if is_going_on {
                format!("{label}, sampai {}", time::long_date(today))
            } else {
                label
            },
            word,
        }
    }

    /// The last day.
    pub fn last_day(&self) -> Date {
        self.until.yesterday().unwrap_or(self.until)
    }

    /// What a form says; what is wrong with it stands beside its field.
    pub fn read(form: &mut Form, asks: Asks, known: Known) -> Option<Self> {
        match asks {
            Asks::Day => {
                let day = form.read("tanggal", |text| read_day(text, known))?;
                Some(Self::day(day))
            }
            Asks::Year => {
                let year = form.read("tahun", |text| read_year(text, known))?;
                Self::year(year, known.today)
            }
            Asks::MonthOrYear if form.raw("bulan").is_empty() => {
                let year = form.read("tahun", |text| read_year(text, known))?;
                Self::year(year, known.today)
            }
            Asks::Month | Asks::MonthOrYear => {
                let year = form.read("tahun", |text| read_year(text, known))?;
                let month = form.read("bulan", |text| read_month(text, year, known))?;
                Some(Self::month(month, known.today))
            }
        }
    }
}

fn read_day(text: &str, known: Known) -> Result<Date, String> {
    let day = time::typed_date(text).map_err(|error| error.to_string())?;
    if day > known.today {
        return Err("Tanggal ini belum terjadi.".to_owned());
    }
    if day < known.began {
        return Err(known.early());
    }
    Ok(day)
}

fn read_year(text: &str, known: Known) -> Result<i16, String> {
    let year: i16 = text.parse().map_err(|_| "Pilih tahunnya.".to_owned())?;
    if year > known.today.year() {
        return Err("Tahun ini belum terjadi.".to_owned());
    }
    if year < known.began.year() {
        return Err(known.early());
    }
    Ok(year)
}

fn read_month(text: &str, year: i16, known: Known) -> Result<Date, String> {
    let wrong = || "Pilih bulannya.".to_owned();
    let month: i8 = text.parse().map_err(|_| wrong())?;
    let first = Date::new(year, month, 1).map_err(|_| wrong())?;
    if first > known.today {
        return Err("Bulan ini belum terjadi.".to_owned());
    }
    if first.last_of_month() < known.began {
        return Err(known.early());
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const KNOWN: Known = Known {
        began: date(2024, 3, 10),
        today: date(2026, 12, 1),
    };

    fn read(asks: Asks, fields: &[(&'static str, &str)]) -> Result<Period, Vec<String>> {
        let values = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        let mut form = Form::filled(values);
        let read = Period::read(&mut form, asks, KNOWN);
        read.ok_or_else(|| form.view().errors.into_values().collect())
    }

    #[test]
    fn a_period_is_of_the_register() {
        let november = read(Asks::Month, &[("bulan", "11"), ("tahun", "2026")]).unwrap();
        assert_eq!(
            (november.from, november.until),
            (date(2026, 11, 1), date(2026, 12, 1))
        );
        assert_eq!(november.label, "Bulan November 2026");
        let running = read(Asks::Month, &[("bulan", "12"), ("tahun", "2026")]).unwrap();
        assert_eq!(running.last_day(), KNOWN.today);
        assert_eq!(running.label, "Bulan Desember 2026, sampai 1 Desember 2026");
        let year = read(Asks::MonthOrYear, &[("bulan", ""), ("tahun", "2025")]).unwrap();
        assert_eq!(
            (year.from, year.until),
            (date(2025, 1, 1), date(2026, 1, 1))
        );
        let day = read(Asks::Day, &[("tanggal", "2024-03-10")]).unwrap();
        assert_eq!((day.from, day.last_day()), (KNOWN.began, KNOWN.began));
        for (asks, fields, sentence) in [
            (
                Asks::Day,
                &[("tanggal", "2024-03-09")][..],
                "dimulai 10 Maret 2024",
            ),
            (Asks::Day, &[("tanggal", "2026-12-02")][..], "belum terjadi"),
            (Asks::Day, &[("tanggal", "besok")][..], ""),
            (
                Asks::Month,
                &[("bulan", ""), ("tahun", "2026")][..],
                "Pilih bulannya",
            ),
            (
                Asks::Month,
                &[("bulan", "13"), ("tahun", "2026")][..],
                "Pilih bulannya",
            ),
            (
                Asks::Month,
                &[("bulan", "2"), ("tahun", "2024")][..],
                "dimulai",
            ),
            (
                Asks::MonthOrYear,
                &[("bulan", "1"), ("tahun", "2027")][..],
                "belum terjadi",
            ),
            (Asks::Year, &[("tahun", "-5")][..], "dimulai"),
            (Asks::Year, &[][..], "Pilih tahunnya"),
        ] {
            let wrong = read(asks, fields).unwrap_err();
            assert!(wrong[0].contains(sentence), "{fields:?}: {wrong:?}");
        }
    }
}
