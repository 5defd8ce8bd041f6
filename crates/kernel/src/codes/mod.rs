//! National codes of the population forms, as data: [`CodeTable`].
//!
//! The codes are those of F-1.01, F-1.02, F-1.03 and F-2.01 (Permendagri 109/2019) and of the
//! registers villages keep; `tables.txt` says which, and what is doubtful about them.

mod reader;

use std::sync::LazyLock;

use reader::Table;

/// A list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeTable {
    Sex,
    Religion,
    /// Four codes: what cards and letters show.
    MaritalStatus,
    /// Six codes, as the form of 2019 asks; each counts as one of the four ([`Code::counts_as`]).
    MaritalStatusOnForm,
    /// To the head of the family; every family has exactly one `1`.
    Relationship,
    Education,
    /// Where somebody goes to school now; not on the form.
    CurrentEducation,
    Occupation,
    BloodType,
    Citizenship,
    HasDisability,
    /// Specific personal data (UU 27/2022 art. 4): asked for with a separate consent.
    DisabilityOnForm,
    /// The kinds of UU 8/2016 art. 4, for public words.
    DisabilityKind,
    HasBirthCertificate,
    BirthPlaceKind,
    BirthKind,
    BirthHelper,
    DeathCause,
    DeathWitness,
    MoveDistance,
    MoveReason,
    MoveKind,
    FamilyCardAfterMove,
    VitalEvent,
    BasicStatus,
    Residency,
    IdentityCardStatus,
    Contraception,
    HealthInsurance,
    HouseholdRole,
    /// A proposal that each village changes; never shown for one person.
    Ethnicity,
}

/// One entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// As it is stored: `1`, `99`, and in two lists of ours a word.
    pub code: &'static str,
    /// For pages and letters.
    pub label: &'static str,
    counts_as: Option<&'static str>,
    others: &'static [&'static str],
}

impl Code {
    /// The code of [`CodeTable::MaritalStatus`] this one counts as.
    pub fn counts_as(&self) -> Option<&'static str> {
        self.counts_as
    }

    /// Other ways in which offices write it.
    pub fn others(&self) -> &'static [&'static str] {
        self.others
    }
}

/// The tables in the order of [`CodeTable`].
static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| reader::read(include_str!("tables.txt"), &CodeTable::ALL));

impl CodeTable {
    pub const ALL: [Self; 31] = [
        Self::Sex,
        Self::Religion,
        Self::MaritalStatus,
        Self::MaritalStatusOnForm,
        Self::Relationship,
        Self::Education,
        Self::CurrentEducation,
        Self::Occupation,
        Self::BloodType,
        Self::Citizenship,
        Self::HasDisability,
        Self::DisabilityOnForm,
        Self::DisabilityKind,
        Self::HasBirthCertificate,
        Self::BirthPlaceKind,
        Self::BirthKind,
        Self::BirthHelper,
        Self::DeathCause,
        Self::DeathWitness,
        Self::MoveDistance,
        Self::MoveReason,
        Self::MoveKind,
        Self::FamilyCardAfterMove,
        Self::VitalEvent,
        Self::BasicStatus,
        Self::Residency,
        Self::IdentityCardStatus,
        Self::Contraception,
        Self::HealthInsurance,
        Self::HouseholdRole,
        Self::Ethnicity,
    ];

    /// The name in the data, as columns of exports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sex => "jenis_kelamin",
            Self::Religion => "agama",
            Self::MaritalStatus => "status_perkawinan",
            Self::MaritalStatusOnForm => "status_perkawinan_f101",
            Self::Relationship => "shdk",
            Self::Education => "pendidikan",
            Self::CurrentEducation => "pendidikan_sedang",
            Self::Occupation => "pekerjaan",
            Self::BloodType => "golongan_darah",
            Self::Citizenship => "kewarganegaraan",
            Self::HasDisability => "kelainan_fisik_mental",
            Self::DisabilityOnForm => "penyandang_cacat",
            Self::DisabilityKind => "ragam_disabilitas",
            Self::HasBirthCertificate => "akta_kelahiran",
            Self::BirthPlaceKind => "tempat_dilahirkan",
            Self::BirthKind => "jenis_kelahiran",
            Self::BirthHelper => "penolong_kelahiran",
            Self::DeathCause => "sebab_kematian",
            Self::DeathWitness => "yang_menerangkan_kematian",
            Self::MoveDistance => "klasifikasi_pindah",
            Self::MoveReason => "alasan_pindah",
            Self::MoveKind => "jenis_kepindahan",
            Self::FamilyCardAfterMove => "status_kk_pindah",
            Self::VitalEvent => "peristiwa_mutasi",
            Self::BasicStatus => "status_dasar",
            Self::Residency => "status_penduduk",
            Self::IdentityCardStatus => "status_rekam_ktp",
            Self::Contraception => "cara_kb",
            Self::HealthInsurance => "asuransi_kesehatan",
            Self::HouseholdRole => "hubungan_rtm",
            Self::Ethnicity => "suku",
        }
    }

    /// For the head of a column or a chart.
    pub fn title(self) -> &'static str {
        self.table().title
    }

    /// The form or register it is taken from.
    pub fn source(self) -> &'static str {
        self.table().source
    }

    /// All entries, in the order of the form.
    pub fn codes(self) -> &'static [Code] {
        &self.table().codes
    }

    /// The entry with exactly this code.
    pub fn find(self, code: &str) -> Option<&'static Code> {
        self.codes().iter().find(|entry| entry.code == code)
    }

    /// Reads a cell: a code (`1`, `01`, `1.0`), a label in any letters, or another way in which offices
    /// write it. `None` when it is none of the list; the caller knows what an empty cell means.
    ///
    /// ```
    /// use kernel::CodeTable;
    ///
    /// let read = |text| CodeTable::Education.read(text).map(|code| code.code);
    /// assert_eq!(read("SLTA / SEDERAJAT"), Some("5"));
    /// assert_eq!(read("05"), Some("5"));
    /// assert_eq!(read("s1"), Some("8"));
    /// assert_eq!(read("Diploma I / II"), Some("6"));
    /// assert_eq!(read("Diploma III"), Some("7"));
    /// assert_eq!(read("-"), None);
    /// ```
    pub fn read(self, text: &str) -> Option<&'static Code> {
        let number = reader::number(text);
        self.find(number.as_deref().unwrap_or(text.trim()))
            .or_else(|| self.table().meaning(text))
    }

    fn table(self) -> &'static Table {
        let at = Self::ALL.iter().position(|table| *table == self);
        &TABLES[at.expect("ALL holds every table")]
    }
}
