//! The district's own people: who they are and what they may do in the console.

use std::{fmt, str::FromStr};

use crate::UnknownRole;

/// A role of the district. Each account has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DistrictRole {
    /// District IT.
    Superadmin,
    /// Reads everything but personal data.
    Auditor,
    /// The office of a subdistrict (kecamatan): sees its own villages.
    Pembina,
}

/// What somebody may do in the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DistrictRight {
    /// See villages: all of them, or those of her subdistricts.
    Look,
    /// Read the record of the console and see accounts and keys.
    Audit,
    /// Make, change and end villages, accounts and keys.
    Run,
}

use DistrictRight::{Audit, Look, Run};

/// The one table of rights.
const TABLE: [(DistrictRole, &[DistrictRight]); 3] = [
    (DistrictRole::Superadmin, &[Look, Audit, Run]),
    (DistrictRole::Auditor, &[Look, Audit]),
    (DistrictRole::Pembina, &[Look]),
];

impl DistrictRole {
    pub const ALL: [Self; 3] = [Self::Superadmin, Self::Auditor, Self::Pembina];

    /// As it is stored: "superadmin".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Superadmin => "superadmin",
            Self::Auditor => "auditor",
            Self::Pembina => "pembina",
        }
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Superadmin => "Pengelola kabupaten",
            Self::Auditor => "Pemeriksa",
            Self::Pembina => "Pembina kecamatan",
        }
    }

    /// One sentence on what the role is for.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Superadmin => "Membuat, mengubah dan menghentikan desa; mengatur akun.",
            Self::Auditor => "Melihat semua desa dan catatan, tanpa data pribadi.",
            Self::Pembina => "Melihat desa di kecamatannya sendiri.",
        }
    }

    /// Whether the role's villages are chosen one subdistrict at a time.
    pub const fn is_bound_to_subdistricts(self) -> bool {
        matches!(self, Self::Pembina)
    }

    pub fn may(self, right: DistrictRight) -> bool {
        TABLE
            .iter()
            .any(|(role, rights)| *role == self && rights.contains(&right))
    }
}

impl fmt::Display for DistrictRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DistrictRole {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_superadmin_changes_anything() {
        for role in DistrictRole::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
            assert!(role.may(Look));
            assert_eq!(role.may(Run), role == DistrictRole::Superadmin);
            assert_eq!(role.may(Audit), role != DistrictRole::Pembina);
        }
        assert!("operator".parse::<DistrictRole>().is_err());
    }
}
