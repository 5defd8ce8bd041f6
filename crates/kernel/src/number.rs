//! Numbers as Indonesian readers expect them: dots for thousands, a comma for decimals, or words.

const UNITS: [&str; 12] = [
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
];

const SCALES: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

/// ```
/// assert_eq!(kernel::thousands(1_234_567), "1.234.567");
/// assert_eq!(kernel::thousands(-250_000), "-250.000");
/// ```
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
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

/// A number with that many digits behind the comma; what is no number is shown as a dash.
///
/// ```
/// assert_eq!(kernel::decimal(12.5, 1), "12,5");
/// assert_eq!(kernel::decimal(4588.37, 2), "4.588,37");
/// ```
pub fn decimal(number: f64, places: usize) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let plain = format!("{:.places$}", number.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let minus = if number < 0.0 && plain.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        "-"
    } else {
        ""
    };
    let mut out = String::from(minus);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// The size of a file as file managers show it, in steps of a thousand.
///
/// ```
/// assert_eq!(kernel::bytes_label(12_345), "12 KB");
/// assert_eq!(kernel::bytes_label(2_400_000), "2,4 MB");
/// ```
pub fn bytes_label(bytes: u64) -> String {
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    if bytes < 999_500 {
        return format!("{} KB", (bytes + 500) / 1_000);
    }
    let units = [
        (1_000_000_u64, "MB"),
        (1_000_000_000, "GB"),
        (1_000_000_000_000, "TB"),
    ];
    let fits = |(size, _): &&(u64, &str)| bytes < size.saturating_mul(1_000) - size / 20;
    let (size, unit) = units.iter().find(fits).unwrap_or(&units[2]);
    let tenths = bytes / (size / 10) + u64::from(bytes % (size / 10) >= size / 20);
    let whole = thousands(i64::try_from(tenths / 10).unwrap_or(i64::MAX));
    match tenths % 10 {
        0 => format!("{whole} {unit}"),
        tenth => format!("{whole},{tenth} {unit}"),
    }
}

/// A number in words, as letters and receipts need it.
///
/// ```
/// assert_eq!(kernel::terbilang(1_001_000), "satu juta seribu");
/// ```
pub fn terbilang(number: i64) -> String {
    if number == 0 {
        return "nol".to_owned();
    }
    let mut words = Vec::new();
    if number < 0 {
        words.push("minus");
    }
    spell(number.unsigned_abs(), &mut words);
    words.join(" ")
}

fn spell(number: u64, words: &mut Vec<&'static str>) {
    for (scale, name) in SCALES {
        if number < scale {
            continue;
        }
        match (number / scale, name) {
            (1, "ribu") => words.push("seribu"),
            (count, _) => {
                spell(count, words);
                words.push(name);
            }
        }
        return spell(number % scale, words);
    }
    match number {
        0 => {}
        1..=11 => words.push(UNITS[usize::try_from(number).expect("at most eleven")]),
        12..=19 => {
            spell(number - 10, words);
            words.push("belas");
        }
        20..=99 => {
            spell(number / 10, words);
            words.push("puluh");
            spell(number % 10, words);
        }
        100..=199 => {
            words.push("seratus");
            spell(number - 100, words);
        }
        _ => {
            spell(number / 100, words);
            words.push("ratus");
            spell(number % 100, words);
        }
    }
}
