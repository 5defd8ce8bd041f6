//! The number of a family card, as private as the NIK.

use std::fmt;

use jiff::civil::Date;

use crate::digits;
use crate::text_value::reads_text;

/// *Nomor Kartu Keluarga*: sixteen digits that hold where and when the card was issued.
///
/// The place is not compared with the village: families move. Masked everywhere, like [`crate::Nik`].
///
/// ```
/// use kernel::FamilyCardNumber;
///
/// let card: FamilyCardNumber = "6303-0225-1126-9001".parse()?;
/// assert_eq!(card.masked(), "630302******9001");
/// # Ok::<(), kernel::FamilyCardNumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FamilyCardNumber([u8; 16]);

/// Why a text is not the number of a family card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FamilyCardNumberError {
    #[error("Nomor KK harus 16 angka. Periksa kembali angka di bagian atas kartu keluarga.")]
    Format,
    #[error("Angka ke-7 sampai ke-12 nomor KK bukan tanggal penerbitan yang mungkin.")]
    Issued,
}

impl FamilyCardNumber {
    /// Reads sixteen digits; spaces, dots and hyphens between them do not matter.
    pub fn parse(text: &str) -> Result<Self, FamilyCardNumberError> {
        let card = Self(digits::exactly(text).ok_or(FamilyCardNumberError::Format)?);
        // Old cards hold days that never were (30 February): only the impossible is refused.
        let (day, month) = (card.number(6..8), card.number(8..10));
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return Err(FamilyCardNumberError::Issued);
        }
        Ok(card)
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

    /// When the card was issued, as far as the number holds a date of the calendar.
    pub fn issued(&self, reference: Date) -> Option<Date> {
        digits::full_date(
            self.number(6..8),
            self.number(8..10),
            self.number(10..12),
            reference,
        )
    }

    fn number(&self, range: std::ops::Range<usize>) -> i16 {
        digits::value(&self.0[range])
    }
}

impl fmt::Debug for FamilyCardNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FamilyCardNumber({})", self.masked())
    }
}

reads_text!(FamilyCardNumber, FamilyCardNumberError);
