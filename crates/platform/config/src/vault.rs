//! The master keys that keep personal data closed, and how they are written.

use std::path::PathBuf;

use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};

use crate::Secret;
use crate::parse::{self, Parsed};
use crate::reader::Reader;

/// Where the master keys come from.
#[derive(Debug, Clone)]
pub struct Vault {
    /// From the configuration or the environment; empty: they lie in `file`.
    pub keys: Vec<VaultKey>,
    /// Holds them when `keys` is empty. In development it is made when it is missing.
    pub file: PathBuf,
    /// Whether somebody chose where they are.
    pub is_chosen: bool,
}

/// One master key: its number, and 32 bytes as hex or base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultKey {
    /// The highest number closes; all of them open.
    pub number: u16,
    pub key: Secret,
}

impl VaultKey {
    /// Reads `2=BASE64`, or the same in hex, several separated by commas or lines. Empty lines and
    /// those that begin with `#` do not count.
    ///
    /// # Errors
    /// What is wrong, by the place of the entry and never by its text.
    pub fn read_all(text: &str) -> Result<Vec<Self>, String> {
        let lines = text.lines().filter(|line| !line.trim().starts_with('#'));
        let entries = lines
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        let mut keys: Vec<Self> = Vec::new();
        for (at, entry) in entries.enumerate() {
            let key = Self::read(entry).map_err(|wrong| format!("entry {} {wrong}", at + 1))?;
            if keys.iter().any(|other| other.number == key.number) {
                return Err(format!("has two keys of the number {}", key.number));
            }
            if keys.iter().any(|other| other.bytes() == key.bytes()) {
                return Err(format!(
                    "has the key of the number {} twice, under two numbers",
                    key.number
                ));
            }
            keys.push(key);
        }
        Ok(keys)
    }

    /// The key itself.
    pub fn bytes(&self) -> Option<[u8; 32]> {
        let text = self.key.expose();
        let bytes = if text.len() == 64 {
            from_hex(text)?
        } else {
            let text = text.trim_end_matches('=');
            BASE64_STANDARD_NO_PAD.decode(text).ok()?
        };
        bytes.try_into().ok()
    }

    fn read(entry: &str) -> Parsed<Self> {
        let (number, key) = entry
            .split_once('=')
            .ok_or("is not a number and a key such as 1=BASE64")?;
        let number = number.trim().parse().ok().filter(|number| *number > 0);
        let number = number.ok_or("does not begin with a number from 1 to 65535 and =")?;
        let key = Self {
            number,
            key: Secret::new(key.trim()),
        };
        let bytes = key
            .bytes()
            .ok_or("is not 32 bytes in base64 or hex: make one with `openssl rand -base64 32`")?;
        // What people type to have something there, not what a random number generator gives.
        let mut different = bytes.to_vec();
        different.sort_unstable();
        different.dedup();
        if different.len() < 16 {
            return Err("is not random: make one with `openssl rand -base64 32`".to_owned());
        }
        Ok(key)
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| {
            let value = digit(&pair[0])? * 16 + digit(&pair[1])?;
            u8::try_from(value).ok()
        })
        .collect()
}

impl Vault {
    pub(crate) fn read(from: &mut Reader) -> Self {
        let text = from.take_secret("vault.keys");
        let keys = match text.as_ref().map(|text| VaultKey::read_all(text.expose())) {
            None => Vec::new(),
            Some(Ok(keys)) => {
                if keys.is_empty() {
                    from.complain("vault.keys", "has no key in it");
                }
                keys
            }
            Some(Err(wrong)) => {
                from.complain("vault.keys", wrong);
                Vec::new()
            }
        };
        let file = from.take("vault.file", PathBuf::from("var/vault.keys"), parse::path);
        Self {
            keys,
            file,
            is_chosen: from.was_given("vault.keys") || from.was_given("vault.file"),
        }
    }
}
