//! The national identity number, which must not leak into logs or pages.

use std::fmt;

use jiff::civil::Date;

use crate::digits;
use crate::region::SubdistrictCode;
use crate::sex::Sex;
use crate::text_value::reads_text;

/// Provinces of the ministry's list, by the first two digits.
const PROVINCES: [u8; 38] = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65,
    71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96,
];

/// *Nomor Induk Kependudukan*: sixteen digits that hold where it was issued, birth date and sex.
///
/// The sub-district is not compared with any list: people move and districts are split. The number
/// is shown masked everywhere; who really needs it in full says so with [`Nik::expose`]. It is
/// read by serde but never written.
///
/// ```
/// use kernel::{Nik, Sex};
///
/// let nik: Nik = "6303 0257 0890 9002".parse()?;
/// assert_eq!(nik.masked(), "630302******9002");
/// assert_eq!(format!("{nik:?}"), "Nik(630302******9002)");
/// assert_eq!(nik.sex(), Sex::Female);
/// assert_eq!(nik.birth_date(jiff::civil::date(2026, 11, 25)), jiff::civil::date(1990, 8, 17));
/// # Ok::<(), kernel::NikError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nik([u8; 16]);

/// Why a text is not a NIK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    #[error("NIK harus 16 angka. Periksa kembali angka pada KTP atau KK Anda.")]
    Format,
    #[error("Dua angka pertama NIK bukan kode provinsi yang dikenal.")]
    Province,
    #[error("Angka ke-3 sampai ke-6 NIK bukan kode kabupaten dan kecamatan yang mungkin.")]
    Region,
    #[error("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin.")]
    BirthDate,
    #[error("Empat angka terakhir NIK tidak boleh 0000.")]
    Serial,
}

impl NikError {
    /// A stable word for forms and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Province => "province",
            Self::Region => "wilayah",
            Self::BirthDate => "birth_date",
            Self::Serial => "serial",
        }
    }
}

impl Nik {
    /// Reads sixteen digits; spaces, dots and hyphens between them do not matter.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let nik = Self(digits::exactly(text).ok_or(NikError::Format)?);
        if !PROVINCES
            .iter()
            .any(|province| i16::from(*province) == nik.number(0..2))
        {
            return Err(NikError::Province);
        }
        if nik.number(2..4) == 0 || nik.number(4..6) == 0 {
            return Err(NikError::Region);
        }
        if nik.guess(Date::MAX).is_none() {
            return Err(NikError::BirthDate);
        }
        if nik.number(12..16) == 0 {
            return Err(NikError::Serial);
        }
        Ok(nik)
    }

    /// All sixteen digits, for the letter, the encrypted column and the keyed hash only.
    pub fn expose(&self) -> &str {
        digits::text(&self.0)
    }

    /// Place and serial only: `630302******9001`.
    pub fn masked(&self) -> String {
        let digits = self.expose();
        format!("{}******{}", &digits[..6], &digits[12..])
    }

    /// Serial only: `************9001`.
    pub fn masked_strict(&self) -> String {
        format!("************{}", &self.expose()[12..])
    }

    /// Birth date as the number tells it: this century unless that lies after `reference`. A guess
    /// (a centenarian looks newborn); the date on record always wins.
    pub fn birth_date(&self, reference: Date) -> Date {
        self.guess(reference)
            .expect("parse accepts only numbers that hold a date")
    }

    /// Sex as the number tells it: women's day of birth is written plus forty.
    pub fn sex(&self) -> Sex {
        if self.number(6..8) > 40 {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// Where the number was first issued; not necessarily where its holder lives.
    pub fn subdistrict(&self) -> SubdistrictCode {
        SubdistrictCode::parse(&self.expose()[..6]).expect("parse refuses parts of 00")
    }

    fn guess(&self, reference: Date) -> Option<Date> {
        let day = self.number(6..8);
        let day = if day > 40 { day - 40 } else { day };
        digits::full_date(day, self.number(8..10), self.number(10..12), reference)
    }

    fn number(&self, range: std::ops::Range<usize>) -> i16 {
        digits::value(&self.0[range])
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Nik({})", self.masked())
    }
}

reads_text!(Nik, NikError);
