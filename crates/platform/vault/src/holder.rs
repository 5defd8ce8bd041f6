//! Whose keys they are.

use std::fmt;

use kernel::SchemaName;

/// Who holds a set of keys. No two holders share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A village; its wrapped keys lie in its own schema.
    Village(SchemaName),
    /// All villages together, for what has to be compared across them and for nothing else: the
    /// blind index that finds a NIK registered in two villages. Its wrapped keys lie in `platform`.
    Regency,
}

impl Holder {
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Village(schema) => schema.as_str(),
            Self::Regency => "platform",
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl From<SchemaName> for Holder {
    fn from(schema: SchemaName) -> Self {
        Self::Village(schema)
    }
}
