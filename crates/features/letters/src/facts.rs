//! What a letter says, before it is set: who, from whom, answered what, signed by whom.

use std::collections::BTreeMap;

use jiff::civil::Date;
use look::Palette;
use serde::{Deserialize, Serialize};

use crate::{answers::Answers, kind::Kind};

/// Somebody as a letter writes her, in words. What is not known is empty.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    pub name: String,
    pub nik: String,
    pub family_card: String,
    pub birth_place: String,
    pub born_on: Option<Date>,
    /// "Laki-laki"
    pub sex: String,
    pub religion: String,
    pub marital_status: String,
    pub occupation: String,
    /// "WNI"
    pub citizenship: String,
    /// To the head of the family: "Anak".
    pub relationship: String,
    pub address: String,
    pub hamlet: String,
    pub rt: String,
    pub rw: String,
    pub father: String,
    pub mother: String,
}

/// From whom a letter comes.
#[derive(Debug, Clone)]
pub struct Sender {
    /// "Desa Pembantanan"
    pub name: String,
    /// "Pembantanan"
    pub short: String,
    pub subdistrict: String,
    pub regency: String,
    pub province: String,
    pub code: String,
    pub address: String,
    pub postal_code: String,
    pub email: String,
    pub phone: String,
    /// "Pambakal", "Lurah"
    pub head_title: String,
    pub palette: Palette,
}

/// Who signs, as the block below the letter says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// One line each: "a.n. Pambakal Pembantanan", "Sekretaris Desa".
    pub titles: Vec<String>,
    pub name: String,
    /// "NIP 19750615 200012 1 001", or empty.
    pub number: String,
}

/// A letter with everything it says.
#[derive(Clone)]
pub struct Letter {
    /// As the village has it.
    pub kind: Kind,
    /// `400.12.2.1/012/PBT/XI/2026`; nothing while it has none: a dotted line stands for it.
    pub number: Option<String>,
    pub date: Date,
    pub valid_until: Option<Date>,
    pub sender: Sender,
    pub applicant: Person,
    pub answers: Answers,
    /// People among the answers, by the question's key, as the register or the applicant says.
    pub people: BTreeMap<String, Vec<Person>>,
    pub signer: Signer,
}
