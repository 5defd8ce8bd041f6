//! A key of a village as it lies in the village's schema: closed by a master key.

use std::fmt;

use crate::cipher::{Key, NONCE, TAG, joined};
use crate::error::KeyError;
use crate::holder::Holder;
use crate::key_set::Purpose;
use crate::master::MasterKeys;
use crate::number::KeyNumber;

const VERSION: u8 = 1;
/// Version, number of the master key, nonce, key, proof.
const LENGTH: usize = 1 + 2 + NONCE + 32 + TAG;

/// One row of the table of keys.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    pub purpose: Purpose,
    pub number: KeyNumber,
    /// 75 bytes.
    pub wrapped: Vec<u8>,
}

impl WrappedKey {
    /// The two keys a holder begins with: store both.
    pub fn first(master: &MasterKeys, holder: Holder) -> [Self; 2] {
        Purpose::ALL.map(|purpose| Self::make(master, holder, purpose, KeyNumber::FIRST))
    }

    /// A new random key with the number after the highest of `present` for this purpose.
    ///
    /// # Errors
    /// [`KeyError::NoNumberLeft`] after 65535 of them.
    pub fn following(
        master: &MasterKeys,
        holder: Holder,
        purpose: Purpose,
        present: &[Self],
    ) -> Result<Self, KeyError> {
        let of_purpose = present.iter().filter(|key| key.purpose == purpose);
        let number = match of_purpose.map(|key| key.number).max() {
            None => KeyNumber::FIRST,
            Some(highest) => highest.next().ok_or(KeyError::NoNumberLeft(purpose))?,
        };
        Ok(Self::make(master, holder, purpose, number))
    }

    /// The same key closed by the newest master key; `None` when it is already.
    ///
    /// # Errors
    /// When no master key here opens it.
    pub fn rewrapped(&self, master: &MasterKeys, holder: Holder) -> Result<Option<Self>, KeyError> {
        let key = self.unwrap_with(master, holder)?;
        if self.master() == Some(master.newest()) {
            return Ok(None);
        }
        Ok(Some(Self::close(
            master,
            holder,
            self.purpose,
            self.number,
            &key,
        )))
    }

    /// The number of the master key that closed it; `None` when the bytes are no wrapped key.
    pub fn master(&self) -> Option<KeyNumber> {
        match self.wrapped.as_slice() {
            [VERSION, high, low, ..] if self.wrapped.len() == LENGTH => {
                KeyNumber::from_bytes([*high, *low])
            }
            _ => None,
        }
    }

    pub(crate) fn unwrap_with(&self, master: &MasterKeys, holder: Holder) -> Result<Key, KeyError> {
        let (purpose, number) = (self.purpose, self.number);
        let damaged = KeyError::NotUnwrapped { purpose, number };
        let closed_by = self.master().ok_or(damaged)?;
        let key = master.find(closed_by).ok_or(KeyError::UnknownMaster {
            purpose,
            number,
            master: closed_by,
        })?;
        let about = about(holder, purpose, number, closed_by);
        let mut plain = key.decrypt(&self.wrapped[3..], &about).ok_or(damaged)?;
        let bytes: &mut [u8; 32] = plain.as_mut_slice().try_into().map_err(|_| damaged)?;
        Ok(Key::take(bytes))
    }

    fn make(master: &MasterKeys, holder: Holder, purpose: Purpose, number: KeyNumber) -> Self {
        Self::close(master, holder, purpose, number, &Key::random())
    }

    fn close(
        master: &MasterKeys,
        holder: Holder,
        purpose: Purpose,
        number: KeyNumber,
        key: &Key,
    ) -> Self {
        let about = about(holder, purpose, number, master.newest());
        let mut wrapped = vec![VERSION];
        wrapped.extend(master.newest().to_bytes());
        wrapped.extend(master.closing().encrypt(key.bytes(), &about));
        Self {
            purpose,
            number,
            wrapped,
        }
    }
}

/// What is proven about a wrapped key: whose it is, what for, and which.
fn about(holder: Holder, purpose: Purpose, number: KeyNumber, master: KeyNumber) -> Vec<u8> {
    joined(&[
        b"banua vault 1 key",
        holder.word().as_bytes(),
        purpose.word().as_bytes(),
        &number.to_bytes(),
        &master.to_bytes(),
    ])
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "WrappedKey({} {})", self.purpose, self.number)
    }
}
