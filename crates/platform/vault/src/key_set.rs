//! The keys of one holder, opened: what seals, opens and finds.

use std::collections::BTreeMap;
use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::blind::Blind;
use crate::cell::{Cell, Column};
use crate::cipher::{Key, joined};
use crate::closed::Closed;
use crate::envelope::{self, Header};
use crate::error::{KeyError, OpenError};
use crate::holder::Holder;
use crate::master::MasterKeys;
use crate::number::KeyNumber;
use crate::private::{LookedUp, Private};
use crate::wrapped::WrappedKey;

/// What a key is for. A key that got out in one use does not open the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Sealing values.
    Seal,
    /// Blind indexes.
    Index,
}

impl Purpose {
    pub const ALL: [Self; 2] = [Self::Seal, Self::Index];

    /// As it is kept in the table of keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Index => "index",
        }
    }

    /// Reads what [`Purpose::word`] wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// All keys of one holder, opened by a master key. Wiped when dropped.
///
/// Sealing uses the newest key; values of every key open. Indexes are written with the *oldest* key
/// until the table is re-indexed as a whole, so that a unique index stays one ([`KeySet::index`]).
pub struct KeySet {
    holder: Holder,
    seal: BTreeMap<KeyNumber, Key>,
    index: BTreeMap<KeyNumber, Key>,
    stamp: [u8; 32],
}

impl KeySet {
    /// Opens the rows of the holder's table of keys, all of them.
    ///
    /// # Errors
    /// When one does not open: better no register than one that loses values.
    pub fn unwrap(
        master: &MasterKeys,
        holder: impl Into<Holder>,
        rows: &[WrappedKey],
    ) -> Result<Self, KeyError> {
        let holder = holder.into();
        let mut set = Self {
            holder,
            seal: BTreeMap::new(),
            index: BTreeMap::new(),
            stamp: stamp(rows),
        };
        for row in rows {
            let (purpose, number) = (row.purpose, row.number);
            let key = row.unwrap_with(master, holder)?;
            let keys = match purpose {
                Purpose::Seal => &mut set.seal,
                Purpose::Index => &mut set.index,
            };
            if keys.insert(number, key).is_some() {
                return Err(KeyError::Twice { purpose, number });
            }
        }
        match (set.seal.is_empty(), set.index.is_empty()) {
            (true, _) => Err(KeyError::Missing(Purpose::Seal)),
            (_, true) => Err(KeyError::Missing(Purpose::Index)),
            _ => Ok(set),
        }
    }

    /// Whether this set was made of exactly these rows; what a caller who keeps it asks before use.
    pub fn is_of(&self, rows: &[WrappedKey]) -> bool {
        self.stamp == stamp(rows)
    }

    /// Whose keys they are.
    pub fn holder(&self) -> Holder {
        self.holder
    }

    /// Closes a value for its place.
    pub fn seal(&self, cell: Cell, plain: &[u8]) -> Vec<u8> {
        let (number, key) = newest(&self.seal);
        let place = cell.place(self.holder);
        let header = Header::new(number, &place).to_bytes();
        let closed = key.encrypt(&envelope::padded(plain), &proven(&header, &place));
        [header.as_slice(), &closed].concat()
    }

    /// The value sealed for this place, by whichever key of this set.
    ///
    /// # Errors
    /// When it was sealed for another place or with a key that is not here, or was changed.
    pub fn open(&self, cell: Cell, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let (header, closed) = Header::read(sealed).ok_or(OpenError::Damaged)?;
        let place = cell.place(self.holder);
        if header.mark != envelope::mark(&place) {
            return Err(OpenError::WrongPlace);
        }
        let key = self.seal.get(&header.number).ok_or(OpenError::UnknownKey)?;
        key.decrypt(closed, &proven(&header.to_bytes(), &place))
            .and_then(envelope::unpadded)
            .ok_or(OpenError::Damaged)
    }

    /// Closes a NIK, a phone number, a name.
    pub fn close<T: Private>(&self, cell: Cell, value: &T) -> Vec<u8> {
        self.seal(cell, value.clear().as_bytes())
    }

    /// What [`KeySet::close`] closed, still covered.
    ///
    /// # Errors
    /// As [`KeySet::open`]; [`OpenError::Damaged`] also when it is no `T`.
    pub fn read<T: Private>(&self, cell: Cell, sealed: &[u8]) -> Result<Closed<T>, OpenError> {
        let plain = self.open(cell, sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| OpenError::Damaged)?;
        T::read(text).map(Closed::new).ok_or(OpenError::Damaged)
    }

    /// Whether a value needs no [`KeySet::reseal`].
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.starts_with(&self.current_prefix())
    }

    /// The first three bytes of every value that is current, so that a statement finds the others:
    /// `where substring(nik_sealed from 1 for 3) <> $1`.
    pub fn current_prefix(&self) -> [u8; 3] {
        envelope::prefix(newest(&self.seal).0)
    }

    /// The same value sealed with the newest key; `None` when it is already.
    ///
    /// # Errors
    /// As [`KeySet::open`].
    pub fn reseal(&self, cell: Cell, sealed: &[u8]) -> Result<Option<Vec<u8>>, OpenError> {
        let plain = self.open(cell, sealed)?;
        Ok((!self.is_current(sealed)).then(|| self.seal(cell, &plain)))
    }

    /// What is stored beside a sealed value so that it can be found.
    pub fn index<T: LookedUp>(&self, column: Column, value: &T) -> Blind {
        self.blind(column, value.normalised().as_bytes())
    }

    /// What to look for: `where nik_index = any($1)`. One, but two while a table is being re-indexed.
    pub fn lookups<T: LookedUp>(&self, column: Column, value: &T) -> Vec<Blind> {
        let normalised = value.normalised();
        let keys = self.index.values();
        keys.map(|key| hashed(key, column, normalised.as_bytes()))
            .collect()
    }

    /// What the re-indexing of a whole table stores, in the transaction that also deletes the older
    /// index keys.
    pub fn next_index<T: LookedUp>(&self, column: Column, value: &T) -> Blind {
        hashed(newest(&self.index).1, column, value.normalised().as_bytes())
    }

    /// The blind index of text that is already in its one form, with the key that writes.
    pub fn blind(&self, column: Column, normalised: &[u8]) -> Blind {
        let oldest = self.index.values().next();
        let key = oldest.expect("unwrap refuses a set without index key");
        hashed(key, column, normalised)
    }

    /// The numbers of the keys for one purpose, the oldest first.
    pub fn numbers(&self, purpose: Purpose) -> impl Iterator<Item = KeyNumber> {
        match purpose {
            Purpose::Seal => self.seal.keys(),
            Purpose::Index => self.index.keys(),
        }
        .copied()
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = |purpose| -> Vec<i32> { self.numbers(purpose).map(KeyNumber::get).collect() };
        out.debug_struct("KeySet")
            .field("holder", &self.holder.word())
            .field("seal", &numbers(Purpose::Seal))
            .field("index", &numbers(Purpose::Index))
            .finish()
    }
}

fn newest(keys: &BTreeMap<KeyNumber, Key>) -> (KeyNumber, &Key) {
    let (number, key) = keys
        .last_key_value()
        .expect("unwrap refuses a set without keys");
    (*number, key)
}

/// What the cipher proves: the header as it stands, and the place.
fn proven(header: &[u8], place: &[u8]) -> Vec<u8> {
    joined(&[header, place])
}

fn hashed(key: &Key, column: Column, normalised: &[u8]) -> Blind {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes keys of any length");
    mac.update(&Zeroizing::new(column.index_words(normalised)));
    Blind::of(&mac.finalize().into_bytes().into())
}

/// The same for the same rows in any order.
fn stamp(rows: &[WrappedKey]) -> [u8; 32] {
    let mut rows: Vec<&WrappedKey> = rows.iter().collect();
    rows.sort_unstable_by_key(|row| (row.purpose, row.number));
    let mut hash = Sha256::new();
    for row in rows {
        let number = row.number.to_bytes();
        hash.update(joined(&[
            row.purpose.word().as_bytes(),
            &number,
            &row.wrapped,
        ]));
    }
    hash.finalize().into()
}
