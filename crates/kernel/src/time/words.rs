//! Dates in Indonesian words (spellings of KBBI: Jumat, not Jum'at).

use jiff::{SignedDuration, Timestamp};

use super::{CLOCK_SKEW, InWita};
use crate::number::terbilang;

const MONTHS: [(&str, &str, &str); 12] = [
    ("Januari", "Jan", "I"),
    ("Februari", "Feb", "II"),
    ("Maret", "Mar", "III"),
    ("April", "Apr", "IV"),
    ("Mei", "Mei", "V"),
    ("Juni", "Jun", "VI"),
    ("Juli", "Jul", "VII"),
    ("Agustus", "Agu", "VIII"),
    ("September", "Sep", "IX"),
    ("Oktober", "Okt", "X"),
    ("November", "Nov", "XI"),
    ("Desember", "Des", "XII"),
];

const DAYS: [&str; 7] = [
    "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
];

/// "25 November 2026"
///
/// ```
/// use jiff::civil::date;
///
/// assert_eq!(kernel::time::long_date(date(2026, 11, 25)), "25 November 2026");
/// ```
pub fn long_date(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!("{} {} {}", date.day(), month(date.month()).0, date.year())
}

/// "Rabu, 25 November 2026"
pub fn with_day(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!("{}, {}", weekday_name(date), long_date(date))
}

/// "25 Nov 2026"
pub fn short_date(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!("{} {} {}", date.day(), month(date.month()).1, date.year())
}

/// "25-11-2026"
pub fn numeric(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// "25/11/2026"
pub fn slash(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// "07.30"
pub fn clock(moment: impl InWita) -> String {
    let time = moment.in_wita();
    format!("{:02}.{:02}", time.hour(), time.minute())
}

/// "09.00 WITA", or "09.00–11.00 WITA" when the end is known.
pub fn clock_span(from: impl InWita, until: Option<impl InWita>) -> String {
    match until {
        Some(until) => format!("{}–{} WITA", clock(from), clock(until)),
        None => format!("{} WITA", clock(from)),
    }
}

/// "Senin, 17 Agustus 2026 07.30 WITA"
pub fn date_time(moment: impl InWita) -> String {
    let moment = moment.in_wita();
    format!("{} {} WITA", with_day(moment), clock(moment))
}

/// "November 2026"
pub fn month_year(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!("{} {}", month(date.month()).0, date.year())
}

/// "November"
pub fn month_name(moment: impl InWita) -> &'static str {
    month(moment.in_wita().month()).0
}

/// "Nov"
pub fn month_short(moment: impl InWita) -> &'static str {
    month(moment.in_wita().month()).1
}

/// "XI", as in the number of a letter.
pub fn roman_month(moment: impl InWita) -> &'static str {
    month(moment.in_wita().month()).2
}

/// "Rabu"
pub fn weekday_name(moment: impl InWita) -> &'static str {
    let from_monday = moment.in_wita().weekday().to_monday_zero_offset();
    DAYS[usize::try_from(from_monday).expect("a week has seven days")]
}

/// "tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam", as in deeds.
pub fn spelled_date(moment: impl InWita) -> String {
    let date = moment.in_wita();
    format!(
        "tanggal {} bulan {} tahun {}",
        terbilang(i64::from(date.day())),
        month(date.month()).0,
        terbilang(i64::from(date.year()))
    )
}

/// "baru saja", "5 menit lalu", "3 jam lalu" today, then "kemarin", "4 hari lalu"; a week or more
/// ago, and what is still to come, as a full date.
///
/// ```
/// use jiff::Timestamp;
/// use kernel::time::relative;
///
/// let now: Timestamp = "2026-11-25T04:00:00Z".parse()?;
/// assert_eq!(relative("2026-11-25T03:55:00Z".parse()?, now), "5 menit lalu");
/// assert_eq!(relative("2026-11-24T04:00:00Z".parse()?, now), "kemarin");
/// assert_eq!(relative("2026-11-18T04:00:00Z".parse()?, now), "Rabu, 18 November 2026");
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn relative(then: Timestamp, now: Timestamp) -> String {
    let passed = now.duration_since(then);
    if passed < -CLOCK_SKEW {
        return with_day(then);
    }
    if passed < SignedDuration::from_mins(1) {
        return "baru saja".to_owned();
    }
    if passed < SignedDuration::from_hours(1) {
        return format!("{} menit lalu", passed.as_mins());
    }
    let days = super::day(now).duration_since(super::day(then)).as_hours() / 24;
    match days {
        0 => format!("{} jam lalu", passed.as_hours()),
        1 => "kemarin".to_owned(),
        2..=6 => format!("{days} hari lalu"),
        _ => with_day(then),
    }
}

fn month(number: i8) -> (&'static str, &'static str, &'static str) {
    MONTHS[usize::try_from(number - 1).expect("months count from one to twelve")]
}
