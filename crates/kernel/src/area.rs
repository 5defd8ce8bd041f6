//! RT, RW and hamlets as people write them. Every level may be missing: many villages of Kalimantan
//! have RT only.

use std::cmp::Ordering;
use std::fmt;

use crate::search_text::fold;

/// The number of an RT or RW: `1`, `001`, `RT 02`, `2.0` and `RT.3A` are read, and sorted as numbers.
///
/// ```
/// use kernel::AreaNumber;
///
/// let read = |text| AreaNumber::read(text).unwrap().unwrap();
/// assert_eq!(read("RT 02"), read("2.0"));
/// assert_eq!(read("2").to_string(), "002");
/// assert!(read("9") < read("010"));
/// assert_eq!(AreaNumber::read("-"), Ok(None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaNumber {
    number: u16,
    letter: Option<char>,
}

/// Why a text is no RT or RW.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("RT dan RW ditulis dengan angka, misalnya 1, 001 atau RT 02.")]
pub struct AreaNumberError;

impl AreaNumber {
    /// The RT or RW of a cell; `None` for empty ones, `-`, `0` and `000`.
    pub fn read(text: &str) -> Result<Option<Self>, AreaNumberError> {
        let text = text.trim();
        let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0"));
        let folded = fold(whole.unwrap_or(text));
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let words = match words.as_slice() {
            ["rt" | "rw" | "no" | "nomor" | "rukun", rest @ ..] => match rest {
                ["tetangga" | "warga", rest @ ..] => rest,
                rest => rest,
            },
            all => all,
        };
        let joined = match words {
            [] => return Ok(None),
            ["tidak", "ada"] | ["tanpa"] | ["n", "a"] => return Ok(None),
            [one] => (*one).to_owned(),
            [one, letter] if letter.len() == 1 && !letter.as_bytes()[0].is_ascii_digit() => {
                format!("{one}{letter}")
            }
            _ => return Err(AreaNumberError),
        };
        let joined = joined.strip_prefix("rt").unwrap_or(&joined);
        let joined = joined.strip_prefix("rw").unwrap_or(joined);
        let end = joined
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(joined.len());
        let (digits, letter) = joined.split_at(end);
        let number: u16 = digits.parse().map_err(|_| AreaNumberError)?;
        let mut letters = letter.chars();
        let letter = match (letters.next(), letters.next()) {
            (None, _) => None,
            (Some(letter), None) if letter.is_ascii_lowercase() => {
                Some(letter.to_ascii_uppercase())
            }
            _ => return Err(AreaNumberError),
        };
        match (number, letter) {
            (0, None) => Ok(None),
            (0, Some(_)) | (1000.., _) => Err(AreaNumberError),
            _ => Ok(Some(Self { number, letter })),
        }
    }

    /// RT and RW of one cell: `002/001`, `RT.02/RW.01`, `RT 2 RW 1`, `RT 3`.
    pub fn read_pair(text: &str) -> Result<(Option<Self>, Option<Self>), AreaNumberError> {
        let lower = text.to_lowercase();
        let parts = lower.split_once('/').or_else(|| {
            let at = lower.find("rw").filter(|at| *at > 0)?;
            Some(lower.split_at(at))
        });
        match parts {
            Some((rt, rw)) => Ok((Self::read(rt)?, Self::read(rw)?)),
            None if lower.trim_start().starts_with("rw") => Ok((None, Self::read(&lower)?)),
            None => Ok((Self::read(&lower)?, None)),
        }
    }

    /// Without zeros in front: `2`, `3A`.
    pub fn short(&self) -> String {
        let mut text = self.number.to_string();
        text.extend(self.letter);
        text
    }
}

/// Three digits, as cards have it: `002`, `003A`.
impl fmt::Display for AreaNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{:03}", self.number);
        text.extend(self.letter);
        out.pad(&text)
    }
}

impl serde::Serialize for AreaNumber {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// The name of a hamlet (*dusun*, *kampung*), the same however its number is written: `Dusun II`,
/// `dusun 2` and `Dsn. 02`.
///
/// ```
/// use kernel::HamletName;
///
/// let read = |text| HamletName::read(text).unwrap();
/// assert_eq!(read("Dusun II"), read("dsn. 02"));
/// assert_eq!(read(" Dusun  Handil Bujur ").as_str(), "Handil Bujur");
/// assert_eq!(HamletName::read("-"), None);
/// ```
#[derive(Debug, Clone)]
pub struct HamletName {
    name: Box<str>,
    key: Vec<KeyPart>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum KeyPart {
    Number(u32),
    Word(String),
}

impl HamletName {
    /// The name of a cell without the word for a hamlet in front; `None` when there is none.
    pub fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_kind = |word: &str| matches!(fold(word).as_str(), "dusun" | "dsn" | "dus");
        let named = match words.as_slice() {
            [first, rest @ ..] if !rest.is_empty() && is_kind(first) => rest,
            all => all,
        };
        let name = named.join(" ");
        let key: Vec<KeyPart> = fold(&name)
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(KeyPart::of)
            .collect();
        let is_nothing = match key.as_slice() {
            [] | [KeyPart::Number(0)] => true,
            [KeyPart::Word(one), KeyPart::Word(two)] => {
                matches!((one.as_str(), two.as_str()), ("tidak", "ada") | ("n", "a"))
            }
            [KeyPart::Word(only)] => matches!(only.as_str(), "na" | "dusun" | "dsn"),
            _ => false,
        };
        (!is_nothing).then(|| Self {
            name: name.into(),
            key,
        })
    }

    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The same text for every way of writing the name; two hamlets with the same one are the same.
    pub fn key(&self) -> String {
        let parts = self.key.iter().map(|part| match part {
            KeyPart::Number(number) => number.to_string(),
            KeyPart::Word(word) => word.clone(),
        });
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl KeyPart {
    fn of(word: &str) -> Self {
        match word.parse().ok().or_else(|| roman(word)) {
            Some(number) => Self::Number(number),
            None => Self::Word(word.to_owned()),
        }
    }
}

/// Roman numbers up to 39, written the usual way only.
fn roman(word: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = word.bytes().take_while(|byte| *byte == b'x').count();
    let ones = ONES.iter().position(|ones| *ones == &word[tens..])?;
    let number = tens * 10 + ones;
    (tens <= 3 && number > 0).then(|| u32::try_from(number).ok())?
}

impl PartialEq for HamletName {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for HamletName {}

impl std::hash::Hash for HamletName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for HamletName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Numbers as numbers: hamlet 9 before hamlet 10.
impl Ord for HamletName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl fmt::Display for HamletName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.name)
    }
}

impl serde::Serialize for HamletName {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.name)
    }
}
