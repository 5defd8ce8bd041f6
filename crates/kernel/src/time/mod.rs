//! Dates and times as the village reads them: Indonesian words, always in WITA.
//!
//! The server's own time zone is never asked; the present moment comes in as an argument.
//! Dates are shown by functions such as [`long_date`], moments are read from forms by [`parse_local`].

mod words;

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, offset};
use jiff::{SignedDuration, Timestamp, Zoned};

pub use words::{
    clock, clock_span, date_time, long_date, month_name, month_short, month_year, numeric,
    relative, roman_month, short_date, slash, spelled_date, weekday_name, with_day,
};

/// Central Indonesian Time, Asia/Makassar: eight hours ahead of UTC, without summer time.
pub static WITA: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Asia/Makassar").unwrap_or_else(|_| TimeZone::fixed(offset(8))));

/// Why a text is no date or moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    #[error("Tanggal harus ditulis seperti 2026-11-20.")]
    Date,
    #[error("Tanggal dan jam harus ditulis seperti 2026-11-20T08:00.")]
    DateTime,
}

/// Anything that has a date and a clock in the village: a moment, or a date written without zone.
pub trait InWita {
    fn in_wita(&self) -> DateTime;
}

impl InWita for Timestamp {
    fn in_wita(&self) -> DateTime {
        WITA.to_datetime(*self)
    }
}

impl InWita for Zoned {
    fn in_wita(&self) -> DateTime {
        self.timestamp().in_wita()
    }
}

/// Already meant in the village.
impl InWita for DateTime {
    fn in_wita(&self) -> DateTime {
        *self
    }
}

/// The beginning of that day.
impl InWita for Date {
    fn in_wita(&self) -> DateTime {
        self.at(0, 0, 0, 0)
    }
}

impl<T: InWita + ?Sized> InWita for &T {
    fn in_wita(&self) -> DateTime {
        (**self).in_wita()
    }
}

/// The village's calendar day at that moment.
///
/// ```
/// use jiff::civil::date;
///
/// let new_year: jiff::Timestamp = "2026-12-31T16:00:00Z".parse()?;
/// assert_eq!(kernel::time::day(new_year), date(2027, 1, 1));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn day(moment: impl InWita) -> Date {
    moment.in_wita().date()
}

/// For machines: `2026-11-20T08:00:00+08:00`.
pub fn iso(moment: Timestamp) -> String {
    moment
        .to_zoned(WITA.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// When the village's next day begins; what a page says about "today" is true until then.
pub fn next_midnight(now: Timestamp) -> Timestamp {
    day(now)
        .tomorrow()
        .ok()
        .and_then(|next| moment(next.at(0, 0, 0, 0)))
        .unwrap_or(Timestamp::MAX)
}

/// Reads what a form or a content file says in the village's time: `2026-11-20T08:00`, with or
/// without seconds, or a date alone for the beginning of that day.
///
/// ```
/// let published = kernel::time::parse_local("2026-11-20T08:00").unwrap();
/// assert_eq!(published.to_string(), "2026-11-20T00:00:00Z");
/// assert!(kernel::time::parse_local("20 November").is_err());
/// ```
pub fn parse_local(text: &str) -> Result<Timestamp, TimeError> {
    let text = text.trim();
    // An offset or zone in the text would be read and ignored: better to say that it is not wanted.
    let time = text.get(10..).unwrap_or_default();
    let plain = |byte: u8| matches!(byte, b'0'..=b'9' | b':' | b'T' | b't' | b' ' | b'.');
    if !time.bytes().all(plain) {
        return Err(TimeError::DateTime);
    }
    let local: DateTime = text.parse().map_err(|_| TimeError::DateTime)?;
    moment(local).ok_or(TimeError::DateTime)
}

/// Reads `2026-10-11`.
pub fn parse_date(text: &str) -> Result<Date, TimeError> {
    let text = text.trim();
    if text.len() != 10 {
        return Err(TimeError::Date);
    }
    text.parse().map_err(|_| TimeError::Date)
}

/// Reads a day as people type it: `25/11/2026`, `25-11-2026`, `25.11.2026`, or as browsers send it,
/// `2026-11-25`.
///
/// ```
/// let day = kernel::time::typed_date(" 5/1/2026 ").unwrap();
/// assert_eq!(day.to_string(), "2026-01-05");
/// assert!(kernel::time::typed_date("31/02/2026").is_err());
/// ```
pub fn typed_date(text: &str) -> Result<Date, TimeError> {
    let text = text.trim();
    if let Ok(day) = parse_date(text) {
        return Ok(day);
    }
    let numbers: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [day, month, year] = numbers[..] else {
        return Err(TimeError::Date);
    };
    let is_number =
        |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4
        || ![day, month]
            .iter()
            .all(|part| is_number(part) && part.len() <= 2)
    {
        return Err(TimeError::Date);
    }
    let number = |text: &str| text.parse().map_err(|_| TimeError::Date);
    let (day, month): (i8, i8) = (number(day)?, number(month)?);
    let year: i16 = year.parse().map_err(|_| TimeError::Date)?;
    Date::new(year, month, day).map_err(|_| TimeError::Date)
}

/// Completed years on a day; who was born on 29 February has a birthday on 1 March.
pub fn age(born: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had_birthday)
}

fn moment(local: DateTime) -> Option<Timestamp> {
    WITA.to_timestamp(local).ok()
}

/// How far two clocks of ours may disagree before a moment counts as being in the future.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);
