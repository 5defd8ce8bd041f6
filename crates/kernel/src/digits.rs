//! Reads the digits of a number that people type with spaces, dots and hyphens.

/// The `N` ASCII digits of `text`, or nothing when there are more, fewer or other characters.
pub(crate) fn exactly<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut digits = [0; N];
    let mut count = 0;
    for letter in text.chars().filter(|letter| !is_separator(*letter)) {
        let digit = western(letter)?;
        *digits.get_mut(count)? = digit;
        count += 1;
    }
    (count == N).then_some(digits)
}

/// What was typed as a code of digits: spaces, dots and hyphens between them go, digits of other keyboards
/// become ours. Nothing when anything else is in it.
///
/// ```
/// assert_eq!(kernel::typed_digits("48 29-15").as_deref(), Some("482915"));
/// assert_eq!(kernel::typed_digits("４８２９１５").as_deref(), Some("482915"));
/// assert_eq!(kernel::typed_digits("482915a"), None);
/// ```
pub fn typed_digits(text: &str) -> Option<String> {
    text.chars()
        .filter(|letter| !is_separator(*letter))
        .take(64)
        .map(|letter| western(letter).map(char::from))
        .collect()
}

/// Characters with which people group digits.
pub(crate) fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '.' | '-' | '\u{2010}'..='\u{2015}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
}

/// An ASCII digit, also from the Arabic and full-width digits that phone keyboards produce.
pub(crate) fn western(letter: char) -> Option<u8> {
    let value = match letter {
        '0'..='9' => u32::from(letter) - u32::from('0'),
        '\u{0660}'..='\u{0669}' => u32::from(letter) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(letter) - 0x06F0,
        '\u{FF10}'..='\u{FF19}' => u32::from(letter) - 0xFF10,
        _ => return None,
    };
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// The text of digits that this module has read.
pub(crate) fn text(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).expect("digits are ASCII")
}

/// The value of a few digits that this module has read.
pub(crate) fn value(digits: &[u8]) -> i16 {
    digits.iter().fold(0, |sum: i16, digit| {
        sum.wrapping_mul(10).wrapping_add(i16::from(digit - b'0'))
    })
}

/// The year meant by two digits: this century, unless that date lies after `reference`.
pub(crate) fn full_date(
    day: i16,
    month: i16,
    two_digit_year: i16,
    reference: jiff::civil::Date,
) -> Option<jiff::civil::Date> {
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    let in_century = |century| jiff::civil::Date::new(century + two_digit_year, month, day).ok();
    match (in_century(2000), in_century(1900)) {
        (Some(recent), Some(earlier)) if recent > reference => Some(earlier),
        (Some(recent), _) => Some(recent),
        (None, earlier) => earlier,
    }
}
