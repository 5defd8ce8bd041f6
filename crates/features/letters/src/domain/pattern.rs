//! How a number is written: `{kode}/{nomor:03}/{singkatan}/{bulan_romawi}/{tahun}`.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// The longest number that is printed.
const LONGEST: usize = 120;

/// A pattern of numbers, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    source: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// The running number, with zeros in front up to that many digits.
    Number(usize),
    Code,
    Kind,
    Abbreviation,
    Village,
    VillageCode,
    Day,
    Month,
    RomanMonth,
    Year,
}

/// What a number is made of.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub number: i32,
    /// Classification: `400.12.2.1`.
    pub code: &'a str,
    /// Of the kind: `SKD`.
    pub kind: &'a str,
    /// Of the village: `PBT`.
    pub abbreviation: &'a str,
    /// "Pembantanan"
    pub village: &'a str,
    /// `63.03.04.2007`
    pub village_code: &'a str,
    pub date: Date,
}

/// Why a pattern is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternProblem {
    #[error("Isi pola nomor surat.")]
    Empty,
    #[error("Pola ini terlalu panjang.")]
    TooLong,
    #[error("Kurung di pola ini belum ditutup.")]
    Unclosed,
    #[error(
        "{{{0}}} tidak dikenal. Yang ada: {{nomor}}, {{kode}}, {{jenis}}, {{singkatan}}, {{desa}}, {{kode_desa}}, {{tanggal}}, {{bulan}}, {{bulan_romawi}}, {{tahun}}."
    )]
    Unknown(String),
    #[error("Pola ini perlu {{nomor}}, satu kali.")]
    NoNumber,
    #[error("Pola ini perlu {{tahun}}, karena nomor mulai lagi dari 1 setiap tahun.")]
    NoYear,
    #[error("Pola hanya memuat huruf, angka, spasi, dan tanda / . - _ ( )")]
    Sign,
}

impl Pattern {
    /// What the program says where a village says nothing.
    pub const USUAL: &'static str = "{kode}/{nomor:03}/{singkatan}/{bulan_romawi}/{tahun}";

    /// A number as it stands on the letter.
    pub fn number(&self, facts: &Facts<'_>) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Field(field) => text.push_str(&field.shown(facts)),
            }
        }
        text
    }

    pub fn has_code(&self) -> bool {
        self.has(Field::Code)
    }

    pub fn has_kind(&self) -> bool {
        self.has(Field::Kind)
    }

    pub fn as_str(&self) -> &str {
        &self.source
    }

    fn has(&self, wanted: Field) -> bool {
        self.parts.contains(&Part::Field(wanted))
    }

    fn numbers(&self) -> usize {
        let is_number = |part: &&Part| matches!(part, Part::Field(Field::Number(_)));
        self.parts.iter().filter(is_number).count()
    }
}

impl Field {
    fn of_word(word: &str) -> Option<Self> {
        if let Some(rest) = word.strip_prefix("nomor") {
            let digits = match rest.strip_prefix(':') {
                Some(digits) => digits
                    .parse()
                    .ok()
                    .filter(|digits| (1..=9).contains(digits))?,
                None if rest.is_empty() => 1,
                None => return None,
            };
            return Some(Self::Number(digits));
        }
        Some(match word {
            "kode" => Self::Code,
            "jenis" => Self::Kind,
            "singkatan" => Self::Abbreviation,
            "desa" => Self::Village,
            "kode_desa" => Self::VillageCode,
            "tanggal" => Self::Day,
            "bulan" => Self::Month,
            "bulan_romawi" => Self::RomanMonth,
            "tahun" => Self::Year,
            _ => return None,
        })
    }

    fn shown(self, facts: &Facts<'_>) -> String {
        match self {
            Self::Number(digits) => format!("{:0digits$}", facts.number),
            Self::Code => facts.code.to_owned(),
            Self::Kind => facts.kind.to_owned(),
            Self::Abbreviation => facts.abbreviation.to_owned(),
            Self::Village => facts.village.to_owned(),
            Self::VillageCode => facts.village_code.to_owned(),
            Self::Day => format!("{:02}", facts.date.day()),
            Self::Month => format!("{:02}", facts.date.month()),
            Self::RomanMonth => kernel::time::roman_month(facts.date).to_owned(),
            Self::Year => facts.date.year().to_string(),
        }
    }
}

impl FromStr for Pattern {
    type Err = PatternProblem;

    fn from_str(source: &str) -> Result<Self, PatternProblem> {
        let source = source.trim();
        if source.is_empty() {
            return Err(PatternProblem::Empty);
        }
        if source.chars().count() > LONGEST {
            return Err(PatternProblem::TooLong);
        }
        let (mut parts, mut rest) = (Vec::new(), source);
        // Villages that come from elsewhere write square brackets.
        while let Some(open) = rest.find(['{', '[']) {
            let (text, field) = rest.split_at(open);
            add(&mut parts, text)?;
            let closing = if field.starts_with('{') { '}' } else { ']' };
            let (word, after) = field[1..]
                .split_once(closing)
                .ok_or(PatternProblem::Unclosed)?;
            let word = word.trim();
            let field =
                Field::of_word(word).ok_or_else(|| PatternProblem::Unknown(word.to_owned()))?;
            parts.push(Part::Field(field));
            rest = after;
        }
        add(&mut parts, rest)?;
        let pattern = Self {
            source: source.to_owned(),
            parts,
        };
        if pattern.numbers() != 1 {
            return Err(PatternProblem::NoNumber);
        }
        if !pattern.has(Field::Year) {
            return Err(PatternProblem::NoYear);
        }
        Ok(pattern)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

fn add(parts: &mut Vec<Part>, text: &str) -> Result<(), PatternProblem> {
    if text.contains(['}', ']']) {
        return Err(PatternProblem::Unclosed);
    }
    let is_fine = |sign: char| sign.is_alphanumeric() || " /.-_()".contains(sign);
    if !text.chars().all(is_fine) {
        return Err(PatternProblem::Sign);
    }
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn facts(number: i32, date: Date) -> Facts<'static> {
        Facts {
            number,
            code: "400.12.2.1",
            kind: "SKD",
            abbreviation: "PBT",
            village: "Pembantanan",
            village_code: "63.03.04.2007",
            date,
        }
    }

    fn written(pattern: &str, number: i32, date: Date) -> String {
        pattern
            .parse::<Pattern>()
            .unwrap()
            .number(&facts(number, date))
    }

    #[test]
    fn numbers_are_written_as_the_pattern_says() {
        let day = date(2026, 11, 25);
        assert_eq!(
            written(Pattern::USUAL, 12, day),
            "400.12.2.1/012/PBT/XI/2026"
        );
        assert_eq!(
            written(Pattern::USUAL, 1234, day),
            "400.12.2.1/1234/PBT/XI/2026"
        );
        assert_eq!(
            written(
                "[kode]/[nomor:3]/[kode_desa]/[bulan_romawi]/[tahun]",
                7,
                day
            ),
            "400.12.2.1/007/63.03.04.2007/XI/2026"
        );
        assert_eq!(
            written("{nomor}/{jenis}-{desa}/{tanggal}.{bulan}/{tahun}", 7, day),
            "7/SKD-Pembantanan/25.11/2026"
        );
    }

    #[test]
    fn every_month_has_its_roman_number() {
        let months = [
            "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
        ];
        for (month, roman) in (1..).zip(months) {
            let number = written("{nomor}/{bulan_romawi}/{tahun}", 1, date(2026, month, 1));
            assert_eq!(number, format!("1/{roman}/2026"));
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_a_reason() {
        for (wrong, problem) in [
            ("", PatternProblem::Empty),
            (
                "{kode}/{nomor}/{bulan_romawii}/{tahun}",
                PatternProblem::Unknown("bulan_romawii".to_owned()),
            ),
            ("{kode}/{tahun}", PatternProblem::NoNumber),
            ("{nomor}/{nomor}/{tahun}", PatternProblem::NoNumber),
            ("{nomor}/{kode}", PatternProblem::NoYear),
            (
                "{nomor/{tahun}",
                PatternProblem::Unknown("nomor/{tahun".to_owned()),
            ),
            ("{nomor}/{tahun", PatternProblem::Unclosed),
            ("nomor}/{nomor}/{tahun}", PatternProblem::Unclosed),
            (
                "{nomor:0}/{tahun}",
                PatternProblem::Unknown("nomor:0".to_owned()),
            ),
            ("<b>{nomor}/{tahun}", PatternProblem::Sign),
        ] {
            assert_eq!(wrong.parse::<Pattern>(), Err(problem), "{wrong}");
        }
        assert_eq!(
            format!("{{nomor}}/{{tahun}}{}", "x".repeat(LONGEST)).parse::<Pattern>(),
            Err(PatternProblem::TooLong)
        );
    }
}
