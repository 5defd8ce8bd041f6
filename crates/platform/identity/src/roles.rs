//! Who may do what: eight roles, thirteen capabilities, one table.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use Capability::{
    AnswerComplaints, KeepGroups, ManageFinance, ManageMarket, ManageResidents, ManageSite,
    ManageStaff, Moderate, ProcessLetters, ReadActivity, ReadResidents, SignLetters, WriteNews,
};

/// What somebody is in a village's office. One person may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Head of the village: approves and signs.
    Kades,
    /// Village secretary: verifies, keeps the registers, manages staff; may be delegated to sign.
    Sekdes,
    /// Runs the site and the office: everything but signing.
    Operator,
    /// Publishes.
    Redaktur,
    /// Treasurer.
    Bendahara,
    /// Head of a section: services and letters.
    Kasi,
    /// Head of a hamlet or an RT: reads the register of the parts of the village given to her.
    Wilayah,
    /// Keeps the groups given to her.
    Kelompok,
}

/// Something that can be done in the office. Handlers ask for these, never for roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Articles, pages, categories, agenda, albums, media.
    WriteNews,
    /// Comments.
    Moderate,
    /// Menus, running text, home blocks, contact, palette, logo, hero, officials.
    ManageSite,
    /// Invite, give roles, disable.
    ManageStaff,
    /// The activity log.
    ReadActivity,
    ManageResidents,
    /// The register without changing it. Who may not also manage it sees the parts of the village that
    /// were given to her.
    ReadResidents,
    /// Groups and who belongs to them. Who may not also manage residents sees the groups that were given
    /// to her.
    KeepGroups,
    /// Check, verify, number and print letters.
    ProcessLetters,
    SignLetters,
    ManageFinance,
    ManageMarket,
    AnswerComplaints,
}

/// The one table of rights.
const TABLE: [(Role, &[Capability]); 8] = [
    (
        Role::Kades,
        &[Moderate, ReadActivity, SignLetters, AnswerComplaints],
    ),
    (
        Role::Sekdes,
        &[
            Moderate,
            ManageStaff,
            ReadActivity,
            ManageResidents,
            ReadResidents,
            KeepGroups,
            ProcessLetters,
            AnswerComplaints,
        ],
    ),
    (
        Role::Operator,
        &[
            WriteNews,
            Moderate,
            ManageSite,
            ManageStaff,
            ReadActivity,
            ManageResidents,
            ReadResidents,
            KeepGroups,
            ProcessLetters,
            ManageFinance,
            ManageMarket,
            AnswerComplaints,
        ],
    ),
    (Role::Redaktur, &[WriteNews, Moderate]),
    (Role::Bendahara, &[ManageFinance]),
    (
        Role::Kasi,
        &[
            ManageResidents,
            ReadResidents,
            KeepGroups,
            ProcessLetters,
            AnswerComplaints,
        ],
    ),
    (Role::Wilayah, &[ReadResidents]),
    (Role::Kelompok, &[KeepGroups]),
];

/// Who may be delegated to sign while the head of the village cannot.
const MAY_BE_DELEGATED_TO_SIGN: [Role; 1] = [Role::Sekdes];

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Kades,
        Self::Sekdes,
        Self::Operator,
        Self::Redaktur,
        Self::Bendahara,
        Self::Kasi,
        Self::Wilayah,
        Self::Kelompok,
    ];

    /// As it is stored and written in addresses: "kades".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kades => "kades",
            Self::Sekdes => "sekdes",
            Self::Operator => "operator",
            Self::Redaktur => "redaktur",
            Self::Bendahara => "bendahara",
            Self::Kasi => "kasi",
            Self::Wilayah => "wilayah",
            Self::Kelompok => "kelompok",
        }
    }

    /// As people read it: "Kepala Desa".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kades => "Kepala Desa",
            Self::Sekdes => "Sekretaris Desa",
            Self::Operator => "Operator",
            Self::Redaktur => "Redaktur",
            Self::Bendahara => "Bendahara",
            Self::Kasi => "Kepala Seksi",
            Self::Wilayah => "Kepala Dusun/Ketua RT",
            Self::Kelompok => "Pengurus Kelompok",
        }
    }

    /// What it is for, in one sentence for the form that gives roles.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Kades => "Menyetujui dan menandatangani surat, melihat catatan kegiatan.",
            Self::Sekdes => {
                "Memeriksa surat, memegang data penduduk, mengatur pengguna; dapat ditunjuk menandatangani."
            }
            Self::Operator => "Mengerjakan semuanya, kecuali menandatangani.",
            Self::Redaktur => "Menulis dan menerbitkan berita, menyetujui komentar.",
            Self::Bendahara => "Mengisi anggaran dan realisasi desa.",
            Self::Kasi => "Melayani surat dan pengaduan warga, memegang data penduduk.",
            Self::Wilayah => {
                "Melihat data penduduk di dusun atau RT-nya, tanpa mengubahnya. Pilihkan di Penduduk, Wilayah."
            }
            Self::Kelompok => {
                "Mengurus anggota kelompoknya, misalnya kelompok tani. Pilihkan di halaman kelompok itu."
            }
        }
    }

    /// What this role alone may do.
    pub fn capabilities(self) -> Capabilities {
        TABLE
            .iter()
            .filter(|(role, _)| *role == self)
            .flat_map(|(_, capabilities)| *capabilities)
            .copied()
            .collect()
    }

    /// Whether somebody of this role must have a second factor: who signs or could be delegated
    /// to, who sees personal data, and who decides about the access of others. To all others it is
    /// offered.
    pub fn needs_second_factor(self) -> bool {
        self.may_be_delegated_to_sign()
            || self
                .capabilities()
                .iter()
                .any(Capability::needs_second_factor)
    }

    pub fn may_be_delegated_to_sign(self) -> bool {
        MAY_BE_DELEGATED_TO_SIGN.contains(&self)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Peran itu tidak ada.")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(UnknownRole)
    }
}

impl Capability {
    pub const ALL: [Self; 13] = [
        WriteNews,
        Moderate,
        ManageSite,
        ManageStaff,
        ReadActivity,
        ManageResidents,
        ReadResidents,
        KeepGroups,
        ProcessLetters,
        SignLetters,
        ManageFinance,
        ManageMarket,
        AnswerComplaints,
    ];

    /// As templates and tests name it: "write_news".
    pub const fn as_str(self) -> &'static str {
        match self {
            WriteNews => "write_news",
            Moderate => "moderate",
            ManageSite => "manage_site",
            ManageStaff => "manage_staff",
            ReadActivity => "read_activity",
            ManageResidents => "manage_residents",
            ReadResidents => "read_residents",
            KeepGroups => "keep_groups",
            ProcessLetters => "process_letters",
            SignLetters => "sign_letters",
            ManageFinance => "manage_finance",
            ManageMarket => "manage_market",
            AnswerComplaints => "answer_complaints",
        }
    }

    /// As people read it, for a page that lists what somebody may do.
    pub const fn label(self) -> &'static str {
        match self {
            WriteNews => "Menulis berita, halaman, agenda dan galeri",
            Moderate => "Menyetujui komentar",
            ManageSite => "Mengatur tampilan dan isi tetap situs",
            ManageStaff => "Mengundang dan mengatur pengguna",
            ReadActivity => "Melihat catatan kegiatan",
            ManageResidents => "Memegang data penduduk",
            ReadResidents => "Melihat data penduduk",
            KeepGroups => "Mengurus kelompok",
            ProcessLetters => "Memproses surat",
            SignLetters => "Menandatangani surat",
            ManageFinance => "Mengisi anggaran",
            ManageMarket => "Mengatur lapak",
            AnswerComplaints => "Menjawab pengaduan",
        }
    }

    /// `Moderate` is not among them: the queue has to show a commenter's contact masked to who may
    /// not also answer complaints.
    const fn needs_second_factor(self) -> bool {
        matches!(
            self,
            SignLetters
                | ManageResidents
                | ReadResidents
                | KeepGroups
                | ProcessLetters
                | AnswerComplaints
                | ManageStaff
        )
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of capabilities: what one person may do.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Capabilities(u16);

impl Capabilities {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// What a person of these roles may do: all of any of them.
    pub fn of(roles: &[Role]) -> Self {
        roles
            .iter()
            .flat_map(|role| role.capabilities().iter())
            .collect()
    }

    /// The same, while the village has delegated signing to this person. Changes nothing when none
    /// of the roles may be delegated to.
    #[must_use]
    pub fn with_delegated_signing(self, roles: &[Role]) -> Self {
        if roles.iter().any(|role| role.may_be_delegated_to_sign()) {
            Self(self.0 | SignLetters.bit())
        } else {
            self
        }
    }

    pub const fn has(self, capability: Capability) -> bool {
        self.0 & capability.bit() != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::ALL
            .into_iter()
            .filter(move |capability| self.has(*capability))
    }
}

impl FromIterator<Capability> for Capabilities {
    fn from_iter<I: IntoIterator<Item = Capability>>(all: I) -> Self {
        Self(all.into_iter().fold(0, |bits, one| bits | one.bit()))
    }
}

impl fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// As a list of names, for templates: `"write_news" in may`.
impl Serialize for Capabilities {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Capability::as_str))
    }
}

#[cfg(test)]
#[path = "roles_tests.rs"]
mod tests;
