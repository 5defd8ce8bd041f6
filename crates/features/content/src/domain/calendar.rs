//! The agenda for calendar programs (RFC 5545).
//!
//! Times are written in UTC, so that no program needs to know the village's time zone; whole days
//! are written as days. Everything comes from the rows, so that the same agenda is the same file.

use icalendar::{Calendar, Component, Event, Property};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kernel::{SafeHtml, time};
use uuid::Uuid;

/// One event, as much of it as a calendar shows.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: Uuid,
    pub title: String,
    pub place: String,
    pub organizer: String,
    pub body_html: String,
    pub starts: Timestamp,
    pub ends: Option<Timestamp>,
    pub all_day: bool,
    pub updated: Timestamp,
    /// Absolute.
    pub address: String,
}

/// The file: lines end in CRLF and are folded at 75 octets.
pub fn file(name: &str, entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Banua//Agenda//ID"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"))
        .append_property(("X-WR-CALNAME", one_line(name).as_str()))
        .append_property(("X-WR-TIMEZONE", "Asia/Makassar"))
        .append_property(("X-PUBLISHED-TTL", "PT6H"));
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

fn event(entry: &Entry) -> Event {
    let mut event = Event::new();
    event
        .add_property("UID", entry.id.to_string())
        .add_property("DTSTAMP", utc(entry.updated))
        .add_property("LAST-MODIFIED", utc(entry.updated))
        .add_property("SUMMARY", one_line(&entry.title))
        .add_property("URL", &entry.address);
    if entry.all_day {
        let last = entry
            .ends
            .map_or_else(|| time::day(entry.starts), time::day);
        // The end of a whole-day event is the first day it no longer fills.
        let end = last.tomorrow().unwrap_or(last);
        event
            .append_property(whole_day("DTSTART", time::day(entry.starts)))
            .append_property(whole_day("DTEND", end));
    } else {
        event.add_property("DTSTART", utc(entry.starts));
        if let Some(ends) = entry.ends.filter(|ends| *ends > entry.starts) {
            event.add_property("DTEND", utc(ends));
        }
    }
    if !entry.place.is_empty() {
        event.add_property("LOCATION", one_line(&entry.place));
    }
    let description = description(entry);
    if !description.is_empty() {
        event.add_property("DESCRIPTION", description);
    }
    event
}

fn description(entry: &Entry) -> String {
    let body = SafeHtml::from_store(entry.body_html.clone()).text();
    let organizer = match entry.organizer.as_str() {
        "" => String::new(),
        name => format!("Penyelenggara: {}", one_line(name)),
    };
    let parts = [one_line(&body), organizer];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC)
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

fn whole_day(key: &str, day: Date) -> Property {
    Property::new(key, day.strftime("%Y%m%d").to_string())
        .add_parameter("VALUE", "DATE")
        .done()
}

/// Control characters have no place in a content line.
fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            id: Uuid::from_u128(7),
            title: "Rapat; Pemuda, Olahraga \\ RT 02\r\nX-EVIL:1".into(),
            place: "Balai Desa, Jl. Kali Martapura RT 02".into(),
            organizer: "Karang Taruna".into(),
            body_html: format!(
                "<p>{}</p>",
                "Membahas rencana “kerja bakti” tepi sungai. ".repeat(9)
            ),
            starts: time::parse_local("2026-12-03T09:00").unwrap(),
            ends: Some(time::parse_local("2026-12-03T11:00").unwrap()),
            all_day: false,
            updated: time::parse_local("2026-11-25T08:00").unwrap(),
            address: "http://pembantanan.localhost:8080/agenda#rapat".into(),
        }
    }

    #[test]
    fn a_line_is_never_longer_than_75_octets_and_ends_in_crlf() {
        let file = file("Agenda Desa Pembantanan", &[entry()]);
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        for line in file.split_terminator("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(['\r', '\n']));
        }
    }

    #[test]
    fn an_event_is_written_escaped_in_utc_with_a_stable_name() {
        let file = file("Agenda", &[entry()]).replace("\r\n ", "");
        for line in [
            "UID:00000000-0000-0000-0000-000000000007",
            "DTSTAMP:20261125T000000Z",
            "LAST-MODIFIED:20261125T000000Z",
            "DTSTART:20261203T010000Z",
            "DTEND:20261203T030000Z",
            "SUMMARY:Rapat\\; Pemuda\\, Olahraga \\\\ RT 02 X-EVIL:1",
            "LOCATION:Balai Desa\\, Jl. Kali Martapura RT 02",
        ] {
            assert!(file.lines().any(|found| found == line), "{line} in\n{file}");
        }
        assert!(file.contains("\\nPenyelenggara: Karang Taruna"));
    }

    #[test]
    fn a_whole_day_ends_on_the_next() {
        let days = Entry {
            all_day: true,
            ends: None,
            ..entry()
        };
        let file = file("Agenda", &[days]);
        assert!(file.contains("DTSTART;VALUE=DATE:20261203\r\n"));
        assert!(file.contains("DTEND;VALUE=DATE:20261204\r\n"));
    }

    #[test]
    fn an_empty_agenda_is_a_calendar_too() {
        let file = file("Agenda", &[]);
        assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(!file.contains("VEVENT"));
    }
}
