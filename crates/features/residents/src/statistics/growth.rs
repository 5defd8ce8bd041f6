//! How the village grew and shrank, as it may be told.

use super::{
    concealment::{is_small, kinds_may_be_told},
    counting::{Month, closing},
};

/// The number of residents at both ends of a month; public, as the number of all residents is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// The first day of the month.
    pub first: jiff::civil::Date,
    pub opening: i64,
    pub closing: i64,
}

impl Balance {
    pub fn change(self) -> i64 {
        self.closing - self.opening
    }
}

/// What happened in a year, as far as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// Births, arrivals, recorded; deaths, departures, others who left.
    ByKind { coming: [i64; 3], going: [i64; 3] },
    /// How many came and how many went.
    BySide { came: i64, went: i64 },
    /// Too few events to tell more than what became of the total.
    Nothing,
}

/// A year, or as much of it as the register knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub year: i16,
    /// The oldest first.
    pub months: Vec<Balance>,
    pub happened: Happened,
}

impl Year {
    pub fn opening(&self) -> i64 {
        self.months.first().map_or(0, |month| month.opening)
    }

    pub fn closing(&self) -> i64 {
        self.months.last().map_or(0, |month| month.closing)
    }
}

/// All years of these months, the oldest first. Never by sex: with the sexes of two days apart, a
/// single birth would be told.
pub fn years(months: &[Month]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let mut flows: Vec<[i64; 7]> = Vec::new();
    for month in months {
        let all: [i64; 7] = std::array::from_fn(|at| month.men[at] + month.women[at]);
        let balance = Balance {
            first: month.first,
            opening: all[0],
            closing: closing(&all),
        };
        let year = month.first.year();
        match (years.last_mut(), flows.last_mut()) {
            (Some(last), Some(sums)) if last.year == year => {
                last.months.push(balance);
                for (sum, number) in sums.iter_mut().zip(all) {
                    *sum += number;
                }
            }
            _ => {
                years.push(Year {
                    year,
                    months: vec![balance],
                    happened: Happened::Nothing,
                });
                flows.push(all);
            }
        }
    }
    for (year, flows) in years.iter_mut().zip(flows) {
        year.happened = happened(flows);
    }
    years
}

fn happened([_, births, arrivals, recorded, deaths, departures, others]: [i64; 7]) -> Happened {
    let (coming, going) = ([births, arrivals, recorded], [deaths, departures, others]);
    let (came, went) = (coming.iter().sum(), going.iter().sum());
    if kinds_may_be_told(coming, going) {
        Happened::ByKind { coming, going }
    } else if is_small(came) || is_small(went) {
        Happened::Nothing
    } else {
        Happened::BySide { came, went }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn month(year: i16, number: i8, opening: i64, rest: [i64; 6]) -> Month {
        let [births, arrivals, recorded, deaths, departures, others] = rest;
        Month {
            first: date(year, number, 1),
            men: [0, 0, 0, 0, 0, 0, 0],
            women: [
                opening, births, arrivals, recorded, deaths, departures, others,
            ],
        }
    }

    #[test]
    fn a_year_tells_as_much_as_nobody_is_known_by() {
        let months = [
            month(2025, 11, 0, [0, 0, 900, 0, 0, 0]),
            month(2025, 12, 900, [5, 5, 10, 6, 5, 0]),
            month(2026, 1, 909, [4, 6, 0, 5, 6, 0]),
            month(2026, 2, 908, [0, 0, 0, 0, 0, 0]),
            month(2027, 1, 908, [1, 0, 0, 0, 0, 0]),
        ];
        let years = years(&months);
        let told: Vec<Happened> = years.iter().map(|year| year.happened).collect();
        assert_eq!(
            told,
            [
                Happened::ByKind {
                    coming: [5, 5, 910],
                    going: [6, 5, 0]
                },
                Happened::BySide { came: 10, went: 11 },
                Happened::Nothing,
            ]
        );
        assert_eq!((years[0].opening(), years[0].closing()), (0, 909));
        assert_eq!((years[1].opening(), years[1].closing()), (909, 908));
        assert_eq!(years[1].months[1].change(), 0);
    }
}
