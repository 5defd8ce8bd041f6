//! Kinds of letters: what each is for, asks, needs and says.

mod ask;
mod catalogue;
mod problems;
mod requirements;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use ask::Ask;
pub use catalogue::{catalogue, find};
pub use problems::{KindProblem, is_code};
pub use requirements::{Requirement, requirements};

/// A kind of letter, from the catalogue or as a village has changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// As addresses write it: `domisili`.
    pub slug: String,
    /// "Surat Keterangan Domisili"
    pub name: String,
    /// "SKD"
    pub abbr: String,
    pub category: Category,
    /// Classification code (Permendagri 83/2022).
    pub code: String,
    /// What it is for, in a sentence to whoever asks for it.
    pub purpose: String,
    /// Keys of [`requirements`].
    pub requirements: Vec<String>,
    /// How many days it is good for; for ever where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_days: Option<u16>,
    pub signed_by: SignedBy,
    /// Whether residents may ask for it from home; otherwise only the office writes it.
    pub online: bool,
    /// Whether villages have it unless they say otherwise.
    pub starts_on: bool,
    /// Who it may be about.
    #[serde(default)]
    pub about: About,
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The letter itself: see [`crate::text`].
    pub text: String,
}

impl Kind {
    /// The question with this key.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}

/// Where a kind stands in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    Kependudukan,
    PencatatanSipil,
    Nikah,
    Sosial,
    Usaha,
    Pertanahan,
    Keamanan,
    Umum,
    Internal,
}

impl Category {
    /// In the order of the catalogue.
    pub const ALL: [Self; 9] = [
        Self::Kependudukan,
        Self::PencatatanSipil,
        Self::Nikah,
        Self::Sosial,
        Self::Usaha,
        Self::Pertanahan,
        Self::Keamanan,
        Self::Umum,
        Self::Internal,
    ];

    /// As headings say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Kependudukan => "Kependudukan",
            Self::PencatatanSipil => "Pencatatan sipil",
            Self::Nikah => "Perkawinan",
            Self::Sosial => "Sosial dan pendidikan",
            Self::Usaha => "Usaha dan lembaga",
            Self::Pertanahan => "Pertanahan",
            Self::Keamanan => "Keamanan dan ketertiban",
            Self::Umum => "Umum",
            Self::Internal => "Surat dinas",
        }
    }
}

/// Who puts a name below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedBy {
    /// The head of the village.
    Head,
    /// Whoever asks for it, known by the head.
    ApplicantKnownByHead,
    /// The heirs and two witnesses, confirmed by the head.
    HeirsConfirmedByHead,
}

impl SignedBy {
    /// In the order of a form.
    pub const ALL: [Self; 3] = [
        Self::Head,
        Self::ApplicantKnownByHead,
        Self::HeirsConfirmedByHead,
    ];

    /// As a form offers it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Head => "Kepala desa atau lurah",
            Self::ApplicantKnownByHead => "Pemohon, diketahui kepala desa atau lurah",
            Self::HeirsConfirmedByHead => {
                "Para ahli waris dan dua saksi, dikuatkan kepala desa atau lurah"
            }
        }
    }
}

/// Who a letter of a kind may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct About {
    /// Also somebody younger than 17, unmarried.
    pub minors: bool,
    /// Also somebody who is not in the register: her particulars are asked for.
    pub strangers: bool,
    /// Whoever is younger deserves a second look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_age: Option<u8>,
}

impl Default for About {
    fn default() -> Self {
        Self {
            minors: true,
            strangers: false,
            least_age: None,
        }
    }
}

/// Something the register does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// As forms and texts name it: `keperluan`.
    pub key: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    #[serde(flatten)]
    pub ask: Ask,
    #[serde(default)]
    pub required: bool,
    /// What the answer is looked at for; never a reason to refuse it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Watch>,
}

/// What deserves a second look ([`crate::answers::notes`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Watch {
    /// The name of somebody newly registered (Permendagri 73/2022).
    NewName,
    /// A day that has to be told the registry within so many days.
    ReportWithin(u16),
    /// Somebody who should not be younger.
    LeastAge(u8),
}
