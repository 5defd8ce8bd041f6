//! Amounts, days, times and places as people type them.

use jiff::civil::{Date, DateTime, Time, date};
use kernel::{Rupiah, time};

use super::{Geo, number};

const EARLIEST: Date = date(1900, 1, 1);

/// How far ahead a day may lie.
const YEARS_AHEAD: i64 = 30;

/// Most that an answer in rupiah may be: a thousand billion.
const MOST_RUPIAH: i64 = 999_999_999_999_999;

pub(super) fn money(text: &str) -> Result<Rupiah, String> {
    let amount = Rupiah::parse(&number::western(text)).map_err(|error| error.to_string())?;
    match amount.0 {
        ..0 => Err("Jumlah rupiah tidak boleh kurang dari nol.".to_owned()),
        0..=MOST_RUPIAH => Ok(amount),
        _ => Err("Jumlah rupiah terlalu besar.".to_owned()),
    }
}

/// A day somebody can mean: from 1900 until `latest`.
fn day_until(text: &str, latest: Date, later: &str) -> Result<Date, String> {
    let day = time::typed_date(&number::western(text))
        .map_err(|_| "Tulis tanggalnya seperti 25-11-2026.".to_owned())?;
    if day > latest {
        return Err(later.to_owned());
    }
    if day < EARLIEST {
        return Err("Tahunnya terlalu lama; periksa lagi.".to_owned());
    }
    Ok(day)
}

pub(super) fn past_day(text: &str, today: Date) -> Result<Date, String> {
    day_until(text, today, "Tanggal ini belum terjadi.")
}

pub(super) fn any_day(text: &str, today: Date) -> Result<Date, String> {
    let latest = today.saturating_add(jiff::Span::new().years(YEARS_AHEAD));
    day_until(text, latest, "Tahunnya terlalu jauh; periksa lagi.")
}

/// `07:30`, `7.30`, `07.30 WITA`
pub(super) fn clock(text: &str) -> Result<Time, &'static str> {
    const SHAPE: &str = "Tulis jamnya seperti 07.30.";
    let lower = number::western(text).to_lowercase();
    let bare = lower.strip_prefix("pukul").unwrap_or(&lower);
    let bare = bare.strip_suffix("wita").unwrap_or(bare);
    let parts: Vec<&str> = bare.split([':', '.']).collect();
    let (hour, minute) = match parts[..] {
        [hour, minute] | [hour, minute, "00"] => (hour, minute),
        _ => return Err(SHAPE),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(is_number(hour) && is_number(minute) && minute.len() == 2 && (1..=2).contains(&hour.len()))
    {
        return Err(SHAPE);
    }
    let number = |text: &str| text.parse().map_err(|_| SHAPE);
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| SHAPE)
}

/// `2026-11-25T08:00`, `25-11-2026 08.00`
pub(super) fn moment(text: &str, today: Date) -> Result<DateTime, String> {
    let (day, at) = text
        .split_once(['T', 't', ' '])
        .ok_or("Tulis tanggal dan jamnya seperti 25-11-2026 08.00.")?;
    Ok(any_day(day, today)?.to_datetime(clock(at)?))
}

/// `-3.412, 114.845` as maps copy it, or `-3,412 114,845`.
pub(super) fn point(text: &str) -> Result<Geo, &'static str> {
    const SHAPE: &str = "Tulis lintang dan bujur seperti -3.412345, 114.845678.";
    let words: Vec<&str> = text
        .split([' ', ';'])
        .map(|word| word.trim_end_matches(','))
        .filter(|word| !word.is_empty())
        .collect();
    let (latitude, longitude) = match words[..] {
        [latitude, longitude] => (latitude, longitude),
        [both] => both.split_once(',').ok_or(SHAPE)?,
        _ => return Err(SHAPE),
    };
    let degrees = |text: &str, range: std::ops::RangeInclusive<f64>| {
        let degrees: f64 = text.replace(',', ".").parse().map_err(|_| SHAPE)?;
        if !range.contains(&degrees) {
            return Err("Titik ini di luar Indonesia; periksa urutan lintang dan bujurnya.");
        }
        // In range, so that millionths fit.
        Ok((degrees * 1e6).round() as i32)
    };
    Ok(Geo {
        latitude: degrees(latitude, -11.5..=6.5)?,
        longitude: degrees(longitude, 94.5..=141.5)?,
    })
}
