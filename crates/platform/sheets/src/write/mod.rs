//! From rows to a file that people open.

mod csv;
mod xlsx;

pub use csv::{CsvStyle, Separator};
pub use xlsx::to_xlsx;

use crate::{Cell, WriteError};

/// A column of a sheet that is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub header: String,
    /// In letters; by default as wide as what stands in it.
    pub width: Option<f64>,
}

impl Column {
    pub fn new(header: impl Into<String>) -> Self {
        Self {
            header: header.into(),
            width: None,
        }
    }

    #[must_use]
    pub fn width(mut self, letters: f64) -> Self {
        self.width = Some(letters);
        self
    }
}

/// A sheet to be written. A row may be shorter or longer than the columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Export {
    /// The name of the sheet; what Excel does not allow in one is replaced.
    pub sheet: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

impl Export {
    pub fn new(sheet: impl Into<String>) -> Self {
        Self {
            sheet: sheet.into(),
            ..Self::default()
        }
    }

    /// Columns of these headers.
    #[must_use]
    pub fn columns<H: Into<String>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.columns = headers.into_iter().map(Column::new).collect();
        self
    }

    /// As a workbook with this one sheet.
    ///
    /// # Errors
    /// When there is more than a sheet or a cell of Excel holds.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WriteError> {
        to_xlsx(std::slice::from_ref(self))
    }

    /// As a text with separators.
    pub fn to_csv(&self, style: &CsvStyle) -> Vec<u8> {
        csv::write(self, style)
    }
}
