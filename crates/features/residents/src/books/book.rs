//! Which books there are.

/// A book of group B.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// B.1
    Main,
    /// B.2
    Changes,
    /// B.3
    Recap,
    /// B.4
    Temporary,
    /// B.5
    Cards,
}

/// Of when a book tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    Day,
    Month,
    /// A month, or a whole year.
    MonthOrYear,
    Year,
}

impl Book {
    pub const ALL: [Self; 5] = [
        Self::Main,
        Self::Changes,
        Self::Recap,
        Self::Temporary,
        Self::Cards,
    ];

    /// The word in addresses and names of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Main => "induk",
            Self::Changes => "mutasi",
            Self::Recap => "rekapitulasi",
            Self::Temporary => "sementara",
            Self::Cards => "ktp-kk",
        }
    }

    /// The book of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|book| book.word() == word)
    }

    /// The model of the regulation.
    pub fn model(self) -> &'static str {
        match self {
            Self::Main => "B.1",
            Self::Changes => "B.2",
            Self::Recap => "B.3",
            Self::Temporary => "B.4",
            Self::Cards => "B.5",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Main => "Buku Induk Penduduk",
            Self::Changes => "Buku Mutasi Penduduk Desa",
            Self::Recap => "Buku Rekapitulasi Jumlah Penduduk",
            Self::Temporary => "Buku Penduduk Sementara",
            Self::Cards => "Buku KTP dan KK",
        }
    }

    /// For people.
    pub fn about(self) -> &'static str {
        match self {
            Self::Main => "Semua penduduk tetap pada satu hari, keluarga demi keluarga.",
            Self::Changes => {
                "Yang lahir, datang, meninggal, dan pindah dalam satu bulan atau satu tahun."
            }
            Self::Recap => {
                "Jumlah penduduk setiap dusun pada awal dan akhir bulan, dengan tambahan dan pengurangannya."
            }
            Self::Temporary => "Orang yang tinggal sementara di desa dalam satu tahun.",
            Self::Cards => {
                "NIK dan nomor KK penduduk tetap pada satu hari, dengan nama orang tuanya."
            }
        }
    }

    pub fn asks(self) -> Asks {
        match self {
            Self::Main | Self::Cards => Asks::Day,
            Self::Changes => Asks::MonthOrYear,
            Self::Recap => Asks::Month,
            Self::Temporary => Asks::Year,
        }
    }

    /// Whether people stand in it by name, so that it is asked what it is for.
    pub fn names_people(self) -> bool {
        self != Self::Recap
    }

    /// Whether what lies closed stands in it.
    pub fn opens_closed(self) -> bool {
        matches!(self, Self::Main | Self::Temporary | Self::Cards)
    }
}
