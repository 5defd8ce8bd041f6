//! How much of a file is read at most, and the counting of it.

use std::time::{Duration, Instant};

use crate::ReadError;

/// Bounds of one file. What is beyond is refused, never cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file as it was sent.
    pub bytes: u64,
    /// What may come out of a zip, and also what all texts of all cells may amount to.
    pub unpacked: u64,
    /// Rows of one sheet that hold something; blank ones are free, however they are formatted.
    pub rows: u32,
    /// The last column in which something may stand.
    pub columns: u32,
    /// Cells of all sheets that hold something.
    pub cells: u32,
    /// Reading ends after this time.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20_000_000,
            unpacked: 200_000_000,
            rows: 20_000,
            columns: 256,
            cells: 2_000_000,
            time: Duration::from_secs(20),
        }
    }
}

/// What is left of the limits while one file is read.
#[derive(Debug)]
pub(crate) struct Budget {
    pub limits: Limits,
    unpacked: u64,
    text: u64,
    cells: u32,
    steps: u32,
    deadline: Option<Instant>,
}

impl Budget {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            unpacked: limits.unpacked,
            text: limits.unpacked,
            cells: limits.cells,
            steps: 0,
            deadline: Instant::now().checked_add(limits.time),
        }
    }

    /// Bytes that came out of a zip.
    pub fn unpack(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.unpacked = self
            .unpacked
            .checked_sub(bytes)
            .ok_or_else(|| self.bomb())?;
        Ok(())
    }

    pub fn unpacked_left(&self) -> u64 {
        self.unpacked
    }

    /// A cell that holds a text of so many bytes. One text may be referred to by a million cells.
    pub fn keep(&mut self, text: usize) -> Result<(), ReadError> {
        let limit = self.limits.cells;
        self.cells = self
            .cells
            .checked_sub(1)
            .ok_or(ReadError::TooManyCells { limit })?;
        let text = u64::try_from(text).unwrap_or(u64::MAX);
        self.text = self.text.checked_sub(text).ok_or_else(|| self.bomb())?;
        Ok(())
    }

    /// Called for every element or record; looks at the clock now and then.
    pub fn step(&mut self) -> Result<(), ReadError> {
        self.steps = self.steps.wrapping_add(1);
        let late = self.steps.is_multiple_of(4096)
            && self
                .deadline
                .is_some_and(|deadline| Instant::now() > deadline);
        if late {
            Err(ReadError::TooSlow)
        } else {
            Ok(())
        }
    }

    /// A row with something in it is about to join `rows` others of its sheet.
    pub fn row(&self, rows: usize) -> Result<(), ReadError> {
        let limit = self.limits.rows;
        if rows >= limit as usize {
            return Err(ReadError::TooManyRows { limit });
        }
        Ok(())
    }

    /// Something stands in this column (the first is 0).
    pub fn column(&self, column: u32) -> Result<(), ReadError> {
        let limit = self.limits.columns;
        if column >= limit {
            return Err(ReadError::TooManyColumns { limit });
        }
        Ok(())
    }

    pub fn bomb(&self) -> ReadError {
        ReadError::Bomb {
            limit: self.limits.unpacked,
        }
    }
}
