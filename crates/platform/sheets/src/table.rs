//! Where in a workbook the table is: which sheet, and which row holds the names of the columns.

use jiff::civil::Date;

use crate::findings::ColumnName;
use crate::text::letter;
use crate::workbook::Merge;
use crate::{DateReader, Epoch, ReadError, Row, Sheet, Workbook};

/// Titles, logos and notes may stand above the header, but no more than this many rows.
const SEARCHED: usize = 20;
/// Rows that a header of several rows has at most.
const TALLEST: u32 = 4;
/// Cells merged sideways in one header that are looked at.
const MOST_MERGES: usize = 500;

/// A sheet that could be meant, with its most likely header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The name of the sheet; for [`Workbook::table`].
    pub sheet: String,
    /// The row of the header as the spreadsheet shows it.
    pub header_row: u32,
    /// What the caller's measure says of the header.
    pub score: u32,
    /// By column; blank where there is none.
    pub headers: Vec<String>,
    /// Rows below the header in which something stands.
    pub rows: usize,
}

/// One table: headers and the rows below them.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    pub sheet: &'a Sheet,
    pub header_row: u32,
    /// By column; blank where there is none. A header of two rows is joined: *Kelahiran Tempat*.
    pub headers: Vec<String>,
    /// The other sheets that could be meant, best first.
    pub alternatives: Vec<Candidate>,
    epoch: Epoch,
    first: usize,
}

impl<'a> Table<'a> {
    /// The rows below the header in which something stands.
    pub fn rows(&self) -> &'a [Row] {
        self.sheet.rows.get(self.first..).unwrap_or_default()
    }

    /// How people call a column: by its letter and its header.
    pub fn column(&self, column: usize) -> ColumnName {
        ColumnName {
            letter: letter(column),
            header: self.headers.get(column).cloned().unwrap_or_default(),
        }
    }

    /// Reads dates of this table.
    pub fn dates(&self, today: Date) -> DateReader {
        DateReader::new(today, self.epoch)
    }
}

impl Workbook {
    /// The table whose header the caller's measure likes best; the first of those that are equal.
    /// A measure of 0 means that a row is no header.
    ///
    /// # Errors
    /// [`ReadError::NoHeader`] when no row of any sheet is one.
    pub fn best(&self, measure: impl Fn(&[String]) -> u32) -> Result<Table<'_>, ReadError> {
        let mut candidates = self.candidates(measure);
        if candidates.is_empty() {
            return Err(ReadError::NoHeader);
        }
        let best = candidates.remove(0);
        let mut table = self.table(&best.sheet, best.header_row)?;
        table.alternatives = candidates;
        Ok(table)
    }

    /// The best header of every sheet that has one, best first.
    pub fn candidates(&self, measure: impl Fn(&[String]) -> u32) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = self
            .sheets
            .iter()
            .filter_map(|sheet| best_row(sheet, &measure))
            .collect();
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
        candidates
    }

    /// The table that somebody chose.
    ///
    /// # Errors
    /// [`ReadError::NoHeader`] when there is no such sheet or nothing in this row.
    pub fn table(&self, sheet: &str, header_row: u32) -> Result<Table<'_>, ReadError> {
        let mut named = self.sheets.iter().filter(|other| other.name == sheet);
        let sheet = named
            .find(|sheet| sheet.position(header_row).is_ok())
            .ok_or(ReadError::NoHeader)?;
        let index = sheet
            .position(header_row)
            .map_err(|_| ReadError::NoHeader)?;
        let (headers, first) = header(sheet, index);
        Ok(Table {
            sheet,
            header_row,
            headers,
            alternatives: Vec::new(),
            epoch: self.epoch,
            first,
        })
    }
}

fn best_row(sheet: &Sheet, measure: &impl Fn(&[String]) -> u32) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for (index, row) in sheet.rows.iter().enumerate().take(SEARCHED) {
        let (headers, first) = header(sheet, index);
        let score = measure(&headers);
        if score > best.as_ref().map_or(0, |best| best.score) {
            best = Some(Candidate {
                sheet: sheet.name.clone(),
                header_row: row.number,
                score,
                headers,
                rows: sheet.rows.len().saturating_sub(first),
            });
        }
    }
    best
}

/// The headers of the row with this index, joined with the rows that merged cells tie to it, and the
/// index of the first row below.
fn header(sheet: &Sheet, index: usize) -> (Vec<String>, usize) {
    let Some(top) = sheet.rows.get(index) else {
        return (Vec::new(), index);
    };
    let last = last_header_row(sheet, top);
    let rows = sheet.rows.get(index..).unwrap_or_default();
    let tied: Vec<&Row> = rows.iter().take_while(|row| row.number <= last).collect();
    let width = tied.iter().map(|row| row.width()).max().unwrap_or(0);
    let sideways = sheet.merges.iter().filter(|merge| {
        merge.last_column > merge.first_column && (top.number..=last).contains(&merge.first_row)
    });
    let sideways: Vec<Merge> = sideways.take(MOST_MERGES).copied().collect();
    let headers = (0..width)
        .map(|column| joined(&sideways, &tied, column))
        .collect();
    let mut first = index + tied.len().max(1);
    if sheet.rows.get(first).is_some_and(only_counts_columns) {
        first += 1;
    }
    (headers, first)
}

/// A header reaches as far down as the cells that were merged downwards from its first row.
fn last_header_row(sheet: &Sheet, top: &Row) -> u32 {
    let downwards = sheet
        .merges
        .iter()
        .filter(|merge| merge.first_row == top.number && merge.last_row > merge.first_row)
        .filter(|merge| merge.last_row - merge.first_row < TALLEST)
        .filter(|merge| !top.cell(merge.first_column as usize).is_empty());
    downwards
        .map(|merge| merge.last_row)
        .max()
        .unwrap_or(top.number)
}

/// *Kelahiran* merged over *Tempat* and *Tanggal* belongs to both.
fn joined(sideways: &[Merge], rows: &[&Row], column: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (depth, row) in rows.iter().enumerate() {
        let mut part = row.cell(column).line();
        if part.is_none() && depth + 1 < rows.len() {
            part = spread(sideways, row, column).and_then(|from| row.cell(from).line());
        }
        if let Some(part) = part.filter(|part| parts.last() != Some(part)) {
            parts.push(part);
        }
    }
    parts.join(" ")
}

/// The column whose cell was merged sideways over this one.
fn spread(sideways: &[Merge], row: &Row, column: usize) -> Option<usize> {
    let covers = sideways.iter().find(|merge| {
        merge.first_row == row.number
            && (merge.first_column as usize) < column
            && column <= merge.last_column as usize
    });
    covers.map(|merge| merge.first_column as usize)
}

/// Forms of offices number their columns below the header: 1, 2, 3 or (1), (2), (3).
fn only_counts_columns(row: &Row) -> bool {
    let mut expected = 1;
    for (_, cell) in row.cells() {
        let text = cell.line().unwrap_or_default();
        let number = text.trim_matches(['(', ')', ' ']).parse::<u32>();
        if number != Ok(expected) {
            return false;
        }
        expected += 1;
    }
    expected > 3
}
