//! The name of a database that holds villages.

use crate::text_value::{reads_text, shows_text};

/// One to thirty small letters, digits and hyphens, a letter first: safe in a configuration, in SQL
/// and in a command.
///
/// ```
/// use kernel::ShardName;
///
/// assert_eq!(ShardName::main().as_str(), "main");
/// assert!("martapura-2".parse::<ShardName>().is_ok());
/// assert!("2".parse::<ShardName>().is_err());
/// assert!("Dua".parse::<ShardName>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShardName(Box<str>);

/// Why a text names no database of villages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "Nama basis data paling panjang 30 huruf kecil, angka atau tanda hubung, dan diawali huruf."
)]
pub struct ShardNameError;

impl ShardName {
    const LONGEST: usize = 30;

    /// Where the register is, and every village that was not moved.
    pub fn main() -> Self {
        Self("main".into())
    }

    /// Reads a name as it stands; nothing is corrected.
    pub fn parse(text: &str) -> Result<Self, ShardNameError> {
        let begins = text.starts_with(|letter: char| letter.is_ascii_lowercase());
        let is_made_of = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
        if begins && text.len() <= Self::LONGEST && text.chars().all(is_made_of) {
            Ok(Self(text.into()))
        } else {
            Err(ShardNameError)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_main(&self) -> bool {
        *self.0 == *"main"
    }
}

reads_text!(ShardName, ShardNameError);
shows_text!(ShardName);
