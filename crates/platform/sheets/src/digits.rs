//! Digits that stand for a thing and not for a quantity: they are right to the last one, or refused.
//!
//! Excel keeps fifteen digits of a number. The sixteenth of a NIK that was typed into a number cell
//! is 0 afterwards, in the file too, and nothing can bring it back. Other programs keep more: up to
//! 2^53 each whole number has a value of its own. So a number is taken when all its digits can be
//! told, and refused where the zeros at its end may have been something else.

use crate::Number;
use crate::text::is_blank;

/// Significant digits that Excel keeps.
const KEPT: usize = 15;
/// From here on two whole numbers may have the same binary value.
const EXACT: u64 = 1 << 53;

/// Why a cell does not give digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDigits {
    #[error(
        "Nomor ini tersimpan sebagai angka dan digit terakhirnya mungkin sudah hilang. Ubah format \
         kolom menjadi Teks, ketik ulang nomornya, lalu kirim lagi."
    )]
    Lost,
    #[error(
        "Nomor ini tersimpan dalam bentuk ilmiah (seperti 6,30399E+15) sehingga digitnya tidak \
         lengkap. Ubah format kolom menjadi Teks, ketik ulang nomornya, lalu kirim lagi."
    )]
    Scientific,
    #[error(
        "Nomor ini terlalu panjang untuk disimpan sebagai angka. Ubah format kolom menjadi Teks, \
         ketik ulang nomornya, lalu kirim lagi."
    )]
    TooLong,
    #[error("Nomor ini berisi pecahan atau tanda minus. Ketik angka bulat saja.")]
    Fraction,
    #[error("Nomor ini berisi huruf atau tanda lain. Ketik angkanya saja.")]
    Letters,
    #[error("Sel ini berisi tanggal, bukan nomor. Periksa apakah kolomnya tertukar.")]
    Date,
    #[error("Sel ini berisi rumus yang gagal atau belum dihitung. Ketik nomornya.")]
    Error,
}

/// Dashes and the like by which people say that there is nothing.
pub(crate) fn is_none_mark(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| {
            matches!(
                letter,
                '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}'
            ) || is_blank(letter)
        })
}

/// The digits of a text, however they were grouped.
pub(crate) fn from_text(text: &str) -> Result<Option<String>, NotDigits> {
    if text.is_empty() || is_none_mark(text) {
        return Ok(None);
    }
    if let Some(complete) = scientific(text) {
        return complete.map(Some);
    }
    let mut digits = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_separator(*letter)) {
        digits.push(western(letter).ok_or(NotDigits::Letters)?);
    }
    if digits.is_empty() {
        return Ok(None);
    }
    Ok(Some(digits))
}

/// The digits of a number cell.
pub(crate) fn from_number(number: &Number) -> Result<String, NotDigits> {
    let stored = number.stored();
    let Some(plain) = integer(&stored) else {
        return Err(NotDigits::Fraction);
    };
    if plain.starts_with('-') {
        return Err(NotDigits::Fraction);
    }
    complete(&plain)?;
    Ok(number.text())
}

/// Whether no digit of this whole number can have got lost.
fn complete(plain: &str) -> Result<(), NotDigits> {
    if plain.len() <= KEPT {
        return Ok(());
    }
    if plain.bytes().skip(KEPT).all(|digit| digit == b'0') {
        return Err(NotDigits::Lost);
    }
    let exact = plain.parse::<u64>().is_ok_and(|value| value <= EXACT);
    if exact {
        Ok(())
    } else {
        Err(NotDigits::TooLong)
    }
}

/// Reads `6,30399E+15` and the like: nothing when the text is not of this form.
fn scientific(text: &str) -> Option<Result<String, NotDigits>> {
    let (mantissa, exponent) = text.trim_start_matches('\'').split_once(['E', 'e'])?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = |text: &str, extra: &[char]| {
        text.starts_with(|letter: char| letter.is_ascii_digit())
            && text
                .chars()
                .all(|letter| letter.is_ascii_digit() || extra.contains(&letter))
    };
    if !is_number(mantissa, &['.', ',']) || !is_number(exponent, &[]) {
        return None;
    }
    let plain = integer(&text.trim_start_matches('\'').replace(',', "."));
    let given = mantissa.bytes().filter(u8::is_ascii_digit).count();
    Some(match plain {
        Some(plain) if plain.len() == given && complete(&plain).is_ok() => Ok(plain),
        _ => Err(NotDigits::Scientific),
    })
}

/// The whole number that a decimal text means, with or without an exponent; no rounding.
pub(crate) fn integer(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    if point > 400 {
        return None;
    }
    let point = usize::try_from(point).unwrap_or(0);
    let mut digits = all;
    if digits.len() > point {
        let fraction = digits.split_off(point);
        if fraction.bytes().any(|digit| digit != b'0') {
            return None;
        }
    }
    let digits = format!("{digits:0<point$}");
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let sign = if digits == "0" { "" } else { sign };
    Some(format!("{sign}{digits}"))
}

/// What people put around and between digits.
fn is_separator(letter: char) -> bool {
    is_blank(letter)
        || matches!(
            letter,
            '.' | '-' | '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{2010}'
                ..='\u{2015}' | '\u{2212}'
        )
}

/// An ASCII digit, also from full-width and Arabic ones.
fn western(letter: char) -> Option<char> {
    let value = match letter {
        '0'..='9' => return Some(letter),
        '\u{0660}'..='\u{0669}' => u32::from(letter) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(letter) - 0x06F0,
        '\u{FF10}'..='\u{FF19}' => u32::from(letter) - 0xFF10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(shown: &str) -> Number {
        Number {
            value: shown.parse().unwrap(),
            shown: Some(shown.to_owned()),
            zeros: 0,
        }
    }

    #[test]
    fn texts_give_their_digits() {
        for (text, digits) in [
            ("6303991708900001", Some("6303991708900001")),
            ("'6303990101700003", Some("6303990101700003")),
            ("\u{2019}6303990101700003", Some("6303990101700003")),
            ("63.0399.4506600004", Some("6303994506600004")),
            ("6303 9945 0660 0004", Some("6303994506600004")),
            ("6303\u{a0}99450660\n0004", Some("6303994506600004")),
            ("630399-450660-0004", Some("6303994506600004")),
            ("６３０３９９４５０６６００００４", Some("6303994506600004")),
            ("0", Some("0")),
            ("001", Some("001")),
            ("630399170890001", Some("630399170890001")),
            ("63039917089000012", Some("63039917089000012")),
            ("6.303995203850002E+15", Some("6303995203850002")),
            ("6,303995203850002e15", Some("6303995203850002")),
            ("-", None),
            ("--", None),
            ("\u{2013}", None),
            ("'", None),
            ("", None),
        ] {
            assert_eq!(from_text(text), Ok(digits.map(str::to_owned)), "{text:?}");
        }
    }

    #[test]
    fn texts_that_are_no_digits_are_refused_with_the_reason() {
        for (text, reason) in [
            ("6303991708900001A", NotDigits::Letters),
            ("NIK 6303991708900001", NotDigits::Letters),
            ("belum ada", NotDigits::Letters),
            ("6303991708900001/2", NotDigits::Letters),
            ("6.30399E+15", NotDigits::Scientific),
            ("6,30399520385E+15", NotDigits::Scientific),
            ("6.30399520385000E+15", NotDigits::Scientific),
            ("6E15", NotDigits::Scientific),
            ("9.171020304050003E15", NotDigits::Scientific),
            ("6.303995203850000E+15", NotDigits::Scientific),
        ] {
            assert_eq!(from_text(text), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn numbers_are_exact_or_refused() {
        for (shown, digits) in [
            ("6303995203850002", Ok("6303995203850002")),
            ("6303995203850002.0", Ok("6303995203850002")),
            ("6.303995203850002E15", Ok("6303995203850002")),
            ("9007199254740991", Ok("9007199254740991")),
            ("1", Ok("1")),
            ("2.0", Ok("2")),
            ("0", Ok("0")),
            ("628120000000", Ok("628120000000")),
            ("630399520385000", Ok("630399520385000")),
            ("6.30399520385E+15", Err(NotDigits::Lost)),
            ("6303995203850000", Err(NotDigits::Lost)),
            ("6303995203850010", Err(NotDigits::Lost)),
            ("63039952038500021", Err(NotDigits::TooLong)),
            ("9171020304050003", Err(NotDigits::TooLong)),
            ("1E300", Err(NotDigits::Lost)),
            ("2.5", Err(NotDigits::Fraction)),
            ("-5", Err(NotDigits::Fraction)),
        ] {
            let expected = digits.map(str::to_owned);
            assert_eq!(from_number(&number(shown)), expected, "{shown}");
        }
    }

    #[test]
    fn binary_numbers_are_exact_or_refused() {
        let exact = from_number(&Number::new(6_303_995_203_850_002.0));
        assert_eq!(exact.as_deref(), Ok("6303995203850002"));
        let lost = from_number(&Number::new(6_303_995_203_850_000.0));
        assert_eq!(lost, Err(NotDigits::Lost));
        assert_eq!(
            from_number(&Number::new(f64::NAN)),
            Err(NotDigits::Fraction)
        );
        assert_eq!(
            from_number(&Number::new(f64::INFINITY)),
            Err(NotDigits::Fraction)
        );
    }

    #[test]
    fn whole_numbers_are_told_without_rounding() {
        for (text, meant) in [
            ("12", Some("12")),
            ("012.00", Some("12")),
            ("1.5e1", Some("15")),
            ("1.5e0", None),
            ("15e-1", None),
            ("150e-1", Some("15")),
            ("-0", Some("0")),
            ("-3", Some("-3")),
            ("", None),
            (".", None),
            ("e5", None),
            ("1e999999999", None),
            ("1e-999999999", None),
            ("0.000", Some("0")),
            ("1,5", None),
            ("abc", None),
        ] {
            assert_eq!(integer(text).as_deref(), meant, "{text:?}");
        }
    }
}
