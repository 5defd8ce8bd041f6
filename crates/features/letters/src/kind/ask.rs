//! What kind of answer a question takes.

use kernel::CodeTable;
use serde::{Deserialize, Serialize};

/// What kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Ask {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A number without a fraction: a year, a count.
    Whole,
    /// A number with up to three digits behind the comma.
    Decimal,
    Money,
    Date,
    /// A day that has come already: a birth, a beginning.
    PastDate,
    Time,
    DateTime,
    /// One of a few.
    Select {
        options: Vec<String>,
    },
    Nik,
    FamilyCard,
    Phone,
    /// A place in full, from the street to the province.
    Address,
    /// Latitude and longitude.
    Geo,
    /// Somebody of the register, or whoever else with typed particulars.
    Resident,
    /// Somebody with typed particulars.
    Person,
    /// Several people with typed particulars.
    Persons,
    /// Some of the applicant's family.
    Members,
    /// Officials of the village: name, office, number.
    Staff,
    /// One of a national list.
    Code {
        #[serde(with = "table_by_name")]
        table: CodeTable,
    },
}

impl Ask {
    /// As an editor of kinds offers it.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Text => "Teks satu baris",
            Self::LongText => "Teks beberapa baris",
            Self::Whole => "Bilangan bulat",
            Self::Decimal => "Bilangan dengan koma",
            Self::Money => "Jumlah rupiah",
            Self::Date => "Tanggal",
            Self::PastDate => "Tanggal yang sudah lewat",
            Self::Time => "Jam",
            Self::DateTime => "Tanggal dan jam",
            Self::Select { .. } => "Pilihan",
            Self::Nik => "NIK",
            Self::FamilyCard => "Nomor KK",
            Self::Phone => "Telepon",
            Self::Address => "Alamat lengkap",
            Self::Geo => "Titik koordinat",
            Self::Resident => "Seorang warga",
            Self::Person => "Seseorang",
            Self::Persons => "Beberapa orang",
            Self::Members => "Anggota keluarga pemohon",
            Self::Staff => "Perangkat desa",
            Self::Code { .. } => "Daftar kode kependudukan",
        }
    }

    /// The word in files: `long_text`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Whole => "whole",
            Self::Decimal => "decimal",
            Self::Money => "money",
            Self::Date => "date",
            Self::PastDate => "past_date",
            Self::Time => "time",
            Self::DateTime => "date_time",
            Self::Select { .. } => "select",
            Self::Nik => "nik",
            Self::FamilyCard => "family_card",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Geo => "geo",
            Self::Resident => "resident",
            Self::Person => "person",
            Self::Persons => "persons",
            Self::Members => "members",
            Self::Staff => "staff",
            Self::Code { .. } => "code",
        }
    }

    /// The type behind a [`word`](Self::word), as a form that makes kinds sends it. Lists start
    /// empty, a list of codes with the first.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [
            Self::Text,
            Self::LongText,
            Self::Whole,
            Self::Decimal,
            Self::Money,
            Self::Date,
            Self::PastDate,
            Self::Time,
            Self::DateTime,
            Self::Select {
                options: Vec::new(),
            },
            Self::Nik,
            Self::FamilyCard,
            Self::Phone,
            Self::Address,
            Self::Geo,
            Self::Resident,
            Self::Person,
            Self::Persons,
            Self::Members,
            Self::Staff,
            Self::Code {
                table: CodeTable::Sex,
            },
        ];
        all.into_iter().find(|ask| ask.word() == word)
    }

    /// Whether the answer is one person with particulars.
    pub fn is_person(&self) -> bool {
        matches!(self, Self::Resident | Self::Person)
    }

    /// Whether the answer is people, one or several.
    pub fn is_people(&self) -> bool {
        self.is_person() || matches!(self, Self::Persons | Self::Members | Self::Staff)
    }

    /// Whether a form needs several fields for it, whose names go on behind the question's.
    pub fn has_parts(&self) -> bool {
        matches!(
            self,
            Self::Address | Self::Resident | Self::Person | Self::Persons | Self::Staff
        )
    }
}

/// Lists of codes by their name in data.
mod table_by_name {
    use kernel::CodeTable;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(table: &CodeTable, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(table.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<CodeTable, D::Error> {
        let name = String::deserialize(from)?;
        let mut tables = CodeTable::ALL.into_iter();
        tables
            .find(|table| table.name() == name)
            .ok_or_else(|| D::Error::custom(format!("no list of codes is called {name}")))
    }
}
