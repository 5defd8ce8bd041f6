//! What residents have a right to: to agree and not to, to have put right what is wrong, to be forgotten.

use jiff::{ToSpan as _, civil::Date};

/// What a resident agrees to besides what the law has the village do anyway (UU 27/2022, art. 20 and 22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// Being reached by phone with news of one's own affairs.
    Phone,
    /// That a disability or an illness is written down: specific data (art. 4).
    Health,
    /// One's photo on the village's pages.
    Photo,
    /// One's name on the village's pages, as in a list of a group.
    Name,
    /// Being asked by researchers.
    Research,
}

impl Agreed {
    pub const ALL: [Self; 5] = [
        Self::Phone,
        Self::Health,
        Self::Photo,
        Self::Name,
        Self::Research,
    ];

    /// As stored, and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "telepon",
            Self::Health => "kesehatan",
            Self::Photo => "foto",
            Self::Name => "nama",
            Self::Research => "penelitian",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|agreed| agreed.word() == word)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Phone => "Dihubungi lewat telepon atau WhatsApp tentang urusannya",
            Self::Health => "Disabilitas atau keadaan kesehatannya dicatat",
            Self::Photo => "Fotonya tampil di situs desa",
            Self::Name => "Namanya tampil di situs desa",
            Self::Research => "Datanya dipakai untuk penelitian, tanpa nama",
        }
    }
}

/// How somebody agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBy {
    Spoken,
    Written,
    Online,
}

impl GivenBy {
    /// What the office can choose.
    pub const IN_OFFICE: [Self; 2] = [Self::Written, Self::Spoken];

    /// As stored, and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spoken => "spoken",
            Self::Written => "written",
            Self::Online => "online",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Spoken, Self::Written, Self::Online]
            .into_iter()
            .find(|given| given.word() == word)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Spoken => "Lisan, di kantor",
            Self::Written => "Tertulis, bertanda tangan",
            Self::Online => "Lewat situs desa",
        }
    }
}

/// What a resident wants put right, in her own words. It may name what lies closed.
#[derive(Clone, PartialEq, Eq)]
pub struct Wish(String);

impl Wish {
    /// Longest, in characters.
    pub const LONGEST: usize = 1000;

    /// # Errors
    /// In words for who typed it, when there is too little or too much.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let length = text.chars().count();
        if length < 5 {
            return Err("Tulis apa yang keliru, dan seharusnya bagaimana.".to_owned());
        }
        if length > Self::LONGEST {
            return Err(format!("Paling banyak {} huruf.", Self::LONGEST));
        }
        Ok(Self(text.to_owned()))
    }

    /// The bytes that are sealed.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// What was sealed, for who decides.
    pub fn of_sealed(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// How long what lies closed is kept of who died or left, and for how long who looked at it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// The phone, and the photo.
    pub phone_months: i32,
    /// NIK and names of parents; for ever without a number. The books of the village are kept
    /// (Permendagri 47/2016), so nothing is forgotten unless the village decides it.
    pub numbers_years: Option<i32>,
    pub looks_years: i32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            phone_months: 12,
            numbers_years: None,
            looks_years: 5,
        }
    }
}

impl Retention {
    /// Phones go of who has not been here since this day.
    pub fn phones_of(&self, today: Date) -> Date {
        today.saturating_sub(self.phone_months.months())
    }

    /// Numbers go of who has not been here since this day.
    pub fn numbers_of(&self, today: Date) -> Option<Date> {
        Some(today.saturating_sub(self.numbers_years?.years()))
    }

    /// Looks of before this day go.
    pub fn looks_of(&self, today: Date) -> Date {
        today.saturating_sub(self.looks_years.years())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn words_are_read_again() {
        for agreed in Agreed::ALL {
            assert_eq!(Agreed::of_word(agreed.word()), Some(agreed));
        }
        for given in GivenBy::IN_OFFICE {
            assert_eq!(GivenBy::of_word(given.word()), Some(given));
        }
        assert_eq!(Agreed::of_word("semua"), None);
    }

    #[test]
    fn a_wish_says_something() {
        assert!(Wish::read("  ya ").is_err());
        assert!(Wish::read(&"x".repeat(1001)).is_err());
        let wish = Wish::read(" Nama ibu saya Galuh, bukan Galih. ").unwrap();
        assert_eq!(
            Wish::of_sealed(wish.as_bytes()),
            "Nama ibu saya Galuh, bukan Galih."
        );
    }

    #[test]
    fn nothing_is_forgotten_that_the_books_need_unless_it_is_decided() {
        let today = date(2026, 12, 31);
        let usual = Retention::default();
        assert_eq!(usual.phones_of(today), date(2025, 12, 31));
        assert_eq!(usual.numbers_of(today), None);
        let short = Retention {
            phone_months: 1,
            numbers_years: Some(10),
            looks_years: 1,
        };
        assert_eq!(short.phones_of(today), date(2026, 11, 30));
        assert_eq!(short.numbers_of(today), Some(date(2016, 12, 31)));
        assert_eq!(short.looks_of(today), date(2025, 12, 31));
    }
}
