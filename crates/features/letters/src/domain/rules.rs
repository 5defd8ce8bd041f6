//! How a village numbers its letters.

use jiff::civil::Date;
use kernel::Slug;

use super::{Facts, Pattern};
use crate::kind::Kind;

/// Which letters share a row of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// All of the village.
    One,
    /// Those of one kind.
    Kind,
    /// Those with one classification code.
    Code,
}

impl Series {
    pub const ALL: [Self; 3] = [Self::One, Self::Kind, Self::Code];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Kind => "kind",
            Self::Code => "code",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|series| series.as_str() == word)
    }

    /// As the settings say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::One => "Satu deret untuk semua surat",
            Self::Kind => "Satu deret untuk tiap jenis surat",
            Self::Code => "Satu deret untuk tiap kode klasifikasi",
        }
    }

    /// The row of numbers of a letter: its name in the register.
    pub fn of(self, kind: &str, code: &str) -> String {
        match self {
            Self::One => "semua".to_owned(),
            Self::Kind => format!("jenis:{kind}"),
            Self::Code => format!("kode:{code}"),
        }
    }
}

/// Pattern and series together: they have to fit, or two letters would have one number.
#[derive(Debug, Clone)]
pub struct Rules {
    pub pattern: Pattern,
    pub series: Series,
    /// Of the village: `PBT`.
    pub abbreviation: String,
}

impl Rules {
    /// What the program says where the village says nothing.
    pub fn usual(village: &str) -> Self {
        Self {
            pattern: Pattern::USUAL
                .parse()
                .expect("the usual pattern is a pattern"),
            series: Series::One,
            abbreviation: abbreviation(village),
        }
    }

    /// Why pattern and series do not fit; nothing when they do.
    pub fn misfit(&self) -> Option<&'static str> {
        match self.series {
            Series::Kind if !self.pattern.has_kind() => Some(
                "Bila tiap jenis surat punya deret sendiri, pola perlu {jenis}: tanpa itu dua surat bisa bernomor sama.",
            ),
            Series::Code if !self.pattern.has_code() => Some(
                "Bila tiap kode klasifikasi punya deret sendiri, pola perlu {kode}: tanpa itu dua surat bisa bernomor sama.",
            ),
            _ => None,
        }
    }

    /// A letter's number as it stands on it. `village` is its short name and its code.
    pub fn written(&self, number: i32, kind: &Kind, village: (&str, &str), date: Date) -> String {
        self.pattern.number(&Facts {
            number,
            code: &kind.code,
            kind: &kind.abbr,
            abbreviation: &self.abbreviation,
            village: village.0,
            village_code: village.1,
            date,
        })
    }
}

/// Three letters for a village that has not chosen: the first of its name and the consonants after.
fn abbreviation(village: &str) -> String {
    let plain = Slug::from_title(village, "desa")
        .as_str()
        .replace('-', "")
        .to_uppercase();
    let mut letters = plain.chars();
    let first = letters.next();
    let rest: Vec<char> = letters.collect();
    let is_vowel = |letter: &char| "AEIOU".contains(*letter);
    let consonants = rest.iter().filter(|letter| !is_vowel(letter)).copied();
    let vowels = rest.iter().filter(|letter| is_vowel(letter)).copied();
    first
        .into_iter()
        .chain(consonants.chain(vowels).take(2))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_has_three_letters() {
        assert_eq!(Rules::usual("Pembantanan").abbreviation, "PMB");
        assert_eq!(Rules::usual("Pa'au").abbreviation, "PAA");
        assert_eq!(Rules::usual("Aluh-Aluh").abbreviation, "ALH");
    }

    #[test]
    fn rows_of_numbers_that_would_meet_are_refused() {
        let mut rules = Rules::usual("Pembantanan");
        assert_eq!(rules.misfit(), None);
        rules.series = Series::Code;
        assert_eq!(rules.misfit(), None);
        rules.series = Series::Kind;
        assert!(rules.misfit().is_some());
        rules.pattern = "{nomor}/{jenis}/{tahun}".parse().unwrap();
        assert_eq!(rules.misfit(), None);
        rules.series = Series::Code;
        assert!(rules.misfit().is_some());
    }

    #[test]
    fn a_row_of_numbers_has_a_name() {
        assert_eq!(Series::One.of("sktm", "400.9.14"), "semua");
        assert_eq!(Series::Kind.of("sktm", "400.9.14"), "jenis:sktm");
        assert_eq!(Series::Code.of("sktm", "400.9.14"), "kode:400.9.14");
    }
}
