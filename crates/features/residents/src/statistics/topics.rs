//! By what the village is counted.

use kernel::CodeTable;

/// A way of dividing the residents, or the families, so that each belongs to one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    Age,
    Sex,
    Education,
    Occupation,
    Religion,
    MaritalStatus,
    BloodType,
    Disability,
    Citizenship,
    Area,
    Family,
}

/// What a category without anything written down is called.
pub(crate) const UNKNOWN: &str = "Belum tercatat";

/// Kinds of disability by the words of UU 8/2016, with "none" in front and what the form knows and the
/// law does not behind: as stored, and as shown.
const DISABILITIES: [(&str, &str); 7] = [
    ("tidak", "Tanpa disabilitas"),
    ("fisik", "Disabilitas fisik"),
    ("intelektual", "Disabilitas intelektual"),
    ("mental", "Disabilitas mental"),
    ("sensorik", "Disabilitas sensorik"),
    ("ganda", "Disabilitas ganda atau multi"),
    ("lainnya", "Ragam disabilitas lain"),
];

impl Topic {
    /// In the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Age,
        Self::Sex,
        Self::Education,
        Self::Occupation,
        Self::Religion,
        Self::MaritalStatus,
        Self::BloodType,
        Self::Disability,
        Self::Citizenship,
        Self::Area,
        Self::Family,
    ];

    /// As stored, and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Age => "umur",
            Self::Sex => "jenis-kelamin",
            Self::Education => "pendidikan",
            Self::Occupation => "pekerjaan",
            Self::Religion => "agama",
            Self::MaritalStatus => "status-perkawinan",
            Self::BloodType => "golongan-darah",
            Self::Disability => "disabilitas",
            Self::Citizenship => "kewarganegaraan",
            Self::Area => "wilayah",
            Self::Family => "keluarga",
        }
    }

    /// The topic of a word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Age => "Umur",
            Self::Sex => "Jenis kelamin",
            Self::Education => "Pendidikan",
            Self::Occupation => "Pekerjaan",
            Self::Religion => "Agama",
            Self::MaritalStatus => "Status perkawinan",
            Self::BloodType => "Golongan darah",
            Self::Disability => "Disabilitas",
            Self::Citizenship => "Kewarganegaraan",
            Self::Area => "Dusun dan RT",
            Self::Family => "Keluarga",
        }
    }

    /// What a page of it is called.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Age => "Penduduk menurut umur",
            Self::Sex => "Laki-laki dan perempuan",
            Self::Education => "Pendidikan penduduk",
            Self::Occupation => "Pekerjaan penduduk",
            Self::Religion => "Agama dan kepercayaan penduduk",
            Self::MaritalStatus => "Status perkawinan penduduk",
            Self::BloodType => "Golongan darah penduduk",
            Self::Disability => "Penduduk dengan disabilitas",
            Self::Citizenship => "Kewarganegaraan penduduk",
            Self::Area => "Penduduk tiap dusun dan RT",
            Self::Family => "Keluarga tiap dusun",
        }
    }

    /// Where its page is.
    pub fn address(self) -> String {
        format!("/data/{}", self.word())
    }

    /// Below the title where topics are offered.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Age => "Anak, dewasa, dan lansia",
            Self::Sex => "Laki-laki dan perempuan",
            Self::Education => "Pendidikan terakhir",
            Self::Occupation => "Mata pencaharian warga",
            Self::Religion => "Agama dan kepercayaan",
            Self::MaritalStatus => "Kawin, belum, atau cerai",
            Self::BloodType => "Siapa bisa menolong siapa",
            Self::Disability => "Menurut ragamnya",
            Self::Citizenship => "WNI dan WNA",
            Self::Area => "Penduduk tiap dusun dan RT",
            Self::Family => "Keluarga tiap dusun",
        }
    }

    /// The head of the first column.
    pub fn column(self) -> &'static str {
        match self {
            Self::Age => "Kelompok umur",
            Self::Education => "Pendidikan terakhir",
            Self::Disability => "Ragam disabilitas",
            Self::Area => "Tempat tinggal",
            Self::Family => "Dusun",
            other => other.title(),
        }
    }

    /// What is counted.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Family => "keluarga",
            _ => "orang",
        }
    }

    /// The list its categories come from, where that is a list of codes as they are stored.
    pub(crate) fn codes(self) -> Option<CodeTable> {
        match self {
            Self::Sex => Some(CodeTable::Sex),
            Self::Education => Some(CodeTable::Education),
            Self::Occupation => Some(CodeTable::Occupation),
            Self::Religion => Some(CodeTable::Religion),
            Self::MaritalStatus => Some(CodeTable::MaritalStatus),
            Self::BloodType => Some(CodeTable::BloodType),
            Self::Citizenship => Some(CodeTable::Citizenship),
            Self::Age | Self::Disability | Self::Area | Self::Family => None,
        }
    }

    /// How a stored category is called.
    pub fn label(self, category: &str) -> String {
        if category.is_empty() {
            return UNKNOWN.to_owned();
        }
        let known = match self {
            Self::Disability => disability_label(category),
            Self::Age => return format!("{category} tahun"),
            topic => topic
                .codes()
                .and_then(|table| table.find(category))
                .map(|code| code.label),
        };
        known.unwrap_or(category).to_owned()
    }
}

fn disability_label(word: &str) -> Option<&'static str> {
    let found = DISABILITIES.iter().find(|(known, _)| *known == word);
    found.map(|(_, label)| *label)
}

/// Where a kind of disability stands in its list.
pub(crate) fn disability_position(word: &str) -> Option<usize> {
    DISABILITIES.iter().position(|(known, _)| *known == word)
}

/// The word of UU 8/2016 for a code of the form (`CodeTable::DisabilityOnForm`).
pub(crate) fn disability_word(code: &str) -> &'static str {
    match code {
        "1" => "fisik",
        // Sight, hearing and speech.
        "2" | "3" => "sensorik",
        "4" => "mental",
        "5" => "ganda",
        "6" => "lainnya",
        "7" => "tidak",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_form_has_words_of_the_law() {
        for code in CodeTable::DisabilityOnForm.codes() {
            let word = disability_word(code.code);
            let label = Topic::Disability.label(word);
            assert_ne!(label, UNKNOWN, "{}", code.label);
            assert!(!label.to_lowercase().contains("cacat"), "{label}");
        }
        for kind in CodeTable::DisabilityKind.codes() {
            assert!(disability_position(kind.code).is_some(), "{}", kind.code);
        }
    }

    #[test]
    fn words_lead_back_to_their_topics() {
        for topic in Topic::ALL {
            assert_eq!(Topic::find(topic.word()), Some(topic));
            assert_eq!(topic.label(""), UNKNOWN);
        }
        assert_eq!(Topic::Religion.label("1"), "Islam");
        assert_eq!(Topic::Age.label("75+"), "75+ tahun");
        assert_eq!(Topic::find("desa"), None);
    }
}
