//! From a workbook to people, with everything that was found on the way. No I/O, no clock.

use std::collections::HashSet;

use jiff::civil::Date;
use sheets::{Findings, Mapping, ReadError, Table, Workbook};

use super::{
    columns,
    entry::Entry,
    families,
    masking::without_numbers,
    report::{Choices, SheetChoice},
    row::{self, Reader},
};

/// Findings of each severity that are kept.
const KEPT: usize = 2000;

/// What became of a table.
pub struct Reading {
    /// Rows that can be taken, from top to bottom.
    pub entries: Vec<Entry>,
    pub findings: Findings,
    /// Rows in which something stands.
    pub rows: usize,
    pub sheet: SheetChoice,
    /// Sheets that could be meant instead.
    pub others: Vec<SheetChoice>,
    /// Headers by column.
    pub headers: Vec<String>,
    pub mapping: Mapping,
    /// Labels of required columns that were not found; without them no row is read.
    pub missing: Vec<String>,
    /// Columns that were given to two things, and what they were given to.
    pub shared: Vec<String>,
    /// Columns that are not kept.
    pub unused: Vec<String>,
}

/// Reads the table that was chosen, or the likeliest.
///
/// # Errors
/// When there is none.
pub fn read(workbook: &Workbook, choices: &Choices, today: Date) -> Result<Reading, ReadError> {
    let wanted = columns::wanted();
    let measure = |headers: &[String]| sheets::score(&wanted, headers);
    let candidates = workbook.candidates(measure);
    let table = match &choices.sheet {
        Some(sheet) => workbook.table(&sheet.name, sheet.header_row)?,
        None => workbook.best(measure)?,
    };
    let mapping = match &choices.mapping {
        Some(mapping) => mapping.clone(),
        None => Mapping::guess(&wanted, &table.headers),
    };
    let check = mapping.check(&wanted, &table.headers);
    let label = |key: &str| columns::find(key).map_or("", |column| column.label);
    let headers: Vec<String> = table
        .headers
        .iter()
        .map(|text| without_numbers(text))
        .collect();
    let name_of = |at: usize| column_name(&table, at);
    let mut reading = Reading {
        entries: Vec::new(),
        findings: Findings::new(KEPT),
        rows: 0,
        sheet: SheetChoice {
            name: table.sheet.name.clone(),
            header_row: table.header_row,
            rows: table.rows().len(),
        },
        others: candidates
            .into_iter()
            .filter(|other| other.sheet != table.sheet.name)
            .map(|other| SheetChoice {
                name: other.sheet,
                header_row: other.header_row,
                rows: other.rows,
            })
            .collect(),
        missing: check
            .missing
            .iter()
            .map(|key| label(key).to_owned())
            .collect(),
        shared: check
            .shared
            .iter()
            .map(|(at, keys)| {
                let labels: Vec<&str> = keys.iter().map(|key| label(key)).collect();
                format!("{} ({})", name_of(*at), labels.join(", "))
            })
            .collect(),
        unused: unused(&table, &mapping).into_iter().map(name_of).collect(),
        headers,
        mapping,
    };
    if reading.missing.is_empty() && reading.shared.is_empty() {
        let mapping = reading.mapping.clone();
        rows_of(&table, &mapping, today, &mut reading);
    }
    Ok(reading)
}

fn rows_of(table: &Table, mapping: &Mapping, today: Date, reading: &mut Reading) {
    let reader = Reader {
        table,
        mapping,
        dates: table.dates(today),
        today,
    };
    let mut heads = HashSet::new();
    for row in table.rows() {
        let Some((sighting, entry)) = row::read(&reader, row, &mut reading.findings) else {
            continue;
        };
        reading.rows += 1;
        if let (true, Some(card)) = (sighting.is_head, sighting.card) {
            heads.insert(card);
        }
        reading.entries.extend(entry);
    }
    families::check(&reading.entries, &heads, &mut reading.findings);
    let findings = &reading.findings;
    reading.entries.retain(|entry| !findings.stops(entry.row));
}

/// Columns with a header that no key was given.
fn unused(table: &Table, mapping: &Mapping) -> Vec<usize> {
    let used: HashSet<usize> = mapping
        .columns
        .iter()
        .filter_map(|one| one.column)
        .collect();
    let columns = table.headers.iter().enumerate();
    columns
        .filter(|(at, header)| !header.is_empty() && !used.contains(at))
        .map(|(at, _)| at)
        .collect()
}

/// `AB “hamil”`
fn column_name(table: &Table, at: usize) -> String {
    let column = table.column(at);
    format!("{} “{}”", column.letter, without_numbers(&column.header))
}
