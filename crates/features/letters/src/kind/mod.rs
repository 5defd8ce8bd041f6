//! Kinds of letters: what each is for, asks, needs and says.

use serde::{Deserialize, Serialize};

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

/// Where a kind stands in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// Who puts a name below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedBy {
    /// The head of the village.
    Head,
    /// Whoever asks for it, known by the head.
    ApplicantKnownByHead,
    /// The heirs and two witnesses, confirmed by the head.
    HeirsConfirmedByHead,
}

/// Who a letter of a kind may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Also somebody younger than 17, unmarried.
    pub minors: bool,
    /// Also somebody who is not in the register: her particulars are asked for.
    pub strangers: bool,
}

impl Default for About {
    fn default() -> Self {
        Self {
            minors: true,
            strangers: false,
        }
    }
}

/// Something the register does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// As forms and texts name it: `keperluan`.
    pub key: String,
    pub label: String,
    #[serde(default)]
    pub hint: String,
    #[serde(flatten)]
    pub ask: Ask,
    #[serde(default)]
    pub required: bool,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Ask {
    Text,
}
