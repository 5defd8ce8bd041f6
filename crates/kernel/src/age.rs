//! How old somebody is on a day, in words and groups.

use jiff::civil::Date;

/// Completed years, months and days of a life.
///
/// ```
/// use jiff::civil::date;
/// use kernel::Age;
///
/// let age = Age::on(date(2026, 12, 1), date(2009, 11, 25), None).unwrap();
/// assert_eq!((age.years(), age.to_string()), (17, "17 tahun".to_owned()));
/// // Who has died stops ageing.
/// let died = Some(date(2010, 1, 24));
/// let age = Age::on(date(2026, 12, 1), date(2009, 11, 25), died).unwrap();
/// assert_eq!(age.to_string(), "1 bulan");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age {
    years: i16,
    months: i8,
    days: i8,
}

impl Age {
    /// The age on a day, or at death; `None` before birth. Whoever was born on 29 February has a
    /// birthday on 1 March in other years, as [`crate::time::age`] says.
    pub fn on(day: Date, born: Date, died: Option<Date>) -> Option<Self> {
        let end = died.map_or(day, |died| died.min(day));
        if end < born {
            return None;
        }
        let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let is_short = end.day() < born.day();
        let months = number(end) - number(born) - i32::from(is_short);
        let days = if is_short {
            let before = end.first_of_month().yesterday().unwrap_or(end);
            before.day() - born.day().min(before.day()) + end.day()
        } else {
            end.day() - born.day()
        };
        Some(Self {
            years: i16::try_from(months / 12).ok()?,
            months: i8::try_from(months % 12).ok()?,
            days,
        })
    }

    pub fn years(self) -> i16 {
        self.years
    }

    /// Completed months behind the years.
    pub fn months(self) -> i8 {
        self.months
    }

    /// Days behind the months.
    pub fn days(self) -> i8 {
        self.days
    }

    pub fn group(self) -> AgeGroup {
        AgeGroup::of(self.years)
    }
}

/// `17 tahun`; below a year `3 bulan`, below a month `12 hari`.
impl std::fmt::Display for Age {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.years, self.months) {
            (0, 0) => write!(out, "{} hari", self.days),
            (0, months) => write!(out, "{months} bulan"),
            (years, _) => write!(out, "{years} tahun"),
        }
    }
}

/// Five years of a pyramid: 0–4, 5–9 and so on; 75 and older together, as BPS does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeGroup(u8);

impl AgeGroup {
    const LAST: u8 = 15;

    /// The group of completed years.
    pub fn of(years: i16) -> Self {
        let group = (years.max(0) / 5).min(Self::LAST.into());
        Self(u8::try_from(group).unwrap_or(Self::LAST))
    }

    /// All of them, the youngest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        (0..=Self::LAST).map(Self)
    }

    /// The place in [`AgeGroup::all`].
    pub fn index(self) -> usize {
        self.0.into()
    }
}

/// `0–4`, `75+`.
impl std::fmt::Display for AgeGroup {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let from = self.0 * 5;
        match self.0 {
            Self::LAST => out.pad(&format!("{from}+")),
            _ => out.pad(&format!("{from}–{}", from + 4)),
        }
    }
}

/// Whether a resident has to have an identity card on that day: at seventeen, or once married
/// (UU 24/2013 art. 63).
pub fn needs_identity_card(age: Age, has_been_married: bool) -> bool {
    age.years >= 17 || has_been_married
}
