//! The places of sealed values; their names are part of what is proven.

use vault::Column;

pub const NIK: Column = Column::new("residents", "nik");
pub const PHONE: Column = Column::new("residents", "phone");
pub const FATHER: Column = Column::new("residents", "father");
pub const MOTHER: Column = Column::new("residents", "mother");
pub const CARD: Column = Column::new("families", "card");
/// A table that was sent, by the import's id.
pub const IMPORT_FILE: Column = Column::new("import_files", "sealed");
/// A row as it was before an import, by the resident's or the family's id.
pub const IMPORT_BEFORE: Column = Column::new("import_changes", "before");
