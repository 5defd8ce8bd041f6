//! The name of a village's database schema and role.

use crate::digits;
use crate::region::VillageCode;
use crate::text_value::{reads_text, shows_text};

/// `d_` and the ten digits of the village's code: safe to write into SQL, because nothing else can
/// ever be inside.
///
/// ```
/// use kernel::{SchemaName, VillageCode};
///
/// let code: VillageCode = "63.03.04.2007".parse()?;
/// let schema = SchemaName::from(code);
/// assert_eq!(schema.as_str(), "d_6303042007");
/// assert_eq!("d_6303042007".parse(), Ok(schema));
/// assert!("d_6303042007; drop".parse::<SchemaName>().is_err());
/// # Ok::<(), kernel::RegionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaName {
    name: [u8; 12],
    code: VillageCode,
}

/// Why a text is not the name of a village's schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Nama skema desa harus d_ diikuti sepuluh angka kode desa, misalnya d_6303042007.")]
pub struct SchemaNameError;

impl SchemaName {
    /// Reads exactly `d_` and the ten digits of a village's code.
    pub fn parse(text: &str) -> Result<Self, SchemaNameError> {
        let digits = text.strip_prefix("d_").ok_or(SchemaNameError)?;
        if digits.len() != 10 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SchemaNameError);
        }
        VillageCode::parse(digits)
            .map(Self::from)
            .map_err(|_| SchemaNameError)
    }

    pub fn as_str(&self) -> &str {
        digits::text(&self.name)
    }

    /// The village the schema belongs to.
    pub fn village_code(&self) -> VillageCode {
        self.code
    }
}

impl From<VillageCode> for SchemaName {
    fn from(code: VillageCode) -> Self {
        let mut name = *b"d_0000000000";
        name[2..].copy_from_slice(code.digits().as_bytes());
        Self { name, code }
    }
}

reads_text!(SchemaName, SchemaNameError);
shows_text!(SchemaName);
