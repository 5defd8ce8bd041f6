//! Money, in whole rupiah.

use std::fmt;

use serde::Serialize;

use crate::number::{terbilang, thousands};

/// An amount in whole rupiah; *sen* exist only in imported books and are rounded half up.
///
/// Serde writes the plain number and reads a number or a text.
///
/// ```
/// use kernel::Rupiah;
///
/// let amount: Rupiah = "Rp 1.500.000,00".parse()?;
/// assert_eq!(amount, Rupiah(1_500_000));
/// assert_eq!(amount.to_string(), "Rp1.500.000");
/// assert_eq!(amount.words(), "satu juta lima ratus ribu rupiah");
/// assert!("1,500,000".parse::<Rupiah>().is_err());
/// # Ok::<(), kernel::RupiahError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RupiahError {
    #[error("Jumlah rupiah belum diisi.")]
    Empty,
    #[error("Jumlah rupiah hanya boleh berisi angka, misalnya Rp1.500.000.")]
    Character,
    #[error("Pakai titik untuk ribuan dan koma untuk sen, misalnya 1.500.000 atau 1.500.000,50.")]
    Separator,
    #[error("Jumlah rupiah terlalu besar.")]
    TooLarge,
}

impl Rupiah {
    /// Reads `Rp 1.500.000,00`, `1500000`, `Rp250.000,-`, `-Rp250.000`, `(250.000)` and the
    /// `614709504.00` of Siskeudes. A comma before three digits is refused: it could mean either.
    pub fn parse(text: &str) -> Result<Self, RupiahError> {
        let (negative, amount) = split_sign(text)?;
        let (whole, sen) = split_decimals(&amount)?;
        let rupiah = ungrouped(whole)?
            .parse::<u64>()
            .map_err(|_| RupiahError::TooLarge)?;
        let round_up = u64::from(sen.bytes().next().is_some_and(|tenth| tenth >= b'5'));
        let rupiah = rupiah.checked_add(round_up).ok_or(RupiahError::TooLarge)?;
        let signed = if negative {
            -i128::from(rupiah)
        } else {
            i128::from(rupiah)
        };
        i64::try_from(signed)
            .map(Self)
            .map_err(|_| RupiahError::TooLarge)
    }

    /// With the two digits of *sen* that book-keeping prints: `Rp1.500.000,00`.
    pub fn with_sen(self) -> String {
        format!("{self},00")
    }

    /// In words: "satu juta lima ratus ribu rupiah".
    pub fn words(self) -> String {
        format!("{} rupiah", terbilang(self.0))
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

/// Takes off sign, brackets, currency and spaces.
fn split_sign(text: &str) -> Result<(bool, String), RupiahError> {
    let compact: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let mut rest = compact.as_str();
    let mut negative = false;
    if let Some(inner) = rest
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        (rest, negative) = (inner, true);
    }
    let minus: &[char] = &['-', '\u{2212}'];
    for _ in 0..2 {
        if let Some(unsigned) = rest.strip_prefix(minus).filter(|_| !negative) {
            (rest, negative) = (unsigned, true);
        }
        if let Some(start) = rest
            .get(..2)
            .filter(|start| start.eq_ignore_ascii_case("rp"))
        {
            rest = &rest[start.len()..];
            rest = rest.strip_prefix('.').unwrap_or(rest);
        }
    }
    // "Rp250.000,-" is how prices are written by hand.
    let rest = rest
        .strip_suffix(",-")
        .or_else(|| rest.strip_suffix(",--"))
        .unwrap_or(rest);
    match rest
        .bytes()
        .find(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b','))
    {
        _ if rest.is_empty() => Err(RupiahError::Empty),
        Some(_) => Err(RupiahError::Character),
        None => Ok((negative, rest.to_owned())),
    }
}

/// The whole rupiah and the digits of *sen* behind a comma, or behind the single dot of Siskeudes.
fn split_decimals(amount: &str) -> Result<(&str, &str), RupiahError> {
    let (whole, sen) = match (amount.split_once(','), amount.split_once('.')) {
        (Some(parts), _) => parts,
        (None, Some((whole, sen))) if sen.len() == 2 => (whole, sen),
        _ => return Ok((amount, "")),
    };
    let digits = sen.bytes().all(|byte| byte.is_ascii_digit());
    if digits && matches!(sen.len(), 1 | 2) {
        Ok((whole, sen))
    } else {
        Err(RupiahError::Separator)
    }
}

/// The digits of `1.500.000`, whose dots must stand before groups of three.
fn ungrouped(whole: &str) -> Result<String, RupiahError> {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains('.');
    if first.is_empty() || (grouped && first.len() > 3) || groups.any(|group| group.len() != 3) {
        return Err(RupiahError::Separator);
    }
    Ok(whole.chars().filter(|letter| *letter != '.').collect())
}

impl fmt::Display for Rupiah {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = thousands(self.0);
        match digits.strip_prefix('-') {
            Some(digits) => out.pad(&format!("-Rp{digits}")),
            None => out.pad(&format!("Rp{digits}")),
        }
    }
}

/// A sum that leaves the range of money stays at its end instead of wrapping round.
impl std::iter::Sum for Rupiah {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.fold(0, |sum, amount| sum.saturating_add(amount.0)))
    }
}

impl std::str::FromStr for Rupiah {
    type Err = RupiahError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Rupiah {
    type Error = RupiahError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl<'de> serde::Deserialize<'de> for Rupiah {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(i64),
            Text(String),
        }
        match Written::deserialize(from)? {
            Written::Number(number) => Ok(Self(number)),
            Written::Text(text) => Self::parse(&text).map_err(serde::de::Error::custom),
        }
    }
}
