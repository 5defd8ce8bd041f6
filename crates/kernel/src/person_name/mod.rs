//! Names of people: kept as they were typed, covered, shown, and found.

mod key;
mod likeness;

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::latin;
use crate::text_value::{reads_text, shows_text};

pub use key::NameKey;

/// The longest name we keep; the registry allows 60 letters today, older names are longer.
const LONGEST: usize = 120;

/// Small words inside names.
const PARTICLES: [&str; 6] = ["bin", "binti", "van", "von", "de", "der"];

/// A person's name as it was typed, in one Unicode form, without blanks that nobody sees.
///
/// One word is a name. Apostrophes, titles and degrees stay: Permendagri 73/2022 asks only new
/// registrations to do without ([`PersonName::notes`]).
///
/// ```
/// use kernel::PersonName;
///
/// let name: PersonName = "  H. M.  Ma'ruf, S.Pd.I ".parse()?;
/// assert_eq!(name.as_str(), "H. M. Ma'ruf, S.Pd.I");
/// assert_eq!(name.masked(), "H*** M*** M*** S***");
/// assert_eq!("MUHAMMAD ARSYAD AL BANJARI".parse::<PersonName>()?.display(), "Muhammad Arsyad Al Banjari");
/// # Ok::<(), kernel::PersonNameError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(Box<str>);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    #[error("Nama belum diisi.")]
    Empty,
    #[error("Nama harus berisi huruf.")]
    NoLetter,
    #[error("Nama terlalu panjang. Paling banyak 120 huruf.")]
    TooLong,
}

/// What a new registration may not have (Permendagri 73/2022 art. 4 and 5); older names stay valid,
/// so these are warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameNote {
    #[error("Nama hanya satu kata. Pencatatan baru memerlukan paling sedikit dua kata.")]
    OneWord,
    #[error("Nama lebih dari 60 huruf. Pencatatan baru membatasi 60 huruf termasuk spasi.")]
    TooLong,
    #[error("Nama berisi angka. Angka tidak boleh pada pencatatan baru.")]
    Digits,
    #[error("Nama berisi tanda baca. Tanda baca tidak boleh pada pencatatan baru.")]
    Punctuation,
    #[error("Nama berisi huruf yang bukan huruf Latin.")]
    NotLatin,
}

impl PersonName {
    /// Reads any text that has a letter in it.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let visible = text.nfc().map(|letter| match letter {
            // A line break or a tab in a cell of a spreadsheet is a blank.
            letter if letter.is_whitespace() || letter.is_control() => ' ',
            letter => letter,
        });
        let visible: String = visible.filter(|letter| !is_invisible(*letter)).collect();
        let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(PersonNameError::Empty);
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(PersonNameError::NoLetter);
        }
        if name.chars().count() > LONGEST {
            return Err(PersonNameError::TooLong);
        }
        Ok(Self(name.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Initials, with as many stars whatever the length: `B*** S***`.
    pub fn masked(&self) -> String {
        let initial = |word: &str| word.chars().find(|letter| letter.is_alphanumeric());
        let covered = self.0.split(' ').filter_map(initial);
        covered
            .map(|initial| format!("{initial}***"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// For pages: a name typed in capitals, or in small letters, gets the usual ones. Every other
    /// name is shown as it was typed.
    pub fn display(&self) -> String {
        let has = |wanted: fn(char) -> bool| self.0.chars().any(wanted);
        if has(char::is_uppercase) && has(char::is_lowercase) {
            return self.0.to_string();
        }
        let words = self.0.split(' ').map(usual_letters);
        words.collect::<Vec<_>>().join(" ")
    }

    /// What a new registration would not accept.
    pub fn notes(&self) -> Vec<NameNote> {
        let has = |wanted: fn(char) -> bool| self.0.chars().any(wanted);
        let is_foreign = |letter: char| letter.is_alphabetic() && !is_latin(letter);
        let is_mark = |letter: char| !letter.is_alphanumeric() && letter != ' ';
        let found = [
            (NameNote::OneWord, !self.0.contains(' ')),
            (NameNote::TooLong, self.0.chars().count() > 60),
            (NameNote::Digits, has(char::is_numeric)),
            (NameNote::Punctuation, has(is_mark)),
            (NameNote::NotLatin, has(is_foreign)),
        ];
        let found = found.into_iter().filter(|(_, is_so)| *is_so);
        found.map(|(note, _)| note).collect()
    }

    /// The form in which names are searched and compared.
    pub fn key(&self) -> NameKey {
        NameKey::of(&self.0)
    }
}

/// `MA'RUF` → `Ma'ruf`, `S.PD.I` → `S.Pd.I`, `AL-BANJARI` → `Al-Banjari`, `BINTI` → `binti`.
fn usual_letters(word: &str) -> String {
    let lower = word.to_lowercase();
    if PARTICLES.contains(&lower.as_str()) {
        return lower;
    }
    let mut begins = true;
    let mut out = String::with_capacity(lower.len());
    for letter in lower.chars() {
        if begins {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
        begins = matches!(letter, '.' | '-' | '/' | '(');
    }
    out
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

fn is_latin(letter: char) -> bool {
    latin::plain(&letter.to_string()).is_ascii()
}

/// Names of people do not belong into logs.
impl fmt::Debug for PersonName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PersonName({})", self.masked())
    }
}

reads_text!(PersonName, PersonNameError);
shows_text!(PersonName);
