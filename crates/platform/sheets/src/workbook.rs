//! A file that was read: its visible sheets, and of them the rows in which something stands.

use crate::{Cell, Epoch, Kind};

/// What was in a file. Hidden sheets are left out.
#[derive(Debug, Clone)]
pub struct Workbook {
    pub kind: Kind,
    /// Where its dates begin; for [`crate::DateReader`].
    pub epoch: Epoch,
    /// In the order of the tabs.
    pub sheets: Vec<Sheet>,
}

/// One sheet. A CSV has one without a name.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub name: String,
    /// Rows that hold something, from top to bottom. A value of cells merged downwards stands in each
    /// of their rows.
    pub rows: Vec<Row>,
    pub(crate) merges: Vec<Merge>,
}

/// One row that holds something.
#[derive(Debug, Clone)]
pub struct Row {
    /// As the spreadsheet shows it, from 1.
    pub number: u32,
    /// By column, without empty ones.
    pub(crate) cells: Vec<(u32, Cell)>,
}

/// Cells that were made one, both ends included; rows from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

impl Row {
    /// The cell of a column, the first is 0.
    pub fn cell(&self, column: usize) -> &Cell {
        u32::try_from(column)
            .ok()
            .and_then(|column| self.position(column).ok())
            .and_then(|index| self.cells.get(index))
            .map_or(Cell::empty(), |(_, cell)| cell)
    }

    /// The columns in which something stands, with what does.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells
            .iter()
            .map(|(column, cell)| (*column as usize, cell))
    }

    /// One more than the last column in which something stands.
    pub fn width(&self) -> usize {
        self.cells
            .last()
            .map_or(0, |(column, _)| *column as usize + 1)
    }

    pub(crate) fn position(&self, column: u32) -> Result<usize, usize> {
        self.cells
            .binary_search_by_key(&column, |(column, _)| *column)
    }
}

impl Sheet {
    /// The index of a row in [`Sheet::rows`], or where it would be.
    pub(crate) fn position(&self, number: u32) -> Result<usize, usize> {
        self.rows.binary_search_by_key(&number, |row| row.number)
    }
}
