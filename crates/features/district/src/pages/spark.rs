//! Visits of thirty days as a row of bars, drawn by the server.

use jiff::civil::Date;
use kernel::{thousands, time};
use serde::Serialize;

use crate::store::fleet::DayVisits;

const DAYS: i32 = 30;
/// Height of the highest bar; the picture is ten units wide for each day.
const HEIGHT: f64 = 48.0;

/// A row of bars.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spark {
    pub bars: Vec<Bar>,
    /// "1.234"
    pub total: String,
    /// "paling banyak 120, pada 24 November 2026"
    pub most: String,
    pub first: String,
    pub last: String,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    pub x: i32,
    pub y: String,
    pub height: String,
    /// "24 November 2026: 120"
    pub label: String,
}

impl Spark {
    /// Nothing when nobody came. Days without a row had no visits.
    pub fn new(visits: &[DayVisits], today: Date) -> Option<Self> {
        let most = visits.iter().rev().max_by_key(|one| one.visits)?;
        if most.visits <= 0 {
            return None;
        }
        let begin = today.saturating_sub(jiff::Span::new().days(DAYS - 1));
        let bars = (0..DAYS).map(|at| {
            let day = begin.saturating_add(jiff::Span::new().days(at));
            let count = visits
                .iter()
                .find(|one| one.day == day)
                .map_or(0, |one| one.visits);
            // A single visit can be seen beside thousands.
            let height = if count > 0 {
                (count as f64 / most.visits as f64 * HEIGHT).max(2.0)
            } else {
                0.0
            };
            Bar {
                x: at * 10 + 1,
                y: format!("{:.1}", HEIGHT - height),
                height: format!("{height:.1}"),
                label: format!("{}: {}", time::long_date(day), thousands(count)),
            }
        });
        Some(Self {
            bars: bars.collect(),
            total: thousands(visits.iter().map(|one| one.visits).sum::<i64>()),
            most: format!(
                "paling banyak {}, pada {}",
                thousands(most.visits),
                time::long_date(most.day)
            ),
            first: time::short_date(begin),
            last: time::short_date(today),
        })
    }

    /// For a sample of a page.
    pub fn sample() -> Option<Self> {
        let day = jiff::civil::date(2026, 11, 24);
        Self::new(&[DayVisits { day, visits: 12 }], day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_day_has_its_place_and_the_smallest_can_be_seen() {
        let day = |day, visits| DayVisits {
            day: date(2026, 11, day),
            visits,
        };
        let today = date(2026, 11, 30);
        let spark = Spark::new(&[day(1, 1), day(29, 5000), day(30, 0)], today).unwrap();
        assert_eq!(spark.bars.len(), 30);
        let bar = |at: usize| (&*spark.bars[at].y, &*spark.bars[at].height);
        assert_eq!(bar(0), ("46.0", "2.0"));
        assert_eq!(bar(28), ("0.0", "48.0"));
        assert_eq!(bar(29), ("48.0", "0.0"));
        assert_eq!(spark.total, "5.001");
        assert_eq!(spark.most, "paling banyak 5.000, pada 29 November 2026");
        assert!(Spark::new(&[], today).is_none());
        assert!(Spark::new(&[day(2, 0)], today).is_none());
    }
}
