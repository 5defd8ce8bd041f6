//! The number of a civil servant, printed under signatures.

use std::fmt;

use jiff::civil::Date;

use crate::digits;
use crate::sex::Sex;
use crate::text_value::reads_text;

/// *Nomor Induk Pegawai*: eighteen digits with birth date, start of service, sex and serial.
///
/// Village heads and their staff normally have none; their local numbers are free text.
///
/// ```
/// use kernel::Nip;
///
/// let nip: Nip = "197506152000121001".parse()?;
/// assert_eq!(nip.spaced(), "19750615 200012 1 001");
/// # Ok::<(), kernel::NipError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nip([u8; 18]);

/// How the holder was appointed, which the number's middle tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NipKind {
    /// PNS: the start of service has a month.
    CivilServant { year: i16, month: i8 },
    /// PPPK: the year of appointment and how often (21 is the first time).
    Contract { year: i16, round: i8 },
}

/// Why a text is not a NIP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NipError {
    #[error("NIP harus 18 angka.")]
    Format,
    #[error("Delapan angka pertama NIP bukan tanggal lahir yang mungkin.")]
    BirthDate,
    #[error("Angka ke-9 sampai ke-14 NIP bukan masa pengangkatan yang mungkin.")]
    Appointment,
    #[error("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).")]
    Sex,
}

impl Nip {
    /// Reads eighteen digits; spaces, dots and hyphens between them do not matter.
    pub fn parse(text: &str) -> Result<Self, NipError> {
        let nip = Self(digits::exactly(text).ok_or(NipError::Format)?);
        let born = nip.date_of_birth().ok_or(NipError::BirthDate)?;
        let (year, middle) = nip.appointment();
        if year <= born.year() || !matches!(middle, 1..=12 | 21..=99) {
            return Err(NipError::Appointment);
        }
        if !matches!(nip.0[14], b'1' | b'2') {
            return Err(NipError::Sex);
        }
        Ok(nip)
    }

    /// All eighteen digits.
    pub fn expose(&self) -> &str {
        digits::text(&self.0)
    }

    /// In the groups used under signatures: `19750615 200012 1 001`.
    pub fn spaced(&self) -> String {
        let digits = self.expose();
        format!(
            "{} {} {} {}",
            &digits[..8],
            &digits[8..14],
            &digits[14..15],
            &digits[15..]
        )
    }

    /// Serial only: `***************001`.
    pub fn masked(&self) -> String {
        format!("***************{}", &self.expose()[15..])
    }

    pub fn birth_date(&self) -> Date {
        self.date_of_birth()
            .expect("parse accepts only numbers that hold a date")
    }

    pub fn sex(&self) -> Sex {
        if self.0[14] == b'2' {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    pub fn kind(&self) -> NipKind {
        match self.appointment() {
            (year, month @ 1..=12) => NipKind::CivilServant { year, month },
            (year, round) => NipKind::Contract { year, round },
        }
    }

    fn date_of_birth(&self) -> Option<Date> {
        let number = |range: std::ops::Range<usize>| digits::value(&self.0[range]);
        let (month, day) = (
            i8::try_from(number(4..6)).ok()?,
            i8::try_from(number(6..8)).ok()?,
        );
        Date::new(number(0..4), month, day).ok()
    }

    fn appointment(&self) -> (i16, i8) {
        let middle = digits::value(&self.0[12..14]);
        (
            digits::value(&self.0[8..12]),
            i8::try_from(middle).expect("two digits"),
        )
    }
}

impl fmt::Debug for Nip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Nip({})", self.masked())
    }
}

reads_text!(Nip, NipError);
