//! What a NIK says that other columns do not: worth a second look, never a refusal.

use jiff::civil::Date;

use crate::nik::Nik;
use crate::region::RegencyCode;
use crate::sex::Sex;

/// What is known of a person besides the NIK; what is not known is not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NikFacts {
    pub birth_date: Option<Date>,
    pub sex: Option<Sex>,
    /// Where the register is kept.
    pub regency: Option<RegencyCode>,
}

/// A difference between a NIK and the columns beside it.
///
/// The registry makes mistakes and does not correct a NIK afterwards (the number is kept for life:
/// UU 24/2013 art. 13), so the columns count and these are warnings. Their text holds no date and no
/// number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NikNote {
    #[error("Tanggal lahir pada NIK berbeda dengan kolom tanggal lahir.")]
    BirthDate,
    #[error(
        "Hari dan bulan lahir pada NIK terbalik dengan kolom tanggal lahir. \
         Periksa apakah tanggal tertulis bulan/hari."
    )]
    DayAndMonthSwapped,
    #[error("Hari dan bulan lahir cocok dengan NIK, tetapi tahunnya berbeda.")]
    BirthYear,
    #[error(
        "NIK menunjukkan perempuan (tanggal lahir ditambah 40), tetapi kolom jenis kelamin \
         laki-laki."
    )]
    ColumnSaysMale,
    #[error(
        "NIK menunjukkan laki-laki (tanggal lahir tidak ditambah 40), tetapi kolom jenis kelamin \
         perempuan."
    )]
    ColumnSaysFemale,
    #[error("NIK diterbitkan di kabupaten lain. Wajar bagi warga yang pindah.")]
    IssuedElsewhere,
}

impl NikNote {
    /// A stable word for reports and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::BirthDate => "birth_date",
            Self::DayAndMonthSwapped => "day_month_swapped",
            Self::BirthYear => "birth_year",
            Self::ColumnSaysMale | Self::ColumnSaysFemale => "sex",
            Self::IssuedElsewhere => "issued_elsewhere",
        }
    }
}

impl Nik {
    /// Compares day, month and the two digits of the year with the column, so that the century never
    /// contradicts: whoever is a hundred has the same NIK as a newborn.
    ///
    /// ```
    /// use kernel::{Nik, NikFacts, NikNote, Sex};
    ///
    /// let nik: Nik = "6303025708909002".parse()?;
    /// let facts = NikFacts {
    ///     birth_date: Some(jiff::civil::date(1990, 8, 17)),
    ///     sex: Some(Sex::Male),
    ///     regency: None,
    /// };
    /// assert_eq!(nik.notes(&facts), [NikNote::ColumnSaysMale]);
    /// # Ok::<(), kernel::NikError>(())
    /// ```
    pub fn notes(&self, facts: &NikFacts) -> Vec<NikNote> {
        let date = facts.birth_date.and_then(|date| self.date_note(date));
        let sex = facts
            .sex
            .filter(|sex| *sex != self.sex())
            .map(|sex| match sex {
                Sex::Male => NikNote::ColumnSaysMale,
                Sex::Female => NikNote::ColumnSaysFemale,
            });
        let regency = facts.regency;
        let elsewhere = regency.filter(|regency| *regency != self.subdistrict().regency());
        let elsewhere = elsewhere.map(|_| NikNote::IssuedElsewhere);
        [date, sex, elsewhere].into_iter().flatten().collect()
    }

    fn date_note(&self, column: Date) -> Option<NikNote> {
        // The reference does not matter: only two digits of the year are compared.
        let written = self.birth_date(Date::MAX);
        let is_same_year = written.year() % 100 == column.year() % 100;
        let (day, month) = (written.day(), written.month());
        if (day, month) == (column.day(), column.month()) {
            return (!is_same_year).then_some(NikNote::BirthYear);
        }
        if is_same_year && (day, month) == (column.month(), column.day()) {
            return Some(NikNote::DayAndMonthSwapped);
        }
        Some(NikNote::BirthDate)
    }
}
