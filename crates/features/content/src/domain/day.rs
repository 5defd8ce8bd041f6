//! Days as the pages show them.

use jiff::{Timestamp, civil::Date};
use kernel::time;
use web::view::DateView;

/// A day without an hour: "hari ini", "kemarin", or the full date.
pub fn day_view(day: Date, now: Timestamp) -> DateView {
    let relative = if time::day(now) == day {
        "hari ini".to_owned()
    } else {
        time::relative(midnight(day), now)
    };
    DateView {
        iso: day.to_string(),
        long: time::with_day(day),
        moment: time::with_day(day),
        relative,
    }
}

/// When a day begins in the village.
pub fn midnight(day: Date) -> Timestamp {
    day.to_zoned(time::WITA.clone())
        .map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

/// When something was really changed after it was made and published; not before the next day.
pub fn revised(published: Timestamp, created: Timestamp, updated: Timestamp) -> Option<Timestamp> {
    (time::day(updated) > time::day(published.max(created))).then_some(updated)
}

/// When an event is, within its day: "09.00–11.00 WITA".
pub fn hours(starts: Timestamp, ends: Option<Timestamp>, all_day: bool) -> String {
    let last_day = ends.map(time::day).filter(|day| *day > time::day(starts));
    match (all_day, last_day) {
        (true, None) => "Sepanjang hari".to_owned(),
        (true, Some(last)) => format!("sampai {}", time::with_day(last)),
        (false, None) => time::clock_span(starts, ends),
        (false, Some(_)) => {
            let until = ends.map(time::date_time).unwrap_or_default();
            format!(
                "{}, sampai {until}",
                time::clock_span(starts, None::<Timestamp>)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(local: &str) -> Timestamp {
        time::parse_local(local).unwrap()
    }

    #[test]
    fn a_day_is_told_as_people_do() {
        let day = "2026-11-25".parse().unwrap();
        assert_eq!(day_view(day, at("2026-11-25T23:30")).relative, "hari ini");
        assert_eq!(day_view(day, at("2026-11-26T00:30")).relative, "kemarin");
        assert_eq!(
            day_view(day, at("2027-01-01T00:30")).relative,
            "Rabu, 25 November 2026"
        );
        assert_eq!(day_view(day, at("2026-11-25T23:30")).iso, "2026-11-25");
    }

    #[test]
    fn hours_say_when_it_ends() {
        let (start, end) = (at("2026-12-03T09:00"), at("2026-12-03T11:00"));
        assert_eq!(hours(start, Some(end), false), "09.00–11.00 WITA");
        assert_eq!(hours(start, None, false), "09.00 WITA");
        assert_eq!(hours(start, None, true), "Sepanjang hari");
        let later = at("2026-12-05T11:00");
        assert_eq!(
            hours(start, Some(later), true),
            "sampai Sabtu, 5 Desember 2026"
        );
        assert_eq!(
            hours(start, Some(later), false),
            "09.00 WITA, sampai Sabtu, 5 Desember 2026 11.00 WITA"
        );
    }

    #[test]
    fn an_import_of_old_news_is_no_revision() {
        let (published, imported) = (at("2020-05-29T08:00"), at("2026-11-25T08:00"));
        assert_eq!(revised(published, imported, imported), None);
        let changed = at("2026-11-27T08:00");
        assert_eq!(revised(published, imported, changed), Some(changed));
    }
}
