//! Dates and times in WITA (case C060).

use jiff::Timestamp;
use jiff::civil::date;
use kernel::time;

use crate::vectors;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

#[test]
fn dates_are_written_as_in_the_vectors() {
    for vector in vectors::list("/date/format") {
        let day = vectors::date(vector, "in");
        assert_eq!(time::long_date(day), vectors::text(vector, "long"));
        assert_eq!(time::with_day(day), vectors::text(vector, "with_day"));
        assert_eq!(time::numeric(day), vectors::text(vector, "numeric"));
        assert_eq!(time::slash(day), vectors::text(vector, "slash"));
        assert_eq!(time::roman_month(day), vectors::text(vector, "roman_month"));
        assert_eq!(time::spelled_date(day), vectors::text(vector, "spelled"));
    }
}

#[test]
fn month_and_day_names_follow_the_vectors() {
    let months = vectors::list("/date/months")
        .iter()
        .zip(vectors::list("/date/months_short"));
    for (number, (long, short)) in (1..).zip(months) {
        let day = date(2026, number, 1);
        assert_eq!(time::month_name(day), long.as_str().unwrap());
        assert_eq!(time::month_short(day), short.as_str().unwrap());
    }
    for (number, name) in (1..).zip(vectors::list("/date/days")) {
        assert_eq!(
            time::weekday_name(date(2027, 2, number)),
            name.as_str().unwrap()
        );
    }
}

#[test]
fn moments_are_shown_in_wita() {
    for vector in vectors::list("/date/wita") {
        let moment = at(vectors::text(vector, "utc"));
        let shown = format!(
            "{} WITA",
            time::iso(moment).replace('T', " ").replace("+08:00", "")
        );
        assert_eq!(shown, vectors::text(vector, "local"));
        assert_eq!(time::parse_local(&time::iso(moment)[..19]), Ok(moment));
    }
}

#[test]
fn this_mornings_article_is_not_in_the_future() {
    let published = at("2026-08-16T23:30:00Z");
    assert_eq!(
        time::date_time(published),
        "Senin, 17 Agustus 2026 07.30 WITA"
    );
    assert_eq!(time::iso(published), "2026-08-17T07:30:00+08:00");
    assert_eq!(time::relative(published, published), "baru saja");
    assert_eq!(
        time::parse_local("2026-08-17T08:00"),
        Ok(at("2026-08-17T00:00:00Z"))
    );
}

#[test]
fn ages_follow_the_vectors() {
    for vector in vectors::list("/date/age") {
        let years = time::age(vectors::date(vector, "birth"), vectors::date(vector, "on"));
        assert_eq!(
            i64::from(years),
            vectors::number(vector, "years"),
            "{vector}"
        );
    }
}

#[test]
fn the_past_is_told_the_way_people_say_it() {
    let now = at("2026-11-25T02:00:00Z"); // Wednesday, 10.00 WITA
    let told = |text: &str| time::relative(at(text), now);
    assert_eq!(told("2026-11-25T01:59:01Z"), "baru saja");
    assert_eq!(told("2026-11-25T01:59:00Z"), "1 menit lalu");
    assert_eq!(told("2026-11-25T01:00:01Z"), "59 menit lalu");
    assert_eq!(told("2026-11-25T01:00:00Z"), "1 jam lalu");
    assert_eq!(told("2026-11-24T16:00:00Z"), "10 jam lalu");
    assert_eq!(told("2026-11-24T15:59:59Z"), "kemarin");
    assert_eq!(told("2026-11-23T15:59:59Z"), "2 hari lalu");
    assert_eq!(told("2026-11-18T16:00:00Z"), "6 hari lalu");
    assert_eq!(told("2026-11-18T15:59:59Z"), "Rabu, 18 November 2026");
    assert_eq!(told("2026-11-25T02:00:30Z"), "baru saja");
    assert_eq!(told("2026-11-26T02:00:00Z"), "Kamis, 26 November 2026");
}

#[test]
fn shortly_after_midnight_minutes_still_count() {
    assert_eq!(
        time::relative(at("2026-11-24T15:50:00Z"), at("2026-11-24T16:10:00Z")),
        "20 menit lalu"
    );
}

#[test]
fn the_next_midnight_is_the_villages() {
    assert_eq!(
        time::next_midnight(at("2026-11-25T15:59:59Z")),
        at("2026-11-25T16:00:00Z")
    );
    assert_eq!(
        time::next_midnight(at("2026-11-25T16:00:00Z")),
        at("2026-11-26T16:00:00Z")
    );
    assert_eq!(time::next_midnight(Timestamp::MAX), Timestamp::MAX);
}

#[test]
fn local_moments_are_read_and_foreign_ones_refused() {
    assert_eq!(
        time::parse_local("2026-11-20T08:00:30"),
        Ok(at("2026-11-20T00:00:30Z"))
    );
    assert_eq!(
        time::parse_local("2026-11-20 08:00"),
        Ok(at("2026-11-20T00:00:00Z"))
    );
    assert_eq!(
        time::parse_local("2026-11-20"),
        Ok(at("2026-11-19T16:00:00Z"))
    );
    for text in [
        "",
        "2026-11-20T08:00Z",
        "2026-11-20T08:00+07:00",
        "2026-11-20T25:00",
        "2026-11-20T08:00[Asia/Jakarta]",
        "2026-02-30T08:00",
        "besok",
        "é026-11-20é",
    ] {
        assert_eq!(
            time::parse_local(text),
            Err(time::TimeError::DateTime),
            "{text}"
        );
    }
    assert_eq!(time::parse_date("2026-10-11"), Ok(date(2026, 10, 11)));
    assert!(time::parse_date("11-10-2026").is_err());
}

#[test]
fn spans_and_short_forms() {
    let start = at("2026-12-03T01:00:00Z");
    let end = at("2026-12-03T03:00:00Z");
    assert_eq!(time::clock_span(start, Some(end)), "09.00–11.00 WITA");
    assert_eq!(time::clock_span(start, None::<Timestamp>), "09.00 WITA");
    assert_eq!(time::short_date(start), "3 Des 2026");
    assert_eq!(time::month_year(start), "Desember 2026");
    assert_eq!(time::clock(start), "09.00");
}
