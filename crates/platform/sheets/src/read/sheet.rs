//! Collects the cells of one sheet, whatever the format they come from.

use crate::limits::Budget;
use crate::workbook::Merge;
use crate::{Cell, ReadError, Row, Sheet};

/// Merged areas beyond this many are not looked at.
const MOST_MERGES: usize = 50_000;

pub(super) struct Collector {
    sheet: Sheet,
    sorted: bool,
}

impl Collector {
    pub fn new(name: String) -> Self {
        Self {
            sheet: Sheet {
                name,
                ..Sheet::default()
            },
            sorted: true,
        }
    }

    /// A cell; an empty one costs nothing. Rows count from 1, columns from 0.
    pub fn put(
        &mut self,
        row: u32,
        column: u32,
        cell: Cell,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        if cell.is_empty() {
            return Ok(());
        }
        budget.column(column)?;
        budget.keep(size(&cell))?;
        match self.sheet.rows.last_mut() {
            Some(last) if last.number == row => {
                if last
                    .cells
                    .last()
                    .is_some_and(|(before, _)| *before >= column)
                {
                    self.sorted = false;
                }
                last.cells.push((column, cell));
            }
            last => {
                if last.is_some_and(|last| last.number > row) {
                    self.sorted = false;
                }
                budget.row(self.sheet.rows.len())?;
                self.sheet.rows.push(Row {
                    number: row,
                    cells: vec![(column, cell)],
                });
            }
        }
        Ok(())
    }

    pub fn merge(&mut self, merge: Merge) {
        if self.sheet.merges.len() < MOST_MERGES {
            self.sheet.merges.push(merge);
        }
    }

    pub fn finish(mut self, budget: &mut Budget) -> Result<Sheet, ReadError> {
        if !self.sorted {
            self.sort();
        }
        let merges = self.sheet.merges.clone();
        for merge in merges
            .iter()
            .filter(|merge| merge.last_row > merge.first_row)
        {
            self.fill_down(*merge, budget)?;
        }
        Ok(self.sheet)
    }

    fn sort(&mut self) {
        let mut rows = std::mem::take(&mut self.sheet.rows);
        rows.sort_by_key(|row| row.number);
        for mut row in rows {
            match self.sheet.rows.last_mut() {
                Some(last) if last.number == row.number => last.cells.append(&mut row.cells),
                _ => self.sheet.rows.push(row),
            }
        }
        for row in &mut self.sheet.rows {
            row.cells.sort_by_key(|(column, _)| *column);
            row.cells.dedup_by_key(|(column, _)| *column);
        }
    }

    /// A family's number that was merged over its members belongs to each of them.
    fn fill_down(&mut self, merge: Merge, budget: &mut Budget) -> Result<(), ReadError> {
        let Ok(top) = self.sheet.position(merge.first_row) else {
            return Ok(());
        };
        let column = merge.first_column;
        let Some(row) = self.sheet.rows.get(top) else {
            return Ok(());
        };
        let cell = row.cell(column as usize).clone();
        if cell.is_empty() {
            return Ok(());
        }
        let below = self.sheet.rows.iter_mut().skip(top + 1);
        for row in below.take_while(|row| row.number <= merge.last_row) {
            budget.step()?;
            if let Err(index) = row.position(column) {
                budget.keep(size(&cell))?;
                row.cells.insert(index, (column, cell.clone()));
            }
        }
        Ok(())
    }
}

/// Bytes of memory that the text of a cell takes.
fn size(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) | Cell::Error(text) => text.len(),
        Cell::Number(number) => number.shown.as_ref().map_or(0, String::len),
        _ => 0,
    }
}
