//! The two names by which a letter is asked after: a short one to type, a long one to scan.

use std::{fmt, str::FromStr};

use rand::{TryRng as _, rngs::SysRng};

use super::base32;

/// Ten letters and digits, 50 random bits: shown as `7K3QF-9X2MB`, typed as people type.
///
/// ```
/// use letters::proof::CheckCode;
///
/// let code: CheckCode = " 7k3qf 9x2mb".parse()?;
/// assert_eq!(code.to_string(), "7K3QF-9X2MB");
/// assert_eq!(code.as_str(), "7K3QF9X2MB");
/// assert_eq!("7K3QF-9X2MO".parse::<CheckCode>()?.as_str(), "7K3QF9X2M0");
/// assert!("7K3QF-9X2M".parse::<CheckCode>().is_err());
/// # Ok::<(), letters::proof::NoCode>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CheckCode(String);

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Kode terdiri dari 10 huruf dan angka, misalnya 7K3QF-9X2MB.")]
pub struct NoCode;

impl CheckCode {
    const LETTERS: usize = 10;

    /// A new one, from the randomness of the operating system.
    pub fn random() -> Self {
        let text = base32::write(&random::<7>());
        Self(text[..Self::LETTERS].to_owned())
    }

    /// As it is kept: without the hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CheckCode {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, NoCode> {
        let typed = text
            .chars()
            .filter_map(typed)
            .collect::<Result<String, _>>()?;
        if typed.len() == Self::LETTERS {
            Ok(Self(typed))
        } else {
            Err(NoCode)
        }
    }
}

/// The letter that was meant; nothing for what only separates.
fn typed(letter: char) -> Option<Result<char, NoCode>> {
    if letter.is_whitespace() || matches!(letter, '-' | '.' | '_' | '–' | '—' | '‑') {
        return None;
    }
    // Full-width letters of some keyboards.
    let letter = match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        letter => letter,
    };
    let value = base32::value(letter).ok_or(NoCode);
    Some(value.map(base32::letter_of))
}

impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.0.split_at(Self::LETTERS / 2);
        write!(f, "{first}-{last}")
    }
}

/// 128 random bits by which the QR finds its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token([u8; 16]);

impl Token {
    /// A new one, from the randomness of the operating system.
    pub fn random() -> Self {
        Self(random())
    }

    /// The bits.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl From<[u8; 16]> for Token {
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl FromStr for Token {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, NoCode> {
        let bytes = base32::read(text).ok_or(NoCode)?;
        Ok(Self(bytes.try_into().map_err(|_| NoCode)?))
    }
}

/// As addresses and tables write it: 26 letters and digits.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32::write(&self.0))
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng
        .try_fill_bytes(&mut bytes)
        .expect("the operating system always has randomness");
    bytes
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in [
            "7K3QF-9X2M1",
            "7k3qf9x2ml",
            "7K3QF – 9X2MI",
            "７Ｋ３ＱＦ９Ｘ２Ｍ１",
            "7K3 QF9 X2M 1",
        ] {
            assert_eq!(
                typed.parse::<CheckCode>().unwrap().to_string(),
                "7K3QF-9X2M1"
            );
        }
        for wrong in [
            "",
            "7K3QF-9X2M",
            "7K3QF-9X2MBB",
            "7K3QF-9X2MU",
            "7K3QF/9X2MB",
            "7K3QF-9X2M😀",
        ] {
            assert_eq!(wrong.parse::<CheckCode>(), Err(NoCode), "{wrong}");
        }
    }

    #[test]
    fn no_two_are_the_same() {
        let codes: HashSet<String> = (0..1_000)
            .map(|_| CheckCode::random().to_string())
            .collect();
        assert_eq!(codes.len(), 1_000);
        let token = Token::random();
        assert_eq!(token.to_string().len(), 26);
        assert_eq!(token.to_string().to_lowercase().parse(), Ok(token));
        assert_ne!(token, Token::random());
        assert!("7K3QF".parse::<Token>().is_err());
    }
}
