//! People who have no NIK yet, so that nothing ever takes them for one who has.

use std::fmt;

use uuid::Uuid;

use crate::nik::Nik;

/// Stands for a person who has no NIK yet: a newborn, somebody who was never recorded, a foreigner.
///
/// It has no digits, cannot be read as a number, and says *belum ada NIK* wherever it is printed. On
/// letters a person without NIK has none ([`Identity::on_paper`]).
///
/// ```
/// use kernel::{Nik, TemporaryId};
///
/// let baby = TemporaryId::of(uuid::Uuid::from_u128(7));
/// assert_eq!(baby.to_string(), "belum ada NIK");
/// assert_eq!(baby.label(), "sementara BBBB-BBBK");
/// assert!(baby.label().parse::<Nik>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TemporaryId(Uuid);

/// Consonants without those that are mistaken for digits or for each other: no word, no number.
const LETTERS: [u8; 16] = *b"BCDFGHJKLMNPRTVW";

impl TemporaryId {
    /// The id of the person's own row: nothing new has to be unique.
    pub fn of(resident: Uuid) -> Self {
        Self(resident)
    }

    pub fn resident(&self) -> Uuid {
        self.0
    }

    /// What the office's list says to tell two of them apart: `sementara KBTR-MWPC`. Made of the random
    /// end of the id.
    pub fn label(&self) -> String {
        let bytes = self.0.as_bytes();
        let letter = |half: u8| char::from(LETTERS[usize::from(half & 0x0F)]);
        let letters = bytes[12..]
            .iter()
            .flat_map(|byte| [letter(byte >> 4), letter(*byte)]);
        let mut label = String::from("sementara ");
        for (at, letter) in letters.enumerate() {
            if at == 4 {
                label.push('-');
            }
            label.push(letter);
        }
        label
    }
}

impl fmt::Display for TemporaryId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad("belum ada NIK")
    }
}

/// By what a person is identified. Prints the mask, or that there is no NIK yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identity {
    Nik(Nik),
    NotYet(TemporaryId),
}

impl Identity {
    /// The NIK, or that of the row when there is none.
    pub fn of(nik: Option<Nik>, resident: Uuid) -> Self {
        match nik {
            Some(nik) => Self::Nik(nik),
            None => Self::NotYet(TemporaryId::of(resident)),
        }
    }

    /// What may stand on a letter, a register or an export; nothing for who has no NIK.
    pub fn on_paper(&self) -> Option<&Nik> {
        match self {
            Self::Nik(nik) => Some(nik),
            Self::NotYet(_) => None,
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nik(nik) => out.pad(&nik.masked()),
            Self::NotYet(temporary) => temporary.fmt(out),
        }
    }
}

impl serde::Serialize for Identity {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
