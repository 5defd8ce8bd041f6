//! The place a value belongs to: it opens nowhere else.

use uuid::Uuid;

use crate::cipher::joined;
use crate::holder::Holder;

/// A column of a table, as the statements call it.
///
/// ```
/// use vault::Column;
///
/// const NIK: Column = Column::new("residents", "nik");
/// let cell = NIK.of(uuid::Uuid::nil());
/// ```
///
/// The names are part of what is proven: a column that is renamed has to be sealed anew, or keeps its
/// old name here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Column {
    table: &'static str,
    name: &'static str,
}

/// One value of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cell {
    pub(crate) column: Column,
    pub(crate) row: Uuid,
}

impl Column {
    pub const fn new(table: &'static str, name: &'static str) -> Self {
        Self { table, name }
    }

    /// The value in the row with this id.
    pub const fn of(self, row: Uuid) -> Cell {
        Cell { column: self, row }
    }

    /// What is hashed with a value for its blind index.
    pub(crate) fn index_words(self, normalised: &[u8]) -> Vec<u8> {
        let (table, name) = (self.table.as_bytes(), self.name.as_bytes());
        joined(&[b"banua vault 1 index", table, name, normalised])
    }
}

impl Cell {
    /// What is proven about a sealed value.
    pub(crate) fn place(self, holder: Holder) -> Vec<u8> {
        joined(&[
            b"banua vault 1 seal",
            holder.word().as_bytes(),
            self.column.table.as_bytes(),
            self.column.name.as_bytes(),
            self.row.as_bytes(),
        ])
    }
}
