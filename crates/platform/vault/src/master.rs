//! The master keys: they close the keys of villages and nothing else.

use std::collections::BTreeMap;
use std::fmt;

use config::VaultKey;

use crate::cipher::Key;
use crate::error::KeyError;
use crate::number::KeyNumber;

/// One or more master keys. The one with the highest number closes; all of them open.
#[derive(Clone)]
pub struct MasterKeys {
    keys: BTreeMap<KeyNumber, Key>,
    newest: KeyNumber,
}

impl MasterKeys {
    /// From the configuration, or the text of a file of keys.
    ///
    /// # Errors
    /// [`KeyError::NoMaster`] when the list is empty or a key is none.
    pub fn from_config(keys: &[VaultKey]) -> Result<Self, KeyError> {
        let mut read = BTreeMap::new();
        for key in keys {
            let number = KeyNumber::new(key.number.into()).ok_or(KeyError::NoMaster)?;
            let mut bytes = key.bytes().ok_or(KeyError::NoMaster)?;
            read.insert(number, Key::take(&mut bytes));
        }
        let newest = read.keys().next_back().copied();
        Ok(Self {
            newest: newest.ok_or(KeyError::NoMaster)?,
            keys: read,
        })
    }

    /// The number of the key that closes.
    pub fn newest(&self) -> KeyNumber {
        self.newest
    }

    /// Their numbers, for the doctor.
    pub fn numbers(&self) -> impl Iterator<Item = KeyNumber> {
        self.keys.keys().copied()
    }

    pub(crate) fn closing(&self) -> &Key {
        &self.keys[&self.newest]
    }

    pub(crate) fn find(&self, number: KeyNumber) -> Option<&Key> {
        self.keys.get(&number)
    }
}

impl fmt::Debug for MasterKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<i32> = self.numbers().map(KeyNumber::get).collect();
        write!(out, "MasterKeys({numbers:?})")
    }
}
