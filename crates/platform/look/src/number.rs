//! Numbers and initials as people in Indonesia write them.

/// `1234567` as `1.234.567`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// `12.5` as `12,5`: at most two decimals, none when the number is whole.
pub fn decimal(number: f64) -> String {
    let text = format!("{:.2}", number.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    let part = part.trim_end_matches('0');
    let sign = if number < 0.0 && text != "0.00" {
        "-"
    } else {
        ""
    };
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole},{part}")
    }
}

/// `1234567` as `Rp 1.234.567`, with a blank that does not break.
pub fn rupiah(number: i64) -> String {
    format!("Rp\u{a0}{}", grouped(number))
}

/// "Hj. Siti Aminah, S.Pd." as "SA": titles ending in a dot do not count.
pub fn initials(name: &str) -> String {
    let name = name.split(',').next().unwrap_or(name);
    let mut letters = name
        .split_whitespace()
        .filter(|word| !word.ends_with('.'))
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
        .map(|c| c.to_uppercase().to_string());
    let first = letters.next().unwrap_or_default();
    first + &letters.next_back().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_with_dots_and_parted_with_a_comma() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(-1_234_567), "-1.234.567");
        assert_eq!(decimal(11.84), "11,84");
        assert_eq!(decimal(12.5), "12,5");
        assert_eq!(decimal(-0.001), "0");
        assert_eq!(decimal(1_234.0), "1.234");
        assert_eq!(rupiah(1_500_000), "Rp\u{a0}1.500.000");
    }

    #[test]
    fn initials_skip_titles() {
        assert_eq!(initials("Hj. Siti Aminah, S.Pd."), "SA");
        assert_eq!(initials("Ma'mun"), "M");
        assert_eq!(initials("H. Muhammad Arsyad Al Banjari"), "MB");
        assert_eq!(initials(""), "");
    }
}
