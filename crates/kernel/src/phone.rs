//! Telephone numbers of Indonesia, however people write them.

use std::fmt;

use crate::digits;
use crate::text_value::reads_text;

/// Two-digit area codes; all others have three digits.
const SHORT_AREAS: [&str; 5] = ["21", "22", "24", "31", "61"];

/// A number inside Indonesia, kept in the international form.
///
/// ```
/// use kernel::Phone;
///
/// let phone: Phone = "0812-3456-7890".parse()?;
/// assert_eq!(phone.e164(), "+6281234567890");
/// assert_eq!(phone.national(), "0812-3456-7890");
/// assert_eq!(phone.wa_link_number(), Some("6281234567890"));
/// assert_eq!("(0511) 4000000".parse::<Phone>()?.wa_link_number(), None);
/// # Ok::<(), kernel::PhoneError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    /// `+62` and the national significant number.
    e164: Box<str>,
    kind: PhoneKind,
}

/// Whether a number can receive WhatsApp messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    Mobile,
    Landline,
}

/// Why a text is not a telephone number we can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("Nomor telepon belum diisi.")]
    Empty,
    #[error("Isi satu nomor telepon saja.")]
    TwoNumbers,
    #[error("Nomor telepon hanya boleh berisi angka, misalnya 0812-3456-7890.")]
    Character,
    #[error("Hanya nomor telepon Indonesia yang dapat dipakai.")]
    Foreign,
    #[error("Nomor telepon harus diawali 0, 62 atau 8, misalnya 0812-3456-7890.")]
    Prefix,
    #[error("Nomor telepon terlalu pendek.")]
    TooShort,
    #[error("Nomor telepon terlalu panjang.")]
    TooLong,
}

impl Phone {
    /// Reads `0812…`, `62812…`, `+62 812…`, `+62 (0)812…`, `812…` and `(0511) …`.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let number = significant(text)?;
        let kind = match number.as_bytes() {
            [] => return Err(PhoneError::TooShort),
            [b'8', b'1'..=b'9', ..] => PhoneKind::Mobile,
            [b'0' | b'1', ..] => return Err(PhoneError::Prefix),
            _ => PhoneKind::Landline,
        };
        let lengths = match kind {
            PhoneKind::Mobile => 9..=12,
            PhoneKind::Landline => 7..=11,
        };
        if number.len() < *lengths.start() {
            return Err(PhoneError::TooShort);
        }
        if number.len() > *lengths.end() {
            return Err(PhoneError::TooLong);
        }
        Ok(Self {
            e164: format!("+62{number}").into(),
            kind,
        })
    }

    /// `+6281234567890`: for storing and for `tel:` links.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// `tel:+6281234567890`.
    pub fn tel_link(&self) -> String {
        format!("tel:{}", self.e164)
    }

    /// As people write it at home: `0812-3456-7890`, `(0511) 4000000`.
    pub fn national(&self) -> String {
        let number = &self.e164[3..];
        match self.kind {
            PhoneKind::Mobile => {
                format!("0{}-{}-{}", &number[..3], &number[3..7], &number[7..])
            }
            PhoneKind::Landline => {
                let area = if SHORT_AREAS.contains(&&number[..2]) {
                    2
                } else {
                    3
                };
                format!("(0{}) {}", &number[..area], &number[area..])
            }
        }
    }

    /// The national form with the first two and the last three digits only: `08**-****-*890`.
    pub fn masked(&self) -> String {
        let national = self.national();
        let digits = national.bytes().filter(u8::is_ascii_digit).count();
        let mut seen = 0;
        let cover = |letter: char| {
            if !letter.is_ascii_digit() {
                return letter;
            }
            seen += 1;
            if seen > 2 && seen + 3 <= digits {
                '*'
            } else {
                letter
            }
        };
        national.chars().map(cover).collect()
    }

    /// The digits of a `wa.me` address; landlines have none.
    pub fn wa_link_number(&self) -> Option<&str> {
        (self.kind == PhoneKind::Mobile).then(|| &self.e164[1..])
    }

    /// A WhatsApp address that opens a chat with `message` already typed; empty means none.
    pub fn wa_link(&self, message: &str) -> Option<String> {
        let number = self.wa_link_number()?;
        if message.is_empty() {
            return Some(format!("https://wa.me/{number}"));
        }
        Some(format!(
            "https://wa.me/{number}?text={}",
            percent_encoded(message)
        ))
    }

    pub fn kind(&self) -> PhoneKind {
        self.kind
    }
}

/// The number without country code and leading zero.
fn significant(text: &str) -> Result<String, PhoneError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PhoneError::Empty);
    }
    let mut number = String::with_capacity(16);
    let mut international = false;
    for letter in text.chars() {
        match letter {
            '+' | '＋' if number.is_empty() && !international => international = true,
            '(' | ')' => {}
            '/' | ',' | ';' | '&' | '|' => return Err(PhoneError::TwoNumbers),
            other if digits::is_separator(other) => {}
            other => number.push(digits::western(other).ok_or(PhoneError::Character)?.into()),
        }
    }
    if let Some(rest) = number.strip_prefix("00") {
        number = rest.to_owned();
        international = true;
    }
    match number.strip_prefix("62") {
        // People write the zero of the national form behind the country code.
        Some(rest) => Ok(rest.strip_prefix('0').unwrap_or(rest).to_owned()),
        None if international => Err(PhoneError::Foreign),
        None if number.starts_with('8') => Ok(number),
        None => number
            .strip_prefix('0')
            .map(str::to_owned)
            .ok_or(PhoneError::Prefix),
    }
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;

    text.bytes()
        .fold(String::with_capacity(text.len() * 3), |mut out, byte| {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    out.push(char::from(byte));
                }
                other => write!(out, "%{other:02X}").expect("a String takes all text"),
            }
            out
        })
}

/// The national form; it can be read back.
impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.national())
    }
}

/// Numbers of people do not belong into logs.
impl fmt::Debug for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "Phone({}…{})",
            &self.e164[..4],
            &self.e164[self.e164.len() - 2..]
        )
    }
}

impl serde::Serialize for Phone {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.e164)
    }
}

reads_text!(Phone, PhoneError);
