//! Dates that were typed as text: the day before the month, or the year first.

use jiff::civil::Date;

use super::{NotDate, within_reason};

/// Names and abbreviations of the months, Indonesian and English.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "jan"],
    &["februari", "february", "pebruari", "feb", "peb"],
    &["maret", "march", "mar", "mrt"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["agustus", "august", "agu", "ags", "agt", "agst", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nopember", "nov", "nop"],
    &["desember", "december", "des", "dec"],
];

const DAYS: [&str; 11] = [
    "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad", "monday",
    "friday",
];

/// One piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Digits(&'a str),
    Month(i8),
}

/// Reads a text that is not empty.
pub(super) fn read(text: &str, today: Date) -> Result<Option<Date>, NotDate> {
    let lower = text.to_lowercase().replace(['\u{2019}', '`'], "'");
    let text = without_time(without_day_name(&lower));
    let pieces = pieces(text).ok_or(NotDate::Unreadable)?;
    let (day, month, year) = match pieces.as_slice() {
        [Piece::Digits(all)] => return packed(all, today),
        [
            Piece::Digits(year),
            Piece::Digits(month),
            Piece::Digits(day),
        ] if year.len() == 4 => (*day, number(month)?, *year),
        [
            Piece::Digits(day),
            Piece::Digits(month),
            Piece::Digits(year),
        ] => (*day, number(month)?, *year),
        [Piece::Digits(year), Piece::Month(month), Piece::Digits(day)] if year.len() == 4 => {
            (*day, i16::from(*month), *year)
        }
        [Piece::Digits(day), Piece::Month(month), Piece::Digits(year)]
        | [Piece::Month(month), Piece::Digits(day), Piece::Digits(year)] => {
            (*day, i16::from(*month), *year)
        }
        _ => return Err(NotDate::Unreadable),
    };
    if day.len() > 2 || year.len() > 4 {
        return Err(NotDate::Unreadable);
    }
    let day = number(day)?;
    if day == 0 && month == 0 && number(year)? == 0 {
        return Ok(None);
    }
    build(day, month, year, today).map(Some)
}

fn build(day: i16, month: i16, year: &str, today: Date) -> Result<Date, NotDate> {
    if month > 12 && day <= 12 && day > 0 {
        return Err(NotDate::MonthFirst);
    }
    let month = i8::try_from(month).map_err(|_| NotDate::Impossible)?;
    let day = i8::try_from(day).map_err(|_| NotDate::Impossible)?;
    let on = |year| Date::new(year, month, day).map_err(|_| NotDate::Impossible);
    let value = number(year)?;
    match year.len() {
        4 => within_reason(on(value)?),
        2 => match on(2000 + value) {
            Ok(recent) if recent <= today => Ok(recent),
            _ => on(1900 + value),
        },
        _ => Err(NotDate::Year),
    }
}

/// Eight digits without separators: `17081990` or `19900817`. They cannot mean both, as no year that
/// makes sense is a day and a month.
fn packed(digits: &str, today: Date) -> Result<Option<Date>, NotDate> {
    if digits.len() != 8 {
        return Err(NotDate::Unreadable);
    }
    if digits.bytes().all(|digit| digit == b'0') {
        return Ok(None);
    }
    let day_first = build(
        number(&digits[..2])?,
        number(&digits[2..4])?,
        &digits[4..],
        today,
    );
    let year_first = build(
        number(&digits[6..])?,
        number(&digits[4..6])?,
        &digits[..4],
        today,
    );
    day_first.or(year_first).map(Some)
}

fn number(digits: &str) -> Result<i16, NotDate> {
    digits.parse().map_err(|_| NotDate::Unreadable)
}

/// Cuts the text where digits meet letters, and at separators.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let is_separator = |letter: char| " -/.,_\u{2013}\u{2212}".contains(letter);
    for part in text.split(is_separator).filter(|part| !part.is_empty()) {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest
                .find(|letter: char| letter.is_ascii_digit() != digits)
                .unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            pieces.push(if digits {
                Piece::Digits(piece)
            } else {
                Piece::Month(month(piece)?)
            });
            rest = after;
            if pieces.len() > 3 {
                return None;
            }
        }
    }
    Some(pieces)
}

fn month(name: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|names| names.contains(&name))?;
    i8::try_from(index + 1).ok()
}

fn without_day_name(text: &str) -> &str {
    let name = DAYS.iter().find(|name| {
        text.strip_prefix(**name)
            .is_some_and(|rest| rest.starts_with([',', ' ']))
    });
    let rest = name
        .and_then(|name| text.strip_prefix(name))
        .unwrap_or(text);
    rest.trim_start_matches([',', ' '])
}

/// `1990-08-17T07:30:00Z`, `17/08/1990 7.30 wita`: the time is not asked for.
fn without_time(text: &str) -> &str {
    let text = match text.split_once('t') {
        Some((day, time)) if is_time(time) && day.ends_with(|last: char| last.is_ascii_digit()) => {
            day
        }
        _ => text,
    };
    match text.split_once(' ') {
        Some((day, time)) if day.len() >= 8 && is_time(time) && !day.ends_with(['-', '/', '.']) => {
            day
        }
        _ => text,
    }
}

/// `07:30:00.000`, `7.30`, `7:30 am`.
fn is_time(text: &str) -> bool {
    let clock = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == ' ');
    let hours = clock.split([':', '.']).next().unwrap_or_default();
    (1..=2).contains(&hours.len())
        && clock.contains([':', '.'])
        && clock
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | '+'))
}
